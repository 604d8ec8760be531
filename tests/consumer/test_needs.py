"""The needs room as the conversation asks it."""

from __future__ import annotations

from assistant.consumer.needs import NeedsRoom
from assistant.matching.model import Need
from tests.consumer.published import TODAY


def test_words_become_a_need_with_chips_that_can_be_removed_and_a_next_question() -> None:
    needs = NeedsRoom()
    reading = needs.read("想找个住家月嫂，一万五以内", "zh", TODAY, Need(), None, (), "msg_1")
    assert reading.need.job == "maternity_nurse"
    chips = needs.chips(reading.need, "zh")
    assert len(chips) == 3
    fewer = needs.remove(reading.need, next(chip.id for chip in chips if "住家" in chip.text))
    assert fewer.work_modes == []
    question = needs.question(reading.need, "zh", ())
    assert question is not None
    assert needs.question(reading.need, "zh", (question.field,)) != question
