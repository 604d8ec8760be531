"""Clauses are cut whole: nothing lost, nothing doubled, no heading alone, every clause knows its number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.knowledge.clauses import cut

LAW = """第一章 总则

第一条 为了规范家政服务，制定本条例。
第二条 本条例所称家政服务，是指进入家庭提供的服务。
依照第一条规定办理的，
第五条至第八条的规定同样适用。

第二章 合同

第一节 订立
第三条 应当订立书面合同。合同包括下列内容：
（一）姓名；
（二）地址。
第四条之一 违反本条例
第三条规定的，责令改正。
附录A （规范性）表格
| 项目 | 数额 |
| --- | --- |
| 定金 | 20% |
"""


def paths(text: str, limit: int = 400) -> list[tuple[str, ...]]:
    return [chunk.path for chunk in cut(text, limit)]


def test_every_article_is_a_clause_with_its_chapter_above_it() -> None:
    assert paths(LAW) == [
        ("第一章", "第一条"),
        ("第一章", "第二条"),
        ("第二章", "第一节", "第三条"),
        ("第二章", "第一节", "第四条之一"),
        ("附录A",),
    ]


def test_a_mentioned_article_opens_no_clause() -> None:
    second = cut(LAW, 400)[1]
    assert "第五条至第八条" in second.text
    assert "第三条规定的，责令改正" in cut(LAW, 400)[3].text


def test_items_stay_with_their_clause() -> None:
    third = cut(LAW, 400)[2]
    assert "（一）姓名" in third.text
    assert "（二）地址" in third.text


def test_a_table_is_not_taken_apart() -> None:
    assert "| 定金 | 20% |" in cut(LAW, 400)[-1].text


def test_standards_number_in_decimals() -> None:
    text = "5 服务要求\n5.2 上门服务\n5.2.1 人员 应持证上岗。\n5.2.2 时间 每次不超过\n8 小时。\n"
    assert paths(text) == [("5", "5.2", "5.2.1"), ("5", "5.2", "5.2.2")]


def test_a_long_clause_is_cut_between_sentences() -> None:
    text = "第一条 " + "甲方应当按时付款。" * 30
    chunks = cut(text, 60)
    assert all(chunk.locator == "第一条" for chunk in chunks)
    assert all(chunk.text.endswith("。") for chunk in chunks)


@pytest.mark.parametrize(
    "line",
    [
        "第十条规定的情形除外。",
        "第三条第二款所列人员。",
        "第五条、第六条适用。",
        "8 小时以内。",
        "2025 年起施行。",
        "3.5 元一次。",
    ],
)
def test_what_only_looks_like_a_heading_is_text(line: str) -> None:
    assert paths(f"第一条 总则。\n{line}\n") == [("第一条",)]


def test_markdown_headings_of_our_own_documents() -> None:
    text = "导语。\n\n## 第九百六十三条 中介费由谁付\n正文。\n\n## 说明1 没有规定\n正文。\n"
    assert [(chunk.locator, chunk.title) for chunk in cut(text, 400)] == [
        ("", ""),
        ("第九百六十三条", "中介费由谁付"),
        ("说明1", "没有规定"),
    ]


LINES = st.sampled_from(
    [
        "第一章 总则\n",
        "第三条 应当付款。\n",
        "第三条规定的人。\n",
        "（一）姓名；\n",
        "一、范围\n",
        "1. 项目\n",
        "5.2.1 人员要求\n",
        "附录B\n",
        "| a | b |\n",
        "\n",
        "甲方应当支付。乙方应当提供服务；丙方居间。\n",
        "## 第八条 标题\n",
        "依照\n",
        "x" * 90 + "\n",
        "\u3000第 十 条\u3000空格\n",
        "没有换行",
    ]
)


@given(st.lists(LINES, max_size=30).map("".join), st.integers(min_value=1, max_value=200))
@settings(max_examples=300)
def test_the_chunks_joined_are_the_text_and_none_is_too_long(text: str, limit: int) -> None:
    chunks = cut(text, limit)
    assert "".join(chunk.text for chunk in chunks) == text
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
    assert all(0 < len(chunk.text) <= limit for chunk in chunks)


@given(st.text(max_size=300), st.integers(min_value=1, max_value=80))
def test_any_text_at_all_is_cut_whole(text: str, limit: int) -> None:
    assert "".join(chunk.text for chunk in cut(text, limit)) == text


@given(
    st.lists(
        st.sampled_from(["第一章 总则\n", "第二章 合同\n", "第三条 应当付款。\n", "第四条 可以退款。\n"]),
        min_size=1,
        max_size=12,
    )
)
def test_no_heading_is_left_without_its_words(pieces: list[str]) -> None:
    if not any("条" in piece for piece in pieces):
        return
    for chunk in cut("".join(pieces), 500):
        assert "。" in chunk.text
