"""One file on one screen: the profile, the words behind it, and everything people did with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.book import Book
from assistant.interview.interviewer import progress_of
from assistant.interview.repository import InterviewRepository, RecordingRepository
from assistant.interview.scenarios import ScenarioQuestion
from assistant.interview.state import InterviewState, Progress
from assistant.interview.tables import InterviewRow, RecordingRow, TurnRow
from assistant.interview.views import heard_in, transcript_of
from assistant.kit.clock import Clock
from assistant.kit.errors import NotFoundError
from assistant.kit.people import Actor
from assistant.profile.fold import Folded, fold
from assistant.profile.model import Fact, Language, Topic
from assistant.review.gates import Look, ended, near_children, obstacles, standing
from assistant.review.lines import profile_lines
from assistant.review.model import (
    ChangeDocument,
    CheckDocument,
    ConflictDocument,
    Cue,
    DecisionDocument,
    FileDocument,
    FileFact,
    Missing,
    NoteDocument,
    PaperDocument,
    QuestionDocument,
    ScenarioAnswer,
    SpokenTurn,
)
from assistant.review.queue import agency_of
from assistant.review.repository import ReviewRepository
from assistant.review.states import STEPS, Action, Status, may
from assistant.review.tables import CheckRow, DecisionRow, FileRow, NoteRow, PaperRow, QuestionRow, VisitRow
from assistant.review.words import LineWords
from assistant.speech.timing import seconds_of

ROOT: Final = "/api/v1/profiles"
# What people do with a file; the other steps are the interview's own, the clock's or publication's.
_BY_PEOPLE: Final[frozenset[Action]] = frozenset(
    {
        "take",
        "return",
        "recall",
        "approve",
        "propose_decline",
        "keep",
        "decline",
        "appeal",
        "reopen",
        "publish",
        "withdraw",
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything of one file, read in one transaction."""

    file: FileRow
    interview: InterviewRow
    state: InterviewState
    turns: Sequence[TurnRow]
    facts: list[Fact]
    folded: Folded
    recordings: Sequence[RecordingRow]
    decisions: Sequence[DecisionRow]
    questions: Sequence[QuestionRow]
    notes: Sequence[NoteRow]
    checks: Sequence[CheckRow]
    papers: Sequence[PaperRow]
    visit: VisitRow | None


async def load_case(session: AsyncSession, actor: Actor, interview_id: str, *, lock: bool = False) -> Case:
    """Read a file of the actor's agency; with `lock` nobody else writes to it or its interview meanwhile.

    Raises:
        NotFoundError: the agency has no such file.
    """
    interviews, repository = InterviewRepository(session), ReviewRepository(session)
    # The interview first, as its own turns do: two writers never wait for each other.
    interview = await interviews.get(interview_id, lock=lock)
    file = await repository.file_of(agency_of(actor), interview_id, lock=lock)
    if file is None or interview is None:
        raise NotFoundError("file_unknown")
    facts = await interviews.facts(interview_id)
    return Case(
        file=file,
        interview=interview,
        state=InterviewState.model_validate(interview.state),
        turns=await interviews.turns(interview_id),
        facts=facts,
        folded=fold(facts),
        recordings=await RecordingRepository(session).of_interview(interview_id),
        decisions=await repository.decisions(interview_id),
        questions=await repository.questions(interview_id),
        notes=await repository.notes(interview_id),
        checks=await repository.checks(interview_id),
        papers=await repository.papers(interview_id),
        visit=await repository.visit(interview_id, actor.id),
    )


def look_of(case: Case, clock: Clock) -> Look:
    """What the gates go by."""
    return Look(
        consented=case.state.consented,
        handoff=case.state.handoff_requested,
        decline_proposed=case.file.decline_by is not None,
        looked=case.visit is not None and case.visit.facts >= len(case.facts),
        folded=case.folded,
        checks=case.checks,
        today=clock.today(),
    )


def file_document(case: Case, clock: Clock, book: Book, language: Language) -> FileDocument:
    """The file as its page shows it, its words in the reader's language."""
    words = LineWords(book, language)
    status: Status = case.file.status  # type: ignore[assignment] # only `states.after` writes it
    progress = progress_of(case.state, case.folded, book=book)
    return FileDocument(
        id=case.file.interview_id,
        version=case.file.version,
        status=status,
        actions=[action for action in STEPS if action in _BY_PEOPLE and may(status, action)],
        name=case.file.name,
        job=case.file.job,
        language=case.state.language,
        channel=case.interview.channel,
        phase=case.interview.phase,
        consented=case.state.consented,
        handoff=case.state.handoff_requested,
        assignee=case.file.assignee_id,
        assignee_name=case.file.assignee_name,
        decline_by=case.file.decline_by,
        opened_at=case.file.opened_at,
        said_at=case.file.said_at,
        status_at=case.file.status_at,
        expires_at=case.interview.expires_at,
        obstacles=obstacles(look_of(case, clock)),
        near_children=near_children(case.folded.profile.jobs),
        lines=profile_lines(case.facts, case.folded, words),
        facts=_facts(case),
        conflicts=_conflicts(case),
        missing=_missing(progress),
        scenarios=_scenarios(case, book, language),
        transcript=transcript_of(case.turns),
        audio=_audio(case),
        parked=[question.text for question in case.state.parked],
        progress=progress,
        percent=case.file.percent,
        edited=_edited(case, words),
        since_approval=_since_approval(case, words),
        questions=[_question(row) for row in case.questions],
        notes=[_note(row) for row in case.notes],
        decisions=[_decision(row) for row in case.decisions],
        checks=_checks(case, clock),
        papers=[file_paper(row) for row in case.papers],
        profile=case.folded.profile.wire(),
    )


def _facts(case: Case) -> list[FileFact]:
    live = {id(fact) for fact in case.folded.live}
    heard = {row.turn_id: heard_in(row) for row in case.recordings if row.turn_id}
    reasons = {row.id: row for row in case.notes}
    shown: list[FileFact] = []
    for n, fact in enumerate(case.facts):
        transcript = heard.get(fact.turn_id or "")
        start, end = seconds_of(transcript, fact.start, fact.end) if transcript else (None, None)
        note = reasons.get(fact.turn_id or "")
        # What a sign of the zodiac disagrees with is shown; the sign is not.
        flags = tuple("year_differs" if flag == "zodiac_conflict" else flag for flag in fact.flags)
        extra = {"n": n, "live": id(fact) in live, "flags": flags, "audio_start": start, "audio_end": end}
        if note is not None:
            extra |= {"reason": note.text, "by": note.author_name, "at": note.at}
        shown.append(FileFact(**(dict(fact) | extra)))
    return shown


def _conflicts(case: Case) -> list[ConflictDocument]:
    position = {id(fact): n for n, fact in enumerate(case.facts)}
    return [
        ConflictDocument(
            field=conflict.field,
            reason="year_differs" if conflict.reason == "zodiac_conflict" else conflict.reason,
            facts=[position[id(fact)] for fact in conflict.facts],
        )
        for conflict in case.folded.conflicts
    ]


def _missing(progress: Progress) -> list[Missing]:
    """What her agenda has and she has not answered; the closing read-back is none of it."""
    why = {"open": "not_asked", "asked": "not_answered", "refused": "refused"}
    return [
        Missing(topic=row.topic, label=row.label, why=why[row.state])
        for row in progress.topics
        if row.state in why and row.topic is not Topic.CONFIRM
    ]


def _scenarios(case: Case, book: Book, language: Language) -> list[ScenarioAnswer]:
    position = {id(fact): n for n, fact in enumerate(case.facts)}
    facts = {
        fact.value["question_id"]: position[id(fact)]
        for fact in case.folded.live
        if fact.field == "scenarios" and isinstance(fact.value, Mapping)
    }
    shown: list[ScenarioAnswer] = []
    for answer in case.folded.profile.scenarios:
        question = book.scenarios.question(answer.question_id)
        shown.append(
            ScenarioAnswer(
                question_id=answer.question_id,
                question=question.question[language] if question else answer.question_id,
                answer=answer.answer,
                outcome=answer.outcome,
                cues=_cues(book, question, answer.answer) if question else [],
                fact=facts.get(answer.question_id),
                source=question.line.source if question and question.line else None,
            )
        )
    return shown


def _cues(book: Book, question: ScenarioQuestion, answer: str) -> list[Cue]:
    found = book.scenarios.cues(question, answer)
    return [Cue(kind="safe" if kind == "safe" else "unsafe", start=start, end=end) for start, end, kind in found]


def _audio(case: Case) -> list[SpokenTurn]:
    return [
        SpokenTurn(
            turn_id=row.turn_id,
            seconds=row.seconds,
            url=f"{ROOT}/{case.file.interview_id}/recordings/{row.turn_id}",
            media_type=row.media_type,
        )
        for row in case.recordings
        if row.turn_id
    ]


def _edited(case: Case, words: LineWords) -> list[ChangeDocument]:
    """What she said beside what stands now, for every field the staff wrote to."""
    fields = {fact.field for fact in case.facts if fact.source == "recruiter"}
    hers = fold([fact for fact in case.facts if fact.source != "recruiter"])
    return _changes(hers, case.folded, words, fields)


def _since_approval(case: Case, words: LineWords) -> list[ChangeDocument]:
    """The last approval beside now."""
    known = case.file.approved_facts
    if not known or known >= len(case.facts):
        return []
    fields = {fact.field for fact in case.facts[known:]}
    return _changes(fold(case.facts[:known]), case.folded, words, fields)


def _changes(before: Folded, now: Folded, words: LineWords, fields: set[str]) -> list[ChangeDocument]:
    def said(folded: Folded, field: str) -> list[str]:
        return list(dict.fromkeys(words.fact(fact) for fact in folded.live if fact.field == field))

    shown = [ChangeDocument(field=f, before=said(before, f), after=said(now, f)) for f in sorted(fields)]
    return [change for change in shown if change.before != change.after]


def _checks(case: Case, clock: Clock) -> list[CheckDocument]:
    current = {id(check) for check in standing(case.checks).values()}
    return [
        CheckDocument(
            what=row.what,
            outcome=row.outcome,
            checked_on=row.checked_on,
            valid_until=row.valid_until,
            ended=ended(row, clock.today()),
            current=id(row) in current,
            detail=row.detail,
            by=row.by_name,
            at=row.at,
        )
        for row in reversed(case.checks)
    ]


def file_paper(row: PaperRow) -> PaperDocument:
    """A proof document as its page shows it."""
    url = f"{ROOT}/{row.interview_id}/papers/{row.id}" if row.removed_at is None else None
    return PaperDocument(
        id=row.id,
        what=row.what,
        media_type=row.media_type,
        bytes=row.bytes,
        pages=row.pages,
        by_her=row.added_role == "worker",
        added_at=row.added_at,
        seen_at=row.seen_at,
        removed_at=row.removed_at,
        url=url,
    )


def _question(row: QuestionRow) -> QuestionDocument:
    return QuestionDocument(
        id=row.id,
        text=row.text,
        topic=row.topic,
        fields=row.fields,
        by=row.asked_name,
        at=row.asked_at,
        settled=row.settled,
        turn_id=row.turn_id,
    )


def _note(row: NoteRow) -> NoteDocument:
    return NoteDocument(id=row.id, kind=row.kind, text=row.text, field=row.field, by=row.author_name, at=row.at)


def _decision(row: DecisionRow) -> DecisionDocument:
    return DecisionDocument(
        action=row.action,
        before=row.before,
        after=row.after,
        by=row.actor_name,
        by_id=row.actor_id,
        role=row.actor_role,
        reason_code=row.reason_code,
        reason=row.reason,
        seconds=row.seconds,
        at=row.at,
    )
