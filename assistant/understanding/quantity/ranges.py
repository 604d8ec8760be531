"""Two numbers that make one range: 八千到一万, 七到八千, 8000-9000, 一万一万二, 三年四年."""

from __future__ import annotations

from typing import Final

from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention, Numeral, Value
from assistant.understanding.quantity.source import Source

_FORMS: Final = Forms("numerals")

_TEN_POWERS: Final = (100_000_000, 10_000, 1_000, 100)
_WIDEST: Final = 2.5


def join(source: Source, right: Mention) -> bool:
    """Merges `right` into the last mention found when the two are one range; tells whether it did."""
    if not source.found:
        return False
    left = source.found[-1]
    joint = source.text[left.end : right.start]
    if len(joint) > 3 or not _FORMS.range_joint.fullmatch(joint):
        return False
    if left.numeral is None or right.numeral is None or not _same_thing(left, right):
        return False
    low = _left_value(left, right)
    if low is None or right.high is None or right.low is None or not low < right.low + (right.high - right.low):
        return False
    between = source.text.startswith(("之间", "中间"), right.end)
    if not _belongs(joint.strip(), left, right, low, between=between):
        return False
    left.kind = "money" if left.kind == "money" else right.kind
    left.unit, left.factor = right.unit, right.factor
    left.low, left.high, left.end = low, right.high, right.end
    left.flags |= right.flags
    left.numeral = right.numeral
    return True


def _same_thing(left: Mention, right: Mention) -> bool:
    """Whether the two may be ends of one range; 工资八千到九千 makes a sum of its first number alone."""
    sum_first = left.kind == "money" and left.unit is None and right.kind == "number"
    return left.kind in ("number", right.kind) or sum_first


def _belongs(joint: str, left: Mention, right: Mention, low: Value, *, between: bool) -> bool:
    """Whether two rising numbers, joined as they are, belong together."""
    if left.flags & {"floor", "ceiling"} or right.flags & {"floor", "ceiling"}:
        return False
    if joint and joint not in "、或者和与跟":
        return True
    if joint in ("和", "与", "跟"):
        return between
    if left.numeral is None or right.numeral is None or right.low is None or low <= 0:
        return False
    close = right.low <= low * _WIDEST
    if joint:
        return close and left.kind == right.kind and joint.startswith("或")
    same_unit = left.unit is not None and left.unit == right.unit and left.kind in ("duration", "count", "age")
    if same_unit:
        return right.low - low <= 2 * right.factor
    money_like = left.kind in ("number", "money") and left.numeral.magnitude and right.numeral.magnitude
    return close and money_like and low >= 100


def _left_value(left: Mention, right: Mention) -> Value | None:
    """The lower end, in the unit and magnitude it leaves to the number after it (七到八千)."""
    if left.kind == right.kind and left.kind != "number":
        return left.low
    numeral = left.numeral
    if numeral is None or left.low is None or numeral.digits is not None:
        return None
    low = _inherited(numeral, right)
    return low * right.factor if right.kind != "number" else low


def _inherited(left: Numeral, right: Mention) -> Value:
    low = left.low or 0
    numeral = right.numeral
    if numeral is None or numeral.low is None or left.magnitude or not numeral.magnitude or low >= 100 or low == 0:
        return low
    power = next((p for p in _TEN_POWERS if p <= numeral.low), 1)
    lead = numeral.low / power
    if low < lead or (left.high or 0) < (numeral.high or 0) / power:
        return low * power
    return low * power / 10


def join_bounds(source: Source, right: Mention) -> Mention:
    """最低八千最高一万: a floor and a ceiling of the same thing are one range. The range, or `right` unchanged."""
    left = source.found[-1] if source.found else None
    if left is None or left.low is None or right.high is None or (left.kind, left.unit) != (right.kind, right.unit):
        return right
    close = source.text[left.end : right.start].strip("，, 、") == ""
    if not close or "floor" not in left.flags or "ceiling" not in right.flags or left.low >= right.high:
        return right
    source.found.pop()
    left.high, left.end = right.high, right.end
    left.flags = (left.flags | right.flags) - {"floor", "ceiling"}
    return left
