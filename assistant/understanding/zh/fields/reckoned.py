"""Her age where it takes some reckoning: by another's, by what is wanting, by what she comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene

YOUNGEST: Final = 16
OLDEST: Final = 80
_GROWN: Final = 25


def plausible(quantity: Quantity) -> bool:
    """Whether a figure may be the age of somebody who works."""
    low, high = quantity.min, quantity.max
    if quantity.has("below") and high is not None:
        return _GROWN <= high <= OLDEST
    return low is not None and high is not None and YOUNGEST <= low <= high <= OLDEST


def beside_another(scene: Scene) -> Iterator[Draft]:
    """Her age by that of another (比雇主小两岁，雇主四十), where her age is asked."""
    for key in ("age_beside", "age_beside_me"):
        said = grammar.pattern("person", key).search(scene.text)
        if said is None or scene.silent(said.start()):
            continue
        years = next((q.min for q in scan(f"{said.group('years')}岁", scene.context.today) if q.min), None)
        other = next((q for q in scene.numbers("age", "number") if plausible(q) and not _inside(q, said)), None)
        if years is None or other is None or other.min is None or other.min != other.max:
            continue
        age = int(other.min + years if said.group("sign") == "大" else other.min - years)
        start, end = min(said.start(), other.start), max(said.end(), other.end)
        yield Draft("age", age, start, end, confidence=0.8, flags=("computed",))
        return


def typed_date(scene: Scene) -> Iterator[Draft]:
    """The year of a date of birth typed as on a paper (19760214), where her age is asked."""
    typed = grammar.pattern("person", "typed_date").search(scene.text)
    if typed is not None and not scene.silent(typed.start()):
        yield Draft("birth_year", int(typed.group("year")), typed.start(), typed.end(), confidence=0.8)


def _inside(quantity: Quantity, said: re.Match[str]) -> bool:
    return said.start() <= quantity.start < said.end()


def opening(scene: Scene, ages: list[Quantity]) -> list[Quantity]:
    """Only the figure that opens her answer, where nothing behind it weighs it (五十六，过了五十五你们还收不收)."""
    first = next((q for q in scene.numbers("number", "age") if plausible(q)), None)
    if first is None or first.min != first.max or first.flags or grammar.says("corrections", "marker", scene.text):
        return ages
    if grammar.pattern("ages", "figure").match(scene.text, first.start) is None:
        return ages
    alone = grammar.pattern("ages", "opens_before").fullmatch(scene.text[: first.start]) is not None
    alone = alone and grammar.pattern("ages", "opens_after").match(scene.text, first.end) is not None
    return [first] if alone and not grammar.says("ages", "weighed", scene.text[first.end :]) else ages


def worded(scene: Scene) -> Draft | None:
    """Her age or years of birth by a phrase of its own, where her age is asked (六十差一岁; 四十刚过一岁; 七零后)."""
    if grammar.says("ages", "year_pair", scene.text):
        return None
    for key, sign in (("short", -1), ("past", 1), ("coming", -1), ("full", 0), ("eaten", 0)):
        said = grammar.pattern("ages", key).search(scene.text)
        if said is None or scene.silent(said.start()) or not scene.subject_at(said.start()).hers():
            continue
        told = {name[:-1]: group for name, group in said.groupdict().items() if group}
        age = next((q.min for q in scan(f"{told['age']}岁", scene.context.today) if q.min), None)
        years = "零一二三四五六七八九".index(told.get("years", "一").replace("两", "二"))
        if age is not None:
            flags = ("computed",) if sign else ()
            return Draft("age", int(age) + sign * years, said.start(), said.end(), confidence=0.8, flags=flags)
    said = grammar.pattern("ages", "decade").search(scene.text)
    if said is None or scene.silent(said.start()) or not scene.subject_at(said.start()).hers():
        return None
    ones = 5 if said.group("ones") in "五5" else 0
    decade = 1900 + 10 * "零一二三四五六七八九".index(said.group("tens"))
    return Draft(
        "birth_year", {"min": decade + ones, "max": decade + 9}, said.start("tens"), said.end(), confidence=0.7
    )


def comes_to(scene: Scene, quantity: Quantity) -> bool:
    """三十九，腊月就四十了: a figure stands before an age that she only comes to."""
    earlier = [q for q in scene.numbers("number") if q.end <= quantity.start and plausible(q)]
    between = scene.text[earlier[-1].end : quantity.start] if earlier else ""
    older = bool(earlier) and (earlier[-1].max or 0) < (quantity.min or 0)
    return older and grammar.pattern("person", "comes_to").search(between) is not None


def clearest(scene: Scene, ages: list[Quantity]) -> list[Quantity]:
    """Without what merely rounds an exact age said beside it (二十九，快三十了; 周岁四十三，虚岁四十四)."""
    if len(ages) < 2 or grammar.says("corrections", "marker", scene.text):
        return ages
    between = scene.text[ages[0].end : ages[1].start]
    if (ages[1].min or 0) > (ages[0].max or 0) and grammar.pattern("person", "comes_to").search(between):
        return ages[:1]
    if all(q.min == q.max and not q.flags for q in ages):
        return ages
    exact = [
        q
        for q in ages
        if q.min == q.max and not q.has("nominal") and not q.has("approximate") and not q.has("next_year")
    ]
    return exact or ages


def coming(scene: Scene, quantity: Quantity) -> bool:
    """马上六十: she is not yet so old."""
    return grammar.says("person", "soon_before", scene.text[max(0, quantity.start - 6) : quantity.start])


def not_yet(scene: Scene, quantity: Quantity) -> Quantity:
    """An age that comes soon as the years just under it, as 奔五十 is read."""
    if quantity.min is None or quantity.min != quantity.max or quantity.flags or not coming(scene, quantity):
        return quantity
    return replace(quantity, min=quantity.min - 3, max=quantity.min - 1, flags=("approximate",))


def years_ahead(scene: Scene, quantity: Quantity) -> int:
    """How many years from now she will be as old as that (过了年五十, 再过两年五十五)."""
    later = grammar.pattern("person", "years_ahead").search(scene.before(quantity.start))
    if later is not None:
        return "零一二三四五".index(later.group("years").replace("两", "二"))
    if grammar.pattern("person", "short_by").match(scene.text, quantity.end):
        return 1
    return 1 if quantity.has("next_year") else 0
