"""The history of the schema, run by ``assure.store.migrate``."""
