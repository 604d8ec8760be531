"""The live conversation over a WebSocket: the edge between a socket, the interview and the live session."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect

from assistant.api.line import MOST_TEXT_BYTES, REFUSED, Line, close_socket, refuse
from assistant.interview.service import InterviewService
from assistant.interview.state import Channel
from assistant.interview.views import TurnResponse
from assistant.kit.clock import Clock
from assistant.kit.errors import AyiError, BadInputError, UnauthorizedError, UnavailableError
from assistant.kit.messages import MessageLanguage
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language
from assistant.speech.live.limits import limits, phrases
from assistant.speech.live.parts import Activity, Ears, LiveReply, Voice
from assistant.speech.live.session import LiveSession, Parts
from assistant.speech.live.sessions import Sessions
from assistant.speech.live.wire import Hello, parse
from assistant.speech.model import Transcript, Trouble

log = logging.getLogger(__name__)
router = APIRouter(tags=["worker"])

HELLO_SECONDS = 10.0
SWEEP_SECONDS = 10.0


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
            crowded=lambda: self.sessions.count > limits().partials.most_sessions,
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
        return await self._expecting(LiveReply(view.reply.text, view.reply.asking, view.reply.done, {}))

    async def answer(self, text: str, client_turn_id: str, transcript: Transcript | None) -> LiveReply:
        """A turn of hers: heard when there is a transcript, else typed."""
        channel: Channel = "text" if transcript is None else "live"
        turn = await self._service.answer(self._id, self._token, text, client_turn_id, channel)
        return await self._expecting(_reply(turn))

    async def foresee(self, text: str) -> str | None:
        """What would be answered to these words."""
        return await self._service.foresee(self._id, self._token, text, "live")

    async def unheard(self, trouble: Trouble, client_turn_id: str, suggestion: str | None = None) -> LiveReply:
        """She spoke and was not understood, or perhaps as the suggestion says."""
        turn = await self._service.unheard(
            self._id, self._token, trouble, client_turn_id, "live", suggestion=suggestion
        )
        return await self._expecting(_reply(turn))

    async def _expecting(self, reply: LiveReply) -> LiveReply:
        try:
            return replace(reply, hearing=await self._service.hearing_for(self._id, self._token))
        except AyiError:
            # Whatever was just said is taken; what is expected next is only a help.
            return reply


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
        await close_socket(socket, REFUSED)
        return
    except AyiError as error:
        await refuse(socket, error, language)
        return
    log.info("live_opened", extra={"interview_id": interview_id})
    await Line(socket, room.sessions, session, language).run()


async def _open(socket: WebSocket, room: LiveRoom, interview_id: str) -> LiveSession:
    async with asyncio.timeout(HELLO_SECONDS):
        first = await socket.receive_text()
    hello = parse(first) if len(first) <= MOST_TEXT_BYTES else None
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


def fixed_texts() -> list[tuple[str, Language]]:
    """What live conversations say without blanks, to be spoken ahead: it is wanted at once when it is wanted."""
    languages: tuple[Language, ...] = ("zh", "en")
    return [(text, language) for language in languages for text in phrases(language).fixed()]


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
