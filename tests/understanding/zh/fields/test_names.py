"""Where a name ends is decided by what follows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.zh.fields.names import address_end, chinese_end
from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("陶金凤来自四川", "陶金凤"),
        ("刘芬江苏宿迁的", "刘芬"),
        ("欧阳春梅", "欧阳春梅"),
        ("高兴认识你", None),
        ("安徽的", None),
    ],
)
def test_a_name_ends_where_something_else_begins(scene: Callable[..., Scene], text: str, name: str | None) -> None:
    end = chinese_end(scene(text), 0)
    assert (text[:end] if end else None) == name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("窦姐就行", "窦姐"),
        ("老吴做护工的", "老吴"),
        ("阿霞嘛", "阿霞"),
        ("小芳", "小芳"),
        ("小孩都喜欢", None),
        ("人家姐妹", None),
    ],
)
def test_a_form_of_address_ends_where_it_should(scene: Callable[..., Scene], text: str, address: str | None) -> None:
    end = address_end(scene(text), 0)
    assert (text[:end] if end else None) == address
