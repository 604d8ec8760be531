"""What she is told of a family: the work and the home, in a few lines, and none of the consumer's own words."""

from __future__ import annotations

from assistant.consumer.orders.family import family, kept_need
from assistant.matching.model import Elder, Household, Need
from tests.consumer.orders.conftest import NEED, SECRET

ELDERLY = Need(
    job="elderly_carer",
    city="上海",
    household=Household(elders=[Elder(age=82, care="partly")], area=90, people=3),
    pets=["cats"],
    hours={"from": "08:00", "to": "18:00"},
    start="now",
)


def test_each_thing_stands_under_its_heading_in_both_languages() -> None:
    told = {line.id: line.text for line in family(kept_need(ELDERLY), "zh")}
    assert list(told) == ["job", "place", "time", "elders", "home"]
    assert "82岁" in told["elders"]
    assert "家里有猫" in told["home"]
    english = {line.id: line.label for line in family(kept_need(ELDERLY), "en")}
    assert english["elders"] == "Elders"
    assert english.keys() == told.keys()


def test_none_of_the_consumers_words_is_kept() -> None:
    assert SECRET not in str(kept_need(NEED))
    assert "spans" not in kept_need(NEED)


def test_nothing_is_told_of_a_household_that_deleted_its_data() -> None:
    assert family(None, "zh") == []


def test_an_order_older_than_the_words_there_are_does_not_break_the_page() -> None:
    assert family(kept_need(NEED) | {"job": "lamplighter"}, "zh") == []
    assert family(kept_need(NEED) | {"horses": 2}, "zh") == []
