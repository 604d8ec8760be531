"""From an approved file to a card and back: what goes out, when, and that it is gone everywhere at once.

Somebody is published when three things come together: her own consent to publication, a reviewer's approval, and the
gates of the law (the record check before posts near children, papers whose day is not over). What consumers may know
is made here, once (`publishable`), and is all that the card, its page and the search are given.

Withdrawal is one transaction: the card ends, the search forgets her, the file says so. Publication writes the card
first and tells the search after; if that is interrupted, `settle` takes it up again.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.matching.model import Mark, PublishedWorker
from assistant.matching.names import display_name
from assistant.matching.publishable import publishable
from assistant.matching.repository import MatchRepository
from assistant.profile.model import WorkerProfile
from assistant.review.audit import AuditTrail
from assistant.review.card_code import CardCodes
from assistant.review.consents import ConsentService, Layer, Standing
from assistant.review.files import Case, load_case
from assistant.review.gates import GOOD, Check, ended, holds, near_children, standing
from assistant.review.model import Decided
from assistant.review.states import Action, Status, after, may
from assistant.review.trust_repository import ACTIVE, TrustRepository
from assistant.review.trust_tables import CardRow

log = logging.getLogger(__name__)

EXPIRED: Final = frozenset({"expired", "paper_ended"})
"""Why a card ends when its day, not somebody, ends it."""

NameAgency = Callable[[AsyncSession, str], Awaitable[str]]


class Steps(Protocol):
    """Moves a file; the review room's service does."""

    async def move(
        self, session: AsyncSession, actor: Actor, interview_id: str, action: Action, reason_code: str | None = None
    ) -> Decided:
        """Take a step in the caller's transaction."""


class Index(Protocol):
    """Finds published people for consumers; the matching room's service does."""

    async def publish(self, worker: PublishedWorker) -> None:
        """Let her be found, or replace what is known of her."""


class Requests(Protocol):
    """What households asked of her; the consumers' room keeps it."""

    async def withdrawn(self, session: AsyncSession, worker_id: str) -> None:
        """End what still waits for her answer, in the caller's transaction."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as its page and its print show it. `good` is whether it may be shown at all."""

    code: str
    interview_id: str
    agency_id: str
    state: str
    issued_at: datetime
    valid_until: datetime
    worker: PublishedWorker | None
    agency: str
    good: bool
    ended_why: str | None = None


class PublicationService:
    """Publishes and withdraws."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        trail: AuditTrail,
        consents: ConsentService,
        steps: Steps,
        index: Index | None,
        codes: CardCodes,
        name_agency: NameAgency | None = None,
        requests: Requests | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._trail = trail
        self._consents = consents
        self._steps = steps
        self._index = index
        self._codes = codes
        self._name_agency = name_agency
        self._requests = requests

    async def publish(self, actor: Actor, interview_id: str, version: int | None = None) -> Card:
        """Issue her card and let her be found; with `version`, only the file as it was then.

        Raises:
            NotFoundError: the actor's agency has no such file.
            ConflictError: the file is not approved, she has not consented, or the law forbids it; the sentence says
                which.
        """
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            if version is not None and case.file.version != version:
                raise ConflictError("file_changed")
            standings = await self._consents.standings(session, interview_id)
            self._check(case, standings)
            for old in await TrustRepository(session).cards(interview_id):
                if old.state == ACTIVE:
                    self._end(old, "replaced")
            row = await self._issue(session, actor, case, standings)
            await self._steps.move(session, actor, interview_id, "publish")
            # What is published must not be forgotten before its card ends.
            case.interview.expires_at = max(case.interview.expires_at, row.valid_until)
            await self._trail.record(
                session, actor, "card.issue", interview_id, {"until": row.valid_until.date().isoformat()}
            )
            card = await self._card(session, row)
        await self._tell(row)
        return card

    async def withdraw(self, actor: Actor, interview_id: str, why: str) -> None:
        """Take her out of everything consumers can see, at once, and let the file say so.

        Raises:
            NotFoundError: the actor's agency has no such file.
        """
        async with self._database.session() as session:
            await self.withdraw_in(session, actor, interview_id, why)

    async def withdraw_in(self, session: AsyncSession, actor: Actor, interview_id: str, why: str) -> None:
        """`withdraw` in the caller's transaction; a file that is not out stays where it stands."""
        case = await load_case(session, actor, interview_id, lock=True)
        status: Status = case.file.status  # type: ignore[assignment] # only `states.after` writes it
        action: Action = "expire" if why in EXPIRED else "withdraw"
        if status in ("approved", "published") and may(status, action):
            await self._steps.move(session, actor, interview_id, action, why)
        await self.unpublish(session, interview_id, why)

    async def unpublish(self, session: AsyncSession, interview_id: str, why: str) -> None:
        """End her card and let the search forget her, in the caller's transaction."""
        await MatchRepository(session).remove(interview_id)
        if self._requests is not None:
            await self._requests.withdrawn(session, interview_id)
        for row in await TrustRepository(session).cards(interview_id):
            if row.state != ACTIVE:
                continue
            self._end(row, why)
            actor = Actor("system", "system", row.agency_id)
            await self._trail.record(session, actor, "card.end", interview_id, {"why": row.ended_why})

    async def drop_photo(self, session: AsyncSession, interview_id: str) -> None:
        """Show her photo no longer, on the card and in the search, in the caller's transaction."""
        row = await TrustRepository(session).active_card(interview_id)
        if row is None or not row.published or not row.published.get("photo_key"):
            return
        row.published = {**row.published, "photo_key": None}
        row.indexed = False
        await MatchRepository(session).remove(interview_id)

    async def card(self, written: str) -> Card | None:
        """The card of a code if it may be shown now; None for one withdrawn, ended, unknown or made up alike."""
        code = self._codes.genuine(written)
        if code is None:
            return None
        async with self._database.reading() as session:
            row = await TrustRepository(session).card(code)
            card = await self._card(session, row) if row is not None else None
        return card if card is not None and card.good else None

    async def card_of(self, interview_id: str) -> Card:
        """Her card that is good now. The caller has made sure who asks.

        Raises:
            NotFoundError: she has none.
        """
        async with self._database.reading() as session:
            row = await TrustRepository(session).active_card(interview_id)
            card = await self._card(session, row) if row is not None else None
        if card is None or not card.good:
            raise NotFoundError("card_none")
        return card

    async def standing(self, session: AsyncSession, interview_id: str) -> Card | None:
        """Her newest card, good or not."""
        rows = await TrustRepository(session).cards(interview_id)
        return await self._card(session, rows[-1]) if rows else None

    async def settle(self) -> int:
        """End cards whose day is over and finish interrupted publications; returns how many were touched."""
        async with self._database.reading() as session:
            overdue = [
                (row.interview_id, row.agency_id) for row in await TrustRepository(session).overdue(self._clock.now())
            ]
        for interview_id, agency_id in overdue:
            await self.withdraw(Actor("system", "system", agency_id), interview_id, "expired")
        async with self._database.reading() as session:
            unsettled = [row for row in await TrustRepository(session).unsettled() if row.state == ACTIVE]
        for row in unsettled:
            await self._tell(row)
        return len(overdue) + len(unsettled)

    async def _tell(self, row: CardRow) -> None:
        """Let the search know her; what fails is tried again by `settle`."""
        if self._index is None or row.published is None:
            return
        try:
            await self._index.publish(PublishedWorker.model_validate(row.published))
        except Exception:
            log.exception("publication_waits")
            return
        async with self._database.session() as session:
            kept = await TrustRepository(session).card(row.code)
            if kept is None or kept.state != ACTIVE:
                # Withdrawn while the search was being told: the withdrawal holds.
                await MatchRepository(session).remove(row.interview_id)
            else:
                kept.indexed = True

    def _check(self, case: Case, standings: dict[Layer, Standing]) -> None:
        status: Status = case.file.status  # type: ignore[assignment] # only `states.after` writes it
        after(status, "publish")
        if not standings["publish"].holds or not case.state.consented:
            raise ConflictError("publish_no_consent")
        checks, today = standing(case.checks), self._clock.today()
        if any(check.outcome == "not_cleared" for check in checks.values()):
            raise ConflictError("gate_not_cleared")
        if not holds(checks, "identity", today):
            raise ConflictError("gate_identity")
        if near_children(case.folded.profile.jobs) and not holds(checks, "record_check", today):
            raise ConflictError("gate_record_check")
        if any(check.outcome in GOOD and ended(check, today) for check in checks.values()):
            raise ConflictError("publish_paper_ended")

    async def _issue(
        self, session: AsyncSession, actor: Actor, case: Case, standings: dict[Layer, Standing]
    ) -> CardRow:
        repository, now = TrustRepository(session), self._clock.now()
        photo = await repository.photo(case.interview.id) if standings["video"].holds else None
        profile, facts = publishable(checked(case.folded.profile, case.checks, self._clock.today()), case.folded.live)
        marks = self._marks(case, await self._agency(session, case.file.agency_id))
        code = self._codes.new()
        until = self._until(marks, now)
        worker = PublishedWorker(
            worker_id=case.interview.id,
            agency_id=case.file.agency_id,
            display_name=display_name(case.folded.profile, case.state.language),
            card_code=code,
            profile=profile,
            facts=facts,
            marks=marks,
            photo_key=photo.public_key if photo else None,
            published_at=now,
            valid_until=until,
        )
        row = CardRow(
            code=code,
            interview_id=case.interview.id,
            agency_id=case.file.agency_id,
            state=ACTIVE,
            published=worker.model_dump(mode="json"),
            issued_by=actor.id,
            issued_at=now,
            valid_until=until,
            indexed=False,
        )
        repository.add(row)
        return row

    def _marks(self, case: Case, by: str) -> list[Mark]:
        today = self._clock.today()
        checks = {check.what: check for check in case.checks}
        return [
            Mark(what=what, by=by, on=check.checked_on, until=check.valid_until)
            for what, check in checks.items()
            if holds(checks, what, today)
        ]

    def _until(self, marks: Sequence[Mark], now: datetime) -> datetime:
        """The end of the card: so many days, or the last day of the first paper that ends."""
        ends = [self._end_of(mark.until) for mark in marks if mark.until is not None]
        return min([now + timedelta(days=self._settings.card_days), *ends])

    def _end_of(self, day: date) -> datetime:
        """The end of a day where the people live."""
        zone = ZoneInfo(self._settings.timezone)
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)

    def _end(self, row: CardRow, why: str) -> None:
        row.state = "expired" if why in EXPIRED else "withdrawn"
        row.ended_at, row.ended_why, row.indexed = self._clock.now(), why[:24], False
        # What nobody may see any more is not kept beside the file it came from.
        row.published = None

    async def _card(self, session: AsyncSession, row: CardRow) -> Card:
        worker = PublishedWorker.model_validate(row.published) if row.published else None
        good = row.state == ACTIVE and worker is not None and self._clock.now() < row.valid_until
        return Card(
            code=row.code,
            interview_id=row.interview_id,
            agency_id=row.agency_id,
            state=row.state,
            issued_at=row.issued_at,
            valid_until=row.valid_until,
            worker=worker,
            agency=await self._agency(session, row.agency_id),
            good=good,
            ended_why=row.ended_why,
        )

    async def _agency(self, session: AsyncSession, agency_id: str) -> str:
        """What the agency that looked at her is called."""
        name = await self._name_agency(session, agency_id) if self._name_agency is not None else ""
        return name or self._settings.agency_name


def checked(profile: WorkerProfile, checks: Sequence[Check], today: date) -> WorkerProfile:
    """The profile with what people verified of her certificates written beside each: no, seen or checked."""
    kept = standing(checks)
    verified = {
        what.removeprefix("certificate:"): check.outcome
        for what, check in kept.items()
        if what.startswith("certificate:") and holds(kept, what, today) and check.outcome in ("seen", "checked")
    }
    certificates = [
        each.model_copy(update={"verified": verified.get(each.kind, "no")}) for each in profile.certificates
    ]
    return profile.model_copy(update={"certificates": certificates})
