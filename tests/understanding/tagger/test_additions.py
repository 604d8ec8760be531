"""What the tagger finds becomes a fact with her words, in the vocabulary's and the gazetteer's terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.profile.model import Fact
from assistant.understanding.reading import Act, ActSpan
from assistant.understanding.tagger.additions import acts, found
from assistant.understanding.tagger.bars import Bars
from tests.understanding.tagger.scripted import tags

BARS = Bars(labels={}, level=0.5)


def read(text: str, said: Mapping[str, tuple[str, float]], facts: tuple[Fact, ...] = ()) -> list[tuple[Any, ...]]:
    return [
        (draft.field, draft.value, draft.polarity, text[draft.start : draft.end])
        for draft in found(text, tags(text, said), facts, BARS)
    ]


def fact(field: str, value: Any, text: str, quote: str) -> Fact:
    start = text.index(quote)
    return Fact(field=field, value=value, quote=quote, start=start, end=start + len(quote), turn_id=None)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (
            "平常在家，教娃自己上厕所",
            {"skills=potty_training+": ("厕所", 0.9)},
            ("skills", {"id": "potty_training"}, "positive", "教娃自己上厕所"),
        ),
        (
            "烧菜凑合，老人带过",
            {"skills=cooking+": ("烧菜", 0.9), "lv=some": ("凑合", 0.7)},
            ("skills", {"id": "cooking", "level": "some"}, "positive", "烧菜凑合"),
        ),
        (
            "楼高爬不动",
            {"preferences=stairs-": ("爬", 0.95)},
            ("preferences", {"stairs": False}, "positive", "楼高爬不动"),
        ),
        ("病人不碰", {"jobs=patient_carer-": ("病人", 0.9)}, ("jobs", "patient_carer", "negative", "病人不碰")),
        (
            "念到初二",
            {"education=junior_middle+": ("初二", 0.9)},
            ("education", "junior_middle", "positive", "念到初二"),
        ),
        (
            "洪姐，泉州安溪",
            {"hometown+": ("泉州安溪", 0.9)},
            ("hometown", {"province": "福建", "city": "泉州"}, "positive", "泉州安溪"),
        ),
        ("泽仁拉姆，十九岁", {"#name": ("泽仁拉姆", 0.9)}, ("name", "泽仁拉姆", "positive", "泽仁拉姆")),
    ],
)
def test_a_likely_thing_becomes_a_fact_with_its_words(
    text: str, said: Mapping[str, tuple[str, float]], expected: tuple[Any, ...]
) -> None:
    assert read(text, said) == [expected]


@pytest.mark.parametrize("label", ["certificates=first_aid+", "background_check_consent=True+"])
def test_papers_and_consent_are_never_left_to_likelihood(label: str) -> None:
    assert read("查吧，不怕", {label: ("查吧", 0.99)}) == []


def test_what_is_hardly_heard_is_not_even_weighed() -> None:
    assert read("烧菜凑合", {"skills=cooking+": ("烧菜", 0.29)}) == []


def test_a_name_surely_heard_as_claimed_or_denied_counts_whichever_thing_it_names() -> None:
    assert read("开车我不会", {"#skills-": ("开车", 0.9)}) == [("skills", {"id": "driving"}, "negative", "开车我不会")]
    assert read("开车我不会", {"#skills-": ("开车", 0.6)}) == []


def test_of_yes_and_no_the_likelier_is_taken_once() -> None:
    said = {"jobs=cook+": ("烧菜", 0.85), "jobs=cook-": ("烧菜", 0.95)}
    assert read("烧菜不想", said) == [("jobs", "cook", "negative", "烧菜不想")]


def test_what_a_rule_read_of_a_thing_stands() -> None:
    text = "烧菜不想"
    facts = (fact("jobs", "cook", text, "烧菜"),)
    assert read(text, {"jobs=cook-": ("烧菜", 0.99)}, facts) == []


def test_a_field_of_one_value_is_not_given_a_second() -> None:
    text = "念到初二"
    facts = (fact("education", "primary", text, "念到"),)
    assert read(text, {"education=junior_middle+": ("初二", 0.99)}, facts) == []


def test_a_field_she_will_not_speak_of_is_left_alone() -> None:
    text = "住不住的先不说"
    refused = fact("work_modes", None, text, "先不说").model_copy(update={"status": "refused"})
    assert read(text, {"work_modes=live_in+": ("住", 0.99)}, (refused,)) == []


def test_a_place_that_was_read_has_no_second_role() -> None:
    text = "泉州安溪"
    facts = (fact("service_areas", "泉州", text, "泉州安溪"),)
    assert read(text, {"hometown+": ("泉州安溪", 0.99)}, facts) == []


def test_a_place_whose_name_several_bear_is_no_home() -> None:
    assert read("朝阳", {"hometown+": ("朝阳", 0.99)}) == []


def test_a_thing_of_the_vocabulary_is_nobodys_name() -> None:
    assert read("育儿嫂", {"#name": ("育儿嫂", 0.99)}) == []


def test_a_second_name_is_not_taken() -> None:
    text = "李梅，泽仁拉姆"
    assert read(text, {"#name": ("泽仁拉姆", 0.99)}, (fact("name", "李梅", text, "李梅"),)) == []


def test_what_she_does_in_the_talk_is_heard_too() -> None:
    text = "这个嘛，等见了面再讲"
    found = tags(text, {"act=refuse": ("见了面", 0.9)})
    bars = Bars(labels={"act=refuse": 0.8}, level=0.5)
    assert list(acts(text, found, (), bars)) == [ActSpan(Act.REFUSE, 4, len(text))]
    assert list(acts(text, found, (ActSpan(Act.REFUSE, 0, 1),), bars)) == []


def test_what_cannot_be_undone_is_never_guessed() -> None:
    found = tags("都不要了", {"act=delete": ("不要", 0.99)})
    assert list(acts("都不要了", found, (), Bars(labels={"act=delete": 0.5}, level=0.5))) == []
