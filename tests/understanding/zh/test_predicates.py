"""Verdicts are found with sign and side, and look-alikes are not."""

from __future__ import annotations

import pytest

from assistant.understanding.zh.predicates import asks, find


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("都行", 1),
        ("不会", -1),
        ("没少带", 1),
        ("得行", 1),
        ("带得来", 1),
        ("抱不动", -1),
        ("不怕", 1),
        ("没问题", 1),
        ("唔得", -1),
        ("不怵", 1),
        ("有点怵", -1),
        ("没的挑", 1),
        ("看师傅做过", -1),
        ("学了三天没学会", -1),
        ("谢绝", -1),
        ("不如别人", 1),
    ],
)
def test_a_verdict_has_a_sign(text: str, sign: int) -> None:
    assert [verdict.sign for verdict in find(text)] == [sign]


@pytest.mark.parametrize("text", ["差不多", "不光", "银行", "一会儿", "主要", "不动弹"])
def test_look_alikes_are_no_verdicts(text: str) -> None:
    assert find(text) == []


def test_a_double_negation_is_a_condition() -> None:
    (verdict,) = find("不是不能")
    assert verdict.sign == 1
    assert verdict.conditional


def test_a_not_a_asks() -> None:
    assert asks("会不会")
    assert not asks("会")
