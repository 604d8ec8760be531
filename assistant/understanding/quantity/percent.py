"""Percentages: 30%, 百分之三十, 百分百."""

from __future__ import annotations

import re
from typing import Final

from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.numerals import read_numeral
from assistant.understanding.quantity.source import Source, starts_any

_FORMS: Final = Forms("numerals")

_WRITTEN: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s?%")
_SPOKEN: Final = "百分之"
_WHOLE: Final = ("百分之百", "百分百")


def read_percent(source: Source, position: int) -> Mention | None:
    """The percentage at `position`, or None."""
    written = _WRITTEN.match(source.text, position)
    if written:
        value = float(written.group(1))
        return Mention(position, written.end(), "percent", value, value, "%")
    whole = starts_any(source.text, _WHOLE, position)
    if whole is not None:
        return Mention(position, position + len(whole), "percent", 100, 100, "%")
    if not source.text.startswith(_SPOKEN, position):
        return None
    start = position + len(_SPOKEN)
    numeral = read_numeral(source.text, start) if start < len(source.text) else None
    if numeral is None:
        return None
    mention = Mention(position, numeral.end, "percent", numeral.low, numeral.high, "%", set(numeral.flags))
    joint = _FORMS.percent_to.match(source.text, numeral.end)
    second = read_numeral(source.text, joint.end()) if joint and joint.end() < len(source.text) else None
    if second is not None and second.high is not None and numeral.low is not None and second.high > numeral.low:
        mention.high, mention.end = second.high, second.end
    return mention
