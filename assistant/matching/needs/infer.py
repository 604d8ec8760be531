"""Which job the situation asks for when none was named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from assistant.matching.model import Need
from assistant.matching.needs.fields.work import loose_job
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.stance import stance
from assistant.matching.needs.words import compiled, table

_SHORT_DAY: Final = 6  # hours a day up to which someone comes by the hour
_TODDLER: Final = 84  # months up to which a child told of asks for a nanny
# A loose word for help at home is outweighed by care of a person, not by a chore named with it.
_CHORES: Final = frozenset({"cook", "cleaner", "hourly_helper", "housekeeper", "companion"})


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    return {name: compiled(words, "work") for name, words in table("work")["signs"].items()}


def infer_job(scene: Scene, need: Need) -> Said | None:
    """The job of a need that names none, from this message and what is known of the home."""
    said = _said(scene)
    signs = set(said) | _known(need)
    loose = loose_job(scene)
    bare = table("work")["bare_forms"]
    for rule in table("work")["inferred"]:
        if not signs & set(rule["any"]) or signs & set(rule.get("none", ())):
            continue
        job = str(rule["job"])
        if (
            loose is not None
            and job in _CHORES
            and not loose.hint
            and loose.id not in _VAGUE
            and loose.form not in bare
        ):
            job = loose.id
        name = next((sign for sign in rule["any"] if sign in said), None)
        start, end = said[name] if name else (loose.start, loose.end) if loose else (0, 0)
        return Said("job", job, start, end, clarity="vague")
    if loose is None or loose.form in bare:
        return None
    return Said("job", loose.id, loose.start, loose.end, clarity="vague")


_VAGUE: Final = frozenset({"companion"})


def _said(scene: Scene) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for name, words in _signs().items():
        match = next((m for m in words.finditer(scene.folded) if _wanted(scene, m.start(), m.end())), None)
        if match:
            found[name] = (match.start(), match.end())
    if {"cooking", "cleaning"} <= found.keys():
        found["both_chores"] = found["cooking"]
    return found


def _wanted(scene: Scene, start: int, end: int) -> bool:
    stood = stance(scene, start, end)
    return stood.operation != "drop" and stood.weight != "exclude"


def _known(need: Need) -> set[str]:
    home = need.household
    known: set[str] = {"long_day"} if (need.hours or {}).get("per_day", 0) > _SHORT_DAY else set()
    if home.unborn or home.due:
        known.add("due")
    if home.child_ages_months:
        known.add("child")
        if any((age.min or 0) <= _TODDLER for age in home.child_ages_months):
            known.add("young_child")
    if home.elders:
        known.add("elder")
        if any(elder.conditions for elder in home.elders):
            known.add("elder_ill")
        if any(elder.care and elder.care != "independent" for elder in home.elders):
            known.add("elder_needs_care")
    return known
