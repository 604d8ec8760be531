"""Danger comes first, forbidden requests are declined, and ordinary questions pass."""

from __future__ import annotations

import pytest

from assistant.knowledge.guard import guard, rules


@pytest.mark.parametrize(
    "question",
    [
        "老人摔了谁赔",
        "怎么预防宝宝噎住",
        "阿姨的体检分几类",
        "公司要查犯罪记录吗",
        "身份证能扣吗",
        "合同里要写电话吗",
        "能请15岁的小姑娘吗",
        "假证怎么办，被骗了",
        "AI面试她的真是人吗",
        "面试要刷脸合法吗",
        "工资要按时给吗",
        "who pays if she falls",
    ],
)
def test_ordinary_questions_pass(question: str) -> None:
    assert guard(question) is None


def test_every_rule_speaks_both_languages() -> None:
    assert all(set(rule.text) == {"zh", "en"} for rule in rules())


def test_emergencies_are_tried_before_refusals() -> None:
    kinds = [rule.kind for rule in rules()]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize(
    "question",
    ["她的金牌证是假的能赔三倍吗", "我的体检单公司发到群里了", "买到假证了去哪举报", "数字人面试要不要说是AI"],
)
def test_someone_wronged_is_not_turned_away(question: str) -> None:
    assert guard(question) is None
