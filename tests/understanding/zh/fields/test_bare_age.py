"""A bare figure of an introduction as her age."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("月休四天，九千，育儿嫂，带过双胞胎，有育婴师四级，三十六", 36),
        ("没做过住家，做过三年钟点，想试试住家，工资看着给，四十七", 47),
        ("三十七，带俩娃，想找白班", 37),
        ("想做不住家的育儿嫂，晚上要管自己孩子，三十五岁，大专", 35),
        ("本人男，宫保义，不是宫保鸡丁，四十五，做家庭厨师", 45),
        ("新来的，五十，没经验，胆子小，只做打扫，三千", 50),
        ("蒋阿姨，苏州本地的，五十七退休，就烧一顿晚饭", 57),
        ("做保洁的，四十五，一小时，海淀", None),
        ("我妈身体不好，七十岁，我回来照顾她", None),
        ("做保洁，四十块一小时，杭州", None),
    ],
)
def test_an_age_is_told_by_its_place(profile: Callable[..., dict[str, Any]], text: str, age: int | None) -> None:
    assert profile(text, None).get("age") == age
