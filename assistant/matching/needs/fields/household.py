"""Who lives there: children, old people, pets; how many, how large, which meals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from assistant.matching.model import Need
from assistant.matching.needs.scene import Amount, Scene
from assistant.matching.needs.shapes import Operation, Said
from assistant.matching.needs.stance import stance
from assistant.matching.needs.words import entries, pattern, table

_MONTHS: Final = 12
_DAYS: Final = 30
_HALF: Final = 0.5
_NEARLY: Final = 2  # months before a birthday that is near
_CHILD_UNDER: Final = 16
_INFANT_MONTHS: Final = 40
_OLD_FROM: Final = 50
_OLDEST: Final = 110
_TWO: Final = 2
_ANY_PET: Final = "pet"  # 宠物: which, is not said
_NEAR: Final = 3  # clauses after an old person was named in which a bare number is an age


_Age = tuple[int, int, dict[str, float | None]]


def read_children(scene: Scene, need: Need) -> Iterator[Said]:
    """Children's ages in months as `{min, max}`."""
    asked = scene.asked == "household.child_ages_months" or _goes_on(scene, need)
    found: list[_Age] = []
    for amount in scene.amounts:
        span = _months(scene, amount, asked=asked)
        apart = (
            not found or pattern("household", "more_months").fullmatch(scene.folded, found[-1][1], amount.end) is None
        )
        if span is not None and apart:
            found.append((amount.start, amount.end, span))
    found += [
        (match.start(), match.end(), {"min": months, "max": months})
        for months, match in _age_words(scene, asked=asked)
        if not any(start <= match.start() < end for start, end, _ in found)
    ]
    earlier: int | None = None
    for start, end, span in _ranged(scene, sorted(found, key=lambda item: item[0])):
        gap = scene.folded[earlier or 0 : start]
        changed = earlier is not None and pattern("household", "age_corrected").search(gap) is not None
        earlier = end
        also = pattern("household", "another").search(scene.before(start, 16)) is not None
        yield Said("household.child_ages_months", span, start, end, replaces=changed, also=also)


def _ranged(scene: Scene, found: list[_Age]) -> Iterator[_Age]:
    """Two ages that are the ends of one range (半岁到一岁) as one."""
    held: _Age | None = None
    for start, end, span in found:
        gap = scene.folded[held[1] : start] if held else ""
        if held and pattern("household", "age_range_gap").fullmatch(gap):
            held = (held[0], end, {"min": held[2]["min"], "max": span["max"]})
            continue
        if held:
            yield held
        held = (start, end, span)
    if held:
        yield held


def _goes_on(scene: Scene, need: Need) -> bool:
    """Whether a correction without its subject (说错了，十八个月) is of a child's age said before."""
    known = bool(need.household.child_ages_months)
    return known and len(scene.amounts) == 1 and scene.says("household", "age_corrected")


def _months(scene: Scene, amount: Amount, *, asked: bool) -> dict[str, float | None] | None:
    low, high = amount.min, amount.max
    if amount.value is None or "past" in amount.flags:
        return None
    if amount.kind == "age" and (high or low or 0) < _CHILD_UNDER:
        return _with_months(scene, amount, _span(scene, amount, _MONTHS))
    if amount.kind == "duration" and (high or low or 0) <= _INFANT_MONTHS:
        return _span(scene, amount, 1) if _is_age(scene, amount, asked=asked) else None
    days = amount.unit in table("household")["days_old"] or amount.kind == "days_per"
    if days and high is not None and (asked or scene.follows("household", "days_old_after", amount.end)):
        return {"min": round((low or high) / _DAYS), "max": round(high / _DAYS)}
    if amount.kind in ("number", "count") and (high or 0) < _CHILD_UNDER:
        joined = (
            scene.follows("household", "joins_an_age", amount.end) if low == high and amount.kind == "number" else None
        )
        if _listed_alone(scene, amount, asked=asked):
            return _span(scene, amount, _MONTHS)
        if joined and any(o.start == amount.end + joined.end() and o.kind == "age" for o in scene.amounts):
            return _span(scene, amount, _MONTHS)
        told = pattern("household", "bare_age_before").search(scene.before(amount.start, 30))
        clause = scene.clause_at(amount.start)
        near = scene.clauses[max(0, clause.index - 1) : clause.index + 1]
        child = any(pattern("household", "child_word").search(scene.words(one)) for one in near)
        if amount.kind == "number" and told and (child or asked):
            return _span(scene, amount, _MONTHS)
        if asked and amount.kind == "number" and len(scene.amounts) == 1:
            return _span(scene, amount, _MONTHS)
    return None


def _listed_alone(scene: Scene, amount: Amount, *, asked: bool) -> bool:
    """2 children, 3 and 6: a clause of nothing but numbers after one that names children."""
    clause = scene.clause_at(amount.start)
    if not pattern("household", "ages_alone").fullmatch(scene.words(clause).strip()):
        return False
    if asked or not clause.index:
        return asked
    return pattern("household", "child_word").search(scene.words(scene.clauses[clause.index - 1])) is not None


def _with_months(scene: Scene, amount: Amount, span: dict[str, float | None]) -> dict[str, float | None]:
    """两周岁零三个月: the months said after the years are part of the age."""
    more = scene.follows("household", "more_months", amount.end)
    if more is None:
        return span
    said = more["n"]
    months = int(said) if said.isdigit() else sum(table("numbers")["small"].get(sign, 0) for sign in said)
    return {key: value + months if value is not None else None for key, value in span.items()}


def _span(scene: Scene, amount: Amount, factor: int) -> dict[str, float | None]:
    low, high = amount.min, amount.max
    nearly = pattern("household", "ceasing").match(scene.folded, amount.start)
    if nearly and low is not None and high is not None and low < 0:
        # 快一岁: not there yet; the reader of quantities counts back as from a grown-up's age.
        low, high = high + 1 - _NEARLY / _MONTHS, high + 1
    if "below" in amount.flags and high is not None:
        low = high - (1 if factor == _MONTHS else 0)
    if "over" in amount.flags and low is not None and factor == _MONTHS:
        high = low + 1 - 1 / _MONTHS
    return {"min": _tidy((low or 0) * factor), "max": None if high is None else _tidy(high * factor)}


def _tidy(months: float) -> float:
    """Whole months, or the half month that was said (六个半月)."""
    return months if months % 1 == _HALF else round(months)


def _is_age(scene: Scene, amount: Amount, *, asked: bool) -> bool:
    """Whether a length of time is a child's age rather than a term of work."""
    before, after = scene.before(amount.start, 14), scene.folded[amount.end : amount.end + 14]
    if pattern("household", "not_child_age_after").match(after):
        return False
    if pattern("household", "not_child_age_before").search(before):
        return False
    if asked or pattern("household", "child_follows").match(after):
        return True
    if not pattern("household", "counts_months").search(amount.unit or ""):
        return False
    clause = scene.clause_at(amount.start)
    around = [c for c in scene.clauses if abs(c.index - clause.index) <= 1 and c.sentence == clause.sentence]
    words = " ".join(scene.words(c) for c in around)
    if pattern("household", "in_clause_own").search(scene.words(clause)):
        return False
    if scene.words(clause).strip() == scene.folded[amount.start : amount.end].strip():
        # Nothing but the length of time: the child may have been named anywhere before it.
        words = scene.folded[: amount.start]
        if pattern("household", "child_jobs").search(words):
            return True
    return pattern("household", "child_word").search(words) is not None


def _age_words(scene: Scene, *, asked: bool) -> Iterator[tuple[int, re.Match[str]]]:
    for months, compiled_words in entries("household", "age_words"):
        for match in compiled_words.finditer(scene.folded):
            able = pattern("conditions", "ability_before").search(scene.before(match.start(), 16))
            if asked or not (able or scene.follows("household", "age_word_other", match.end())):
                yield int(months), match


def read_elders(scene: Scene, need: Need) -> Iterator[Said]:
    """Old people with age, care level and conditions, each as a dict of what was said of them."""
    asked = scene.asked == "household.elders" or _about_elder(scene, need)
    mentions = list(scene.said("household", "elder_word"))
    ages = [amount for amount in scene.amounts if _is_old_age(scene, amount, asked=asked, named=bool(mentions))]
    cares = _longest(_care(scene, named=bool(mentions or ages or asked)))
    care = min(cares, key=_by_level, default=None)
    several = pattern("household", "elder_pair").search(scene.folded) is not None
    if several and len(ages) == 1 and len(cares) > 1:
        ages = ages * len(cares)
    each = not ages and len(cares) == _TWO and pattern("household", "elder_each").search(scene.folded) is not None
    first: list[Amount | None] = [None] * _TWO if each else [*ages] or [None]
    shared = len(cares) == len(first) > 1
    alike = care is not None and pattern("household", "both").search(scene.before(care[1], 24)) is not None
    ills = [
        (name, match) for name, words in entries("household", "conditions") if (match := words.search(scene.folded))
    ]
    if not (ages or care) and not (ills and (mentions or asked)):
        return
    for index, amount in enumerate(first):
        elder: dict[str, Any] = {}
        start, end = _where(amount, care, ills)
        level = cares[index] if shared else care if index == 0 or alike else None
        if amount is not None:
            nearly = pattern("household", "ceasing").match(scene.folded[amount.start :])
            low = amount.max if nearly or amount.min is None else amount.min
            elder["age"] = round(low or 0)
        if level:
            elder["care"] = level[0]
        if ills and index == 0:
            elder["conditions"] = [name for name, _ in ills]
        yield Said("household.elders", elder, start, end)


def _about_elder(scene: Scene, need: Need) -> bool:
    """Whether a bare number or "he's 91" goes on about an old person known already."""
    known = bool(need.household.elders) or need.job in table("household")["elder_jobs"]
    return known and not scene.says("money", "budget_word")


def _where(
    amount: Amount | None, care: tuple[str, int, int] | None, ills: list[tuple[str, re.Match[str]]]
) -> tuple[int, int]:
    if amount is not None:
        return amount.start, amount.end
    if care is not None:
        return care[1], care[2]
    return ills[0][1].start(), ills[0][1].end()


def _care(scene: Scene, *, named: bool) -> Iterator[tuple[str, int, int]]:
    for level, words in entries("household", "care"):
        for match in words.finditer(scene.folded):
            if (named or level != "independent") and not _ability(scene, match.start()):
                yield level, match.start(), match.end()


def _longest(found: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """By position, without words that are part of longer ones (半瘫 is not 瘫)."""
    every = list(found)
    return sorted(
        (
            one
            for one in every
            if not any(o[1] <= one[1] and one[2] <= o[2] and o[2] - o[1] > one[2] - one[1] for o in every)
        ),
        key=lambda one: one[1],
    )


def _by_level(care: tuple[str, int, int]) -> int:
    """Of several levels told of one person the heaviest counts."""
    return [name for name, _ in entries("household", "care")].index(care[0])


def _ability(scene: Scene, at: int) -> bool:
    """会照顾失智老人 asks for a skill; the home may have no such person, but is taken to."""
    return pattern("household", "other_subject").search(scene.before(at, 12)) is not None


def _is_old_age(scene: Scene, amount: Amount, *, asked: bool, named: bool) -> bool:
    value = amount.value or 0
    if not _OLD_FROM <= value <= _OLDEST:
        return False
    if amount.kind == "age":
        return True
    if amount.kind != "number":
        return False
    if pattern("household", "bare_age_before").search(scene.before(amount.start, 30)):
        return True
    if not (asked or named):
        return False
    clause = scene.clause_at(amount.start)
    nearby = " ".join(scene.words(c) for c in scene.clauses if 0 <= clause.index - c.index <= _NEAR)
    return asked or pattern("household", "elder_word").search(nearby) is not None


def read_home(scene: Scene) -> Iterator[Said]:
    """Pets, people, floor space, meals."""
    yield from _pets(scene)
    yield from _people(scene)
    for amount in scene.amounts:
        is_area = amount.unit in table("household")["area_units"]
        asked = scene.asked == "household.area" and amount.kind in ("count", "number", "money")
        if amount.value and ((amount.kind == "count" and is_area) or asked):
            size = amount.min if "over" in amount.flags and amount.min else amount.value
            yield Said("household.area", float(size), amount.start, amount.end)
    yield from _meals(scene)


def _pets(scene: Scene) -> Iterator[Said]:
    found: list[str] = []
    for name, words in entries("household", "pets"):
        match = next(reversed(list(words.finditer(scene.folded))), None)
        if match is None or (name == _ANY_PET and found):
            continue
        left = scene.follows("household", "gone_after", match.end())
        if left or pattern("household", "no_pet").search(scene.before(match.start(), 16)):
            for pet in ("cats", "dogs", "other") if name == _ANY_PET else (name,):
                yield Said("pets", pet, match.start(), match.end(), operation="drop")
            continue
        pet = "other" if name == _ANY_PET else name
        found.append(pet)
        only = scene.asked == "pets" and not found[1:]
        yield Said("pets", pet, match.start(), match.end(), operation="add", only=only)


def _people(scene: Scene) -> Iterator[Said]:
    for amount in scene.amounts if scene.asked == "household.people" else ():
        if amount.kind in ("number", "count") and amount.value:
            yield Said("household.people", round(amount.value), amount.start, amount.end)
            return
    for match in scene.said("household", "people"):
        groups = {key: value for key, value in match.groupdict().items() if value}
        if "pair" in groups or "pairen" in groups:
            number = 2
        else:
            said = next(iter(groups.values()))
            number = int(said) if said.isdigit() else table("numbers")["small"].get(said, 0)
        if number:
            yield Said("household.people", number, match.start(), match.end())
            return


def _meals(scene: Scene) -> Iterator[Said]:
    everything = pattern("household", "all_meals").search(scene.folded)
    if everything is None and scene.asked == "household.meals":
        everything = pattern("household", "asked_all_meals").search(scene.folded)
    if everything:
        for name, _ in entries("household", "meals"):
            yield Said("household.meals", name, everything.start(), everything.end(), operation="add")
        return
    for name, words in entries("household", "meals"):
        match = words.search(scene.folded)
        if match is None or pattern("household", "not_meals_before").search(scene.before(match.start())):
            continue
        own = scene.follows("household", "not_meals_after", match.end())
        unneeded = own or stance(scene, match.start(), match.end()).operation == "drop"
        operation: Operation = "drop" if unneeded else "add"
        yield Said("household.meals", name, match.start(), match.end(), operation=operation)
