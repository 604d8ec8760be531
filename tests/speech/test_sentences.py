"""Where what is said is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.model import Language
from assistant.speech.sentences import sentences

CASES: list[tuple[Language, str, list[str]]] = [
    ("zh", "好的。您想找什么活儿？", ["好的。", "您想找什么活儿？"]),
    ("zh", "说“人工”就行。您同意吗？", ["说“人工”就行。", "您同意吗？"]),
    ("zh", "他说：“好！”然后走了。", ["他说：“好！”", "然后走了。"]),
    ("zh", "差不多了。\n您是张姐\n对吗？", ["差不多了。", "您是张姐", "对吗？"]),
    ("zh", "工资3.5千。", ["工资3.5千。"]),
    ("en", "Good: 3.5 years, Mr. Li. Is that right?", ["Good: 3.5 years, Mr. Li.", "Is that right?"]),
    ("en", "First I need your yes. May I?", ["First I need your yes.", "May I?"]),
    ("zh", "……。", []),
    ("zh", "", []),
]


@pytest.mark.parametrize(("language", "text", "pieces"), CASES)
def test_a_sentence_is_a_piece(language: Language, text: str, pieces: list[str]) -> None:
    assert sentences(text, language) == pieces


def test_a_long_first_sentence_gives_up_its_beginning() -> None:
    text = "跟您对一下，一个月八千五，月休四天，人在北京朝阳，对吗？"
    assert sentences(text, "zh")[0] == "跟您对一下，"


def test_a_sentence_spoken_already_stays_whole() -> None:
    text = "跟您对一下，一个月八千五，月休四天，人在北京朝阳，对吗？"
    assert sentences(text, "zh", whole={text}) == [text]


def test_a_number_is_never_cut_at_its_comma() -> None:
    text = "Let me check your pay, which is 8,500 yuan a month, and 10,000 yuan at most, and your four days off."
    assert all("8,500" in piece or "8," not in piece for piece in sentences(text, "en"))


@given(st.text(alphabet="您好，。？！ab1.,\n 说“”", max_size=300), st.sampled_from(["zh", "en"]))
def test_nothing_that_is_said_is_lost_or_added(text: str, language: Language) -> None:
    said = "".join("".join(sentences(text, language)).split())
    assert [c for c in said if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text(max_size=300), st.sampled_from(["zh", "en"]))
def test_every_piece_has_something_to_say(text: str, language: Language) -> None:
    assert all(any(map(str.isalnum, piece)) for piece in sentences(text, language))


def test_a_sentence_that_begins_as_others_do_is_cut_where_it_becomes_new() -> None:
    known = {"好，", "跟您对一下：", "您想要多少工资？"}
    text = "好，八年。跟您对一下：一个月八千五，对吗？您想要多少工资？"
    assert sentences(text, "zh", whole=known) == [
        "好，",
        "八年。",
        "跟您对一下：",
        "一个月八千五，对吗？",
        "您想要多少工资？",
    ]


def test_the_longest_known_beginning_counts() -> None:
    known = {"好，", "好，记下了："}
    assert sentences("好，记下了：住家。", "zh", whole=known) == ["好，记下了：", "住家。"]
