"""Registers: a person looks where no register answers."""

from __future__ import annotations

import pytest

from assistant.review.registries import ByHand, Enquiry


@pytest.mark.parametrize("what", ["identity", "health", "record_check", "certificate:lactation"])
async def test_a_person_is_told_where_and_how_in_both_languages(what: str) -> None:
    register = ByHand()
    assert register.serves(what)
    answers = [await register.look_up(Enquiry(what=what), language) for language in ("zh", "en")]
    assert all(answer.found == "by_hand" and answer.name and answer.how for answer in answers)
    assert answers[0].how != answers[1].how


async def test_what_has_no_place_is_not_available() -> None:
    assert not ByHand().serves("other")
    assert (await ByHand().look_up(Enquiry(what="other"), "zh")).found == "unavailable"
