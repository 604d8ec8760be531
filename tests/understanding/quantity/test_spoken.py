"""Numbers read back as people say them, and read again as the same number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.quantity import Quantity, scan, spoken

TODAY = date(2026, 11, 22)
_SETTINGS = settings(max_examples=200, deadline=None)


def _whole(text: str) -> Quantity:
    found = scan(text, TODAY)
    assert len(found) == 1, (text, found)
    assert (found[0].start, found[0].end) == (0, len(text))
    return found[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一"),
        (260, "两百六"),
        (1020, "一千零二十"),
        (8050, "八千零五十"),
        (8500, "八千五"),
        (10500, "一万零五百"),
        (12000, "一万二"),
        (12500, "一万二千五"),
        (20000, "两万"),
        (120000, "十二万"),
        (3.5, "三点五"),
    ],
)
def test_a_number_is_said_the_short_way(value: float, words: str) -> None:
    assert spoken.number(value) == words


def test_measures_ranges_and_times() -> None:
    assert spoken.count(2, "家") == "两家"
    assert spoken.span(8000, 9000) == "八九千"
    assert spoken.span(8000, 10000) == "八千到一万"
    assert spoken.span(7000, None) == "七千以上"
    assert spoken.duration(42) == "三年半"
    assert spoken.duration(15) == "一年零三个月"
    assert spoken.phone("13800138000") == "幺三八 零零幺三 八零零零"
    assert spoken.day("2027-03-05") == "二零二七年三月五号"
    assert spoken.day("2026-12-05", TODAY) == "十二月五号"
    assert spoken.money(8500, 8500, "month") == "一个月八千五"


@pytest.mark.parametrize("value", [-1, 10**12])
def test_a_number_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="cannot read out"):
        spoken.number(value)


def test_a_range_open_at_both_ends_has_no_words() -> None:
    with pytest.raises(ValueError, match="two open ends"):
        spoken.span(None, None)


@_SETTINGS
@given(st.one_of(st.integers(0, 20_000), st.integers(0, 10**11)))
def test_a_number_read_out_is_read_back(value: int) -> None:
    found = _whole(spoken.number(value))
    assert (found.min, found.max) == (value, value)


@_SETTINGS
@given(st.integers(3, 300), st.integers(1, 200))
def test_a_range_of_pay_is_read_back(first: int, more: int) -> None:
    low, high = first * 100, (first + more) * 100
    found = _whole(spoken.money(low, high, "month"))
    assert (found.kind, found.min, found.max, found.unit) == ("money", low, high, "month")


@_SETTINGS
@given(st.integers(1, 480))
def test_a_duration_is_read_back(months: int) -> None:
    found = _whole(spoken.duration(months))
    assert (found.kind, found.min, found.max) == ("duration", months, months)


@_SETTINGS
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_phone_number_is_read_back(digits: str) -> None:
    found = _whole(spoken.phone(digits))
    assert (found.kind, found.digits) == ("phone", digits)


@_SETTINGS
@given(st.dates(date(2015, 1, 1), date(2036, 12, 31)))
def test_a_day_is_read_back(day: date) -> None:
    assert _whole(spoken.day(day.isoformat())).iso == day.isoformat()


@pytest.mark.parametrize(
    "text",
    ["一个月八千五", "八九千", "三年半", "月休四天", "五十岁", "三家", "13812345678", "下个月15号", "一九七九年生的"],
)
def test_what_was_understood_is_said_so_that_it_is_understood_the_same(text: str) -> None:
    first = scan(text, TODAY)[0]
    again = scan(spoken.say(first, TODAY), TODAY)[0]
    assert (again.kind, again.min, again.max, again.unit, again.digits) == (
        first.kind,
        first.min,
        first.max,
        first.unit,
        first.digits,
    )
