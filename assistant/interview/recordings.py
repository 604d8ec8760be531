"""Recorded answers: taken once, kept while they wait to be heard, and heard in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.ears import Ears, file_kind
from assistant.interview.forgetting import FILES
from assistant.interview.repository import InterviewRepository, RecordingRepository
from assistant.interview.service import Beside, InterviewService
from assistant.interview.state import Channel, InterviewState
from assistant.interview.tables import RecordingRow
from assistant.interview.views import AudioTurn, TurnResponse, heard_in
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import AyiError, BadInputError, NotFoundError, TooLargeError, UnavailableError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.queueing import Queue
from assistant.kit.scanning import NoScanner, Scanner
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.profile.model import Language, Topic
from assistant.speech.model import Transcript, Trouble

_WAITING_EACH = 8  # uploads of one interview that may wait for each other
_MOST_FAILURES = 3  # a recording on which listening failed this often is asked for again
_SETTLING = timedelta(hours=1)  # a file without a record may be one whose record is being written
_SWEPT_AT_ONCE = 500
_BUSY = frozenset({"busy", "too_slow"})
# What may be the recording's own doing, or a bad moment: worth another try, but not for ever.
_NOT_FOR_EVER = frozenset({"too_slow", "ears_failed", "audio_slow"})
_RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of hers."""

    data: bytes
    media_type: str


@dataclass(slots=True)
class _Upload:
    """One recording on its way to becoming a turn. `data` is empty where only the stored file is meant."""

    id: str
    interview_id: str
    client_turn_id: str
    data: bytes
    key: str = ""
    media_type: str = ""
    stored: bool = False
    failures: int = 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is known when an upload comes: the turn it already became, if any, and the question on the table."""

    earlier: AudioTurn | None
    consented: bool
    language: Language
    asking: Topic | None


class RecordingService:
    """The front door for answers that are spoken."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        blobs: BlobStore,
        interviews: InterviewService,
        ears: Ears | None,
        make_id: IdMaker = new_id,
        scanner: Scanner | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._blobs = blobs
        self._interviews = interviews
        self._ears = ears
        self._make_id = make_id
        self._scanner = scanner or NoScanner()
        self._queue = Queue(_WAITING_EACH)

    async def answer(
        self, interview_id: str, token: str | None, data: bytes, client_turn_id: str | None = None
    ) -> AudioTurn:
        """Take a recording as her next turn.

        A recording that could not be heard yet is kept (once she has consented) and taken up when the same
        `client_turn_id` comes again, with or without the file.

        Raises:
            UnauthorizedError, NotFoundError, ConflictError: as for typed turns.
            BadInputError, TooLargeError: there is no file, or it is no recording that can be used; nothing is kept.
            UnavailableError: nobody can listen now, or look through the file; `retry_after` says when to come again.
        """
        name = self._make_id("rec")
        upload = _Upload(name, interview_id, client_turn_id or name, data)
        async with self._queue.place(interview_id) as reached:
            standing = await self._standing(upload, token)
            if standing.earlier:
                return standing.earlier
            # Once it is known who sends it, and in the place it has among the others.
            if data:
                await self._scanner.check(data)
            await self._receive(upload, standing)
            await reached()
            # The turn before it may have changed the question, or have been this very recording.
            standing = await self._standing(upload, token)
            if standing.earlier:
                return standing.earlier
            await self._receive(upload, standing)
            transcript = await self._listen(upload, standing)
            return await self._take(upload, token, transcript, "audio")

    async def answer_heard(
        self,
        interview_id: str,
        token: str | None,
        transcript: Transcript,
        client_turn_id: str | None = None,
        channel: Channel = "live",
        data: bytes = b"",
    ) -> AudioTurn:
        """Take what was heard elsewhere, in a live conversation, as her next turn; `data`, if any, is kept with it.

        Raises what `answer` does, except that nobody has to listen.
        """
        name = self._make_id("rec")
        upload = _Upload(name, interview_id, client_turn_id or name, data)
        async with self._queue.place(interview_id) as reached:
            await reached()
            standing = await self._standing(upload, token)
            if standing.earlier:
                return standing.earlier
            if data:
                upload.media_type, ending = file_kind(data)
                upload.key = _key(upload, ending)
            return await self._take(upload, token, transcript, channel)

    async def file(self, interview_id: str, token: str | None, turn_id: str) -> Recording:
        """Her own recording of one turn.

        Raises:
            UnauthorizedError: the token is missing or wrong. NotFoundError: there is no such recording (any more).
        """
        async with self._database.reading() as session:
            await self._interviews.authorise(session, interview_id, token)
        return await self.file_of(interview_id, turn_id)

    async def file_of(self, interview_id: str, turn_id: str) -> Recording:
        """The recording of one turn. The caller has made sure who asks.

        Raises:
            NotFoundError: there is no such recording (any more).
        """
        async with self._database.reading() as session:
            row = await RecordingRepository(session).of_turn(interview_id, turn_id)
        if row is None:
            raise NotFoundError("recording_unknown")
        return Recording(await self._bytes(row.blob_key), row.media_type)

    async def purge(self) -> int:
        """Delete recordings whose time is over, and files that belong to no recording; returns how many files."""
        async with self._database.session() as session:
            repository = RecordingRepository(session)
            rows = await repository.expired(self._clock.now())
            await repository.remove(row.id for row in rows)
        removed = await self._remove_files(row.blob_key for row in rows)
        keys = await self._blobs.settled(FILES, self._clock.now() - _SETTLING)
        for start in range(0, len(keys), _SWEPT_AT_ONCE):
            some = keys[start : start + _SWEPT_AT_ONCE]
            async with self._database.reading() as session:
                known = await RecordingRepository(session).known(some)
            removed += await self._remove_files(key for key in some if key not in known)
        return removed

    async def _standing(self, upload: _Upload, token: str | None) -> _Standing:
        """Authorise, find out what the upload already is, and read the question on the table."""
        async with self._database.reading() as session:
            row = await self._interviews.authorise(session, upload.interview_id, token)
            turn = await InterviewRepository(session).turn_of_client(upload.interview_id, upload.client_turn_id)
            kept = await RecordingRepository(session).of_client(upload.interview_id, upload.client_turn_id)
        if kept:
            _remember(upload, kept)
        state = InterviewState.model_validate(row.state)
        earlier = None
        if turn:
            response = TurnResponse.model_validate(turn.response)
            earlier = AudioTurn.of(response, heard_in(kept))
        else:
            self._interviews.check_open(row, state)
        return _Standing(earlier, state.consented, state.language, state.hearing_for)

    async def _receive(self, upload: _Upload, standing: _Standing) -> None:
        """Check the bounds and, with her consent, put the file where nothing can lose it."""
        if upload.stored:
            return
        if not upload.data:
            raise BadInputError("audio_missing")
        limit = self._settings.max_audio_bytes
        if len(upload.data) > limit:
            raise TooLargeError("audio_too_large", limit=limit // 1_000_000)
        if self._ears is None:
            raise UnavailableError("ears_off")
        upload.media_type, ending = file_kind(upload.data)
        upload.key = _key(upload, ending)
        if standing.consented:
            await self._store_waiting(upload)

    async def _store_waiting(self, upload: _Upload) -> None:
        await self._blobs.put(upload.key, upload.data)
        own = upload.key
        async with self._database.session() as session:
            row = await InterviewRepository(session).get(upload.interview_id, lock=True)
            kept = await RecordingRepository(session).of_client(upload.interview_id, upload.client_turn_id)
            wanted = row is not None and InterviewState.model_validate(row.state).consented
            if kept:
                _remember(upload, kept)
            elif wanted:
                RecordingRepository(session).add(self._row(upload))
                upload.stored = True
        if upload.key != own or not upload.stored:
            # It was sent twice at once, or she took back her consent or deleted everything meanwhile.
            await self._blobs.delete(own)

    async def _listen(self, upload: _Upload, standing: _Standing) -> Transcript:
        """What is said in it, or that it cannot be made out. Without ears that work now it stays where it is."""
        if self._ears is None:
            raise UnavailableError("ears_off")
        data = await self._data(upload)
        try:
            transcript = await self._ears.hear(data, standing.language, standing.asking)
        except (BadInputError, TooLargeError) as error:
            if error.key in _NOT_FOR_EVER and await self._count_failure(upload) < _MOST_FAILURES:
                _come_again(upload, error)
            await self._discard(upload)
            raise
        except UnavailableError as error:
            if error.key not in _NOT_FOR_EVER or await self._count_failure(upload) < _MOST_FAILURES:
                _come_again(upload, error)
            return Transcript(text="", heard="", language=standing.language, seconds=0, trouble=Trouble.UNCLEAR)
        return transcript.model_copy(update={"text": storable(transcript.text)})

    async def _data(self, upload: _Upload) -> bytes:
        """The bytes to hear: those kept when it first came; those sent now if the file is gone."""
        if not upload.stored:
            return upload.data
        try:
            return await self._bytes(upload.key)
        except NotFoundError:
            if not upload.data:
                await self._discard(upload)
                raise BadInputError("audio_missing") from None
            await self._blobs.put(upload.key, upload.data)
            return upload.data

    async def _bytes(self, key: str) -> bytes:
        try:
            return await self._blobs.get(key)
        except NotFoundError:
            raise NotFoundError("recording_unknown") from None

    async def _take(self, upload: _Upload, token: str | None, transcript: Transcript, channel: Channel) -> AudioTurn:
        """Make it a turn; the recording's record is written with the turn or not at all."""
        beside = self._beside(upload, transcript)
        arguments = (upload.client_turn_id, channel, beside)
        text = transcript.text if transcript.trouble is None else ""
        if text.strip():
            response = await self._interviews.answer(upload.interview_id, token, text, *arguments)
        else:
            trouble = transcript.trouble or Trouble.SILENCE
            transcript = transcript.model_copy(update={"trouble": trouble})
            response = await self._interviews.unheard(
                upload.interview_id, token, trouble, *arguments, transcript.suggestion
            )
        return AudioTurn.of(response, transcript)

    def _beside(self, upload: _Upload, transcript: Transcript) -> Beside:
        async def write(session: AsyncSession, turn_id: str, consented: bool) -> None:  # noqa: FBT001 - the shape of Beside
            if not consented or not upload.key:
                return
            repository = RecordingRepository(session)
            row = await repository.of_client(upload.interview_id, upload.client_turn_id)
            if row is None:
                # Until now it was only held for this turn; with it she has agreed that it is kept.
                await self._blobs.put(upload.key, upload.data)
                row = self._row(upload)
                repository.add(row)
            row.turn_id = turn_id
            row.status = "trouble" if transcript.trouble else "heard"
            row.seconds = transcript.seconds
            row.transcript = transcript.model_dump(mode="json")

        return write

    def _row(self, upload: _Upload) -> RecordingRow:
        now = self._clock.now()
        return RecordingRow(
            id=upload.id,
            interview_id=upload.interview_id,
            turn_id=None,
            client_turn_id=upload.client_turn_id,
            blob_key=upload.key,
            media_type=upload.media_type,
            bytes=len(upload.data),
            seconds=None,
            status="waiting",
            failures=0,
            transcript=None,
            created_at=now,
            expires_at=now + timedelta(days=self._settings.audio_days),
        )

    async def _discard(self, upload: _Upload) -> None:
        """Forget a file that is no use to anyone."""
        if not upload.stored:
            return
        async with self._database.session() as session:
            await RecordingRepository(session).remove([upload.id])
        await self._blobs.delete(upload.key)

    async def _count_failure(self, upload: _Upload) -> int:
        upload.failures += 1
        if upload.stored:
            async with self._database.session() as session:
                row = await RecordingRepository(session).of_client(upload.interview_id, upload.client_turn_id)
                if row is not None:
                    row.failures = upload.failures
        return upload.failures

    async def _remove_files(self, keys: Iterable[str]) -> int:
        return sum([await self._blobs.delete(key) for key in keys])


def _come_again(upload: _Upload, error: AyiError) -> NoReturn:
    """Say that nobody can listen now: when to come again, or, where no waiting helps, what is missing."""
    if error.key not in _BUSY | _NOT_FOR_EVER:
        raise error
    key = "audio_waiting" if upload.stored else "audio_busy"
    raise UnavailableError(key, retry_after=error.retry_after or _RETRY_SECONDS) from error


def _remember(upload: _Upload, row: RecordingRow) -> None:
    upload.id, upload.key, upload.media_type = row.id, row.blob_key, row.media_type
    upload.failures, upload.stored = row.failures, True


def _key(upload: _Upload, ending: str) -> str:
    return f"{FILES}/{upload.interview_id}/{upload.id}.{ending}"
