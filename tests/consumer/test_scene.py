"""What the work on a message has at hand."""

from __future__ import annotations

from assistant.consumer.scene import known_of
from assistant.matching.model import Match


def match(pay: dict[str, object] | None) -> Match:
    return Match(worker_id="w", display_name="王阿姨", card_url="/w/W", score=None, reasons=[], gaps=[], pay=pay)


def test_a_person_is_known_by_the_least_she_asks_for() -> None:
    assert known_of(match({"min": 6500, "max": 7000, "unit": "month"})).pay == 6500
    assert known_of(match({"min": None, "max": 7000, "unit": "month"})).pay == 7000
    assert known_of(match(None)).pay is None
