"""Gender is written down only when she says it of herself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("我叫龚腊梅女的", "female"),
        ("李师傅，男，开荒保洁", "male"),
        ("本人女，四十五周岁", "female"),
        ("我女儿在北京", None),
        ("我和我男人同岁", None),
        ("男的要不要？石大勇，辽宁鞍山", "male"),
        ("男护工，五十", "male"),
        ("会电焊会开车，男四十五，家电清洗刚学三个月", "male"),
        ("五十二岁男，四川广元，护工十二年", "male"),
        ("四十六岁妇女一名，黄山屯溪", "female"),
        ("我三十岁，单身，男生，幼儿体育教练", "male"),
        ("孩子六岁男，接送上学", None),
        ("照顾过一个四十五岁男病人", None),
        ("男雇主我不去", None),
        ("做月嫂的王姐", None),
    ],
)
def test_gender_comes_from_plain_words(profile: Callable[..., dict[str, Any]], text: str, gender: str | None) -> None:
    assert profile(text).get("gender") == gender
