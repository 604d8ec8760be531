"""What a model wrote is let through only if nothing in it is new."""

from __future__ import annotations

import pytest

from assistant.models.chat_checks import (
    clause_trouble,
    covers,
    names,
    numbers,
    reply_trouble,
    sentence_trouble,
    too_long,
)

REPLY = "记下了：月嫂，八年。您老家是哪里的？"
WORDINGS = ("您老家是哪里的？", "您是哪里人？", "老家哪个省、哪个市？")
CLAUSE = "用人单位招用劳动者，不得扣押劳动者的居民身份证和其他证件，不得要求劳动者提供担保。"


@pytest.mark.parametrize(
    "said",
    [
        REPLY,
        "月嫂，八年，记下啦。那您老家是哪里的呀？",
        "好嘞，月嫂八年。您是哪里人呢？",
    ],
)
def test_the_same_said_otherwise_passes(said: str) -> None:
    assert reply_trouble(said, REPLY, WORDINGS, "zh") is None


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("", "empty"),
        ("月嫂，九年。您老家是哪里的？", "number"),
        ("月嫂。您老家是哪里的？", "name"),
        ("八年了。您老家是哪里的？", "name"),
        ("月嫂，八年，会做川菜。您老家是哪里的？", "name"),
        ("月嫂，八年，北京的吧。您老家是哪里的？", "name"),
        ("月嫂，八年。您不是本地的吧，老家哪里的？", "negation"),
        ("月嫂，八年。", "question"),
        ("月嫂，八年。您老家是哪里的？您多大了？", "question"),
        ("月嫂，八年。您什么时候能来上班？", "question"),
        ("月嫂，八年。您老家是哪里的？好的。", "question"),
        ("月嫂，八年，真棒。您老家是哪里的？", "forbidden"),
        ("月嫂，八年。您结婚了吗？", "forbidden"),
        ("月嫂，八年。您屬於哪裡的？", "language"),
        ("Noted. Where are you from?", "language"),
        ("月嫂，八年 ok la。您老家是哪里的？", "language"),
        ("月嫂，八年。\n您老家是哪里的？", "markup"),
        ("月嫂，八年。您老家是哪里的？" + "好" * 60, "long"),
    ],
)
def test_anything_new_lost_or_improper_is_named(said: str, trouble: str) -> None:
    assert reply_trouble(said, REPLY, WORDINGS, "zh") == trouble


def test_its_orders_are_not_repeated() -> None:
    orders = "你帮一位面试家政阿姨的接待员把话说得更自然，只输出换好的那一句话。"
    assert sentence_trouble("面试家政阿姨的接待员把话说得更自然", "好的", "zh", orders) == "leak"


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("Nanny, six years, noted. And where are you from?", None),
        ("Nanny, seven years. Where are you from?", "number"),
        ("Nanny, six years. Are you married?", "forbidden"),
        ("Great! Nanny, six years. Where are you from?", "forbidden"),
        ("Nanny, six years. 您老家是哪里的？", "language"),
        ("Nanny, six years. Aren't you from Beijing?", "name"),
    ],
)
def test_english_is_held_to_the_same(said: str, trouble: str | None) -> None:
    given = "Noted: nanny, six years. Where are you from?"
    assert reply_trouble(said, given, ("Where are you from?",), "en") == trouble


def test_a_clause_in_plain_words_passes() -> None:
    said = "用人单位招人，不得扣押劳动者的居民身份证和其他证件，也不得要求提供担保。"
    assert clause_trouble(said, CLAUSE, "zh") is None


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("用人单位可以扣押劳动者的居民身份证。", "negation"),
        ("用人单位招用劳动者，应当不得扣押劳动者的居民身份证和其他证件，不得要求劳动者提供担保。", "modal"),
        ("用人单位扣押劳动者的居民身份证和其他证件。", "negation"),
        ("不得扣押劳动者的居民身份证，违者罚款两千元。", "number"),
        ("用人单位招用保姆，不得扣押居民身份证和其他证件，不得要求提供担保。", "name"),
        ("您要是碰到这种事，不得忍着，不得算了，去找人说说理就行。", "support"),
    ],
)
def test_a_clause_turned_or_stretched_does_not(said: str, trouble: str) -> None:
    assert clause_trouble(said, CLAUSE, "zh") == trouble


@pytest.mark.parametrize(
    ("one", "other"),
    [("八年", "8年"), ("一万二一个月", "12000元一个月"), ("月休四天", "每月休4天"), ("三十五岁", "35岁")],
)
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert numbers(one, "zh") & numbers(other, "zh")


def test_names_are_known_by_what_they_mean() -> None:
    assert names("月嫂", "zh") == names("做月嫂的", "zh")
    assert names("周口", "zh") != names("开封", "zh")


def test_what_is_left_out_shows() -> None:
    given = ["河南周口人，1979年生。", "月嫂8年，不做饭。"]
    assert covers(["河南周口人，1979年生，月嫂8年，不做饭。"], given, "zh")
    assert not covers(["河南周口人，月嫂8年，不做饭。"], given, "zh")
    assert not covers(["河南周口人，1979年生，月嫂8年，做饭。"], given, "zh")


def test_a_short_reply_may_grow_a_little() -> None:
    assert not too_long("好嘞，您老家是哪里的呀？", "您老家是哪里的？", "zh")
    assert too_long("好" * 60, "您老家是哪里的？", "zh")
