"""Words that point at people find those people, and nobody else."""

from __future__ import annotations

import pytest

from assistant.consumer.model import Known
from assistant.consumer.people import asks_why, pointed_at, proposes

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


def test_a_remark_behind_a_name_is_no_part_of_it() -> None:
    marked = [Known(worker_id="m", display_name="王阿姨（示例）"), Known(worker_id="n", display_name="李阿姨（示例）")]
    assert [each.worker_id for each in pointed_at("王阿姨多大了", marked, ["n"])] == ["m"]


@pytest.mark.parametrize("text", ["compare 1 and 2", "1和2比一下", "比较1和2"])
def test_people_may_be_named_by_number_alone(text: str) -> None:
    assert [each.worker_id for each in pointed_at(text, SHOWN)][-2:] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "proposed"), [("南山呢", True), ("那六千呢？", True), ("what about Nanshan", True), ("她会做饭吗", False)]
)
def test_another_value_may_be_put_forward(text: str, proposed: bool) -> None:  # noqa: FBT001 - a table of cases
    assert proposes(text) is proposed


@pytest.mark.parametrize(
    "text", ["为什么推荐第一个", "凭什么排她前面", "why is she first", "why did you pick the second one"]
)
def test_it_may_be_asked_why(text: str) -> None:
    assert asks_why(text)
