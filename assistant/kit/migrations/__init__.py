"""Schema history; `upgrade` brings a database to the newest schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from assistant.kit.database import Database


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for the scripts in this folder, bound to `connection` if given."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = connection
    return settings


async def upgrade(database: Database) -> None:
    """Apply every migration the database has not seen; safe to repeat and to run from several processes."""
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(config(sync), "head"))
