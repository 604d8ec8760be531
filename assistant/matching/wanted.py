"""A need as the index understands it: hard conditions, and what is liked and how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.matching import codes as numbers
from assistant.matching.codes import Codes, bit, term
from assistant.matching.conditions import Atom, Bits, Compared, Condition
from assistant.matching.index import last_day
from assistant.matching.model import Need
from assistant.matching.settings import Household, PayKind, Weights
from assistant.matching.whereabouts import located

_LISTS: Final = ("skills", "cuisines", "languages", "certificates")
_LOWEST_MONTHLY: Final = 1000  # a budget without a unit: less than this is for an hour
_TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Liked:
    """Something wanted, hard or not, whose part of the score depends on a bit of hers.

    `strong` is a better one, `little` a lesser one that comes beside `plain`, `against` one that says no.
    """

    part: str
    id: str
    plain: Bits | None
    strong: Bits | None = None
    against: Bits | None = None
    little: Bits | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The need compiled. `cities` None is anywhere; `always` never gives way, `musts` may, one by one, in near misses.

    `budgets` are the most that may be asked by kind of pay, `start` the ordinal of the first day.
    """

    need: Need
    jobs: tuple[int, ...]
    cities: tuple[int, ...] | None
    always: tuple[Condition, ...]
    musts: tuple[Condition, ...]
    liked: tuple[Liked, ...]
    budgets: dict[PayKind, int]
    start: int | None
    today: int
    city: str | None
    district: str | None
    district_bit: Bits | None
    district_code: int | None


def binds(need: Need, field: str, value: str | None, rules: Weights) -> bool:
    """Whether a value of the need is a must; said so by name, else by the field's default."""
    names = {field} if value is None else {field, f"{field}:{value}"}
    if names & set(need.must):
        return True
    return not names & {*need.prefer, *need.exclude, *need.open} and rules.binding.get(field) == "must"


def with_suggested(need: Need, rules: Weights) -> Need:
    """The need with the skills that its household is glad of as wishes, unless skills were said not to matter."""
    wished = [
        skill
        for skill, home in rules.suggests.items()
        if skill not in need.skills and f"skills:{skill}" not in need.exclude and _lives_so(need, home)
    ]
    if not wished or "skills" in need.open:
        return need
    # A must on all skills named is one on each of those, not on what is added.
    must = [f"skills:{each}" for each in need.skills] if "skills" in need.must else []
    return need.model_copy(
        update={
            "skills": [*need.skills, *wished],
            "must": [*(name for name in need.must if name != "skills"), *must],
            "prefer": [*need.prefer, *(f"skills:{skill}" for skill in wished)],
        }
    )


def place_of(need: Need) -> tuple[str | None, str | None]:
    """The city and the official district of the need; a district alone is taken for the best-known one of its name."""
    if need.district is None:
        return need.city, None
    found = located(need.district, need.city, district=True)
    if found is None or (need.city is not None and found[0] != need.city):
        return need.city, need.district
    return found[0], found[1] if found[1] != "*" else None


def wanted(need: Need, given: Codes, today: date, rules: Weights) -> Wanted:
    """The need with the numbers of the index. A condition nobody has a number for is one nobody fulfils."""
    need = with_suggested(need, rules)
    city, district = place_of(need)
    code = given.get((numbers.districts(city), district)) if city and district else None
    mask = Bits("districts", numbers.district_bit(code), "any") if code is not None else None
    start = _start(need, today)
    budgets = _budgets(need, rules)
    musts = [
        *_place_musts(need, district, mask, rules),
        *_mode_musts(need, given, rules),
        *_number_musts(need, budgets, start or today.toordinal(), rules),
        *_list_musts(need, given, rules),
        *_preference_musts(need, given, rules),
    ]
    always = [*_gates(need, today.toordinal()), *_respected(need, given, rules), *_excluded(need, given, city)]
    if mask is not None:
        always.append(Condition("declined_service_areas", (Bits("declined", mask.bits, "none"),)))
    return Wanted(
        need=need,
        jobs=_jobs(need, given, rules),
        cities=_cities(need, city, given, rules),
        always=tuple(always),
        musts=tuple(musts),
        liked=tuple(_liked(need, given)),
        budgets=budgets,
        start=start,
        today=today.toordinal(),
        city=city,
        district=district,
        district_bit=mask,
        district_code=code,
    )


def _jobs(need: Need, given: Codes, rules: Weights) -> tuple[int, ...]:
    if need.job is not None and binds(need, "job", None, rules):
        code = given.get((numbers.JOBS, need.job))
        return (code,) if code is not None else ()
    return tuple(sorted(given.names(numbers.JOBS)))


def _cities(need: Need, city: str | None, given: Codes, rules: Weights) -> tuple[int, ...] | None:
    if city is None or not (binds(need, "city", None, rules) or binds(need, "district", None, rules)):
        return None
    code = given.get((numbers.CITIES, city))
    return (code,) if code is not None else ()


def _start(need: Need, today: date) -> int | None:
    if need.start is None:
        return None
    day = today if need.start == "now" else last_day(need.start)
    return max(day, today).toordinal() if day else None


def hours_a_month(need: Need, rules: Weights) -> float | None:
    """Hours of work in a month, when the need says how many a day."""
    hours = need.hours or {}
    per_day, days = hours.get("per_day"), hours.get("days")
    if not per_day:
        return None
    times = hours.get("per_week") or (len(days) if days else None)
    return float(per_day) * (float(times) * rules.weeks_a_month if times else rules.days_a_month)


def _budgets(need: Need, rules: Weights) -> dict[PayKind, int]:
    if need.budget_max is None:
        return {}
    unit = rules.pay_units[need.budget_unit or ("month" if need.budget_max >= _LOWEST_MONTHLY else "hour")]
    most = need.budget_max * unit.factor
    budgets: dict[PayKind, int] = {unit.kind: round(most)}
    hours = hours_a_month(need, rules)
    if unit.kind == "month" and hours:
        budgets["hour"] = int(most / hours)
    if unit.kind == "visit" and hours:
        budgets["hour"] = int(most / float((need.hours or {})["per_day"]))
    return budgets


def _place_musts(need: Need, district: str | None, mask: Bits | None, rules: Weights) -> Iterable[Condition]:
    if district is None or not binds(need, "district", None, rules):
        return
    moves_in = need.work_modes == ["live_in"] and binds(need, "work_modes", "live_in", rules)
    if moves_in and rules.live_in_serves_city:
        return
    yield Condition("district", (mask,) if mask else ())


def _mode_musts(need: Need, given: Codes, rules: Weights) -> Iterable[Condition]:
    modes = [mode for mode in need.work_modes if binds(need, "work_modes", mode, rules)]
    if modes:
        name = f"work_modes:{modes[0]}" if len(modes) == 1 else "work_modes"
        yield Condition(
            name, tuple(_has(given, "work_modes", mode) for mode in modes if _known(given, "work_modes", mode))
        )


def _number_musts(need: Need, budgets: dict[PayKind, int], start: int, rules: Weights) -> Iterable[Condition]:
    if budgets and binds(need, "budget_max", None, rules):
        yield Condition("budget_max", tuple(Compared(f"pay_{kind}", "<=", most) for kind, most in budgets.items()))
    if need.start is not None and binds(need, "start", None, rules):
        yield Condition("start", (Compared("available", "<=", start),))
    if need.years_min is not None and binds(need, "years_min", None, rules):
        yield Condition("years_min", (Compared("years", ">=", round(need.years_min * _TENTHS)),))
    if need.rest_days is not None and binds(need, "rest_days", None, rules):
        yield Condition("rest_days", (Compared("rest", "<=", need.rest_days),))
    if need.health_certificate and binds(need, "health_certificate", None, rules):
        yield Condition("health_certificate", (Compared("health_until", ">=", start),))
    if need.background_check and binds(need, "background_check", None, rules):
        yield Condition("background_check", (Compared("record_until", ">=", start),))


def _list_musts(need: Need, given: Codes, rules: Weights) -> Iterable[Condition]:
    for field in _LISTS:
        for each in getattr(need, field):
            if binds(need, field, each, rules):
                yield Condition(f"{field}:{each}", _atoms(given, field, each))


def _preference_musts(need: Need, given: Codes, rules: Weights) -> Iterable[Condition]:
    for each, value in need.preferences.items():
        if value and binds(need, "preferences", each, rules):
            yield Condition(f"preferences:{each}", _atoms(given, "yes", each))


def _gates(need: Need, today: int) -> Iterable[Condition]:
    yield Condition("live", (Compared("live_until", ">=", today),))
    clear = Compared("record_until", ">=", today)
    home = need.household
    # Minors' protection law, articles 62 and 130: nobody near children before the check is clear.
    if home.child_ages_months or home.unborn:
        yield Condition("record_check", (clear,))
    else:
        yield Condition("record_check", (Compared("gate", "==", 0), clear))


def _respected(need: Need, given: Codes, rules: Weights) -> Iterable[Condition]:
    declined = [name for name, rule in rules.respect.items() if _lives_so(need, rule)]
    for pet in need.pets:
        declined += [pet, "pets"] if pet != "other" else ["pets"]
    for name in dict.fromkeys(declined):
        code = given.get(term("no", name))
        if code is not None:
            column, one = bit(code)
            yield Condition(f"declined:{name}", (Bits(column, one, "none"),))


def _lives_so(need: Need, rule: Household) -> bool:
    home = need.household
    if rule.children_from is not None:
        return len(home.child_ages_months) >= rule.children_from and len({_age(a) for a in home.child_ages_months}) == 1
    if rule.elders:
        return bool(home.elders)
    if rule.elder_care is not None:
        return any(elder.care == rule.elder_care for elder in home.elders)
    if rule.elder_condition is not None:
        return any(rule.elder_condition in elder.conditions for elder in home.elders)
    ages = [_age(age) for age in home.child_ages_months]
    low, high = rule.child_months_from or 0, rule.child_months_under or 10_000
    return any(low <= age < high for age in ages) or bool(home.unborn and low == 0)


def _age(said: object) -> float:
    low, high = getattr(said, "min", None), getattr(said, "max", None)
    return float(low if low is not None else high or 0)


def _excluded(need: Need, given: Codes, city: str | None) -> Iterable[Condition]:
    """What is not wanted keeps out who offers or cooks nothing else, and who lives there; a skill more is no fault."""
    for field in ("work_modes", "cuisines"):
        out = {name.partition(":")[2] for name in need.exclude if name.startswith(f"{field}:")}
        if out:
            others = _any_of(given, field, [each for each in _all(given, field) if each not in out])
            # Who named no dish at all may cook any; who named no way of working has not said she works another one.
            unnamed = [Bits(atom.column, atom.bits, "none") for atom in _any_of(given, field, sorted(out))]
            yield Condition(f"exclude:{field}", (*others, *(unnamed[:1] if field == "cuisines" else ())))
    for name in need.exclude:
        field, _, value = name.partition(":")
        found = located(value, city, district=True) if field == "district" else None
        codes = (
            (given.get((numbers.CITIES, found[0])), given.get((numbers.districts(found[0]), value))) if found else ()
        )
        if codes and codes[0] is not None and codes[1] is not None:
            elsewhere = (Compared("city", "!=", codes[0]), Compared("home", "!=", codes[1]))
            yield Condition(f"exclude:{name}", elsewhere)


def _liked(need: Need, given: Codes) -> Iterable[Liked]:
    out = set(need.exclude)
    for field in (*_LISTS, "work_modes"):
        for each in getattr(need, field):
            if f"{field}:{each}" not in out:
                strong, little = _maybe(given, f"{field}+", each), _maybe(given, f"{field}-", each)
                yield Liked(field, each, _maybe(given, field, each), strong, little=little)
    for each, value in need.preferences.items():
        yes, no = _maybe(given, "yes", each), _maybe(given, "no", each)
        yield Liked("preferences", each, yes, None, no) if value else Liked("preferences", each, no, None, yes)
    for pet in need.pets:
        yield Liked("preferences", pet, _maybe(given, "yes", pet), None, _maybe(given, "no", pet))


def _all(given: Codes, kind: str) -> list[str]:
    return [name.partition(":")[2] for name in given.names(numbers.TERMS).values() if name.startswith(f"{kind}:")]


def _any_of(given: Codes, kind: str, ids: Iterable[str]) -> list[Bits]:
    """Having any of these, one atom for each column they are in."""
    masks: dict[str, int] = {}
    for each in ids:
        if (found := _maybe(given, kind, each)) is not None:
            masks[found.column] = masks.get(found.column, 0) | found.bits
    return [Bits(column, mask, "any") for column, mask in masks.items()]


def _known(given: Codes, kind: str, each: str) -> bool:
    return given.get(term(kind, each)) is not None


def _has(given: Codes, kind: str, each: str) -> Bits:
    column, one = bit(given.given[term(kind, each)])
    return Bits(column, one)


def _maybe(given: Codes, kind: str, each: str) -> Bits | None:
    return _has(given, kind, each) if _known(given, kind, each) else None


def _atoms(given: Codes, kind: str, each: str) -> tuple[Atom, ...]:
    found = _maybe(given, kind, each)
    return (found,) if found else ()
