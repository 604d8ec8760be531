"""Conversations for the tests of needs: messages in a row, and what they come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.matching.model import Need
from assistant.matching.needs.reader import read_need
from assistant.matching.needs.shapes import NeedReading
from assistant.profile.model import Language

TODAY = date(2026, 11, 22)


def talk(*turns: str | tuple[str, str], language: Language = "zh") -> NeedReading:
    """Several messages in a row, each alone or with the field that was asked before it; the last one's reading."""
    need: Need | None = None
    reading = NeedReading(Need())
    for number, turn in enumerate(turns):
        text, asked = turn if isinstance(turn, tuple) else (turn, None)
        reading = read_need(text, language, TODAY, need, asked, message_id=str(number))
        need = reading.need
    return reading


def said(need: Need) -> dict[str, Any]:
    """What a need holds, without spans."""
    return need.model_dump(exclude_defaults=True, exclude={"spans"})
