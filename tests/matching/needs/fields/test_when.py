"""When a child is due, and when the work starts."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.matching.needs.reader import read_need

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("三月份生，找月嫂", "2027-03"),
        ("元月底的预产期", "2027-01"),
        ("预产期元月15", "2027-01-15"),
        ("三个月后生", "2027-02"),
        ("十二月八号剖，找月嫂", "2026-12-08"),
        ("baby arriving in January", "2027-01"),
        ("giving birth in February", "2027-02"),
        ("due on the 15th of January", "2027-01-15"),
        ("baby due 15/1", "2027-01-15"),
        ("due March", "2027-03"),
    ],
)
def test_a_due_date_however_it_is_told(text: str, due: str) -> None:
    need = read_need(text, "en" if text.isascii() else "zh", TODAY).need
    assert (need.household.due, need.household.unborn, need.start) == (due, True, None)


@pytest.mark.parametrize("text", ["不着急", "慢慢找", "看她时间", "any time"])
def test_no_hurry_leaves_the_start_open(text: str) -> None:
    need = read_need(text, "en" if text.isascii() else "zh", TODAY, asked="start").need
    assert (need.start, need.open) == (None, ["start"])


@pytest.mark.parametrize("text", ["立马要人", "尽早", "as soon as you can"])
def test_soon_is_now(text: str) -> None:
    assert read_need(text, "en" if text.isascii() else "zh", TODAY).need.start == "now"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("家里要开荒，这周六，郑州", "2026-11-28"),
        ("周三要去医院复查，找个陪诊", "2026-11-25"),
        ("月嫂，下周上岗", "2026-11-23"),
        ("有没有本月能来的", "2026-11-22"),
    ],
)
def test_a_day_named_by_its_weekday_begins_the_work_and_ends_nothing(text: str, start: str) -> None:
    need = read_need(text, "zh", TODAY).need
    assert (need.start, need.until) == (start, None)
