"""Findings set aside, kept with the plan so that they outlive a review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_asides",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("plan", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(12), nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_set_asides_plan", "set_asides", ["plan"])


def downgrade() -> None:
    op.drop_table("set_asides")
