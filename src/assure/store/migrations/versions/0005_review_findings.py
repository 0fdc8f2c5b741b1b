"""What a review found of each action, on record when it is frozen: to tell the story of an action
no review need be judged again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reviews", sa.Column("rating", sa.String(20)))
    op.create_table(
        "review_findings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("review", sa.String(200), sa.ForeignKey("reviews.key"), nullable=False),
        sa.Column("plan", sa.String(200), nullable=False),
        sa.Column("action", sa.String(200), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("ix_review_findings_review", "review_findings", ["review"])
    op.create_index("review_findings_by_action", "review_findings", ["plan", "action"])


def downgrade() -> None:
    op.drop_table("review_findings")
    op.drop_column("reviews", "rating")
