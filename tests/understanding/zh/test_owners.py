"""What is said of others is not said of her."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.understanding.zh.clauses import split
from assistant.understanding.zh.owners import subjects


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("我妹妹做月嫂", ["peer"]),
        ("我照顾我妹妹", ["self"]),
        ("我老婆做保姆九年，我做护工", ["family", "self"]),
        ("我媳妇做月嫂，我擦玻璃", ["family", "self"]),
        ("我男的，做护工", ["self", "self"]),
        ("老公在北京，我在上海", ["family", "self"]),
        ("上家给九千", ["employer"]),
        ("照顾失能老人", ["self"]),
        ("我表妹做了十年育儿嫂，我才一年多", ["peer", "self"]),
        ("大姐，我想做保洁", ["self", "self"]),
        ("人家月嫂会做月子餐，我只会家常", ["peer", "self"]),
        ("有个月嫂证", ["self"]),
        ("凑小朋友都得", ["self"]),
        ("老人照顾了六年", ["self"]),
    ],
)
def test_the_subject_of_a_clause(text: str, owners: list[str]) -> None:
    assert [subject.owner for subject in subjects(split(text, ()))] == owners


def test_another_person_carries_on_until_she_says_i() -> None:
    found = subjects(split("我妹妹做月嫂，做了十年，我做保洁", ()))
    assert [subject.carried for subject in found] == ["self", "peer", "self"]
    assert [subject.hers() for subject in found] == [False, False, True]


def test_what_another_does_before_she_says_i_is_not_hers(profile: Callable[..., dict[str, Any]]) -> None:
    assert profile("我妹介绍我来的她做月嫂我没她那本事").get("jobs") is None


def test_what_turns_out_to_be_anothers_is_not_hers(profile: Callable[..., dict[str, Any]]) -> None:
    assert profile("厨师证有，不过是儿子的", "certificates").get("certificates") is None


def test_what_is_told_before_somebody_cared_for_is_named_is_hers(profile: Callable[..., dict[str, Any]]) -> None:
    made = profile("五十一做了七年保姆了老人可以小孩也可以")
    assert made["jobs"] == ["housekeeper"]


def test_what_is_forbidden_her_is_how_she_works() -> None:
    assert subjects(split("老公不让我上夜班", ()))[0].hers()


def test_the_end_of_a_sentence_gives_the_word_back_to_her() -> None:
    assert subjects(split("我妹妹做月嫂。四十五岁", ()))[1].hers()


def test_a_wish_told_in_one_breath_with_a_person_is_that_persons() -> None:
    assert not any(subject.hers() for subject in subjects(split("我有个亲戚想找保姆的活", ()))[1:])


@pytest.mark.parametrize(
    ("text", "asking", "skill", "level"),
    [
        ("产妇月子餐一天六顿", "skills", "confinement_meals", None),
        ("婆婆瘫了六年，翻身都是我", "skills", "turning_and_back_patting", "informal"),
    ],
)
def test_a_person_before_a_task_does_nothing_by_it(
    profile: Callable[..., dict[str, Any]], text: str, asking: str, skill: str, level: str | None
) -> None:
    assert [(s["id"], s.get("level")) for s in profile(text, asking)["skills"]] == [(skill, level)]
