"""How many families she has served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, span_of

_FILE: Final = "families"
_OWN: Final = ("self", "employer")
_ASKED: Final = frozenset({Topic.HISTORY, Topic.EXPERIENCE})


def read_families(scene: Scene) -> Iterator[Draft]:
    """How many families she has served; counts told trade by trade are no whole."""
    found = [draft for quantity in scene.numbers("count") if (draft := _served(scene, quantity)) is not None]
    in_turn = _nth(scene) if found and not grammar.says("corrections", "marker", scene.text) else None
    if in_turn is not None and all(_less(draft, in_turn) for draft in found):
        yield in_turn
        return
    trades = {t.id for t in scene.kinds("jobs")}
    if len(found) > 1 and not grammar.says("corrections", "marker", scene.text):
        whole = [d for d in found if grammar.says("experience", "total", scene.before(d.start))]
        if whole or len(trades) > 1:
            yield from whole
            return
        found = [d for d in found if not _part(scene, d, found[0])]
        if _told_apart(scene, found):
            found = found[:1]
    yield from found or _told_otherwise(scene)


def _part(scene: Scene, draft: Draft, whole: Draft) -> bool:
    """Whether a count only picks some out of those counted before (四十几单，有三单是早产)."""
    picked = grammar.pattern(_FILE, "picked_before").search(scene.before(draft.start, 5)) is not None
    picked = picked or grammar.pattern(_FILE, "picked_after").match(scene.text, draft.end) is not None
    return picked and _less(draft, whole)


def _told_apart(scene: Scene, found: list[Draft]) -> bool:
    """Whether a count told as a statement of its own is then told in its parts (四家，一家三年，两家一年)."""
    between = scene.text[found[0].end : found[-1].start]
    alone = scene.clause_at(found[0].start).end - found[0].end <= 1
    return alone and not grammar.says("experience", "added", between) and all(_less(d, found[0]) for d in found[1:])


def _served(scene: Scene, quantity: Quantity) -> Draft | None:
    start, end = quantity.start, quantity.end
    if scene.silent(start) or not _counts_families(scene, quantity) or not _hers(scene, quantity):
        return None
    before, after = scene.text[max(0, start - 14) : start], scene.text[end : end + 4]
    said = re.search(grammar.source("experience", "family_cue"), before) is not None
    one = quantity.min == quantity.max == 1
    if one and not _only_one(scene, quantity, before):
        return None
    unsaid = grammar.pattern(_FILE, "other_after" if said and not one else "other_after_unsaid").match(after)
    if unsaid or grammar.pattern(_FILE, "other_before").search(before):
        return None
    if said or _asked(scene, quantity):
        return Draft("families_served", span_of(quantity), start, end, flags=kept_flags(quantity))
    return None


def _counts_families(scene: Scene, quantity: Quantity) -> bool:
    before = scene.text[max(0, quantity.start - 10) : quantity.start]
    if grammar.pattern(_FILE, "none_before").search(before):
        return False
    if quantity.unit in grammar.words(_FILE, "unit"):
        return True
    if quantity.unit != "个":
        return False
    told = grammar.pattern(_FILE, "counted_before").search(before) is not None
    return told or grammar.pattern(_FILE, "counted_after").match(scene.text, quantity.end) is not None


def _hers(scene: Scene, quantity: Quantity) -> bool:
    """Whether the count is told of her; those she served are no subject where only their number is told (五个东家)."""
    subject = scene.subject_at(quantity.start)
    if subject.hers():
        return True
    clause = scene.clause_at(quantity.start)
    counted = subject.owner == "employer" and subject.carried not in ("peer", "family")
    return counted and grammar.says(_FILE, "served", clause.text)


def _asked(scene: Scene, quantity: Quantity) -> bool:
    changed = grammar.says("corrections", "not_but", scene.text)
    changed = changed or grammar.says(_FILE, "changed", scene.text[: quantity.start])
    alone = scene.clause_at(quantity.start).text.strip() == scene.text[quantity.start : quantity.end]
    return (scene.bare or alone) and (scene.topic in _ASKED or changed)


def _only_one(scene: Scene, quantity: Quantity, before: str) -> bool:
    rest = scene.text.replace(scene.text[quantity.start : quantity.end], "", 1).strip("，。,. ")
    whole = grammar.pattern(_FILE, "nothing_else").fullmatch(rest) is not None
    return (whole and scene.topic is Topic.HISTORY) or grammar.pattern(_FILE, "only_one_before").search(
        before
    ) is not None


def _told_otherwise(scene: Scene) -> Iterator[Draft]:
    """No number of families, but as good: never changed, or the fifth by now; where her posts are asked."""
    if scene.topic is not Topic.HISTORY:
        return
    same = grammar.pattern(_FILE, "only_one").search(scene.text)
    if same and not scene.silent(same.start()) and scene.subject_at(same.start()).owner in _OWN:
        yield Draft("families_served", {"min": 1, "max": 1}, same.start(), same.end(), confidence=0.8)
        return
    nobodys = grammar.pattern(_FILE, "nobodys").search(scene.text)
    if nobodys and not scene.silent(nobodys.start()):
        yield Draft("families_served", {"min": 0, "max": 0}, nobodys.start(), nobodys.end(), confidence=0.8)
        return
    in_turn = _nth(scene) or _in_order(scene)
    if in_turn is not None:
        yield in_turn


def _in_order(scene: Scene) -> Draft | None:
    """The families told one by one where her posts are asked (头一家做了两年，第二家一年)."""
    told = [m for m in grammar.pattern(_FILE, "told_in_order").finditer(scene.text) if not scene.silent(m.start())]
    if scene.topic is not Topic.HISTORY or not told or not grammar.says(_FILE, "told_first", scene.text):
        return None
    last = "一二三四五六七八九".index(told[-1].group("count")) + 1
    lengths = sum(1 for _ in scene.numbers("duration"))
    if lengths < last or [m.group("count") for m in told] != list("二三四五六七八九"[: len(told)]):
        return None
    return Draft("families_served", {"min": last, "max": last}, told[0].start(), told[-1].end(), confidence=0.7)


def _nth(scene: Scene) -> Draft | None:
    """The families so far by the number of the one she is with (现在这是我第三家), where her posts are asked."""
    nth = grammar.pattern(_FILE, "nth_now").search(scene.text)
    if nth is None or scene.topic is not Topic.HISTORY or scene.silent(nth.start()):
        return None
    said = next(group for group in nth.groups() if group)
    count = next(iter(scan(f"{said}家", scene.context.today)), None)
    return None if count is None else Draft("families_served", span_of(count), nth.start(), nth.end(), confidence=0.8)


def _less(one: Draft, other: Draft) -> bool:
    return (one.value["max"] or one.value["min"] or 0) < (other.value["min"] or 0)
