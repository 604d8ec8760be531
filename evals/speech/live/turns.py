"""Who is cut off and whose end is missed: turns with pauses, as fast as they can be heard, on the sound's own time.

The words are there at once after each pause, which is the hardest case for a rule that may commit early.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from assistant.kit.errors import AyiError
from assistant.speech.activity import StreamingActivity
from assistant.speech.live.hearing import Hearing
from assistant.speech.live.limits import limits
from assistant.speech.live.parts import Ears
from assistant.speech.live.tasks import Tasks
from assistant.speech.live.turn_end import Asked
from assistant.speech.live.windows import WINDOW, WINDOW_SECONDS
from assistant.speech.model import Transcript
from evals.speech.live.sounds import PausedTurn, Samples, silence

_AFTER = 3.0
_EARLY = 0.1


@dataclass(slots=True)
class Outcome:
    """What became of one turn: the moments (seconds of the sound) at which a turn was taken, or a word acknowledged."""

    turn: PausedTurn
    taken: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        """Whether a turn was taken before she had finished."""
        return any(at < self.turn.ends - _EARLY for at in self.taken)

    @property
    def missed(self) -> bool:
        """Whether no turn was taken within three seconds of her end."""
        return not any(at >= self.turn.ends - _EARLY for at in self.taken)

    @property
    def delay(self) -> float | None:
        """Seconds from her last word to the turn."""
        after = [at - self.turn.ends for at in self.taken if at >= self.turn.ends - _EARLY]
        return after[0] if after else None


class _Listener:
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.at = 0.0

    def partial(self, text: str) -> None:
        del text

    def is_nothing(self, transcript: Transcript) -> bool:
        del transcript
        return False

    def whole_answer(self) -> None:
        self.outcome.acknowledged.append(self.at)

    def some_words(self) -> None:
        """A sound that we listen answers nothing."""

    def so_far(self, text: str) -> None:
        """Nothing is made ready here."""

    def went_on(self) -> None:
        """Nor given up."""

    def turn(self, transcript: Transcript) -> None:
        self.outcome.taken.append(self.at)
        self.outcome.texts.append(transcript.text)

    def nothing(self) -> None:
        return

    def failed(self, error: AyiError) -> None:
        raise error


async def hear(ears: Ears, turn: PausedTurn, today: date) -> Outcome:
    """Play one turn and see when it is taken."""
    outcome = Outcome(turn)
    events, tasks, activity = _Listener(outcome), Tasks(), StreamingActivity()
    hearing = Hearing(ears, limits(), lambda: False, tasks, events)
    asked = Asked(turn.topic, "zh", today, turn.topic)
    for window in _windows((silence(0.5), turn.samples, silence(_AFTER))):
        events.at += WINDOW_SECONDS
        hearing.window(window, activity.feed(window), asked)
        await tasks.settle()
    offset = 0.5
    outcome.taken = [at - offset for at in outcome.taken]
    outcome.acknowledged = [at - offset for at in outcome.acknowledged]
    return outcome


def _windows(parts: Iterable[Samples]) -> list[Samples]:
    whole = np.concatenate(list(parts))
    return [whole[start : start + WINDOW] for start in range(0, len(whole) - WINDOW + 1, WINDOW)]
