"""Cuisines named by one character each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.understanding.zh.cuisines import abbreviated


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("八大菜系会川鲁", ["sichuan", "shandong"]),
        ("会做川湘粤", ["sichuan", "hunan", "cantonese"]),
        ("湘西的", []),
        ("苏浙沪都行", []),
    ],
)
def test_a_run_of_cuisines_is_told_apart(text: str, names: list[str]) -> None:
    assert [term.id for term in abbreviated(text, [])] == names


def test_a_run_takes_one_verdict(profile: Callable[..., dict[str, Any]]) -> None:
    made = profile("川湘菜都拿手，粤菜不会", "skills")
    assert (made["cuisines"], made["declined_cuisines"]) == (["sichuan", "hunan"], ["cantonese"])
