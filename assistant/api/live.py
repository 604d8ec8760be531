"""The live conversation over a WebSocket: the edge between a socket, the interview and the live session."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

from assistant.interview.service import InterviewService
from assistant.interview.state import Channel
from assistant.interview.views import TurnResponse
from assistant.kit.clock import Clock
from assistant.kit.errors import AyiError, BadInputError, TooLargeError, UnauthorizedError, UnavailableError
from assistant.kit.messages import MessageLanguage, explain
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language
from assistant.speech.live.limits import limits, phrases
from assistant.speech.live.parts import Activity, Ears, LiveReply, Voice
from assistant.speech.live.session import LiveSession, Parts
from assistant.speech.live.sessions import Sessions
from assistant.speech.live.wire import ByeIn, Hello, Played, Pong, ProblemIs, Stop, TextIn, encode, parse
from assistant.speech.model import Transcript, Trouble

log = logging.getLogger(__name__)
router = APIRouter(tags=["worker"])

HELLO_SECONDS = 10.0
IDLE_SECONDS = 30.0
SEND_SECONDS = 10.0
TICK_SECONDS = 0.04
SWEEP_SECONDS = 10.0
_MOST_FRAME_BYTES = 32_000
_MOST_TEXT_BYTES = 64_000
# Sound may come in a burst after a stall, but not faster than ten times its own speed for long.
_RATE_BYTES = 16_000 * 2 * 10
_BURST_BYTES = 16_000 * 2 * 70
_CLOSED_BY_US = 1000
_TRY_LATER = 1013
_REFUSED = 1008


@dataclass
class LiveRoom:
    """What live conversations need of the running application; without ears there are none."""

    interviews: InterviewService
    clock: Clock
    sessions: Sessions
    ears: Ears | None
    voice: Voice | None
    new_activity: Callable[[], Activity]
    idle: Callable[[], bool] = field(default=lambda: True)

    def parts(self, conversation: InterviewConversation) -> Parts:
        """The parts of one session.

        Raises:
            UnavailableError: no recognizer is installed.
        """
        if self.ears is None:
            raise UnavailableError("live_missing")
        return Parts(
            conversation=conversation,
            ears=self.ears,
            voice=self.voice,
            activity=self.new_activity(),
            idle=self.idle,
            limits=limits(),
            now=time.monotonic,
            today=self.clock.today,
        )


class InterviewConversation:
    """One stored interview, as the live session speaks to it."""

    def __init__(self, service: InterviewService, interview_id: str, token: str, language: Language = "zh") -> None:
        self._service = service
        self._id = interview_id
        self._token = token
        self._language: Language = language

    @property
    def language(self) -> Language:
        """The language of the interview, known once it was opened."""
        return self._language

    async def opening(self) -> LiveReply:
        """What is asked now."""
        view = await self._service.view(self._id, self._token)
        self._language = view.language
        return LiveReply(view.reply.text, view.reply.asking, view.reply.done, {})

    async def answer(self, text: str, client_turn_id: str, transcript: Transcript | None) -> LiveReply:
        """A turn of hers: heard when there is a transcript, else typed."""
        channel: Channel = "text" if transcript is None else "live"
        return _reply(await self._service.answer(self._id, self._token, text, client_turn_id, channel))

    async def unheard(self, trouble: Trouble, client_turn_id: str) -> LiveReply:
        """She spoke and was not understood."""
        return _reply(await self._service.unheard(self._id, self._token, trouble, client_turn_id, "live"))


def _reply(turn: TurnResponse) -> LiveReply:
    return LiveReply(turn.reply.text, turn.reply.asking, turn.reply.done, turn.model_dump(mode="json"))


@router.websocket("/api/v1/interviews/{interview_id}/live")
async def live(socket: WebSocket, interview_id: str) -> None:
    """A duplex conversation; the messages are those of `assistant.speech.live.wire`."""
    await socket.accept()
    language = _language(socket)
    room: LiveRoom = socket.app.state.live
    try:
        session = await _open(socket, room, interview_id)
    except (WebSocketDisconnect, TimeoutError):
        await _close(socket, _REFUSED)
        return
    except AyiError as error:
        await _refuse(socket, error, language)
        return
    log.info("live_opened", extra={"interview_id": interview_id})
    await Line(socket, room, session, language).run()


async def _open(socket: WebSocket, room: LiveRoom, interview_id: str) -> LiveSession:
    async with asyncio.timeout(HELLO_SECONDS):
        first = await socket.receive_text()
    hello = parse(first) if len(first) <= _MOST_TEXT_BYTES else None
    if not isinstance(hello, Hello):
        raise BadInputError("live_message")
    if not hello.token:
        raise UnauthorizedError("token_missing")
    if hello.resume is not None:
        session = room.sessions.resume(hello.resume, interview_id, hello.token)
        if session is not None:
            return session
    parts = room.parts(InterviewConversation(room.interviews, interview_id, hello.token))
    return await room.sessions.open(interview_id, hello.token, parts, speak=hello.speak)


def _language(socket: WebSocket) -> MessageLanguage:
    return "en" if socket.headers.get("accept-language", "").strip().lower().startswith("en") else "zh"


async def _refuse(socket: WebSocket, error: AyiError, language: MessageLanguage) -> None:
    message = ProblemIs(key=error.key, detail=explain(error, language), fatal=True)
    with suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_text(message.model_dump_json())
    await _close(socket, _TRY_LATER if isinstance(error, UnavailableError) else _REFUSED)


async def _close(socket: WebSocket, code: int) -> None:
    with suppress(RuntimeError):
        await socket.close(code)


class _Allowance:
    """How much sound may come: its own speed many times over, and a burst after a stall."""

    def __init__(self, now: float) -> None:
        self._left = float(_BURST_BYTES)
        self._at = now

    def take(self, size: int, now: float) -> None:
        """Count `size` bytes.

        Raises:
            TooLargeError: more than anybody can say.
        """
        self._left = min(_BURST_BYTES, self._left + (now - self._at) * _RATE_BYTES) - size
        self._at = now
        if size > _MOST_FRAME_BYTES or self._left < 0:
            raise TooLargeError("live_too_fast")


class Line:
    """One connection of a session: takes what comes, sends what is due, keeps time."""

    def __init__(self, socket: WebSocket, room: LiveRoom, session: LiveSession, language: MessageLanguage) -> None:
        self._socket = socket
        self._room = room
        self._session = session
        self._language = language
        # Every connection of a session has a box of its own; another one in its place means that we were replaced.
        self._outbox = session.outbox
        self._allowance = _Allowance(time.monotonic())
        self._over = False

    async def run(self) -> None:
        """Until she says goodbye or the connection breaks; then the session waits for her to come back."""
        works = [asyncio.create_task(work) for work in (self._receive(), self._send(), self._tick())]
        try:
            done, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Without waiting for anything: the server itself may be ending this connection.
            for work in works:
                work.cancel()
            if not self._over and not self._replaced:
                self._room.sessions.leave(self._session)
        await asyncio.wait(works)
        error = next((each.exception() for each in done if each.exception() is not None), None)
        if self._over:
            await self._room.sessions.end(self._session)
            await self._send_rest()
        if isinstance(error, AyiError):
            await _refuse(self._socket, error, self._language)
        elif error is None or self._over:
            await _close(self._socket, _CLOSED_BY_US)
        elif not isinstance(error, WebSocketDisconnect):
            log.error("live_failed", exc_info=error)
            await _refuse(self._socket, AyiError("internal"), self._language)

    @property
    def _replaced(self) -> bool:
        return self._session.outbox is not self._outbox

    async def _receive(self) -> None:
        while not self._over and not self._replaced:
            async with _within(IDLE_SECONDS):
                message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect
            if (sound := message.get("bytes")) is not None:
                self._allowance.take(len(sound), time.monotonic())
                self._session.feed(sound)
            else:
                self._take(message.get("text") or "")

    def _take(self, text: str) -> None:
        if len(text) > _MOST_TEXT_BYTES:
            raise TooLargeError("live_too_fast")
        message = parse(text)
        if isinstance(message, TextIn):
            self._session.text(message.text, message.client_turn_id)
        elif isinstance(message, Played):
            self._session.played(message.clip, message.ms / 1000)
        elif isinstance(message, Stop):
            self._session.stop()
        elif isinstance(message, ByeIn):
            self._over = True
        elif isinstance(message, Hello):
            raise BadInputError("live_message")
        else:
            self._outbox.put(Pong())

    async def _send(self) -> None:
        while True:
            message = encode(await self._outbox.get())
            async with _within(SEND_SECONDS):
                if isinstance(message, str):
                    await self._socket.send_text(message)
                else:
                    await self._socket.send_bytes(message)

    async def _send_rest(self) -> None:
        """What the end of the session still has to say, as far as anyone takes it."""
        with suppress(WebSocketDisconnect, RuntimeError, UnavailableError):
            async with _within(SEND_SECONDS):
                for message in self._outbox.take_all():
                    encoded = encode(message)
                    if isinstance(encoded, str):
                        await self._socket.send_text(encoded)

    async def _tick(self) -> None:
        while not self._replaced:
            await asyncio.sleep(TICK_SECONDS)
            self._session.tick()
            if self._outbox.stalled:
                raise UnavailableError("live_stalled")


def fixed_texts() -> list[tuple[str, Language]]:
    """What live conversations say without blanks, to be spoken ahead: it is wanted at once when it is wanted."""
    languages: tuple[Language, ...] = ("zh", "en")
    return [(text, language) for language in languages for text in phrases(language).fixed()]


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[None]:
    """A socket that takes or gives nothing for so long has stalled.

    Not `wait_for`, which in Python 3.11 loses a cancellation that comes together with the result.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise UnavailableError("live_stalled") from None


@asynccontextmanager
async def opened(
    app: FastAPI, ears: Ears | None, voice: Voice | None, ears_pool: WorkerPool | None = None
) -> AsyncIterator[None]:
    """The live conversations of a running application, as `app.state.live`; at the end each unfinished turn is taken.

    The room in `ears_pool`, where recognition runs, decides whether there are words on the screen while she speaks.
    """
    state = app.state
    room = LiveRoom(
        interviews=state.interviews,
        clock=state.clock,
        sessions=Sessions(state.settings.live_sessions, time.monotonic),
        ears=ears,
        voice=voice,
        new_activity=_new_activity,
        idle=lambda: ears_pool is None or ears_pool.busy == 0,
    )
    state.live = room
    sweeping = asyncio.create_task(_keep_swept(room.sessions))
    try:
        yield
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        await room.sessions.close()


def _new_activity() -> Activity:
    # The engine is heavy to import and wanted only by those who talk.
    from assistant.speech.activity import StreamingActivity

    return StreamingActivity()


async def _keep_swept(sessions: Sessions) -> None:
    """End, now and then, the sessions nobody came back to; a failure is logged and tried again."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await sessions.sweep()
        except Exception:
            log.exception("live_sweep_failed")
