"""Plans with their imports, reviews, and answers that are only ever added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
    )
    op.create_table(
        "plan_imports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("plan", sa.String(200), sa.ForeignKey("plans.key"), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("snapshot", sa.JSON, nullable=False),
    )
    op.create_index("ix_plan_imports_plan", "plan_imports", ["plan"])
    op.create_table(
        "reviews",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("board_date", sa.Date),
        sa.Column("plan", sa.String(200), sa.ForeignKey("plans.key"), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("previous", sa.String(200), sa.ForeignKey("reviews.key")),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("frozen_at", sa.DateTime),
        sa.Column("frozen", sa.Text),
        sa.CheckConstraint(
            "(state = 'draft' AND frozen IS NULL AND frozen_at IS NULL) OR "
            "(state = 'frozen' AND frozen IS NOT NULL AND frozen_at IS NOT NULL)",
            name="frozen_has_a_document",
        ),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("review", sa.String(200), sa.ForeignKey("reviews.key")),
        sa.Column("questionnaire", sa.String(100), nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("respondent", sa.Text, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("given_at", sa.DateTime),
    )
    op.create_index("answers_by_question", "answers", ["review", "questionnaire", "question"])


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_table("reviews")
    op.drop_table("plan_imports")
    op.drop_table("plans")
