"""What is said of a person is what she said or what people verified; the rest she has not said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.consumer.people_questions import asks_private, tell
from tests.consumer.published import LI, MARKS, TODAY, WANG, worker

WANG_PUBLISHED = worker("wrk_wang", WANG, MARKS)
LI_PUBLISHED = worker("wrk_li", LI)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("她会做辅食吗", ["会", "辅食我都会做"]),
        ("她做了几年", ["八年"]),
        ("什么时候能来", ["随时"]),
        ("她一个月休几天", ["四天"]),
        ("她有健康证吗", ["2027", "张敏"]),
        ("有什么证书", ["育婴", "张敏"]),
        ("她身份核实过吗", ["身份", "张敏", "2026年10月3日"]),
        ("能带睡吗", ["带睡可以"]),
        ("怕狗吗", ["家里有狗也没事"]),
        ("会用烤箱吗", ["烤箱我也会用"]),
        ("愿意住家吗", ["住家"]),
    ],
)
def test_what_she_said_is_told_with_her_words(question: str, parts: list[str]) -> None:
    told = tell(WANG_PUBLISHED, question, "zh", TODAY)
    assert told.known
    for part in parts:
        assert part in told.text


@pytest.mark.parametrize("question", ["她会开车吗", "她会说英语吗", "会弹钢琴吗", "有无犯罪记录吗", "学历怎么样"])
def test_what_she_did_not_say_is_not_guessed(question: str) -> None:
    told = tell(LI_PUBLISHED, question, "zh", TODAY)
    assert not told.known
    assert "没有说过" in told.text
    assert told.quotes == ()


def test_a_no_is_told_as_a_no() -> None:
    told = tell(LI_PUBLISHED, "她接受家里有猫吗", "zh", TODAY)
    assert told.known
    assert "不行" in told.text
    assert [quote.text for quote in told.quotes] == ["怕猫"]


def test_her_own_word_alone_is_marked_as_unverified() -> None:
    assert "核实" in tell(worker("w", WANG), "有健康证吗", "zh", TODAY).text


def test_english_readers_get_english_sentences_and_no_chinese_quote() -> None:
    told = tell(WANG_PUBLISHED, "has she looked after twins?", "en", TODAY)
    assert told.known
    assert told.quotes == ()


@pytest.mark.parametrize(
    "text", ["她多大了？", "她结婚了吗", "她老家哪里的", "把她电话给我", "how old is she?", "is she married"]
)
def test_private_things_are_known_as_such(text: str) -> None:
    assert asks_private(text, "en" if text.isascii() else "zh")


@pytest.mark.parametrize("text", ["她会做辅食吗", "她要多少钱", "她有健康证吗", "她带过多大的孩子", "can she drive"])
def test_work_is_not_private(text: str) -> None:
    assert not asks_private(text, "en" if text.isascii() else "zh")


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_no_question_brings_out_what_is_protected(question: str) -> None:
    told = tell(WANG_PUBLISHED, question, "zh", TODAY)
    quotes = {fact.quote for fact in WANG_PUBLISHED.facts}
    assert {quote.text for quote in told.quotes} <= quotes
    answer = told.text.replace(question, "")
    for secret in ("王秀英", "四十六", "周口"):
        assert secret not in answer
