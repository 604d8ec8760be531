"""Alembic's entry: runs the scripts on the connection it is handed."""

from alembic import context

from assistant.kit.database import Base

connection = context.config.attributes["connection"]
# Two servers starting at once must not both create the tables; SQLite's write lock already sees to that.
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7247001)")
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
