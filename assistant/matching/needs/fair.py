"""Filters on a worker's person: found, declined with one warm sentence, kept out of everything else that is read.

The kinds, their words, what is no filter (the family's own origin, a patient's illness) and the lawful reasons are data
(`knowledge_base/matching/needs/fair.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from assistant.matching.model import Need
from assistant.matching.needs.scene import Amount, Scene
from assistant.matching.needs.shapes import Refused
from assistant.matching.needs.words import compiled, pattern, table
from assistant.profile.model import Language

_YOUNGEST: Final = 16
_OLDEST: Final = 69
_REACH: Final = 24


@dataclass(frozen=True)
class _Filter:
    id: str
    trait: re.Pattern[str]
    sure: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    text: dict[Language, str]
    lawful: dict[str, Any]
    place: bool
    figure: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One filter found in a message, or a lawful reason that makes it none (`reason`)."""

    filter_id: str
    start: int
    end: int
    text: str
    lawful: dict[str, Any]
    reason: str | None = None


@cache
def _filters() -> tuple[_Filter, ...]:
    return tuple(
        _Filter(
            id=entry["id"],
            trait=compiled(entry["trait"], "fair"),
            sure=compiled(entry["sure"], "fair") if "sure" in entry else None,
            not_after=compiled(entry["not_after"], "fair") if "not_after" in entry else None,
            text=entry["text"],
            lawful=entry.get("lawful", {}),
            place=bool(entry.get("place")),
            figure=bool(entry.get("figure")),
        )
        for entry in table("fair")["filters"]
    )


def find(scene: Scene, need: Need) -> list[Found]:
    """Every filter on the worker's person, by position; lawful ones carry their reason, said now or known of `need`."""
    found = [
        _weighed(scene, need, kind, start, end)
        for kind in _filters()
        for start, end, sure in _spans(scene, kind)
        if _is_wish(scene, start, end, sure=sure)
    ]
    return sorted(found, key=lambda item: item.start)


def refused(scene: Scene, found: list[Found]) -> tuple[Refused, ...]:
    """What is said to the consumer: one sentence for each kind, at the first words that asked for it."""
    kinds: dict[str, Refused] = {}
    for item in found:
        if item.reason is None and item.filter_id not in kinds:
            quote = scene.text[item.start : item.end]
            kinds[item.filter_id] = Refused(
                item.filter_id, quote, item.start, item.end, item.text, tuple(sorted(item.lawful))
            )
    return tuple(kinds.values())


def _spans(scene: Scene, kind: _Filter) -> Iterator[tuple[int, int, bool]]:
    """Where a filter may be said, and whether it can be said of nobody but the worker."""
    if kind.sure is not None:
        yield from ((*match.span(), True) for match in kind.sure.finditer(scene.folded))
    for match in kind.trait.finditer(scene.folded):
        if kind.not_after is None or not kind.not_after.match(scene.folded[match.end() : match.end() + _REACH]):
            yield match.start(), match.end(), False
    if kind.place:
        yield from ((start, end, False) for start, end in _origins(scene))
    if kind.figure:
        yield from ((start, end, False) for start, end in _figures(scene))


def _origins(scene: Scene) -> Iterator[tuple[int, int]]:
    """河南人, 不要河南的, nobody from Henan; a district is where someone works, not where she is from."""
    for match in scene.places:
        people = scene.follows("fair", "people_after", match.end)
        if people:
            yield match.start, match.end + people.end()
            continue
        before = scene.before(match.start)
        said_of = match.level == "province" and scene.follows("fair", "of_after", match.end)
        if said_of or pattern("fair", "from_before").search(before):
            yield match.start, match.end


def _figures(scene: Scene) -> Iterator[tuple[int, int]]:
    for amount in scene.amounts:
        if (
            amount.kind in ("age", "number")
            and _YOUNGEST <= (amount.value or 0) <= _OLDEST
            and _of_worker(scene, amount)
        ):
            yield amount.start, amount.end


def _of_worker(scene: Scene, amount: Amount) -> bool:
    before, after = scene.before(amount.start, _REACH), scene.after(amount.end, _REACH)
    if amount.kind != "age" and (scene.asked or "").startswith("budget"):
        return False
    if amount.kind == "number" and not pattern("fair", "figure_number").search(
        f"{before}|{scene.folded[amount.start : amount.end]}|{after}"
    ):
        return False
    bounded = {"ceiling", "floor", "below", "approximate"} & set(amount.flags) or amount.min != amount.max
    if pattern("household", "elder_word").search(before) or scene.follows("fair", "relative_after", amount.end):
        return False
    bound = pattern("fair", "figure_bound_after").match(after)
    return bool((bounded or bound) and pattern("fair", "figure_worker_before").search(before))


def _is_wish(scene: Scene, start: int, end: int, *, sure: bool) -> bool:
    before, after = scene.before(start), scene.after(end)
    own = pattern("fair", "own_before").search(before) or pattern("fair", "own_after").match(after)
    if (own or _tells_of_family(scene, start, end)) and not sure:
        return False
    return not (pattern("fair", "any_after").match(after) or pattern("fair", "any_before").search(before))


def _tells_of_family(scene: Scene, start: int, end: int) -> bool:
    clause = scene.clause_at(start)
    if clause.index or scene.words(clause).strip() != scene.folded[start:end].strip() or len(scene.clauses) == 1:
        return False
    return pattern("fair", "sought_next").match(scene.words(scene.clauses[1]).strip()) is not None


def _weighed(scene: Scene, need: Need, kind: _Filter, start: int, end: int) -> Found:
    for reason in table("fair")["lawful_reasons"]:
        if reason["filter"] != kind.id:
            continue
        because = reason["because"]
        words = pattern("fair", because) if isinstance(because, str) else compiled(because, "fair")
        if words.search(scene.folded) or set(reason.get("held", ())) & set(need.skills):
            return Found(kind.id, start, end, reason["text"][scene.language], {}, reason["id"])
    return Found(kind.id, start, end, kind.text[scene.language], kind.lawful)
