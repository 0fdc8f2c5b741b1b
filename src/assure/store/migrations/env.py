"""How alembic runs here: on the connection that the store hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from assure.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # also on SQLite: a step that fails leaves nothing behind
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
