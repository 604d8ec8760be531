"""Short sounds beside the replies: that she was heard, that we listen; and which of them begins a reply."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.profile.model import Language
from assistant.speech.live.foresight import Foresight
from assistant.speech.live.parts import Now
from assistant.speech.live.speaking import Speaking


@dataclass(frozen=True, slots=True)
class _Owed:
    since: float
    openings: tuple[str, ...]
    wordings: tuple[str, ...]
    language: Language


class Courtesy:
    """Says short words, in turn. What she is to hear in a pause waits a moment, lest it be said twice.

    Where the reply that is foreseen begins with a word that only says that she was heard, that word is the short sound,
    and the reply goes on after it. `patience` is how long that may take to be known, in seconds.
    """

    def __init__(self, speaking: Speaking, foresight: Foresight, patience: float, now: Now) -> None:
        self._speaking = speaking
        self._foresight = foresight
        self._patience = patience
        self._now = now
        self._said = 0
        self._owed: _Owed | None = None

    def say(self, wordings: tuple[str, ...], language: Language) -> str:
        """The next of these wordings, now; which it is."""
        self._said += 1
        wording = wordings[self._said % len(wordings)]
        self._speaking.aside(wording, language)
        return wording

    def owe(self, openings: tuple[str, ...], wordings: tuple[str, ...], language: Language) -> None:
        """She is to hear one of the openings, if the reply begins so, else one of the wordings."""
        self._owed = _Owed(self._now(), openings, wordings, language)
        self.pay()

    def pay(self) -> None:
        """Say what she is owed, as soon as it is known what that is."""
        owed = self._owed
        if owed is None or (self._foresight.looking and self._now() - owed.since < self._patience):
            return
        self._owed = None
        opening = self._foresight.opening(owed.openings)
        self.say((opening,) if opening else owed.wordings, owed.language)

    def forget(self) -> None:
        """Nothing is owed any more: the reply itself comes now."""
        self._owed = None

    def went_on(self) -> None:
        """She goes on: no reply follows what was said."""
        self.forget()
        self._speaking.close()
