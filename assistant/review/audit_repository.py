"""All SQL of the audit trail: it adds and reads, and can do nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.review.audit_tables import AuditHeadRow, AuditRow

_AT_ONCE = 1_000


class AuditRepository:
    """The trail within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked_head(self, chain: str, start: str) -> AuditHeadRow:
        """Where the chain ends, held against other writers until the transaction ends; a new chain ends at `start`."""
        head = await self._locked(chain)
        if head is not None:
            return head
        try:
            async with self._session.begin_nested():
                self._session.add(AuditHeadRow(chain=chain, length=0, digest=start))
        except IntegrityError:  # another writer has just begun it
            head = await self._locked(chain)
            if head is None:
                raise
            return head
        return await self._session.get_one(AuditHeadRow, chain)

    async def _locked(self, chain: str) -> AuditHeadRow | None:
        # What another writer committed meanwhile must be seen, not what this session once read.
        return await self._session.get(AuditHeadRow, chain, with_for_update=True, populate_existing=True)

    def add(self, row: AuditRow) -> None:
        """Write when the transaction ends."""
        self._session.add(row)

    async def flush(self) -> None:
        """Write now, so that the next entry of this transaction finds the head where it is."""
        await self._session.flush()

    async def heads(self) -> Sequence[AuditHeadRow]:
        """Every chain's end, by name."""
        return (await self._session.execute(select(AuditHeadRow).order_by(AuditHeadRow.chain))).scalars().all()

    async def chains(self) -> set[str]:
        """The names of all chains that have an entry."""
        return set((await self._session.execute(select(AuditRow.chain).distinct())).scalars())

    async def entries(self, chain: str) -> AsyncIterator[AuditRow]:
        """Every entry of a chain in order, a thousand at a time."""
        after = 0
        while True:
            query = select(AuditRow).where(AuditRow.chain == chain, AuditRow.position > after)
            rows = (await self._session.execute(query.order_by(AuditRow.position).limit(_AT_ONCE))).scalars().all()
            for row in rows:
                yield row
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].position

    async def find(
        self,
        chain: str,
        *,
        subject: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> Sequence[AuditRow]:
        """Entries of a chain, newest first; `before` is the position below which to go on."""
        query = select(AuditRow).where(AuditRow.chain == chain)
        if subject is not None:
            query = query.where(AuditRow.subject == subject)
        if actor is not None:
            query = query.where(AuditRow.actor_id == actor)
        if action is not None:
            query = query.where(AuditRow.action == action)
        if since is not None:
            query = query.where(AuditRow.at >= since)
        if until is not None:
            query = query.where(AuditRow.at < until)
        if before is not None:
            query = query.where(AuditRow.position < before)
        return (await self._session.execute(query.order_by(AuditRow.position.desc()).limit(limit))).scalars().all()
