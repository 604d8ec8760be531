"""All SQL of attempts, which are counted to throttle them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.tables import AttemptRow


class AttemptRepository:
    """Attempts within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, buckets: Collection[str]) -> None:
        """Let nobody else count these buckets before the transaction ends: tries at one moment come one by one."""
        if self._session.get_bind().dialect.name != "postgresql":
            return  # SQLite has one writer at a time
        # In order, so that two that want the same buckets cannot wait for each other.
        for bucket in sorted(buckets):
            await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(bucket, 0))))

    async def since(self, bucket: str, moment: datetime) -> tuple[int, datetime | None]:
        """How many attempts of the bucket were made after a moment, and when the first of those was."""
        query = select(func.count(), func.min(AttemptRow.at)).where(AttemptRow.bucket == bucket, AttemptRow.at > moment)
        count, first = (await self._session.execute(query)).one()
        return count, first

    async def add(self, bucket: str, at: datetime) -> int:
        """Note an attempt; gives its id."""
        row = AttemptRow(bucket=bucket, at=at)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def drop(self, ids: Collection[int]) -> None:
        """Forget these attempts."""
        await self._session.execute(delete(AttemptRow).where(AttemptRow.id.in_(ids)))

    async def clear(self, buckets: Collection[str]) -> None:
        """Forget every attempt of these buckets."""
        await self._session.execute(delete(AttemptRow).where(AttemptRow.bucket.in_(buckets)))

    async def drop_before(self, moment: datetime) -> int:
        """Forget attempts made before a moment; returns how many."""
        result = await self._session.execute(delete(AttemptRow).where(AttemptRow.at < moment))
        return result.rowcount if isinstance(result, CursorResult) else 0
