"""All SQL of sign-ins that are under way: through an organisation, and by phone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.tables import ConsumerKeyRow, OrganisationFlowRow, PhoneCodeRow


class FlowRepository:
    """Sign-ins under way within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: OrganisationFlowRow | PhoneCodeRow | ConsumerKeyRow) -> None:
        """Write a new row when the transaction ends."""
        self._session.add(row)

    async def take(self, state_digest: str) -> OrganisationFlowRow | None:
        """The sign-in of this state, which can be taken once."""
        row = await self._session.get(OrganisationFlowRow, state_digest, with_for_update=True)
        if row is not None:
            await self._session.delete(row)
            await self._session.flush()
        return row

    async def code(self, phone_index: str, purpose: str) -> PhoneCodeRow | None:
        """The code sent to this number for this purpose, held against other writers."""
        return await self._session.get(PhoneCodeRow, (phone_index, purpose), with_for_update=True)

    async def drop_code(self, phone_index: str, purpose: str) -> None:
        """Forget it."""
        await self._session.execute(
            delete(PhoneCodeRow).where(PhoneCodeRow.phone_index == phone_index, PhoneCodeRow.purpose == purpose)
        )

    async def consumer_key(self, digest: str) -> ConsumerKeyRow | None:
        """The consumer's token of this digest."""
        return await self._session.get(ConsumerKeyRow, digest)

    async def move_consumer_keys(self, before: str, after: str) -> None:
        """Let every token of a number be known by what stands for the number now."""
        moved = update(ConsumerKeyRow).where(ConsumerKeyRow.phone_index == before).values(phone_index=after)
        await self._session.execute(moved)

    async def drop_consumer_key(self, digest: str) -> None:
        """End it."""
        await self._session.execute(delete(ConsumerKeyRow).where(ConsumerKeyRow.token_digest == digest))

    async def drop_expired(self, now: datetime) -> int:
        """Remove what is over; returns how much that was."""
        removed = 0
        for table in (OrganisationFlowRow, PhoneCodeRow, ConsumerKeyRow):
            result = await self._session.execute(delete(table).where(table.expires_at <= now))
            removed += result.rowcount if isinstance(result, CursorResult) else 0
        return removed
