"""What people do with a file. Every decision has a person, a reason where it needs one, and an entry in the trail."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.service import InterviewService
from assistant.interview.state import ReviewerQuestion
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.profile.fields import FIELDS
from assistant.profile.model import Language, Topic
from assistant.review.audit import AuditTrail
from assistant.review.files import Case, load_case, look_of
from assistant.review.filing import Filing, Unpublisher
from assistant.review.gates import obstacles
from assistant.review.model import AskedField, Decide, Decided, Return, Returned
from assistant.review.rules import rules
from assistant.review.states import Action, after
from assistant.review.steps import FileSteps, decided
from assistant.review.tables import QuestionRow


class ReviewService:
    """The review room's front door."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        interviews: InterviewService,
        filing: Filing,
        trail: AuditTrail,
        make_id: IdMaker = new_id,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._interviews = interviews
        self._filing = filing
        self._trail = trail
        self._make_id = make_id
        self._steps = FileSteps(database, clock, trail)

    def publishes_through(self, unpublisher: Unpublisher) -> None:
        """Who takes a person out of everything consumers can see, when a decision or her own word demands it."""
        self._filing.unpublisher = unpublisher

    async def take(self, actor: Actor, interview_id: str, version: int) -> Decided:
        """Take a file up for review and make it one's own."""

        async def act(session: AsyncSession, case: Case) -> None:
            case.file.assignee_id, case.file.assignee_name = actor.id, actor.name
            await self._steps.take(session, case, actor, "take")

        return await self._steps.change(actor, interview_id, version, act)

    async def assign(self, actor: Actor, interview_id: str, version: int) -> Decided:
        """Make a file one's own, wherever it stands."""

        async def act(session: AsyncSession, case: Case) -> None:
            case.file.assignee_id, case.file.assignee_name = actor.id, actor.name
            await self._trail.record(session, actor, "file.assign", interview_id)

        return await self._steps.change(actor, interview_id, version, act)

    async def release(self, actor: Actor, interview_id: str, version: int) -> Decided:
        """Make a file nobody's, wherever it stands."""

        async def act(session: AsyncSession, case: Case) -> None:
            case.file.assignee_id = case.file.assignee_name = None
            await self._trail.record(session, actor, "file.release", interview_id)

        return await self._steps.change(actor, interview_id, version, act)

    async def return_to_her(self, actor: Actor, interview_id: str, body: Return) -> Returned:
        """Put questions to her: her interview opens with them, by her own link or by the one given back here."""
        token = ""

        async def act(session: AsyncSession, case: Case) -> None:
            nonlocal token
            questions = [self._question(asked) for asked in body.questions]
            # The step first: it refuses a file that cannot go back before anything is put to her.
            await self._steps.take(session, case, actor, "return", detail={"questions": len(questions)})
            for question in questions:
                session.add(self._question_row(actor, interview_id, question))
            await session.flush()
            await self._interviews.put_questions(session, interview_id, questions)
            token = self._interviews.new_key(session, interview_id, rules().link_days)

        decided = await self._steps.change(actor, interview_id, body.version, act)
        base = (self._settings.public_url or "").rstrip("/")
        return Returned(version=decided.version, status=decided.status, link=f"{base}/i#{interview_id}.{token}")

    async def recall(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Go on without waiting for her answer; the question stays with her."""
        return await self._plain(actor, interview_id, body, "recall")

    async def approve(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Approve a file as it is.

        Raises:
            ConflictError: something stands in the way; the sentence says what.
            BadInputError: a warning stands, and there is no reason in words.
        """

        async def act(session: AsyncSession, case: Case) -> None:
            after(case.file.status, "approve")  # type: ignore[arg-type] # only `after` writes it
            found = obstacles(look_of(case, self._clock))
            for obstacle in found:
                if obstacle.weight == "block":
                    raise ConflictError(f"gate_{obstacle.gate}")
            if found and body.reason is None:
                raise BadInputError("reason_needed_for_warnings")
            case.file.approved_facts = len(case.facts)
            await self._steps.take(
                session, case, actor, "approve", body, detail={"warnings": [each.gate for each in found]}
            )

        return await self._steps.change(actor, interview_id, body.version, act)

    async def decline(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Propose to decline; when another person proposed it already, decline.

        Raises:
            BadInputError: the reason's code or its words are missing.
            ConflictError: the same person would decide twice.
        """
        _need_reason(body, rules().decline_reasons)

        async def act(session: AsyncSession, case: Case) -> None:
            if case.file.decline_by is None:
                case.file.decline_by = actor.id
                await self._steps.take(session, case, actor, "propose_decline", body)
                return
            if case.file.decline_by == actor.id:
                raise ConflictError("decline_needs_another")
            case.file.decline_by = None
            await self._steps.take(session, case, actor, "decline", body)

        return await self._steps.change(actor, interview_id, body.version, act)

    async def keep(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Reject the proposal to decline."""

        async def act(session: AsyncSession, case: Case) -> None:
            if case.file.decline_by is None:
                raise ConflictError("file_cannot_keep")
            case.file.decline_by = None
            await self._steps.take(session, case, actor, "keep", body)

        return await self._steps.change(actor, interview_id, body.version, act)

    async def appeal(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Take a declined file up again because she asks for it; the staff writes down what she said."""
        if body.reason is None:
            raise BadInputError("reason_needed")
        return await self._plain(actor, interview_id, body, "appeal")

    async def reopen(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Look once more at a file that was approved, withdrawn or has expired."""
        return await self._plain(actor, interview_id, body, "reopen")

    async def withdraw(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Take a file out of publication, everywhere and at once."""
        _need_reason(body, rules().withdraw_reasons, in_words=False)

        async def act(session: AsyncSession, case: Case) -> None:
            await self._steps.take(session, case, actor, "withdraw", body)
            if self._filing.unpublisher is not None:
                await self._filing.unpublisher.unpublish(session, interview_id, body.reason_code or "staff")

        return await self._steps.change(actor, interview_id, body.version, act)

    async def move(
        self, session: AsyncSession, actor: Actor, interview_id: str, action: Action, reason_code: str | None = None
    ) -> Decided:
        """Take a step in the caller's transaction: publication's own (`publish`, `withdraw`, `expire`)."""
        case = await load_case(session, actor, interview_id, lock=True)
        body = Decide(version=case.file.version, reason_code=reason_code)
        await self._steps.take(session, case, actor, action, body)
        case.file.version += 1
        return decided(case.file)

    async def _plain(self, actor: Actor, interview_id: str, body: Decide, action: Action) -> Decided:
        async def act(session: AsyncSession, case: Case) -> None:
            await self._steps.take(session, case, actor, action, body)

        return await self._steps.change(actor, interview_id, body.version, act)

    def _question(self, asked: AskedField) -> ReviewerQuestion:
        spec = FIELDS.get(asked.field) if asked.field else None
        if asked.field and spec is None:
            raise BadInputError("edit_field_unknown")
        return ReviewerQuestion(
            id=self._make_id("ask"),
            text=storable(asked.text),
            topic=spec.topic if spec else Topic.ANYTHING_ELSE,
            fields=(spec.name,) if spec else (),
        )

    def _question_row(self, actor: Actor, interview_id: str, question: ReviewerQuestion) -> QuestionRow:
        return QuestionRow(
            id=question.id,
            interview_id=interview_id,
            text=question.text,
            topic=question.topic.value,
            fields=list(question.fields),
            asked_by=actor.id,
            asked_name=actor.name[:80],
            asked_at=self._clock.now(),
        )


def _need_reason(body: Decide, known: dict[str, dict[Language, str]], *, in_words: bool = True) -> None:
    if body.reason_code not in known:
        raise BadInputError("reason_unknown")
    if in_words and body.reason is None:
        raise BadInputError("reason_needed")
