"""Keeps every interview's file in step with it, in the interview's own transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.book import Book
from assistant.interview.interviewer import progress_of
from assistant.interview.outcomes import wants_erasing
from assistant.interview.repository import InterviewRepository
from assistant.interview.state import InterviewState, Phase, Progress
from assistant.interview.tables import InterviewRow
from assistant.interview.watching import Change
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.profile.fold import Folded
from assistant.profile.model import Fact, Topic
from assistant.review.audit import AuditTrail
from assistant.review.gates import GOOD, Check, ended, near_children, standing
from assistant.review.repository import Kept, ReviewRepository
from assistant.review.rules import rules
from assistant.review.states import Action, Status, after, may
from assistant.review.tables import DecisionRow, FileRow, FileWordsRow, PaperRow
from assistant.review.word_index import WordIndex, name_order, searchable
from assistant.vocabulary import vocabulary

PAPERS: Final = "papers"
"""The folder of the blob store below which every file has one for its proof documents."""


class Unpublisher(Protocol):
    """Takes a person out of everything consumers can see, at once."""

    async def unpublish(self, session: AsyncSession, interview_id: str, why: str) -> None:
        """In the caller's transaction; nothing happens to someone who is not published."""


class Filing:
    """Makes the file when an interview is opened and writes down in it what the queue shows."""

    def __init__(self, database: Database, clock: Clock, blobs: BlobStore, trail: AuditTrail, index: WordIndex) -> None:
        self._database = database
        self._clock = clock
        self._blobs = blobs
        self._trail = trail
        self._index = index
        self.unpublisher: Unpublisher | None = None
        self.book: Book | None = None

    async def changed(self, session: AsyncSession, change: Change) -> None:
        """An interview was opened or took a turn."""
        repository = ReviewRepository(session)
        kept = await repository.kept(change.row.id)
        if kept is None:
            kept = Kept(self._opened(change.row))
            repository.add(kept.file)
        if wants_erasing(change.events):
            await repository.erase(change.row.id)
            await self._blobs.delete_prefix(f"{PAPERS}/{change.row.id}")
            kept = Kept(kept.file)
        await self._write_down(repository, kept, change)
        kept.file.version += 1
        await self._follow(session, kept, change)

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        """The rows went with the interview; the papers follow."""
        for interview_id in interview_ids:
            await self._blobs.delete_prefix(f"{PAPERS}/{interview_id}")

    async def file_older(self) -> int:
        """Make files of interviews from before there were any; returns how many."""
        made = 0
        while True:
            async with self._database.session() as session:
                repository = ReviewRepository(session)
                rows = await repository.unfiled()
                for interview in rows:
                    row = self._opened(interview)
                    repository.add(row)
                    await self.refresh(session, row, interview)
                    if InterviewState.model_validate(interview.state).phase is Phase.DONE:
                        row.status = after("interviewing", "finish")
            made += len(rows)
            if not rows:
                return made

    async def index_older(self) -> int:
        """Mark files anew that have no marks of the present key, and seal what lies open of them; returns how many."""
        made = 0
        while True:
            async with self._database.session() as session:
                repository = ReviewRepository(session)
                found = await repository.unmarked(self._index.begins)
                for row, words, interview in found:
                    repository.write_anew(row, "name")
                    repository.write_anew(words, "text")
                    await self.refresh(session, row, interview)
            made += len(found)
            if not found:
                return made

    async def refresh(self, session: AsyncSession, row: FileRow, interview: InterviewRow) -> Folded:
        """Write what the queue shows of the interview as it is now."""
        facts = await InterviewRepository(session).facts(interview.id)
        now = Change(interview, "", InterviewState.model_validate(interview.state), facts)
        repository = ReviewRepository(session)
        await self._write_down(repository, await repository.kept(interview.id) or Kept(row), now)
        return now.folded

    async def _write_down(self, repository: ReviewRepository, kept: Kept, now: Change) -> None:
        interview, state, facts, folded = now.row, now.state, now.facts, now.folded
        row, words = kept.file, kept.words
        # Read before anything of the row changes, so that the row is written once.
        checks = await repository.checks(interview.id) if kept.checked else ()
        papers = await repository.papers(interview.id) if kept.papers else ()
        said = await repository.her_words(interview.id)
        profile = folded.profile
        row.agency_id = interview.agency_id
        row.language, row.channel, row.consented = state.language, interview.channel, state.consented
        row.name = (profile.name or "")[:80]
        row.name_order = name_order(row.name)
        row.job = profile.jobs[0] if profile.jobs else (state.job or "")
        row.jobs = spaced(profile.jobs)[:400]
        row.city = (profile.location.city or "" if profile.location else "")[:40]
        row.percent = _percent(progress_of(state, folded, book=self.book))
        row.facts = len(facts)
        row.said_at = interview.updated_at
        row.flags = spaced(_flags(state, folded, facts, checks, papers))[:400]
        row.verified = spaced(marks(checks, self._clock))[:400]
        if words is None:
            words = FileWordsRow(interview_id=interview.id)
            repository.add(words)
        spoken = " ".join(text for asking, text in said if asking != Topic.CONTACT.value)
        words.text = searchable(" ".join([interview.id, *_labels(folded), spoken]))
        words.grams = self._index.marks(words.text)

    def _opened(self, interview: InterviewRow) -> FileRow:
        return FileRow(
            interview_id=interview.id,
            agency_id=interview.agency_id,
            status="interviewing",
            status_at=interview.created_at,
            version=1,
            language=interview.language,
            channel=interview.channel,
            consented=False,
            name="",
            name_order="",
            job="",
            jobs=" ",
            city="",
            percent=0,
            flags=" ",
            verified=" ",
            facts=0,
            approved_facts=0,
            opened_at=interview.created_at,
            said_at=interview.updated_at,
        )

    async def _follow(self, session: AsyncSession, kept: Kept, change: Change) -> None:
        """Move the file to where the turn has brought it."""
        row = kept.file
        if kept.asked:
            await self._settle_questions(session, row, change)
        if wants_erasing(change.events):
            if self.unpublisher is not None:
                await self.unpublisher.unpublish(session, row.interview_id, "consent_withdrawn")
            await self._move(session, row, "withdraw")
        if change.state.phase is Phase.DONE:
            await self._move(session, row, "finish")
        if row.status == "approved" and row.facts > row.approved_facts:
            await self._move(session, row, "change")

    async def _settle_questions(self, session: AsyncSession, row: FileRow, change: Change) -> None:
        """Questions that wait no longer were answered in this turn, or let go."""
        open_ones = [q for q in await ReviewRepository(session).questions(row.interview_id) if q.settled is None]
        waiting = {question.id for question in change.state.reviewer}
        turn = await InterviewRepository(session).turn(row.interview_id, change.turn_id)
        for question in open_ones:
            if question.id in waiting:
                continue
            question.turn_id = change.turn_id
            question.settled = "answered" if turn is not None and turn.text else "left"
            question.settled_at = self._clock.now()
        if not waiting:
            await self._move(session, row, "answer")

    async def _move(self, session: AsyncSession, row: FileRow, action: Action) -> None:
        """Take a step of the interview's own, where it can be taken."""
        before: Status = _status(row)
        if not may(before, action):
            return
        actor = Actor(row.interview_id, "worker", row.agency_id)
        row.status, row.status_at = after(before, action), self._clock.now()
        ReviewRepository(session).add(
            DecisionRow(
                interview_id=row.interview_id,
                agency_id=row.agency_id,
                action=action,
                before=before,
                after=row.status,
                actor_id=actor.id,
                actor_name="",
                actor_role=actor.role,
                facts=row.facts,
                at=self._clock.now(),
            )
        )
        await self._trail.record(session, actor, f"file.{action}", row.interview_id, {"before": before})


def _percent(progress: Progress) -> int:
    """The share of her agenda's topics that have an answer: an interview that ended early is not whole."""
    rows = [row for row in progress.topics if row.topic is not Topic.CONFIRM]
    return sum(row.state in ("done", "refused") for row in rows) * 100 // max(1, len(rows))


def spaced(ids: Iterable[str]) -> str:
    """Ids with a blank on either side of each, so that one can be looked for."""
    found = list(dict.fromkeys(ids))
    return f" {' '.join(found)} " if found else " "


def marks(checks: Sequence[Check], clock: Clock) -> list[str]:
    """What is verified, and what was and has ended: `identity`, `record_check:pending`, `health:ended`."""
    today = clock.today()
    found: list[str] = []
    for what, check in standing(checks).items():
        if ended(check, today):
            found.append(f"{what}:ended")
        elif check.outcome in GOOD:
            found.append(what)
        else:
            found.append(f"{what}:{check.outcome}")
    return found


def _flags(
    state: InterviewState, folded: Folded, facts: Collection[Fact], checks: Sequence[Check], papers: Sequence[PaperRow]
) -> list[str]:
    """What a clerk should know before she opens the file."""
    profile = folded.profile
    unsettled = [f for f in folded.live if f.status not in ("confirmed", "verified") and f.source != "recruiter"]
    there = {
        "handoff": state.handoff_requested,
        "question": bool(state.parked),
        "conflict": bool(folded.conflicts),
        "low_confidence": any(fact.confidence < rules().low_confidence for fact in unsettled),
        "unconfirmed": any(fact.field != "scenarios" for fact in unsettled),
        "unsafe": any(answer.outcome == "unsafe" for answer in profile.scenarios),
        "paper": any(row.added_role == "worker" and row.seen_at is None and row.removed_at is None for row in papers),
        "record_needed": near_children(profile.jobs) and "record_check" not in standing(checks),
        "edited": any(fact.source == "recruiter" for fact in facts),
        "no_consent": not state.consented,
    }
    return [name for name, yes in there.items() if yes]


def _labels(folded: Folded) -> list[str]:
    """The names, in both languages, of what her profile holds."""
    profile = folded.profile
    ids = [
        *(("jobs", job) for job in profile.jobs),
        *(("skills", skill.id) for skill in profile.skills),
        *(("certificates", paper.kind) for paper in profile.certificates),
        *(("cuisines", cuisine) for cuisine in profile.cuisines),
        *(("languages", language.id) for language in profile.languages),
        *(("work_modes", mode) for mode in profile.work_modes),
    ]
    places = [part for place in (profile.hometown, profile.location) if place for part in dict(place).values() if part]
    known = vocabulary()
    names: list[str] = []
    for kind, term_id in ids:
        try:
            label = known.term(kind, term_id).label
            names += [label["zh"], label["en"]]
        except KeyError:
            names.append(term_id)
    return [*([profile.name] if profile.name else []), *names, *places, *profile.service_areas]


def _status(row: FileRow) -> Status:
    status: Status = row.status  # type: ignore[assignment] # only `after` writes it
    return status
