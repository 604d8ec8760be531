"""What the household means to pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.matching.model import Need, Weight
from assistant.matching.needs.scene import Amount, Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.stance import stance
from assistant.matching.needs.words import entries, pattern

_MONTHLY_FROM: Final = 2000
_MOST: Final = 200_000
_HOURLY: Final = (10, 300)
_DAILY: Final = (100, 1500)
_SMALL: Final = 100  # 八到九 in answer to the question means thousands
_UNITS: Final = frozenset({"month", "26_days", "42_days", "day", "hour", "visit"})
_BY_HOUR: Final = frozenset({"hourly_helper", "cleaner", "organizer"})
_BY_MONTH: Final = frozenset({"childcare_nanny", "housekeeper", "elderly_carer", "butler", "maternity_nurse"})
_REACH: Final = 14
_DIGITS: Final = re.compile(r"[0-9零一二两三四五六七八九十百千万.,]+")


def read_money(scene: Scene, need: Need) -> Iterator[Said]:
    """The last figure that can be a budget; its floor only where a range or a floor was said."""
    found = [(amount, unit) for amount in scene.amounts if (unit := _unit(scene, need, amount)) is not None]
    if not found:
        return
    amount, unit = found[-1]
    low, high = _ends(scene, amount)
    step = _step(scene, need, amount)
    if step is not None:
        yield Said("budget_max", step, amount.start, amount.end)
        return
    if unit == "thousands":
        unit, low, high = "month", _times(low), _times(high)
    weight: Weight = "prefer" if stance(scene, amount.start, amount.end).weight == "prefer" else "must"
    if high is not None:
        yield Said("budget_max", high, amount.start, amount.end, weight)
    if low is not None:
        yield Said("budget_min", low, amount.start, amount.end, weight)
    else:
        yield Said("budget_min", None, amount.start, amount.end, operation="drop")
    if unit:
        yield Said("budget_unit", unit, amount.start, amount.end)


def _step(scene: Scene, need: Need, amount: Amount) -> int | None:
    """加五百, 少一千: the budget said before, more or less by so much; None when the figure stands for itself."""
    match = pattern("money", "raise_by").search(scene.before(amount.start, 8))
    if match is None or need.budget_max is None or amount.value is None or amount.value * 2 > need.budget_max:
        return None
    more = "up" in {name[:2] for name, said in match.groupdict().items() if said}
    return round(need.budget_max + amount.value if more else need.budget_max - amount.value)


def _times(value: int | None) -> int | None:
    return value * 1000 if value is not None else None


def _unit(scene: Scene, need: Need, amount: Amount) -> str | None:
    """The unit of a figure that can be a budget ("" when unknown), None when it is none."""
    if amount.kind not in ("money", "number") or amount.value is None:
        return None
    before = scene.before(amount.start)
    if pattern("money", "not_budget_before").search(before[-_REACH:]):
        return None
    value = amount.value
    if need.budget_max is None and pattern("money", "raise_by").search(scene.before(amount.start, 8)):
        return None  # 再加一千: to what, nobody has said
    if _step(scene, need, amount) is not None:
        return need.budget_unit or ""
    asked = (scene.asked or "").startswith("budget")
    if amount.kind == "money":
        return _said_unit(scene, amount, need)
    around = before[-_REACH:] + "|" + scene.after(amount.end)[:_REACH]
    if pattern("money", "whole_job").search(around) and need.job not in _BY_MONTH:
        return "visit"
    worded = pattern("money", "budget_word").search(before[-_REACH:]) is not None
    if _MONTHLY_FROM <= value <= _MOST and (worded or asked or amount.kind == "number"):
        return "month"
    thousands = (need.budget_max or 0) >= _MONTHLY_FROM and worded
    if (asked or thousands) and value < _SMALL and need.budget_unit != "hour" and need.job not in _BY_HOUR:
        return "thousands"
    if (asked or worded or need.budget_max is not None) and value >= _HOURLY[0]:
        return _unit_of_small(need, value)
    return None


def _said_unit(scene: Scene, amount: Amount, need: Need) -> str:
    for unit, words in entries("money", "unit_after"):
        if words.match(scene.folded[(end := _number_end(scene, amount)) : end + 14]):
            return unit
    for unit, words in entries("money", "unit_before"):
        if words.search(scene.folded[max(0, amount.end - _REACH) : _number_start(scene, amount)]):
            return unit
    if amount.unit in _UNITS:
        return str(amount.unit)
    if pattern("money", "per_night").match(scene.folded[amount.end : amount.end + 12].lstrip("元块钱 ")):
        return "day"
    return "month" if (amount.value or 0) >= _MONTHLY_FROM else _unit_of_small(need, amount.value or 0)


def _number_end(scene: Scene, amount: Amount) -> int:
    """Where the figure itself ends, before a unit that the amount may have taken in."""
    figure = pattern("money", "figure").match(scene.folded[amount.start :])
    return amount.start + figure.end() if figure else amount.end


def _number_start(scene: Scene, amount: Amount) -> int:
    """Where the figure itself begins, after a unit that the amount may have taken in (一次60)."""
    found = list(_DIGITS.finditer(scene.folded, amount.start, amount.end))
    return found[-1].start() if found else amount.start


def _unit_of_small(need: Need, value: float) -> str:
    """A small figure without a unit is for what the one before was for, else as the job is usually paid."""
    if need.budget_unit in ("hour", "day", "visit"):
        return need.budget_unit
    if need.job in _BY_HOUR and _HOURLY[0] <= value <= _HOURLY[1]:
        return "hour"
    return "day" if need.job == "patient_carer" and _DAILY[0] <= value <= _DAILY[1] else ""


def _ends(scene: Scene, amount: Amount) -> tuple[int | None, int | None]:
    low, high = amount.min, amount.max
    above = (
        "floor" in amount.flags
        or "over" in amount.flags
        or pattern("money", "above_before").search(scene.before(amount.start))
    )
    if above and pattern("money", "refused_after").match(scene.after(amount.end)):
        return None, _whole(low if low is not None else high)
    around = scene.before(amount.start)[-6:] + "|" + scene.after(amount.end)[:5]
    if pattern("money", "at_most").search(around):
        return None, _whole(high if high is not None else low)
    if "over" in amount.flags and low is not None:
        return _whole(low), _whole(high)
    if low == high:
        return None, _whole(high)
    return _whole(low), _whole(high)


def _whole(value: float | None) -> int | None:
    return round(value) if value is not None else None
