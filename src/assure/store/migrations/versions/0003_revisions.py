"""Every change of a plan, field by field, in place of a whole copy for each import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from assure.model.plan import Plan
from assure.store.reading import read
from assure.store.revisions import difference, in_order, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The long column last: SQLite reads through it to get at what stands behind it.
    op.add_column("plans", sa.Column("version", sa.Integer, nullable=False, server_default="0"))
    op.add_column("plans", sa.Column("live", sa.Text, nullable=False, server_default="{}"))
    changes = op.create_table(
        "plan_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("plan", sa.String(200), sa.ForeignKey("plans.key"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.UniqueConstraint("plan", "number", name="plan_changes_number"),
    )
    revisions = op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change_id", sa.Integer, sa.ForeignKey("plan_changes.id"), nullable=False),
        sa.Column("plan", sa.String(200), nullable=False),
        sa.Column("action", sa.String(200), nullable=False),
        sa.Column("field", sa.String(100), nullable=False),
        sa.Column("was", sa.Text),
        sa.Column("now", sa.Text),
    )
    op.create_index("ix_revisions_change_id", "revisions", ["change_id"])
    op.create_index("revisions_by_action", "revisions", ["plan", "action"])
    _write_the_log(changes, revisions)
    op.drop_table("plan_imports")


def _write_the_log(changes: sa.Table, revisions: sa.Table) -> None:
    connection = op.get_bind()
    plans = sa.table("plans", sa.column("key"), sa.column("live"), sa.column("version"))
    for key in connection.scalars(sa.select(plans.c.key)).all():
        document: dict[str, Any] = {}
        days: list[str] = []
        for number, (kept, snapshot) in enumerate(_imports(connection, key), start=1):
            days.append(kept.imported_at.date().isoformat())
            counted = {"version": number, "imported": days[-1], "imports": list(days)}
            change = connection.scalars(
                changes.insert()
                .values(
                    plan=key,
                    number=number,
                    kind="import",
                    at=kept.imported_at,
                    source=kept.source,
                    by="",
                )
                .returning(changes.c.id)
            ).one()
            before, document = document, in_order(snapshot | counted)
            rows = [
                {
                    "change_id": change,
                    "plan": key,
                    "action": one.action,
                    "field": one.field,
                    "was": one.was_json,
                    "now": one.now_json,
                }
                for one in difference(before, document)
            ]
            connection.execute(revisions.insert(), rows)
        connection.execute(
            plans.update().where(plans.c.key == key).values(live=text(document), version=len(days))
        )


def _imports(connection: sa.Connection, key: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The imports of a plan, oldest first, one copy in memory at a time. Raises StoreError."""
    imports = sa.table(
        "plan_imports",
        sa.column("id", sa.Integer),
        sa.column("plan", sa.String),
        sa.column("imported_at", sa.DateTime),
        sa.column("source", sa.Text),
        sa.column("snapshot", sa.JSON),
    )
    of_plan = sa.select(imports.c.id).where(imports.c.plan == key).order_by(imports.c.id)
    for number in connection.scalars(of_plan).all():
        kept = connection.execute(sa.select(imports).where(imports.c.id == number)).one()
        # Validated for the message alone: what is kept stays as it is.
        read(Plan, kept.snapshot, f"The plan {key}")
        yield kept, kept.snapshot


def downgrade() -> None:
    raise NotImplementedError("the changes cannot be made into whole copies again")
