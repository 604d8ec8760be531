"""Why she left is added to the only home she tells of."""

from __future__ import annotations

from typing import Any

from assistant.profile.model import Fact
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.labels import WHY_LEFT
from assistant.understanding.tagger.reasons import with_reason
from tests.understanding.tagger.scripted import tags

TEXT = "在泰安做了三年，他家小孩上学嘞，使不着人了"
BARS = Bars(labels={WHY_LEFT: 0.7}, level=0.5)


def home(**value: Any) -> Fact:
    return Fact(field="work_history", value=value, quote="在泰安做了三年", start=0, end=7, turn_id="t1")


def told(*facts: Fact, likely: float = 0.9, bars: Bars = BARS) -> list[Fact]:
    return with_reason(facts, TEXT, tags(TEXT, {WHY_LEFT: ("上学", likely)}), bars)


def test_the_reason_is_the_statement_and_the_quote_reaches_to_it() -> None:
    (fact,) = told(home(city="泰安", months=36))
    assert fact.value == {"city": "泰安", "months": 36, "reason_left": "他家小孩上学嘞", "reason_private": True}
    assert fact.quote == TEXT[fact.start : fact.end] == "在泰安做了三年，他家小孩上学嘞"
    assert fact.turn_id == "t1"


def test_it_is_left_where_it_is_told_or_unlikely_or_has_no_bar() -> None:
    plain = home(months=36)
    assert told(home(months=36, reason_left="搬家"))[0].value["reason_left"] == "搬家"
    assert told(plain, likely=0.5) == [plain]
    assert told(plain, bars=Bars(labels={}, level=0.5)) == [plain]


def test_with_several_homes_nobody_knows_which_it_was() -> None:
    both = [home(months=36), home(months=12)]
    assert told(*both) == both
