"""All SQL of consents, cards, photos and erasures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.tables import InterviewRow
from assistant.review.tables import PaperRow
from assistant.review.trust_tables import CardRow, ConsentRow, ErasureRow, PhotoRow

ACTIVE = "active"


class TrustRepository:
    """Consents, cards, photos and erasures within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: ConsentRow | CardRow | PhotoRow | ErasureRow) -> None:
        """Write when the transaction ends."""
        self._session.add(row)

    async def consents(self, interview_id: str) -> Sequence[ConsentRow]:
        """Every consent she gave or took back, oldest first."""
        await self._session.flush()
        query = select(ConsentRow).where(ConsentRow.interview_id == interview_id).order_by(ConsentRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def card(self, code: str) -> CardRow | None:
        """The card of a code, good or not."""
        return await self._session.get(CardRow, code)

    async def active_card(self, interview_id: str) -> CardRow | None:
        """Her card that is good now."""
        query = select(CardRow).where(CardRow.interview_id == interview_id, CardRow.state == ACTIVE)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def cards(self, interview_id: str) -> Sequence[CardRow]:
        """All her cards, oldest first."""
        query = select(CardRow).where(CardRow.interview_id == interview_id).order_by(CardRow.issued_at, CardRow.code)
        return (await self._session.execute(query)).scalars().all()

    async def overdue(self, now: datetime, limit: int = 200) -> Sequence[CardRow]:
        """Cards still good whose time is over."""
        query = select(CardRow).where(CardRow.state == ACTIVE, CardRow.valid_until <= now)
        return (await self._session.execute(query.order_by(CardRow.valid_until).limit(limit))).scalars().all()

    async def unsettled(self, limit: int = 200) -> Sequence[CardRow]:
        """Good cards the search has not been told of, and dead ones it may still know."""
        query = select(CardRow).where((CardRow.state == ACTIVE) != CardRow.indexed)
        return (await self._session.execute(query.order_by(CardRow.issued_at).limit(limit))).scalars().all()

    async def photo(self, interview_id: str) -> PhotoRow | None:
        """Her photo, if there is one."""
        return await self._session.get(PhotoRow, interview_id)

    async def photo_by_key(self, public_key: str) -> PhotoRow | None:
        """The photo at a public address."""
        query = select(PhotoRow).where(PhotoRow.public_key == public_key)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def remove_photo(self, interview_id: str) -> None:
        """Forget her photo; the file is the caller's to remove."""
        await self._session.execute(delete(PhotoRow).where(PhotoRow.interview_id == interview_id))

    async def papers_before(self, before: datetime, limit: int = 200) -> Sequence[PaperRow]:
        """Proof documents still kept that came before a moment."""
        query = select(PaperRow).where(PaperRow.added_at < before, PaperRow.removed_at.is_(None))
        return (await self._session.execute(query.order_by(PaperRow.added_at).limit(limit))).scalars().all()

    async def papers_kept(self) -> Sequence[PaperRow]:
        """Every proof document still kept."""
        return (await self._session.execute(select(PaperRow).where(PaperRow.removed_at.is_(None)))).scalars().all()

    async def with_numbers(self, after: str, limit: int = 200) -> Sequence[InterviewRow]:
        """Interviews in which she gave a number, in the order of their ids, behind one."""
        query = select(InterviewRow).where(InterviewRow.phone_index.is_not(None), InterviewRow.id > after)
        return (await self._session.execute(query.order_by(InterviewRow.id).limit(limit))).scalars().all()

    async def erasure(self, interview_id: str) -> ErasureRow | None:
        """The erasure of this interview, if it was begun."""
        return await self._session.get(ErasureRow, interview_id)

    async def unfinished_erasures(self, limit: int = 100) -> Sequence[ErasureRow]:
        """Erasures that were begun and not finished, oldest first."""
        query = select(ErasureRow).where(ErasureRow.done_at.is_(None)).order_by(ErasureRow.at).limit(limit)
        return (await self._session.execute(query)).scalars().all()
