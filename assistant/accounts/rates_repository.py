"""All SQL of counting requests."""

from __future__ import annotations

from sqlalchemy import CursorResult, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.tables import RateCountRow


class RateRepository:
    """Counts within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self, name: str, slot: int) -> int:
        """Count one more of this name in this window; how many there are now. Nobody else's counting is lost."""
        postgres = self._session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert(RateCountRow) if postgres else sqlite.insert(RateCountRow)
        counted = insert.values(name=name, slot=slot, count=1).on_conflict_do_update(
            index_elements=[RateCountRow.name, RateCountRow.slot], set_={"count": RateCountRow.count + 1}
        )
        return (await self._session.execute(counted.returning(RateCountRow.count))).scalar_one()

    async def drop_before(self, slot: int) -> int:
        """Forget every window before one; returns how many counts those were."""
        result = await self._session.execute(delete(RateCountRow).where(RateCountRow.slot < slot))
        return result.rowcount if isinstance(result, CursorResult) else 0
