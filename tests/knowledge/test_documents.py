"""A document is used only when it says what it is, and its clauses stand and point where they say."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.knowledge.documents import DocumentError, check, parse

TODAY = date(2026, 11, 22)
TEXT = """---
id: cn-test-rule
title: 测试规定
title_en: Test rule
kind: law
issuer: 测试机关
jurisdiction: cn
effective_from: 2021-01-01
status: in_force
source: 测试
source_id: L0
checked_on: 2026-11-22
review_by: 2027-11-22
quality: A
---
导语一句。

## 第一条 谁付钱
> 常问：谁出钱？｜Who pays?
没说好的，两边平分。另有约定的从约定。
EN: Both sides share equally unless they agreed otherwise.
见：第二条

## 第二条 什么时候付
> 常问：啥时候给钱？
合同成立后付。
EN: After the contract is concluded.
"""


def test_a_clause_keeps_its_words_and_leaves_the_rest_aside() -> None:
    first = parse(TEXT, "a.md").clauses[0]
    assert first.key == "cn-test-rule#第一条"
    assert first.title == "谁付钱"
    assert first.body == "没说好的，两边平分。另有约定的从约定。"
    assert first.english == "Both sides share equally unless they agreed otherwise."
    assert first.asked == ("谁出钱？", "Who pays?")
    assert first.see == ("第二条",)


def test_a_sound_document_has_no_problem() -> None:
    assert check([parse(TEXT, "a.md")], TODAY) == []


@pytest.mark.parametrize("line", ["title: 测试规定\n", "jurisdiction: cn\n", "review_by: 2027-11-22\n", "kind: law\n"])
def test_a_missing_field_is_named(line: str) -> None:
    with pytest.raises(DocumentError, match=line.split(":")[0]):
        parse(TEXT.replace(line, ""), "a.md")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("见：第二条", "见：第九条", "points to 第九条"),
        ("见：第二条", "见：cn-other#第一条", "points to cn-other#第一条"),
        ("## 第二条", "## 第一条", "stands twice"),
        ("review_by: 2027-11-22", "review_by: 2026-01-01", "reviewed by"),
        ("jurisdiction: cn", "jurisdiction: cn-mars", "unknown jurisdiction"),
        ("EN: After the contract is concluded.\n", "", "no English"),
        ("> 常问：啥时候给钱？\n", "", "names no question"),
        ("合同成立后付。\n", "", "no words"),
    ],
)
def test_what_is_wrong_is_found(old: str, new: str, what: str) -> None:
    assert any(what in str(problem) for problem in check([parse(TEXT.replace(old, new), "a.md")], TODAY))


def test_the_same_id_twice_is_found() -> None:
    assert any("twice" in str(problem) for problem in check([parse(TEXT, "a.md"), parse(TEXT, "b.md")], TODAY))


def test_text_without_front_matter_is_refused() -> None:
    with pytest.raises(DocumentError, match="front matter"):
        parse("# just words", "a.md")
