"""What she wants to be paid. What others paid her, fees and debts are no wish of hers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields.pay_units import MONTHLY_FROM, of_half_a_day, unit_of
from assistant.understanding.zh.fields.wages import SMALLEST_HOURLY, amended, is_wish
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import tidy

_SMALLEST_MONTHLY: Final = 1000
_OF_OTHER_NUMBERS: Final = frozenset({Topic.AGE, Topic.EXPERIENCE, Topic.HISTORY, Topic.CONTACT, Topic.SCHEDULE})
LARGEST: Final = 60000
_FAR_ABOVE: Final = 3  # times a sum, so that it is no part of the other told behind it
_BRIEF: Final = 10  # characters between the prices of two kinds of work


def read(scene: Scene) -> Iterator[Draft]:
    """At most one figure (or the range of several told with conditions), and whether it can be talked over."""
    figures = [q for q in _candidates(scene) if is_wish(scene, q)]
    figures = _without_taken_back(scene, figures)
    figures = _without_restated(scene, figures)
    negotiable = _negotiable(scene, figures)
    if not figures:
        figures = _as_before(scene)
    if figures:
        yield _figure(scene, figures, negotiable)
    elif negotiable is not None and (scene.topic is Topic.SALARY or grammar.says("pay", "money_named", scene.text)):
        value, (start, end) = negotiable
        if not scene.silent(start):
            yield Draft("expected_salary", {"negotiable": value}, start, end)


def _as_before(scene: Scene) -> list[Quantity]:
    """The last wage she had, as a floor, where she will not take less than that (…八千五，不能比那低吧)."""
    said = grammar.says("pay", "not_below_that", scene.text)
    before = [q for q in _candidates(scene) if said and (q.min or 0) >= MONTHLY_FROM]
    return [replace(before[-1], max=None, flags=("floor",))] if before else []


def vague(scene: Scene) -> bool:
    """Whether pay was touched without a figure one could keep."""
    asked = scene.topic is Topic.SALARY
    figures = [q for q in _candidates(scene) if is_wish(scene, q)]
    if figures:
        return False
    spoke = grammar.says("pay", "vague", scene.text)
    return spoke and (asked or grammar.says("pay", "money_or_rise_named", scene.text))


def _candidates(scene: Scene) -> Iterator[Quantity]:
    for quantity in scene.quantities:
        if quantity.has("vague"):
            continue
        before = scene.text[max(0, quantity.start - 4) : quantity.start]
        raised = (quantity.max or 0) < MONTHLY_FROM and grammar.says("pay", "raised_before", before)
        if raised or grammar.says("pay", "added_before", before) or _on_top(scene, quantity, before):
            continue
        if any(p.start <= quantity.start < p.end for p in scene.places):
            continue
        if _emergency_number(scene, quantity, before) or _by_the_square(scene, quantity, before):
            continue
        if _too_little_said(scene, quantity) or _of_several(scene, quantity):
            continue
        if (quantity.kind == "money" and quantity.unit not in ("year", "square_metre", "week")) or (
            quantity.kind == "number" and _looks_like_pay(scene, quantity)
        ):
            yield quantity
        elif quantity.kind == "count" and (quantity.max or 0) > MONTHLY_FROM:
            yield from _run_into_days(scene, quantity)


def _too_little_said(scene: Scene, quantity: Quantity) -> bool:
    """Asked her age, 你们要到六十五 names no wage: a small figure with neither 块 nor a unit."""
    small = (quantity.max or quantity.min or 0) < _SMALLEST_MONTHLY and quantity.unit is None
    plain = grammar.says("pay", "in_yuan", scene.text[quantity.start : quantity.end])
    return small and not plain and scene.context.asking in _OF_OTHER_NUMBERS


def _of_several(scene: Scene, quantity: Quantity) -> bool:
    """催一次奶三百，包三次八百: the price of several, where that of one stands before it."""
    small = (quantity.max or quantity.min or 0) < MONTHLY_FROM
    one = (q for q in scene.numbers("money", "number") if q.end <= quantity.start and (q.min or 0) >= SMALLEST_HOURLY)
    return small and grammar.says("pay", "several_before", scene.before(quantity.start, 8)) and any(True for _ in one)


def _on_top(scene: Scene, quantity: Quantity, before: str) -> bool:
    """双胞胎加两千: what comes on top of the wage told before it, or far above it behind it."""
    figure = quantity.max or quantity.min or 0
    told = [(q.end <= quantity.start, q.max or q.min or 0) for q in scene.numbers("money", "number") if q != quantity]
    larger = any(other > (figure if earlier else _FAR_ABOVE * figure) for earlier, other in told)
    return grammar.says("pay", "on_top_before", before) and larger


def _emergency_number(scene: Scene, quantity: Quantity, before: str) -> bool:
    """先叫120: who is called, not what is paid."""
    called = grammar.pattern("pay", "emergency_number").fullmatch(scene.text[quantity.start : quantity.end])
    return called is not None and grammar.says("pay", "called_before", before)


def _by_the_square(scene: Scene, quantity: Quantity, before: str) -> bool:
    """一平米十二: the price of a cleaned square metre is no wage."""
    behind = grammar.pattern("pay", "square_after").match(scene.text, quantity.end) is not None
    return behind or grammar.says("pay", "square_before", before)


def _run_into_days(scene: Scene, quantity: Quantity) -> Iterator[Quantity]:
    """一万一二十六天: the figure and the days of its unit, said in one breath."""
    said = grammar.pattern("pay", "figure_and_days").fullmatch(scene.text[quantity.start : quantity.end])
    if said is None:
        return
    unit = "26_days" if grammar.says("pay", "days26_before", said.group("days")) else "42_days"
    for figure in scan(said.group("figure"), scene.context.today):
        if figure.kind in ("money", "number") and figure.start == 0 and figure.min:
            yield replace(figure, start=quantity.start, end=quantity.end, kind="money", unit=unit)


def _like_an_age(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare figure fills a statement of an introduction as an age does (…工资看着给，四十七)."""
    spoken = scene.text[quantity.start : quantity.end]
    alone = scene.clause_at(quantity.start).text.strip() == spoken
    return alone and grammar.pattern("person", "age_spoken").fullmatch(spoken) is not None


def _looks_like_pay(scene: Scene, quantity: Quantity) -> bool:
    figure = quantity.max or quantity.min or 0
    unit = unit_of(scene, quantity)
    if scene.topic is Topic.SALARY:
        alone = scene.bare and len(list(scene.numbers("number", "money", "count", "duration"))) == 1
        return (
            figure >= _SMALLEST_MONTHLY
            or (figure >= 100 and scene.bare)
            or (figure >= 10 and unit is not None)
            or (alone and figure >= SMALLEST_HOURLY)
        )
    if _like_an_age(scene, quantity):
        return False
    if figure >= 10 and unit in ("day", "hour", "visit"):
        return True
    if amended(scene, quantity):
        return True
    if not MONTHLY_FROM <= figure <= LARGEST:
        return False
    first, last = scene.sentence_of(quantity.start)
    if grammar.says("pay", "about_pay", scene.text[first:last]):
        return True
    spoken = scene.text[quantity.start : quantity.end]
    counted = grammar.pattern("pay", "counted_after").match(scene.text, quantity.end)
    introduces = scene.context.asking is None and any(True for _ in scene.kinds("jobs", "work_modes"))
    return introduces and counted is None and grammar.says("pay", "large_figure", spoken)


def _without_taken_back(scene: Scene, figures: list[Quantity]) -> list[Quantity]:
    """Only what follows a repair (每天二百，不是每天，每次二百), where a figure follows it."""
    if len(figures) < 2:
        return figures
    for match in grammar.pattern("pay", "taken_back").finditer(scene.text):
        later = [q for q in figures if q.start >= match.end() - 1]
        if later and later != figures:
            return later
    return figures


def _without_restated(scene: Scene, figures: list[Quantity]) -> list[Quantity]:
    """Drops "less than seven thousand, no" beside "seven thousand at least", and figures of lesser units."""
    kept = [q for q in figures if not _lower_bound(scene, q)] or figures[:1]
    units = [unit_of(scene, q) for q in kept]
    if len(kept) > 1 and _spans_range(scene, kept):
        return kept
    whole = [q for q in kept if q.unit != "half_day" and not of_half_a_day(scene, q)]
    kept = whole or kept
    units = [unit_of(scene, q) for q in kept]
    main = next((unit for unit in ("month", "26_days", "42_days") if unit in units), None)
    if main is not None:
        kept = [q for q, unit in zip(kept, units, strict=True) if unit in (main, None)]
    elif kept:
        first = next((unit for unit in (unit_of(scene, q) for q in kept) if unit), None)
        kept = [q for q in kept if unit_of(scene, q) in (first, None)]
    return kept


def _lower_bound(scene: Scene, quantity: Quantity) -> bool:
    """少于七千不干: the figure is a floor put the other way round."""
    before = scene.text[max(0, quantity.start - 4) : quantity.end]
    if _ceiling_refused(scene, quantity):
        return True
    if grammar.says("pay", "not_less_than", scene.text[max(0, quantity.start - 9) : quantity.end]):
        return True
    clause = scene.clause_at(quantity.start)
    rest = scene.text[quantity.end : clause.end + 8]
    return grammar.says("pay", "less_than", before) and grammar.says("pay", "refuse", rest)


def _ceiling_refused(scene: Scene, quantity: Quantity) -> bool:
    """八千以内的不用发我: what is refused up to a figure is wanted from there on."""
    clause = scene.clause_at(quantity.start)
    rest = scene.text[quantity.end : clause.end]
    return quantity.min is None and quantity.max is not None and grammar.says("pay", "refuse", rest)


def _figure(scene: Scene, figures: Sequence[Quantity], negotiable: tuple[bool, tuple[int, int]] | None) -> Draft:
    chosen = list(figures)
    flags: list[str] = []
    if len(chosen) > 1 and not _conditioned(scene, chosen) and not _spans_range(scene, chosen):
        chosen = chosen[-1:]
    low, high = _bounds(scene, chosen)
    if len(chosen) == 1 and grammar.says("pay", "not_below_that", scene.text):
        high = None
    value: dict[str, Any] = {"min": low, "max": high}
    unit = next((u for u in (unit_of(scene, q) for q in reversed(chosen)) if u), None)
    if unit:
        value["unit"] = unit
    if negotiable is not None:
        value["negotiable"] = negotiable[0]
    if (len(chosen) > 1 and not _spans_range(scene, chosen)) or any(
        scene.moods[scene.index_at(q.start)].hypothetical for q in chosen
    ):
        flags.append("conditional")
    if any(q.has("approximate") for q in chosen):
        flags.append("approximate")
    start, end = chosen[0].start, chosen[-1].end
    if len(chosen) > 1 and not _spans_range(scene, chosen):
        end = max(end, scene.clause_at(chosen[-1].start).end)
    return Draft("expected_salary", value, start, end, flags=tuple(flags))


def _conditioned(scene: Scene, figures: Sequence[Quantity]) -> bool:
    """Whether figures go with conditions (八千不带睡，九千带睡), and none takes another back."""
    if grammar.says("corrections", "marker", scene.text[figures[0].end : figures[-1].start]):
        return False
    spread = (
        scene.topic is Topic.SALARY
        and len(figures) == 2
        and grammar.pattern("pay", "side_by_side").fullmatch(scene.text[figures[0].end : figures[1].start])
    )
    return (
        _less_will_do(scene, figures)
        or (spread is not None and bool(spread))
        or any(
            grammar.says("pay", "condition", scene.clause_at(q.start).text)
            or (_briefly_told(figures) and grammar.says("pay", "condition_before", scene.before(q.start)))
            for q in figures
        )
    )


def _less_will_do(scene: Scene, figures: Sequence[Quantity]) -> bool:
    """给五千五我干，给五千我也干: the second price is the least she takes."""
    less = len(figures) == 2 and (figures[1].max or 0) < (figures[0].min or 0)
    return less and grammar.pattern("pay", "that_too_after").match(scene.text, figures[1].end) is not None


def _briefly_told(figures: Sequence[Quantity]) -> bool:
    """Whether two prices are set side by side (三口四千五，带老人五千五), not told in a story."""
    return len(figures) == 2 and figures[1].start - figures[0].end <= _BRIEF


def _spans_range(scene: Scene, figures: Sequence[Quantity]) -> bool:
    """七千到八千一个月."""
    if len({q.unit for q in figures} - {None}) > 1:
        return False
    return all(
        grammar.pattern("pay", "to").fullmatch(scene.text[left.end : right.start]) is not None
        for left, right in pairwise(figures)
    )


def _bounds(scene: Scene, figures: Sequence[Quantity]) -> tuple[int | float | None, int | float | None]:
    if len(figures) == 1:
        quantity = figures[0]
        low, high = quantity.min, quantity.max
        if _lower_bound(scene, quantity):
            return (high if high is not None else low), None
        return (None if low is None else tidy(low)), (None if high is None else tidy(high))
    lows = [q.min for q in figures if q.min is not None]
    highs = [q.max for q in figures if q.max is not None]
    return (tidy(min(lows)) if lows else None), (tidy(max(highs)) if highs else None)


def _negotiable(scene: Scene, figures: Sequence[Quantity]) -> tuple[bool, tuple[int, int]] | None:
    if not figures and scene.topic is not Topic.SALARY and not grammar.says("pay", "money_named", scene.text):
        return None
    for key, value in (("fixed_price", False), ("negotiable", True)):
        match = grammar.pattern("pay", key).search(scene.text)
        denied = match and re.search(grammar.source("pay", "terms_denied") + "$", scene.text[: match.start()])
        if match and not denied and not scene.silent(match.start()):
            return value, (match.start(), match.end())
    return None
