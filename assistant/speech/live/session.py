"""The live session: one loop from her microphone to her loudspeaker, on time that is told.

`feed`, `text`, `played`, `stop` and `tick` never wait; what takes time runs beside them and comes back. Nothing here
sleeps: the owner calls `tick` a few dozen times a second, a test whenever it likes.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.kit.errors import AyiError
from assistant.kit.messages import explain
from assistant.profile.model import Language
from assistant.speech.live.courtesy import Courtesy
from assistant.speech.live.floor import Floor, Unsaid
from assistant.speech.live.foresight import Foresight
from assistant.speech.live.hearing import Hearing
from assistant.speech.live.limits import Limits, phrases
from assistant.speech.live.nudges import Nudges
from assistant.speech.live.outbox import Outbox
from assistant.speech.live.parts import Activity, Conversation, Ears, LiveReply, Now, Voice
from assistant.speech.live.playback import Piece
from assistant.speech.live.speaking import Speaking
from assistant.speech.live.tasks import Tasks
from assistant.speech.live.turn_end import Asked
from assistant.speech.live.windows import Windows
from assistant.speech.live.wire import (
    Bye,
    HeardTurn,
    Hush,
    Nudge,
    Outgoing,
    Partial,
    ProblemIs,
    Ready,
    State,
    StateIs,
    TurnTaken,
)
from assistant.speech.model import Transcript, Trouble

log = logging.getLogger(__name__)

VOICE_RATE = 24_000
"""Samples a second of what the interviewer says."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The engines and the interview of one session.

    `idle` says whether the recognizer has nothing to do; `crowded`, that so many talk that it must not do more than
    hear their answers.
    """

    conversation: Conversation
    ears: Ears
    voice: Voice | None
    activity: Activity
    idle: Callable[[], bool]
    limits: Limits
    now: Now
    today: Callable[[], date]
    crowded: Callable[[], bool] = lambda: False


class LiveSession:
    """One conversation, from `begin` to `close`, through as many connections as it takes."""

    def __init__(self, session_id: str, parts: Parts) -> None:
        self.id = session_id
        self.outbox = Outbox()
        self._parts = parts
        self._tasks = Tasks()
        self._windows = Windows()
        self._hearing = Hearing(parts.ears, parts.limits, parts.idle, self._tasks, self, parts.crowded)
        self._speaking = Speaking(parts.voice, parts.limits, VOICE_RATE, parts.now, self._tasks, self._send)
        self._floor = Floor(self._hearing, self._speaking, parts.activity, parts.limits, parts.now)
        self._foresight = Foresight(parts.conversation, parts.voice, self._tasks, lambda: self._courtesy.pay())
        self._courtesy = Courtesy(self._speaking, self._foresight, parts.limits.answering.foresee, parts.now)
        self._nudges = Nudges(parts.limits.nudges)
        self._turn_lock = asyncio.Lock()
        self._state: State | None = None
        self._reply: LiveReply | None = None
        self._last: TurnTaken | None = None
        self._turns = self._answering = 0
        self._taken_at: float | None = None
        self._waiting_since: float | None = None
        self._acknowledged = self._thought = False
        self.attached = False

    # What the connection calls.

    async def begin(self, *, speak: bool = True) -> None:
        """Attach the first connection and say the question on the table.

        Raises:
            AyiError: the interview cannot be opened with this token.
        """
        self._reply = await self._parts.conversation.opening()
        self._attach()
        if speak:
            self._speaking.say(self._reply.text, self._language)
        self._show_state()

    def resume(self) -> None:
        """Attach a new connection after one broke: the last turn is sent again, what was unsaid is said."""
        turn_waits = self.outbox.keep_lasting()
        waiting = self.outbox.take_all()
        # A new box: the old connection may still be emptying the old one.
        self.outbox = Outbox()
        self._attach()
        for message in waiting:
            self.outbox.put(message)
        if not turn_waits and self._last is not None:
            self.outbox.put(self._last.model_copy(update={"again": True}))
        self._floor.resume(self._language)
        self._state = None
        self._show_state()

    def detach(self) -> None:
        """The connection broke: be silent, and keep everything for the next."""
        self._floor.interrupt(rewind=math.inf)
        self._nudges.heard(again=False)
        self.attached = False
        self.outbox.keep_lasting()

    def feed(self, pcm: bytes) -> None:
        """Sound from her microphone: 16-bit little-endian PCM, 16 kHz, one channel.

        Raises:
            BadInputError: half a sample was sent.
        """
        for window in self._windows.feed(pcm):
            self._floor.hear(window, self._asked)
        self.tick()

    def text(self, text: str, client_turn_id: str | None = None) -> None:
        """A turn by text; it takes the floor from us."""
        self._speaking.hush()
        self._floor.unsaid = None
        self._take(text, client_turn_id or self._new_turn_id(), None)
        self._show_state()

    def played(self, clip: int, seconds: float) -> None:
        """So much of a clip has been heard."""
        self._speaking.playback.played(clip, seconds, self._parts.now())

    def stop(self) -> None:
        """Be quiet; what was not said stays unsaid."""
        self._speaking.hush()
        self._floor.unsaid = None
        self._show_state()

    def tick(self) -> None:
        """Let time pass: send sound that is due, fill a long silence with a word."""
        self._speaking.tick()
        if self._speaking.failed is not None:
            self._problem(self._speaking.failed)
            self._speaking.failed = None
        now = self._parts.now()
        self._courtesy.pay()
        self._fill(now)
        self._nudge(now)
        self._show_state()

    async def finish(self) -> None:
        """She left: what she was saying is still taken as a turn, then everything ends."""
        self._hearing.flush(self._asked)
        await self._tasks.settle()
        self.outbox.put(Bye())
        await self.close()

    async def close(self) -> None:
        """End everything at once."""
        self._speaking.hush()
        await self._tasks.cancel()

    async def settle(self) -> None:
        """Wait for all that is under way."""
        await self._tasks.settle()

    @property
    def busy(self) -> bool:
        """Whether anything is being said, or a turn is being answered."""
        return self._speaking.replying or self._speaking.playback.busy or self._answering > 0

    @property
    def done(self) -> bool:
        """Whether the interview is over and its last word has been heard."""
        return self._reply is not None and self._reply.done and not self._speaking.replying and not self._answering

    # What becomes of what is heard.

    def partial(self, text: str) -> None:
        """Words for the screen."""
        self._send(Partial(text=text))

    def is_nothing(self, transcript: Transcript) -> bool:
        """Whether it is no turn at all."""
        return self._floor.is_nothing(transcript)

    def whole_answer(self) -> None:
        """Let her hear that we heard; the floor stays hers."""
        known = phrases(self._language)
        self._owe(known.openings, known.acknowledge)

    def some_words(self) -> None:
        """Let her hear that we listen; the floor stays hers."""
        known = phrases(self._language)
        self._owe(known.openings_that_listen, known.listening)

    def so_far(self, text: str) -> None:
        """Make the reply ready while the pause lasts."""
        self._foresight.look(text)

    def went_on(self) -> None:
        """The reply will be another one."""
        self._foresight.forget()
        self._courtesy.went_on()

    def turn(self, transcript: Transcript) -> None:
        """She has finished."""
        if (
            self._taken_at is not None
            and self._floor.began_at - self._taken_at < self._parts.limits.turn_end.cut_within
        ):
            self._hearing.rule.was_cut()
        self._hush_reply()
        self._courtesy.forget()
        self._foresight.over()
        self._floor.unsaid = None
        turn_id = self._new_turn_id()
        if transcript.trouble is None:
            self._send(HeardTurn(transcript=transcript, client_turn_id=turn_id))
        self._take(transcript.text, turn_id, transcript)

    def nothing(self) -> None:
        """What sounded was no speech: go on where we were."""
        self._floor.resume(self._language)

    def failed(self, error: AyiError) -> None:
        """The ears could not be asked: say so, and ask her to say it again."""
        self._problem(error)
        self._take("", self._new_turn_id(), None, Trouble.UNCLEAR)

    # Turns.

    @property
    def _language(self) -> Language:
        return self._parts.conversation.language

    @property
    def _asked(self) -> Asked:
        reply = self._reply
        asking, hearing = (reply.asking, reply.hearing) if reply else (None, None)
        return Asked(asking, self._language, self._parts.today(), hearing)

    def _new_turn_id(self) -> str:
        self._turns += 1
        return f"{self.id}.{self._turns}"

    def _take(self, text: str, turn_id: str, transcript: Transcript | None, trouble: Trouble | None = None) -> None:
        self._answering += 1
        self._taken_at = self._waiting_since = self._parts.now()
        self._thought = False
        self._nudges.heard(again=True)
        if transcript is not None:
            trouble = transcript.trouble
        else:
            self._acknowledged = True
        self._tasks.start(self._answer(text, turn_id, transcript, trouble))

    async def _answer(self, text: str, turn_id: str, transcript: Transcript | None, trouble: Trouble | None) -> None:
        conversation = self._parts.conversation
        try:
            async with self._turn_lock:
                if trouble is not None:
                    suggestion = transcript.suggestion if transcript else None
                    reply = await conversation.unheard(trouble, turn_id, suggestion)
                else:
                    reply = await conversation.answer(text, turn_id, transcript)
        except AyiError as error:
            self._waiting_since = None
            self._problem(error)
        else:
            self._take_reply(reply)
        finally:
            self._answering -= 1
            self._show_state()

    def _take_reply(self, reply: LiveReply) -> None:
        self._reply = reply
        self._last = TurnTaken(turn=reply.wire)
        self._send(self._last)
        if self._hearing.speaking or not self.attached:
            # She is speaking on, or is away: her next words may make this reply old.
            self._floor.unsaid = Unsaid([Piece(reply.text)], answerable=False)
            self._waiting_since = None
        else:
            self._hush_reply()
            self._speaking.say(reply.text, self._language)

    def _hush_reply(self) -> None:
        """An older reply is over; the short sound that we heard is let out."""
        if self._speaking.replying:
            self._speaking.hush()

    # Time.

    def _fill(self, now: float) -> None:
        """Between her last word and our first: a sound that we heard, then a word that we think."""
        if self._waiting_since is None:
            return
        if self._speaking.playback.replying or self._hearing.speaking or self._parts.voice is None:
            self._waiting_since, self._acknowledged = None, False
            return
        waited = now - self._waiting_since
        limits = self._parts.limits.answering
        if waited >= limits.acknowledge and not self._acknowledged:
            self._acknowledge()
        elif waited >= limits.thinking and not self._thought:
            self._thought = True
            self._courtesy.say(phrases(self._language).thinking, self._language)

    def _owe(self, openings: tuple[str, ...], wordings: tuple[str, ...]) -> None:
        if not self._speaking.replying:
            self._acknowledged = True
            self._courtesy.owe(openings, wordings, self._language)

    def _acknowledge(self) -> None:
        self._acknowledged = True
        self._courtesy.say(phrases(self._language).acknowledge, self._language)

    def _nudge(self, now: float) -> None:
        asking = self._reply is not None and self._reply.asking is not None and not self._reply.done
        waiting = asking and self.attached and not self._answering and not self._speaking.replying
        if not waiting or self._hearing.speaking:
            self._nudges.heard(again=False)
            return
        self._nudges.wait_from(now)
        if (which := self._nudges.due(now)) is not None:
            choices = phrases(self._language).nudges
            wordings = choices[min(which, len(choices) - 1)]
            self._send(Nudge(text=self._courtesy.say(wordings, self._language)))

    def _show_state(self) -> None:
        state = self._current_state()
        if state != self._state:
            self._state = state
            self._send(StateIs(state=state))

    def _current_state(self) -> State:
        if self._speaking.playback.replying:
            return "speaking"
        if self._answering or self._speaking.replying:
            return "thinking"
        paused = self._reply is not None and self._reply.asking is None and not self._reply.done
        return "paused" if paused else "listening"

    # Sending.

    def _attach(self) -> None:
        self.attached = True
        voice = self._parts.voice is not None
        self.outbox.put(Ready(session=self.id, rate=VOICE_RATE, received=self._windows.received, voice=voice))

    def _problem(self, error: AyiError) -> None:
        log.info("live_problem", extra={"slug": error.slug})
        self._send(ProblemIs(key=error.key, detail=explain(error, self._language)))

    def _send(self, message: Outgoing) -> None:
        if isinstance(message, Hush):
            self.outbox.drop_sound()
        self.outbox.put(message)
