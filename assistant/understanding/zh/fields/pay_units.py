"""What a wage is paid for: the month, the day, the hour, the visit, twenty-six or forty-two days."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.scene import Scene

MONTHLY_FROM: Final = 2000
UNITS: Final = ("month", "26_days", "42_days", "day", "hour", "visit")
_CUES: Final = (
    ("26_days", "days26_before"),
    ("42_days", "days42_before"),
    ("hour", "hour_before"),
    ("day", "day_before"),
    ("visit", "visit_before"),
    ("month", "month_before"),
)
_DAYS: Final = ("26_days", "42_days")
_LIKE: Final = 1.4  # times more or less that a price with a condition may be
_ALIKE: Final = 3  # times more or less; beyond it two prices are for different things
_HOURLY: Final = (15, 200)


def unit_of(scene: Scene, quantity: Quantity) -> str | None:
    """What the figure is paid for, by the words around it; None where nothing tells."""
    if quantity.unit in ("hour", None) and grammar.says("pay", "several_hours_before", scene.before(quantity.start, 8)):
        return "visit"
    ordered = _ordered_for(scene)
    if quantity.unit in UNITS and (quantity.unit != "visit" or ordered is None):
        return quantity.unit
    if ordered is not None:
        return ordered
    if _is_daily(scene, quantity):
        return "day"
    if quantity.unit is None and grammar.pattern("pay", "whole_day_after").match(scene.text, quantity.end):
        return "day"
    cued = _cued(scene, quantity)
    if cued is not None:
        return cued
    figure = quantity.max or quantity.min or 0
    if quantity.unit is None and figure >= MONTHLY_FROM:
        return _beside_days(scene, quantity) or "month"
    hourly = any(t.id in ("hourly", "hourly_helper") for t in scene.kinds("work_modes", "jobs"))
    if _HOURLY[0] <= figure <= _HOURLY[1] and hourly and _of_money(scene, quantity):
        return "hour"
    return _as_before(scene, quantity)


def _cued(scene: Scene, quantity: Quantity) -> str | None:
    """The unit named just before or behind the figure."""
    clause = scene.clause_at(quantity.start)
    before = scene.text[max(clause.start, quantity.start - 10) : quantity.start]
    after = scene.text[quantity.end : min(len(scene.text), quantity.end + 8)]
    for unit, cue in _CUES:
        if _named_before(cue).search(before):
            return unit
        if unit != "month" and _named_after(cue).match(after):
            return unit
    return None


@cache
def _named_before(cue: str) -> re.Pattern[str]:
    return re.compile(f"{grammar.source('pay', cue)}{grammar.source('pay', 'unit_to_figure')}*$")


@cache
def _named_after(cue: str) -> re.Pattern[str]:
    return re.compile(f"{grammar.source('pay', 'figure_to_unit')}*{grammar.source('pay', cue)}")


def _beside_days(scene: Scene, quantity: Quantity) -> str | None:
    """一万二26天，带睡一万三: the unit of the like price told before it."""
    figure = quantity.max or quantity.min or 0
    for other in scene.numbers("money"):
        price = other.max or other.min or 0
        if other.end <= quantity.start and other.unit in _DAYS and price / _LIKE <= figure <= price * _LIKE:
            return other.unit
    return None


def _as_before(scene: Scene, quantity: Quantity) -> str | None:
    """The unit of what she had before, where a small figure follows it (以前一天一百五，现在怎么也得两百)."""
    figure = quantity.max or quantity.min or 0
    told = [q for q in scene.numbers("money") if q.end <= quantity.start and q.unit in ("day", "hour", "visit")]
    if not told or quantity.unit is not None or scene.topic is not Topic.SALARY:
        return None
    before = told[-1].max or told[-1].min or 0
    return told[-1].unit if before / _ALIKE <= figure <= before * _ALIKE and figure < MONTHLY_FROM else None


def of_half_a_day(scene: Scene, quantity: Quantity) -> bool:
    """一天三百二，半天两百: the price of half a day stands beside that of a whole one."""
    before = scene.text[max(0, quantity.start - 3) : quantity.start]
    half = grammar.says("pay", "half_a_day_before", before)
    return half or grammar.pattern("pay", "half_a_day_after").match(scene.text, quantity.end) is not None


def _is_daily(scene: Scene, quantity: Quantity) -> bool:
    """全天两百, 夜班三百: a figure too small for a month behind the name of a day's work."""
    small = quantity.unit in (None, "half_day") and (quantity.max or quantity.min or 0) < MONTHLY_FROM
    return small and grammar.says("pay", "days_work_before", scene.before(quantity.start, 10))


def _ordered_for(scene: Scene) -> str | None:
    """The days an order she prices is said to last (一单一万三，四十二天)."""
    first, last = scene.clauses[0].start, scene.clauses[-1].end
    sentence = scene.text[first:last]
    if not grammar.says("pay", "by_the_order", sentence):
        return None
    for key, refused, unit in (("days42_before", "no_42_days", "42_days"), ("days26_before", "no_26_days", "26_days")):
        if grammar.says("pay", key, sentence) and not grammar.says("pay", refused, sentence):
            return unit
    return None


def _of_money(scene: Scene, quantity: Quantity) -> bool:
    """Whether a small figure is money: an age stands as bare in an introduction (钟点工小陈，三十八)."""
    first, last = scene.sentence_of(quantity.start)
    return (
        quantity.kind == "money"
        or scene.topic is Topic.SALARY
        or grammar.says("pay", "about_pay", scene.text[first:last])
    )
