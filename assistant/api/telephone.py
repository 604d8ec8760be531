"""The telephone: a provider's media stream is one live interview, opened when the call begins."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from assistant.api.line import CLOSED, REFUSED, Line, close_socket
from assistant.api.live import HELLO_SECONDS, InterviewConversation, LiveRoom
from assistant.interview.views import Opened
from assistant.kit.errors import AyiError, BadInputError, UnauthorizedError
from assistant.kit.messages import explain
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.speech.live.limits import limits, phrases
from assistant.speech.live.playback import Playback
from assistant.speech.live.session import VOICE_RATE, LiveSession
from assistant.speech.live.telephone import Connected, Dtmf, Mark, Media, Start, StopCall, Telephone, parse
from assistant.speech.live.wire import Outgoing

log = logging.getLogger(__name__)
router = APIRouter(tags=["telephone"])

HANG_UP_SECONDS = 6.0
_PERSON_KEY = "0"


@router.websocket("/api/v1/telephone/media")
async def telephone(socket: WebSocket) -> None:
    """A call as Twilio Media Streams brings it. The parameters of the stream: `token`, and `language` if known."""
    await socket.accept()
    settings: Settings = socket.app.state.settings
    room: LiveRoom = socket.app.state.live
    try:
        start = await _start(socket)
        parameters = start.start.custom_parameters
        _check(settings, parameters.get("token", ""))
    except (WebSocketDisconnect, TimeoutError, AyiError):
        await close_socket(socket, REFUSED)
        return
    language: Language = "en" if parameters.get("language", settings.default_language) == "en" else "zh"
    phone = Telephone(start.start.stream_sid, VOICE_RATE)
    try:
        opened, session = await _open(room, language)
    except AyiError as error:
        await _apologize(socket, room, phone, explain(error, language), language)
        await close_socket(socket, CLOSED)
        return
    log.info("call_opened", extra={"interview_id": opened.id, "channel": "live"})
    await Call(socket, room, session, phone, language).run()


async def _start(socket: WebSocket) -> Start:
    async with asyncio.timeout(HELLO_SECONDS):
        while True:
            message = parse(await socket.receive_text())
            if isinstance(message, Start):
                return message
            if not isinstance(message, Connected):
                raise BadInputError("live_message")


def _check(settings: Settings, token: str) -> None:
    """Only the operator's own provider may bring calls; without a token set, nobody."""
    wanted = settings.telephone_token
    if wanted is None or not hmac.compare_digest(token.encode(), wanted.get_secret_value().encode()):
        raise UnauthorizedError("token_wrong")


async def _open(room: LiveRoom, language: Language) -> tuple[Opened, LiveSession]:
    room.sessions.make_sure_of_room()
    opened = await room.interviews.open(language, None, "live")
    parts = room.parts(InterviewConversation(room.interviews, opened.id, opened.token, language))
    return opened, await room.sessions.open(opened.id, opened.token, parts)


async def _apologize(socket: WebSocket, room: LiveRoom, phone: Telephone, text: str, language: Language) -> None:
    """Tell a caller who cannot be served why, if there is a voice to tell it."""
    if room.voice is None:
        return
    playback = Playback(limits().playback, VOICE_RATE)
    with suppress(AyiError, WebSocketDisconnect, RuntimeError):
        async for sentence, clip in room.voice.say(text, language):
            playback.add(sentence, clip)
        # All of it at once: the provider plays it at its own pace.
        for message in playback.pump(time.monotonic() + playback.left(time.monotonic())):
            for line in phone.send(message):
                await socket.send_text(line)
        await asyncio.sleep(playback.left(time.monotonic()))


class Call(Line):
    """The connection of one call. A call that ends is over: nobody can come back to it."""

    def __init__(
        self, socket: WebSocket, room: LiveRoom, session: LiveSession, phone: Telephone, language: Language
    ) -> None:
        super().__init__(socket, room.sessions, session, language)
        self._phone = phone
        self._person = phrases(language).person
        self._done_at: float | None = None

    async def _receive(self) -> None:
        with suppress(WebSocketDisconnect):
            await super()._receive()
        self._over = True

    def _take(self, text: str) -> None:
        message = parse(text)
        if isinstance(message, Media):
            self._feed(self._phone.heard(message))
        elif isinstance(message, Mark):
            if (heard := self._phone.marked(message)) is not None:
                self._session.played(*heard)
        elif isinstance(message, Dtmf):
            if message.dtmf.digit == _PERSON_KEY:
                self._session.text(self._person)
        elif isinstance(message, StopCall):
            self._over = True

    async def _transmit(self, message: Outgoing) -> None:
        for line in self._phone.send(message):
            await self._socket.send_text(line)

    def _ticked(self) -> None:
        """Hang up some seconds after the last word of an interview that is over."""
        now = time.monotonic()
        if not self._session.done:
            self._done_at = None
        elif self._done_at is None:
            self._done_at = now
        elif now - self._done_at >= HANG_UP_SECONDS:
            self._over = True
            raise WebSocketDisconnect
