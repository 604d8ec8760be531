"""Who has the floor: what she says, what we say, what of hers is our own echo, and when she takes over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.profile.model import Language
from assistant.speech.live.barge_in import BargeIn
from assistant.speech.live.echo import EchoGate, sounds_like_us
from assistant.speech.live.hearing import Hearing
from assistant.speech.live.limits import Limits
from assistant.speech.live.parts import Activity, Now
from assistant.speech.live.playback import Piece
from assistant.speech.live.speaking import Speaking
from assistant.speech.live.turn_end import Asked
from assistant.speech.model import Transcript

_MARKS = " \t\n。，、．.,…!！?？~"


@dataclass(slots=True)
class Unsaid:
    """What she spoke over: the pieces not heard, and whether enough was heard that a yes or no answers it."""

    pieces: list[Piece]
    answerable: bool


class Floor:
    """Lets her speak whenever she does, and tells her words from coughs, hums and echoes."""

    def __init__(self, hearing: Hearing, speaking: Speaking, activity: Activity, limits: Limits, now: Now) -> None:
        self._hearing = hearing
        self._speaking = speaking
        self._activity = activity
        self._limits = limits
        self._now = now
        self._gate = EchoGate(limits.echo)
        self._barge_in = BargeIn(limits.barge_in, limits.voice.begins)
        self._confirmed = False
        self._in_tail = False
        self._overlapped = False
        self.began_at = 0.0
        self.unsaid: Unsaid | None = None

    def hear(self, window: NDArray[np.float32], asked: Asked) -> None:
        """The next window of her microphone."""
        now = self._now()
        probability = self._activity.feed(window)
        if self._gate.feed(window, now, self._speaking.playback.bands_at if self._may_echo(now) else None):
            probability = 0.0
        before = self._hearing.speaking
        audible = self._speaking.playback.replying
        self._hearing.held = audible and not self._confirmed
        self._hearing.window(window, probability, asked)
        if self._hearing.speaking and not before:
            self._began(now, audible=audible)
        if audible:
            self._contest(window, probability)

    def _began(self, now: float, *, audible: bool) -> None:
        speaking = self._speaking
        self.began_at = now
        self._overlapped = self._may_echo(now)
        self._in_tail = audible and speaking.at_last() and speaking.playback.left(now) <= self._limits.barge_in.tail
        self._confirmed = self._in_tail or not audible

    def _contest(self, window: NDArray[np.float32], probability: float) -> None:
        """We are being heard: does she take the floor?"""
        if self._barge_in.feed(window, probability) or (
            self._hearing.speaking and self._confirmed and not self._in_tail
        ):
            self.interrupt()
        elif (
            self._hearing.speaking
            and not self._confirmed
            and self._hearing.track.silence >= self._limits.barge_in.forget
        ):
            self._hearing.drop()

    def interrupt(self, rewind: float | None = None) -> None:
        """Be silent at once and remember what is unsaid, from a little before where it stopped."""
        enough = (
            self._speaking.at_last()
            and self._speaking.playback.share_heard(self._now()) >= self._limits.barge_in.heard_enough
        )
        pieces = self._speaking.hush(self._limits.barge_in.rewind if rewind is None else rewind)
        self._barge_in.reset()
        self._confirmed = True
        if pieces:
            self.unsaid = Unsaid(pieces, enough)

    def resume(self, language: Language) -> bool:
        """Say what was unsaid, if anything; she has not taken the floor after all."""
        unsaid, self.unsaid = self.unsaid, None
        if unsaid is None:
            return False
        self._speaking.go_on(unsaid.pieces, language)
        return True

    def is_nothing(self, transcript: Transcript) -> bool:
        """Whether a turn that began while we spoke is only our echo, or a sound that she listens."""
        if not self._overlapped:
            return False
        if transcript.trouble is not None:
            # Too short for words, or for the recognizer: 嗯, 哦, a throat cleared.
            return self.unsaid is not None and self._hearing.track.voiced < self._limits.barge_in.murmur
        if self._within_echo() and sounds_like_us(transcript.heard, self._speaking.recently(), self._limits.echo):
            return True
        words = self._limits.words[transcript.language]
        bare = transcript.text.strip(_MARKS).lower()
        if bare not in words.back_channels or self.unsaid is None:
            return False
        return not (self.unsaid.answerable and bare in words.yes_no)

    def _within_echo(self) -> bool:
        """Whether her voice ended before the room was silent again: nothing rings on for longer."""
        return self._may_echo(self._now() - self._hearing.track.silence)

    def _may_echo(self, now: float) -> bool:
        return self._speaking.playback.rings(now, self._limits.echo.after)
