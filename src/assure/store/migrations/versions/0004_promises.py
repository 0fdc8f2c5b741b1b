"""Promises of challenge sessions, kept with the plan so that the next session begins with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("plan", sa.String(200), nullable=False),
        sa.Column("promise", sa.String(8), nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_promises_plan", "promises", ["plan"])


def downgrade() -> None:
    op.drop_table("promises")
