"""A day without its month falls behind the day named before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("做到十二月二十三，五号来", ["2026-12-23", "2027-01-05"]),
        ("二十五号交接完，二十六能来", ["2026-11-25", "2026-11-26"]),
        ("正月十六出发十七到", ["2027-02-21", "2027-02-22"]),
        ("十二月二十三下户。五号来", ["2026-12-23", "2026-12-05"]),
        ("今年五月办的，五号来", ["2026-05", "2026-12-05"]),
    ],
)
def test_a_later_day_falls_behind_the_earlier(read: Read, said: str, days: list[str]) -> None:
    assert [q.iso for q in read(said) if q.kind == "date"] == days


def test_a_number_of_something_else_stays_a_number(read: Read) -> None:
    assert [q.kind for q in read("二十五号交接，带过三十个娃")] == ["date", "count"]


def test_a_day_counted_from_another_falls_behind_it(read: Read) -> None:
    assert [q.iso for q in read("十二月十二号办，办完第二天就动身")] == ["2026-12-12", "2026-12-13"]
    assert read("第二天就来") == []
