"""Days off a month: 月休四天, 做六休一, 单休, 大小周, 一周休一天, 不休."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.understanding.quantity.characters import DIGITS
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.lexicon import Words, read_file, words
from assistant.understanding.quantity.model import Mention, Value, tidy
from assistant.understanding.quantity.numerals import read_numeral
from assistant.understanding.quantity.source import Source, ends_any

_DAYS_IN_MONTH = 30
_DAYS_IN_WEEK = 7
# Days off counted as times (两个礼拜歇一回): only with the verb and the period before them.
_TIMES: Final = ("回", "次", "趟")
_FORMS: Final = Forms("rest")
SHIFT_CHARACTERS: Final = frozenset("做上干工0123456789一二两三四五六七八九十")


@dataclass(frozen=True, slots=True)
class _RestWords:
    fixed: Mapping[str, tuple[int | None, str | None]]
    every: Mapping[str, float]
    not_monthly: tuple[str, ...]
    not_always: tuple[str, ...]


@cache
def _rest_words() -> _RestWords:
    data = read_file("rest")
    return _RestWords(
        fixed={word: (entry["days"], entry.get("flag")) for entry in data["fixed"] for word in entry["words"]},
        every=data["every"],
        not_monthly=tuple(data["not_monthly"]),
        not_always=tuple(data["not_always"]),
    )


@cache
def _fixed_words() -> Words:
    return words(_rest_words().fixed)


@cache
def fixed_rest_characters() -> frozenset[str]:
    """The characters that a fixed way of saying one's rest may begin with."""
    return frozenset(_fixed_words().by_first) | frozenset("每周星礼休歇一五六56")


def read_fixed_rest(source: Source, position: int) -> Mention | None:
    """单休, 大小周, 不休, 周日休 at `position`."""
    rest = _rest_words()
    word = _fixed_words().at(source.text, position)
    if word is not None:
        if word.startswith("不休") and source.text[position - 1 : position] in ("喋", "争"):
            return None
        before = source.text[max(0, position - 4) : position]
        if ends_any(before, rest.not_monthly) or (word.startswith("不") and ends_any(before, rest.not_always)):
            return None
        days, flag = rest.fixed[word]
        start = _period_start(source) if source.found and source.found[-1].end == position else position
        _drop_taken(source, start)
        return Mention(start, position + len(word), "rest", days, days, "天", {flag} if flag else set())
    match = _FORMS.week.match(source.text, position)
    if match:
        free = _DAYS_IN_WEEK - int(_number(match.group("days") or match.group("days2")))
        return Mention(position, match.end(), "rest", 4 * free, 4 * free, "天")
    match = _FORMS.weekday.match(source.text, position)
    if match:
        days = 8 if match.group("second") or match.group("last") else 4
        return Mention(position, match.end(), "rest", days, days, "天")
    return None


def read_shift(source: Source, position: int) -> Mention | None:
    """做六休一 and its kind at `position`: the free days of a cycle, as days a month."""
    hours = _FORMS.hours.match(source.text, position)
    if hours is not None:
        on, off = _number(hours.group(1)), _number(hours.group(2))
        share = round(_DAYS_IN_MONTH * off / (on + off))
        return Mention(position, hours.end(), "rest", share, share, "天")
    match = _FORMS.shift.match(source.text, position)
    if match is None:
        return None
    if (
        source.text[match.start() : match.start() + 1] not in "做上干工"
        and "天" in match.group()
        and match.group().endswith("天")
    ):
        return None
    work, free = _number(match.group(1)), _number(match.group(2))
    if not work or not 2 <= work + free <= 60:
        return None
    days = free * 4 if work + free == 7 else round(_DAYS_IN_MONTH * free / (work + free))
    return Mention(position, match.end(), "rest", tidy(days), tidy(days), "天")


def _number(spelled: str) -> Value:
    if spelled == "半":
        return 0.5
    numeral = read_numeral(spelled, 0)
    if numeral is None or numeral.low is None or numeral.end != len(spelled):
        return DIGITS.get(spelled, 0)
    return numeral.low


def as_rest(source: Source, mention: Mention) -> None:
    """Makes a count of days the days off a month when 休 stands before it or 假 after it."""
    if not _could_be_days(source, mention) or _ends_range(source, mention):
        return
    rest = _rest_words()
    floor = _period_start(source)
    window_start = max(floor, mention.start - 16)
    before = source.text[window_start : mention.start]
    match = _FORMS.before.search(before)
    tail = _FORMS.after.match(source.text, mention.end)
    if (match is None and tail is None) or _FORMS.leave_before.search(before):
        return
    if mention.unit in _TIMES and (match is None or not match.group("every")):
        return
    if any(word in source.text[max(0, mention.start - 10) : mention.start] for word in rest.not_monthly):
        return
    every: str | None
    if match is not None:
        mention.start = window_start + match.start()
        every = match.group("every")
    else:
        every, mention.start = _period_before(before, mention.start, rest.every)
        mention.end = tail.end() if tail else mention.end
    _drop_taken(source, mention.start)
    _multiply(mention, rest.every[every] if every else 1)


def _ends_range(source: Source, mention: Mention) -> bool:
    """月休两天到四天: the second count closes the range that the first began, and replaces it."""
    left = source.found[-1] if source.found else None
    if (
        left is None
        or left.kind != "rest"
        or source.text[left.end : mention.start] not in ("到", "至", "-", "或", "或者", "还是")
    ):
        return False
    if left.low is None or mention.high is None or not left.low < mention.high:
        return False
    mention.kind, mention.unit, mention.low = "rest", "天", left.low
    mention.start = left.start
    return True


def _could_be_days(source: Source, mention: Mention) -> bool:
    if mention.kind == "count":
        return mention.unit in ("天", *_TIMES) and (mention.high or mention.low or 0) <= 15
    if mention.kind != "number" or mention.high is None or mention.high > 8:
        return False
    if source.text[mention.end : mention.end + 1] in tuple("到至-~—、"):
        return False
    return source.text[max(0, mention.start - 2) : mention.start] == "月休"


def _period_start(source: Source) -> int:
    """Where the text before may be taken from; a period (一个月) found as a duration of its own is given back."""
    if not source.found:
        return source.floor
    last = source.found[-1]
    is_period = source.text[last.start : last.end] in _rest_words().every
    return last.start if is_period else source.floor


def _period_before(before: str, start: int, every: Mapping[str, float]) -> tuple[str | None, int]:
    word = max((word for word in every if before.endswith(word)), key=len, default=None)
    return word, start - len(word) if word else start


def _drop_taken(source: Source, start: int) -> None:
    while source.found and source.found[-1].end > start:
        source.found.pop()


def _multiply(mention: Mention, times: float) -> None:
    mention.kind, mention.unit = "rest", "天"
    mention.low = None if mention.low is None else tidy(mention.low * times)
    mention.high = None if mention.high is None else tidy(mention.high * times)
