"""Words that point at people find those people, and nobody else."""

from __future__ import annotations

import pytest

from assistant.consumer.model import Known
from assistant.consumer.people import pointed_at

SHOWN = [
    Known(worker_id="a", display_name="王阿姨", pay=8000),
    Known(worker_id="b", display_name="李阿姨", pay=6500),
    Known(worker_id="c", display_name="赵师傅", pay=7000),
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("第二个阿姨做过双胞胎吗", ["b"]),
        ("最后那个会开车吗", ["c"]),
        ("王阿姨会用烤箱吗", ["a"]),
        ("王姐会用烤箱吗", ["a"]),
        ("李阿姨和王阿姨谁便宜", ["b", "a"]),
        ("比较第一个和第三个", ["a", "c"]),
        ("前两位对比一下", ["a", "b"]),
        ("便宜的那个有证吗", ["b"]),
        ("她们几个谁有证", ["a", "b", "c"]),
        ("tell me about the second one", ["b"]),
        ("compare the first two", ["a", "b"]),
        ("does Li cook?", ["b"]),
        ("第八个呢", []),
        ("月休四天的", []),
    ],
)
def test_places_and_names(text: str, meant: list[str]) -> None:
    assert [each.worker_id for each in pointed_at(text, SHOWN)] == meant


def test_she_is_the_one_in_focus_or_the_only_one() -> None:
    assert [each.worker_id for each in pointed_at("她会做饭吗", SHOWN, ["c"])] == ["c"]
    assert pointed_at("她会做饭吗", SHOWN) == []
    assert [each.worker_id for each in pointed_at("她会做饭吗", SHOWN[:1])] == ["a"]


def test_two_of_one_name_are_both_meant() -> None:
    twice = [*SHOWN, Known(worker_id="d", display_name="王阿姨")]
    assert [each.worker_id for each in pointed_at("王阿姨会开车吗", twice)] == ["a", "d"]
