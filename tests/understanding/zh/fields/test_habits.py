"""What she does in a home again and again is kept in her words; praise, wishes and tales are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.understanding.reading import Reading
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import habits


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        ("每个礼拜我都把冰箱清一遍，过期的挑出来", ["每个礼拜我都把冰箱清一遍，过期的挑出来"]),
        ("我做事有个习惯，进门先换鞋洗手", ["进门先换鞋洗手"]),
        ("擦厨房的布和擦厕所的布不混着用", ["擦厨房的布和擦厕所的布不混着用"]),
        ("喂奶我都先滴手背上试试烫不烫", ["喂奶我都先滴手背上试试烫不烫"]),
        ("拖地的布厨房一块卫生间一块，不混用", ["拖地的布厨房一块卫生间一块，不混用"]),
        ("钱我不经手，买菜都是雇主手机付", ["钱我不经手，买菜都是雇主手机付"]),
        ("我身体好得很，从来不吃药", None),
        ("我都跟中介说了好几回了", None),
        ("我做饭好吃，东家每次都说好", None),
        ("我这人爱干净，手脚勤快", None),
        ("希望每天能有时间洗个澡", None),
        ("上家老太太天天让我看手机", None),
        ("我每天都要给我儿子打电话", None),
        ("你们每次都要收中介费吗", None),
        ("每个月工资都要按时给", None),
    ],
)
def test_practices(profile: Callable[..., dict[str, Any]], text: str, strengths: list[str] | None) -> None:
    assert profile(text, "anything_else").get("strengths") == strengths


def test_a_task_a_practice_mentions_is_no_skill(hear: Callable[..., Reading]) -> None:
    read = hear("每次喂奶我都记在本子上", "anything_else")
    assert {fact.field for fact in read.facts} == {"strengths"}


def test_covers() -> None:
    practice = Draft("strengths", "进门先洗手", 2, 7)
    assert habits.covers([practice], 2, 5)
    assert not habits.covers([practice], 0, 5)
