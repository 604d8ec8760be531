"""Days that are named after another and fall after it: 做到十二月二十三，五号来; 二十五号交接，二十六能来."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

from assistant.understanding.quantity.anchors import calendar_words
from assistant.understanding.quantity.calendar import add_days, add_months, last_day
from assistant.understanding.quantity.dates import number
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source

_FORMS: Final = Forms("dates")

_DAY: Final = r"(?P<day>三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[一二三四五六七八九]|[0-9]{1,2})"
_SENTENCE_END: Final = re.compile(r"[。！？!?；;\n]")
_WHOLE: Final = len("2026-01-01")
_LONGEST_MONTH: Final = 31


@cache
def _comes() -> re.Pattern[str]:
    return re.compile("|".join(calendar_words().comes_after))


def follow_dates(source: Source, mentions: list[Mention]) -> None:
    """Moves a day named without its month behind the date named before it in the sentence."""
    earlier: Mention | None = None
    for mention in mentions:
        if earlier is not None and _SENTENCE_END.search(source.text, earlier.end, mention.start):
            earlier = None
        if earlier is not None:
            _follow(source, earlier, mention)
        if mention.kind == "date" and len(mention.iso or "") == _WHOLE:
            earlier = mention if (mention.iso or "") >= source.today.isoformat() else None


def _follow(source: Source, earlier: Mention, mention: Mention) -> None:
    first = date.fromisoformat(earlier.iso or "")
    said = source.text[mention.start : mention.end]
    behind = calendar_words().days_behind.get(said)
    if behind is not None:
        mention.kind, mention.iso = "date", add_days(first, behind).isoformat()
        return
    alone = _FORMS.day_alone.fullmatch(said) if mention.kind == "date" else None
    if alone and (mention.iso or "") < first.isoformat():
        mention.iso = _next_such_day(first, number(alone.group("day"))) or mention.iso
        return
    known = _FORMS.day_said.search(source.text[earlier.start : earlier.end])
    if known is None or mention.kind != "number" or not _comes().match(source.text, mention.end):
        return
    days = (mention.low or 0) - number(known.group("day"))
    if mention.low == mention.high and days > 0 and (mention.low or 0) <= _LONGEST_MONTH and days == int(days):
        mention.kind, mention.iso = "date", add_days(first, days).isoformat()
        mention.low = mention.high = mention.unit = mention.numeral = None


def _next_such_day(first: date, day: int) -> str | None:
    month = first if day >= first.day else add_months(first.replace(day=1), 1)
    return month.replace(day=day).isoformat() if day <= last_day(month.year, month.month) else None
