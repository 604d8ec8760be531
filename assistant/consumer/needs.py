"""The needs room as the conversation asks it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.matching.model import Need
from assistant.matching.needs.chips import chips, remove_chip
from assistant.matching.needs.questions import next_question
from assistant.matching.needs.reader import read_need
from assistant.matching.needs.shapes import Chip, NeedReading, Question, Shown
from assistant.profile.model import Language


class NeedsRoom:
    """Reads, asks about and shortens needs."""

    def read(
        self,
        text: str,
        language: Language,
        today: date,
        need: Need,
        asked: str | None,
        shown: Sequence[Shown],
        message_id: str,
    ) -> NeedReading:
        """What a message does to a need."""
        return read_need(text, language, today, need, asked, shown, message_id)

    def question(self, need: Need, language: Language, asked_before: Sequence[str]) -> Question | None:
        """What to ask next."""
        return next_question(need, language, asked_before)

    def chips(self, need: Need, language: Language) -> Sequence[Chip]:
        """The need in a few words each."""
        return chips(need, language)

    def remove(self, need: Need, chip_id: str) -> Need:
        """The need without one of them."""
        return remove_chip(need, chip_id)
