"""Dates said in numbers and by name, counted from the day they are said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.understanding.quantity import Quantity, scan

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("今天", "2026-11-22"),
        ("二十七八号", "2026-11-27"),
        ("明天", "2026-11-23"),
        ("后天", "2026-11-24"),
        ("大后天", "2026-11-25"),
        ("外后天", "2026-11-25"),
        ("这周五", "2026-11-27"),
        ("明年三月十五到期", "2027-03-15"),
        ("出了正月十五", "2027-02-21"),
        ("昨天", "2026-11-21"),
        ("随时", "now"),
        ("马上", "now"),
        ("现在", "now"),
        ("下周一", "2026-11-23"),
        ("下礼拜三", "2026-11-25"),
        ("下个月", "2026-12"),
        ("下个月底", "2026-12-31"),
        ("下个月15号", "2026-12-15"),
        ("月底", "2026-11-30"),
        ("这个月底", "2026-11-30"),
        ("上个月", "2026-10"),
        ("年底", "2026-12-31"),
        ("明年", "2027"),
        ("明年三月", "2027-03"),
        ("去年", "2025"),
        ("大前年", "2023"),
        ("今年五月", "2026-05"),
        ("去年年底", "2025-12-31"),
        ("八月份", "2027-08"),
        ("十二月中旬", "2026-12-15"),
        ("十月一号", "2027-10-01"),
        ("12月5号", "2026-12-05"),
        ("2027年3月", "2027-03"),
        ("2027年3月8日", "2027-03-08"),
        ("二〇二七年三月", "2027-03"),
        ("2026-12-01", "2026-12-01"),
        ("2026/12/1", "2026-12-01"),
        ("十五号", "2026-12-15"),
        ("31号", "2026-12-31"),
        ("国庆", "2027-10-01"),
        ("国庆后", "2027-10-08"),
        ("十一以后", "2027-10-08"),
        ("五一后", "2027-05-06"),
        ("元旦", "2027-01-01"),
        ("春节", "2027-02-06"),
        ("过完年", "2027-02-13"),
        ("过完国庆", "2027-10-08"),
        ("过了元旦", "2027-01-02"),
        ("元月十号", "2027-01-10"),
        ("明年三四月", "2027-03"),
        ("一月十几号", "2027-01-11"),
        ("腊八", "2027-01-15"),
        ("过完十五", "2027-02-21"),
        ("正月十六", "2027-02-21"),
        ("腊月二十", "2027-01-27"),
        ("大年初六", "2027-02-11"),
        ("八月十五", "2027-09-15"),
        ("开春", "2027-03-01"),
        ("麦收完", "2027-06-15"),
        ("等麦子收完", "2027-06-15"),
        ("秋收后", "2027-10-15"),
        ("娃开学", "2027-09-01"),
        ("三天后", "2026-11-25"),
        ("一周以后", "2026-11-29"),
        ("半个月后", "2026-12-07"),
        ("一个月以后", "2026-12-22"),
        ("过两天", "2026-11-24"),
        ("三五天就能到", "2026-11-25"),
        ("三年前", "2023"),
        ("两个月前", "2026-09"),
        ("八月份考的", "2026-08"),
        ("21年考的", "2021"),
        ("18年开始做", "2018"),
        ("一八年来北京", "2018"),
        ("18年3月", "2018-03"),
    ],
)
def test_a_date_is_as_precise_as_it_was_said(only: Only, said: str, iso: str) -> None:
    found = only(said)
    assert (found.kind, found.iso) == ("date", iso)


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ("最迟后天", {"deadline", "future"}),
        ("月底前", {"deadline", "approximate", "future"}),
        ("干到去年底", {"end", "approximate", "past"}),
        ("这家做到下个月底", {"end", "approximate", "future"}),
        ("健康证明年三月到期", {"end", "future"}),
        ("2018年开始做", {"start", "past"}),
        ("国庆后", {"after", "future"}),
        ("麦收完", {"after", "approximate", "future"}),
        ("三年前", {"approximate", "past"}),
    ],
)
def test_a_date_says_what_it_bounds(only: Only, said: str, flags: set[str]) -> None:
    assert set(only(said).flags) == flags


@pytest.mark.parametrize(
    ("said", "months", "iso", "iso_end"),
    [
        ("从18年到现在", 96, "2018", "now"),
        ("2018年至今", 96, "2018", "now"),
        ("15年到20年在上海", 60, "2015", "2020"),
        ("从2015年干到2020年", 60, "2015", "2020"),
        ("2019年3月到2021年6月", 27, "2019-03", "2021-06"),
        ("去年三月到今年五月", 14, "2025-03", "2026-05"),
    ],
)
def test_a_span_in_the_past_is_a_duration_with_its_dates(
    only: Only, said: str, months: int, iso: str, iso_end: str
) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max, found.iso, found.iso_end) == ("duration", months, months, iso, iso_end)
    assert found.has("computed")


@pytest.mark.parametrize(
    ("today", "said", "iso"),
    [
        (date(2024, 2, 29), "明年", "2025"),
        (date(2024, 2, 29), "一个月以后", "2024-03-29"),
        (date(2024, 1, 31), "一个月后", "2024-02-29"),
        (date(2023, 1, 31), "下个月底", "2023-02-28"),
        (date(2024, 1, 31), "下个月底", "2024-02-29"),
        (date(2026, 12, 31), "明天", "2027-01-01"),
        (date(2026, 12, 15), "下个月", "2027-01"),
        (date(2026, 1, 5), "上个月", "2025-12"),
        (date(2026, 1, 5), "春节", "2026-02-17"),
        (date(2026, 2, 20), "过完十五", "2026-03-04"),
        (date(2026, 11, 30), "月底", "2026-11-30"),
        (date(2026, 4, 1), "31号", "2026-05-31"),
        (date(2026, 11, 22), "2月29号", None),
    ],
)
def test_ends_of_months_and_years(today: date, said: str, iso: str | None) -> None:
    assert [found.iso for found in scan(said, today)] == ([iso] if iso else [])


def test_a_time_span_keeps_both_ends(only: Only) -> None:
    week = only("下周")
    assert (week.iso, week.iso_end) == ("2026-11-23", "2026-11-29")


@pytest.mark.parametrize("said", ["五号楼", "地铁十号线", "三单元"])
def test_an_address_is_no_date(read: Read, said: str) -> None:
    assert read(said) == []
