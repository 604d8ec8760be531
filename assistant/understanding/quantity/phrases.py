"""A numeral with its measure word: counts, sums, durations and ages, before their neighbours are looked at."""

from __future__ import annotations

import re
from typing import Final

from assistant.understanding.quantity.characters import DIGITS
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.lexicon import Unit, lexicon
from assistant.understanding.quantity.model import Mention, Numeral, Value
from assistant.understanding.quantity.numerals import read_numeral
from assistant.understanding.quantity.source import Source

_FORMS: Final = Forms("phrases")
_PAUSES: Final = ("，", "、")

_MONTH_WORDS: Final = ("个半月", "个多月", "个月", "月")
_SPLIT_NAMES: Final = {"月": "个月", "钟头": "小时", "钟": "小时", "礼拜": "星期"}
# No clock shows more: 七千多点 is a sum.
_LAST_HOUR: Final = 24


def read_phrase(source: Source, position: int) -> Mention | None:
    """The numeral at `position` with its measure word, as a mention; None when no numeral begins there."""
    half = _read_half(source, position)
    if half is not None:
        return half
    numeral = read_numeral(source.text, position)
    if numeral is None:
        return None
    numeral = _without_hour(source.text, numeral)
    address = lexicon().address_after.at(source.text, numeral.end)
    if address is not None:
        return Mention(position, numeral.end + len(address), "number", numeral=numeral)
    if numeral.unit is not None:
        return _measured(numeral, lexicon().units[numeral.unit], numeral.end)
    split = _FORMS.split_unit.match(source.text, numeral.end)
    if split:
        return _split(numeral, split)
    return _with_unit(source, numeral)


def _with_unit(source: Source, numeral: Numeral) -> Mention:
    text, end = source.text, numeral.end
    if numeral.arabic and text.startswith(" ", end):
        end += 1
    found = lexicon().unit_at(text, end)
    if found is None and text.startswith("整", numeral.end):
        return Mention(numeral.start, numeral.end + 1, "number", numeral.low, numeral.high, numeral=numeral)
    loose = _FORMS.loose_period.match(text, end)
    if loose is not None:
        mention = _measured(numeral, lexicon().units[f"个{loose.group(1)}"], loose.end())
        mention.flags.add("approximate")
        return mention
    if text[numeral.start : numeral.end] in ("俩", "仨") and _FORMS.month_after.match(text, numeral.end):
        return _measured(numeral, lexicon().units["个月"], numeral.end + 1)
    if found is None and text[numeral.start : numeral.end] in ("俩", "仨"):
        return _measured(numeral, lexicon().units["个"], numeral.end)
    if found is None or not found[1].bare or _begins_another_word(text, numeral, end, found[0]):
        return _plain(numeral)
    word, unit = found
    mention = _measured(numeral, unit, end + len(word))
    if unit.kind == "money" or unit.name == "米":
        _add_change(text, mention)
    elif unit.kind == "age" or unit.kind == "duration" or unit.name in ("天", "小时", "点"):
        _add_half(text, mention)
        if word in ("年", "岁"):
            _add_months(text, mention)
    return mention


def _begins_another_word(text: str, numeral: Numeral, end: int, word: str) -> bool:
    """Whether the measure word is none here: 七千五晚上回家, 七千多点."""
    if word == "点" and (numeral.low or 0) > _LAST_HOUR:
        return True
    longer = lexicon().tail_goes_on.at(text, end)
    return numeral.magnitude and longer is not None and len(longer) >= len(word)


def _plain(numeral: Numeral) -> Mention:
    return Mention(
        numeral.start, numeral.end, "number", numeral.low, numeral.high, flags=set(numeral.flags), numeral=numeral
    )


def _measured(numeral: Numeral, unit: Unit, end: int) -> Mention:
    mention = _plain(numeral)
    mention.end = end
    retype(mention, unit)
    return mention


def retype(mention: Mention, unit: Unit) -> None:
    """Makes a bare number a quantity of `unit`."""
    kind = unit.kind
    mention.kind = (
        "money" if kind == "money" else "duration" if kind == "duration" else "age" if kind == "age" else "count"
    )
    mention.unit = None if kind == "money" else unit.name
    mention.factor = unit.factor
    mention.low = _scaled(mention.low, unit.factor)
    mention.high = _scaled(mention.high, unit.factor)


def _scaled(value: Value | None, factor: float) -> Value | None:
    return None if value is None else value * factor


def _read_half(source: Source, position: int) -> Mention | None:
    match = _FORMS.half_unit.match(source.text, position)
    if match is None:
        return None
    word = match.group(1) or match.group(2)
    name = _SPLIT_NAMES.get(word, word)
    unit = lexicon().units[name]
    numeral = Numeral(position, match.end(), 0.5, 0.5)
    mention = _measured(numeral, unit, match.end())
    if source.text.startswith("多", mention.end):
        mention.end += 1
        mention.high = (mention.low or 0) * 1.5
        mention.flags.add("over")
    return mention


def _split(numeral: Numeral, match: re.Match[str]) -> Mention:
    """三个半月, 两个多小时: the half or the rest stands inside the measure word."""
    unit = lexicon().units[_SPLIT_NAMES.get(match.group(2), match.group(2))]
    mention = _measured(numeral, unit, match.end())
    _more(mention, match.group(1))
    return mention


def _more(mention: Mention, word: str) -> None:
    if word == "半":
        mention.low = None if mention.low is None else mention.low + mention.factor / 2
        mention.high = None if mention.high is None else mention.high + mention.factor / 2
    else:
        mention.high = None if mention.high is None else mention.high + mention.factor
        mention.flags.add("over")


def _add_half(text: str, mention: Mention) -> None:
    match = _FORMS.half_or_more.match(text, mention.end)
    if match:
        mention.end = match.end()
        _more(mention, match.group(1))


def _add_months(text: str, mention: Mention) -> None:
    """一年零三个月, 三年两个月."""
    joint = _FORMS.and_months.match(text, mention.end)
    if joint is None or mention.low is None or mention.high is None or "over" in mention.flags:
        return
    # 不满一年，十个月: the months are no part of what they fall short of.
    if joint.group() in tuple("，、") and _FORMS.short_of_before.search(
        text[max(0, mention.start - 3) : mention.start]
    ):
        return
    months = read_numeral(text, joint.end())
    if months is None or months.low is None or months.high is None or months.high > 11.9:
        return
    word = next((w for w in _MONTH_WORDS if text.startswith(w, months.end)), None)
    if word is None or (word == "月" and not joint.group().startswith(("零", "又"))):
        return
    if joint.group() in _PAUSES and not _goes_on(text, mention, months, months.end + len(word)):
        return
    half = 0.5 if word == "个半月" else 0
    in_months = 1 if mention.kind == "duration" else 12
    mention.low += (months.low + half) / in_months
    mention.high += (months.high + half) / in_months
    mention.flags |= months.flags
    mention.end = months.end + len(word)


def _goes_on(text: str, mention: Mention, months: Numeral, end: int) -> bool:
    """Whether months after a pause belong to the years before it: not in 五年，一个月六千 or 不满一年，十个月."""
    short = _FORMS.short_of_before.search(text[max(0, mention.start - 3) : mention.start]) is not None
    return not short and (months.low or 0) > 1 and _FORMS.told_whole.match(text, end) is not None


def _add_change(text: str, mention: Mention) -> None:
    """三块五, 两块五毛."""
    match = _FORMS.change.match(text, mention.end)
    if match is None or mention.low is None or mention.low != mention.high or mention.low >= 100 or mention.factor != 1:
        return
    digit = match.group(1)
    if match.group().endswith(digit) and lexicon().unit_at(text, match.end()) is not None:
        return
    mention.low = mention.high = mention.low + (int(digit) if digit.isascii() else DIGITS[digit]) / 10
    mention.end = match.end()


def _without_hour(text: str, numeral: Numeral) -> Numeral:
    """Gives the 一 of 三十一个钟 back to the hour."""
    low, high = numeral.low, numeral.high
    if low is None or high is None or numeral.arabic or low < 21 or low % 10 != 1:
        return numeral
    if text[numeral.start - 1 : numeral.start] in ("了", "过"):
        return numeral
    if text[numeral.end - 2 : numeral.end] != "十一" or not _FORMS.per_hour.match(text, numeral.end):
        return numeral
    return Numeral(numeral.start, numeral.end - 1, low - 1, high - 1, 10, flags=numeral.flags)
