"""Interviews kept: every turn is read, folded, answered and stored in one transaction, so nothing said is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.admission import Admission, earlier_response, refuse_declined
from assistant.interview.assisting import Assistance, Prepared
from assistant.interview.book import Book
from assistant.interview.fixed import fixed_texts
from assistant.interview.foreseeing import foreseen
from assistant.interview.forgetting import Forgetting
from assistant.interview.interviewer import finish, progress_of, put_questions, start, unheard
from assistant.interview.keys import lent_token
from assistant.interview.questions import RuleAnswers
from assistant.interview.repository import InterviewRepository, RecordingRepository
from assistant.interview.state import (
    Channel,
    InterviewState,
    Reply,
    ReviewerQuestion,
    StartOptions,
)
from assistant.interview.storing import TurnWriter
from assistant.interview.tables import InterviewKeyRow, InterviewRow
from assistant.interview.taking import TurnTaker
from assistant.interview.views import InterviewView, Opened, TurnResponse, recordings_of, transcript_of
from assistant.interview.watching import Change, Watcher
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError
from assistant.kit.ids import IdMaker, new_id, new_token, token_digest
from assistant.kit.people import DEFAULT_AGENCY
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.profile.fold import fold
from assistant.profile.model import Language, Topic
from assistant.speech.model import Trouble
from assistant.understanding.reader import asks, language_of
from assistant.understanding.reading import Context

# A question put to the library; longer turns are told, not asked.
_LONGEST_QUESTION = 200

Beside = Callable[[AsyncSession, str, bool], Awaitable[None]]
"""Writes what belongs to a turn into the turn's own transaction, given the turn's id and whether she has consented."""


class InterviewService:
    """The interview room's front door for HTTP, the terminal and tests."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        book: Book,
        blobs: BlobStore,
        make_id: IdMaker = new_id,
        rules: RuleAnswers | None = None,
        watchers: Sequence[Watcher] = (),
        assistance: Assistance | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._book = book
        self._make_id = make_id
        self._rules = rules
        self._assistance = assistance
        self._admission = Admission(clock, settings)
        self._writer = TurnWriter(clock, settings, make_id, watchers)
        self._taker = TurnTaker(book, clock, make_id, self._writer)
        self._forgetting = Forgetting(blobs, watchers, assistance)

    @property
    def book(self) -> Book:
        """The questions, sentences and scenarios its interviews are held by."""
        return self._book

    async def open(
        self, language: Language, job: str | None, channel: Channel, agency_id: str = DEFAULT_AGENCY
    ) -> Opened:
        """Begin an interview of an agency: the greeting, which asks for consent. Nothing about a person is stored."""
        now = self._clock.now()
        interview_id, token = self._make_id("int"), new_token()
        seed = sum(interview_id.encode())
        options = StartOptions(language=language, job=job, channel=channel, today=self._clock.today(), seed=seed)
        state, reply = start(options, book=self._book)
        progress = progress_of(state, fold(()), book=self._book)
        row = InterviewRow(
            id=interview_id,
            agency_id=agency_id,
            token_digest=token_digest(token),
            language=language,
            channel=channel,
            phase=state.phase.value,
            state=state.model_dump(mode="json"),
            turns=0,
            created_at=now,
            updated_at=now,
            expires_at=now + timedelta(days=self._settings.interview_days),
        )
        response = TurnResponse(turn_id=self._make_id("turn"), reply=reply, facts=[], progress=progress)
        async with self._database.session(brief=True) as session:
            repository = InterviewRepository(session)
            repository.add(row)
            await session.flush()
            repository.add(self._writer.turn_row(row, None, "", None, response))
            await self._writer.tell(session, Change(row, response.turn_id, state))
        return Opened(interview_id, token, response.turn_id, reply)

    async def answer(
        self,
        interview_id: str,
        token: str | None,
        text: str,
        client_turn_id: str | None = None,
        channel: Channel | None = None,
        beside: Beside | None = None,
    ) -> TurnResponse:
        """One turn of hers, stored with all that was understood before the reply is given.

        `channel` is how this turn came; left out, it is typed, or as the interview was opened if that was for voice.

        Raises:
            UnauthorizedError: the token is missing or another interview's.
            NotFoundError: there is no such interview any more.
            BadInputError: there are no words. TooLargeError: there are too many.
            ConflictError: she did not agree, or the interview has grown beyond every bound.
        """
        text = storable(text)
        # Looked up before the turn is taken: no other worker waits while one of them is answered.
        prepared = await self._prepare(interview_id, token, text, client_turn_id, channel)
        async with self._database.session(brief=True) as session:
            repository = InterviewRepository(session)
            row = await self._admission.row(repository, interview_id, token, lock=True)
            if earlier := await earlier_response(repository, interview_id, client_turn_id):
                return earlier
            self._admission.check_words(text)
            self._admission.check_length(row)
            came = channel or ("text" if row.channel == "text" else None)
            response = await self._taker.take(repository, row, text, client_turn_id, prepared, came)
            await _write_beside(beside, session, row, response)
        if self._assistance is not None:
            consented = InterviewState.model_validate(row.state).consented
            self._assistance.keep(interview_id, prepared, response.turn_id, kept=consented)
        await self._forgetting.declined(row)
        return response

    async def _prepare(
        self, interview_id: str, token: str | None, text: str, client_turn_id: str | None, channel: Channel | None
    ) -> Prepared:
        """What is looked up, and what a model says of the turn, before it is taken; nothing for a repeated send."""
        if self._assistance is None or not text.strip() or len(text) > self._settings.max_turn_characters:
            return Prepared(await self._look_up(text))
        async with self._database.reading() as session:
            repository = InterviewRepository(session)
            row = await self._admission.row(repository, interview_id, token)
            if client_turn_id is not None and await repository.turn_of_client(interview_id, client_turn_id):
                return Prepared()
            state = InterviewState.model_validate(row.state)
            said = await repository.facts(interview_id)
            came = channel or ("text" if row.channel == "text" else None)
        today = self._clock.today()
        rule = asyncio.create_task(self._look_up(text))
        try:
            return await self._assistance.prepare(interview_id, state, said, text, rule, today=today, channel=came)
        finally:
            rule.cancel()

    async def foresee(
        self, interview_id: str, token: str | None, text: str, channel: Channel | None = None
    ) -> str | None:
        """The words `answer` would reply with, as far as that can be told without asking anybody. Nothing is stored.

        Raises:
            UnauthorizedError, NotFoundError: as `answer`.
        """
        async with self._database.reading() as session:
            repository = InterviewRepository(session)
            row = await self._admission.row(repository, interview_id, token)
            said = await repository.facts(interview_id)
        state = InterviewState.model_validate(row.state)
        return foreseen(state, storable(text), said, today=self._clock.today(), channel=channel, book=self._book)

    async def hearing_for(self, interview_id: str, token: str | None) -> Topic | None:
        """The topic whose short answers the ears may expect now.

        Raises:
            UnauthorizedError, NotFoundError: as `answer`.
        """
        async with self._database.reading() as session:
            row = await self._admission.row(InterviewRepository(session), interview_id, token)
        return InterviewState.model_validate(row.state).hearing_for

    async def unheard(
        self,
        interview_id: str,
        token: str | None,
        trouble: Trouble,
        client_turn_id: str | None = None,
        channel: Channel | None = None,
        beside: Beside | None = None,
        suggestion: str | None = None,
    ) -> TurnResponse:
        """A turn of hers in which nothing could be heard: no facts, the same question, a kind word on what to do.

        It is kept as a turn, so that a repeated send gives it again. With a `suggestion` she is asked whether that was
        what she said. Raises what `answer` does.
        """
        async with self._database.session(brief=True) as session:
            repository = InterviewRepository(session)
            row = await self._admission.row(repository, interview_id, token, lock=True)
            if earlier := await earlier_response(repository, interview_id, client_turn_id):
                return earlier
            self._admission.check_length(row)
            state = InterviewState.model_validate(row.state)
            refuse_declined(state)
            said = await repository.facts(interview_id)
            today, turn_id = self._clock.today(), self._make_id("turn")
            turn = unheard(
                state,
                trouble,
                fold(said),
                today=today,
                channel=channel,
                book=self._book,
                suggestion=suggestion,
                turn_id=turn_id,
            )
            response = await self._writer.store(
                repository, row, "", client_turn_id, state.asking, turn, [], said, turn_id
            )
            await _write_beside(beside, session, row, response)
            return response

    async def _look_up(self, text: str) -> str | None:
        """The rule behind her question, if she asks one and there is somewhere to look."""
        if self._rules is None or len(text) > _LONGEST_QUESTION:
            return None
        if not asks(text, Context(today=self._clock.today())):
            return None
        return await self._rules(text, language_of(text))

    async def finish(self, interview_id: str, token: str | None) -> TurnResponse:
        """End the interview where it stands; what was understood so far is kept and she may still correct it."""
        async with self._database.session(brief=True) as session:
            repository = InterviewRepository(session)
            row = await self._admission.row(repository, interview_id, token, lock=True)
            state = InterviewState.model_validate(row.state)
            refuse_declined(state)
            said = await repository.facts(interview_id)
            turn = finish(state, fold(said), today=self._clock.today(), book=self._book)
            response = await self._writer.store(repository, row, "", None, state.asking, turn, [], said)
        await self._forgetting.declined(row)
        return response

    async def put_questions(
        self, session: AsyncSession, interview_id: str, questions: Sequence[ReviewerQuestion]
    ) -> TurnResponse:
        """Put a person's questions to her, in the caller's transaction; those not answered yet are dropped.

        The caller has made sure who asks.

        Raises:
            NotFoundError: there is no such interview any more.
            ConflictError: she has not agreed that what she says is kept.
        """
        repository = InterviewRepository(session)
        row = await repository.get(interview_id, lock=True)
        if row is None:
            raise NotFoundError("interview_unknown")
        state = InterviewState.model_validate(row.state)
        if not state.consented:
            raise ConflictError("interview_declined")
        said = await repository.facts(interview_id)
        turn = put_questions(state, tuple(questions), fold(said), today=self._clock.today(), book=self._book)
        return await self._writer.store(repository, row, "", None, state.asking, turn, [], said)

    def new_key(self, session: AsyncSession, interview_id: str, days: int) -> str:
        """A further token for a link that staff hand on, in the caller's transaction; it opens for so many days."""
        token, now = lent_token(), self._clock.now()
        key = InterviewKeyRow(
            token_digest=token_digest(token),
            interview_id=interview_id,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        InterviewRepository(session).add(key)
        return token

    async def view(self, interview_id: str, token: str | None) -> InterviewView:
        """Everything its owner may see: the state, the words, the facts and the profile."""
        async with self._database.reading() as session:
            repository = InterviewRepository(session)
            row = await self._admission.row(repository, interview_id, token)
            turns = await repository.turns(interview_id)
            facts = await repository.facts(interview_id)
            recordings = await RecordingRepository(session).of_interview(interview_id)
        state = InterviewState.model_validate(row.state)
        folded = fold(facts)
        last = TurnResponse.model_validate(turns[-1].response) if turns else None
        progress = progress_of(state, folded, book=self._book)
        return InterviewView(
            id=row.id,
            language=state.language,
            job=state.job,
            phase=state.phase,
            consented=state.consented,
            turn_id=last.turn_id if last else None,
            reply=last.reply if last else Reply(text=""),
            progress=progress,
            folded=folded,
            facts=facts,
            transcript=transcript_of(turns),
            recordings=recordings_of(recordings),
            created_at=row.created_at,
            updated_at=row.updated_at,
            expires_at=row.expires_at,
        )

    async def delete(self, interview_id: str, token: str | None) -> None:
        """Remove the interview and everything said in it, for good.

        Raises:
            UnauthorizedError, NotFoundError: as `answer`.
        """
        async with self._database.session() as session:
            repository = InterviewRepository(session)
            await self._admission.row(repository, interview_id, token, lock=True)
            await repository.delete(interview_id)
        await self._forgetting.beside_rows([interview_id])

    async def purge(self) -> int:
        """Delete interviews whose time is over; returns how many."""
        async with self._database.session() as session:
            repository = InterviewRepository(session)
            ids = await repository.expired(self._clock.now())
            for interview_id in ids:
                await repository.delete(interview_id)
        await self._forgetting.beside_rows(ids)
        return len(ids)

    async def count_by_phase(self) -> dict[str, int]:
        """How many interviews are in each phase, for operators."""
        async with self._database.reading() as session:
            return await InterviewRepository(session).count_by_phase()

    def fixed_texts(self) -> list[tuple[str, Language]]:
        """What the interviewer says in the same words to everybody, so that it can be spoken ahead."""
        return fixed_texts(self._book)

    async def said(self, interview_id: str, turn_id: str) -> tuple[str, Language]:
        """What the interviewer said in a turn, and in which language. The caller has made sure who asks.

        Raises:
            NotFoundError: there is no such turn (any more).
        """
        async with self._database.reading() as session:
            repository = InterviewRepository(session)
            row = await repository.get(interview_id)
            turn = await repository.turn(interview_id, turn_id)
        if row is None or turn is None:
            raise NotFoundError("not_found")
        return TurnResponse.model_validate(turn.response).reply.text, InterviewState.model_validate(row.state).language

    async def authorise(self, session: AsyncSession, interview_id: str, token: str | None) -> InterviewRow:
        """The interview, if the token is its own.

        Raises:
            UnauthorizedError: the token is missing or another interview's.
            NotFoundError: there is no such interview any more.
        """
        return await self._admission.row(InterviewRepository(session), interview_id, token)

    def check_open(self, row: InterviewRow, state: InterviewState) -> None:
        """Make sure that one more turn can be taken.

        Raises:
            ConflictError: she did not agree, or the interview has grown beyond every bound.
        """
        self._admission.check_open(row, state)


async def _write_beside(
    beside: Beside | None, session: AsyncSession, row: InterviewRow, response: TurnResponse
) -> None:
    if beside is not None:
        await beside(session, response.turn_id, InterviewState.model_validate(row.state).consented)
