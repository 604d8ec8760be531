"""One shape for every character that matters, without moving any of them: offsets stay those of the raw text."""

from __future__ import annotations

from typing import Final

from assistant.understanding.quantity.forms import Forms

_WIDE: Final = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_WIDE_LETTERS: Final = {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_TRADITIONAL: Final = str.maketrans(
    "〇○萬億兩貳參個塊歲屬號週鐘錢點幾後開來過雙單無龍馬雞豬時間天歷曆農禮這現給剛滿約將從學麥壹贰叁肆柒捌玖佰仟﹣－～〜％＋／．﹪",
    "零零万亿两二三个块岁属号周钟钱点几后开来过双单无龙马鸡猪时间天历历农礼这现给刚满约将从学麦一二三四七八九百千--~~%+/.%",
)
_TABLE: Final[dict[int, int | str]] = {**_TRADITIONAL, **_WIDE, **_WIDE_LETTERS}
_FORMS: Final = Forms("numerals")
_FORMAL_DIGITS: Final = {"伍": "五", "陆": "六", "拾": "十"}

DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "幺": 1, "俩": 2, "仨": 3}
SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
BIG_UNITS: Final = {"万": 10_000, "亿": 100_000_000}


def normalise(text: str) -> str:
    """`text` with full-width, traditional and formal numerals in one everyday shape, each character in its place."""
    shaped = text.translate(_TABLE)
    if "拾" in shaped or "陆" in shaped or "伍" in shaped:
        shaped = _FORMS.formal.sub(lambda m: _FORMAL_DIGITS[m.group()], shaped)
    return shaped


def digit_value(spelled: str) -> str:
    """The digits of a numeral spelled out one by one, in Chinese, Arabic or both: "一9七九" -> "1979"."""
    return "".join(c if c.isascii() else str(DIGITS[c]) for c in spelled)
