"""Tells a clause heading from a sentence that only mentions a clause.

Chinese legal and standards texts number their parts in a handful of fixed ways (立法技术规范; GB/T 1.1 for standards):
编, 章, 节, 条 in words; 一、（一）1. （1） below them; 5.2.1 and 附录A in standards; # in Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_NUMERAL = "[零〇一二三四五六七八九十百千两\\d]{1,8}"


class Level(IntEnum):
    """Rank of a heading; a smaller one contains the larger ones that follow it."""

    APPENDIX = 0
    BOOK = 1  # 第X编
    CHAPTER = 2  # 第X章
    SECTION = 3  # 第X节
    DECIMAL_1 = 4  # 5
    DECIMAL_2 = 5  # 5.2
    DECIMAL_3 = 6  # 5.2.1
    DECIMAL_4 = 7
    ARTICLE = 8  # 第X条
    ITEM_WORD = 9  # 一、
    ITEM_WORD_BRACKET = 10  # （一）
    ITEM_NUMBER = 11  # 1. 1、
    ITEM_NUMBER_BRACKET = 12  # （1） 1）


# At and above this rank a heading always opens a new clause; below it only where a clause is too long for one chunk.
CLAUSE_LEVEL = Level.ARTICLE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line: its rank, its locator ("第十条", "5.2.1"), and whether words follow on the same line."""

    level: Level
    locator: str
    title: str


_SPACE = r"[ \t\u3000]*"
_WORDED = re.compile(rf"{_SPACE}(第{_SPACE}{_NUMERAL}{_SPACE}([编章节条])(?:之{_NUMERAL})?)(?P<rest>.*)", re.DOTALL)
_APPENDIX = re.compile(
    rf"{_SPACE}((?:附录|附件|附表){_SPACE}(?:[A-Z]|{_NUMERAL})?)(?P<rest>[ \t\u3000：:（(\n].*|$)", re.DOTALL
)
_DECIMAL = re.compile(rf"{_SPACE}((?:\d{{1,3}}|[A-Z])(?:\.\d{{1,3}}){{0,3}})(?P<rest>[ \t\u3000]+\S.*)", re.DOTALL)
_ITEMS = (
    (Level.ITEM_WORD, re.compile(rf"{_SPACE}([零一二三四五六七八九十百]{{1,5}})、(?P<rest>.*)", re.DOTALL)),
    (
        Level.ITEM_WORD_BRACKET,
        re.compile(rf"{_SPACE}([（(][零一二三四五六七八九十百]{{1,5}}[）)])(?P<rest>.*)", re.DOTALL),
    ),
    (Level.ITEM_NUMBER_BRACKET, re.compile(rf"{_SPACE}([（(]?\d{{1,3}}[）)])(?P<rest>.*)", re.DOTALL)),
    (Level.ITEM_NUMBER, re.compile(rf"{_SPACE}(\d{{1,3}})(?:[、．]|\.(?!\d))(?P<rest>.*)", re.DOTALL)),
)
_MARKDOWN = re.compile(rf"(#{{1,6}}){_SPACE}(?P<rest>\S.*)", re.DOTALL)

# What follows a clause number when the line only mentions that clause: "第十条规定的…", "第五条至第八条".
_MENTION = re.compile(
    rf"{_SPACE}(?:规定|所称|所列|所指|所述|之规定|的规定|的|中|和|与|或|及|以及|、|至|到|第{_NUMERAL}[款项条]|[，,。；;）)」》])"
)
# A line that goes on from the one before it is no heading, whatever it begins with.
_UNFINISHED = re.compile(
    r"(?:依照|按照|根据|违反|符合|适用|参照|本法|本条例|本办法|本规定|前款|和|与|或|及|以及|、|，|,|第|至|的)"
    r"[ \t\u3000]*\n?$"
)
_WORDED_LEVELS = {"编": Level.BOOK, "章": Level.CHAPTER, "节": Level.SECTION, "条": Level.ARTICLE}
_DECIMALS = (Level.DECIMAL_1, Level.DECIMAL_2, Level.DECIMAL_3, Level.DECIMAL_4)
_AMOUNT = re.compile(
    r"[年月日天元次倍名位岁户米克]|个|小时|分钟|周(?!期)|人(?![员才身])|家(?![政庭])|平方|毫升|[%％\d]"
)
_TITLE_LENGTH = 40


def read_heading(line: str, before: str = "") -> Heading | None:
    """The heading a line opens with, or None.

    Args:
        line: the line.
        before: the line above it, which tells whether this one only continues a sentence.
    """
    if before.strip() and _UNFINISHED.search(before.rstrip("\n")):
        return None
    return _markdown(line) or _worded(line) or _appendix(line) or _decimal(line) or _item(line)


def _markdown(line: str) -> Heading | None:
    match = _MARKDOWN.match(line)
    if match is None:
        return None
    inner = match["rest"].strip()
    numbered = _worded(inner) or _appendix(inner) or _decimal(inner)
    if numbered is not None:
        return numbered
    locator, _, title = inner.partition(" ")
    level = (Level.BOOK, Level.ARTICLE)[len(match[1]) >= 2]
    return Heading(level, locator[:_TITLE_LENGTH], title.strip()[:_TITLE_LENGTH])


def _worded(line: str) -> Heading | None:
    match = _WORDED.match(line)
    if match is None or _MENTION.match(match["rest"]):
        return None
    locator = re.sub(r"[ \t\u3000]", "", match[1])
    return Heading(_WORDED_LEVELS[match[2]], locator, _title(match["rest"]))


def _appendix(line: str) -> Heading | None:
    match = _APPENDIX.match(line)
    if match is None:
        return None
    return Heading(Level.APPENDIX, re.sub(r"[ \t\u3000]", "", match[1]), _title(match["rest"]))


def _decimal(line: str) -> Heading | None:
    match = _DECIMAL.match(line)
    if match is None:
        return None
    rest = match["rest"].strip()
    # "8 小时", "3.5 元" and "2025 年" are amounts, not clause numbers.
    depth = match[1].count(".")
    if depth <= 1 and _AMOUNT.match(rest):
        return None
    return Heading(_DECIMALS[depth], match[1], _title(rest))


def _item(line: str) -> Heading | None:
    for level, pattern in _ITEMS:
        match = pattern.match(line)
        if match is not None and match["rest"].strip():
            return Heading(level, match[1] if level is not Level.ITEM_WORD else f"{match[1]}、", _title(match["rest"]))
    return None


def _title(rest: str) -> str:
    """A short title on the heading's own line; a whole sentence there is body, not title."""
    text = rest.strip().strip("：:").strip()
    return "" if len(text) > _TITLE_LENGTH or text.endswith(("。", "；", "：", "！")) else text
