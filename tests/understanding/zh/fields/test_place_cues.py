"""The words around a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.zh.fields.place_cues import cued_role, several
from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        ("我老家是", "的", "hometown"),
        ("现在住", "那边", "location"),
        ("只接", "的单", "area"),
        ("", "这片", "area"),
        ("上家在", "做了三年", "post"),
    ],
)
def test_words_make_a_role(scene: Callable[..., Scene], before: str, after: str, role: str) -> None:
    assert cued_role(before, after, scene(f"{before}朝阳{after}"), several=False) == role


def test_districts_in_a_row(scene: Callable[..., Scene]) -> None:
    laid = scene("徐汇长宁这边")
    assert [several(laid, place) for place in laid.places] == [True, True]
    assert not several(scene("徐汇这边"), scene("徐汇这边").places[0])
