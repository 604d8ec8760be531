"""A need as chips that can be tapped away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.matching.model import Need, Weight
from assistant.matching.needs.shapes import Chip
from assistant.matching.needs.wording import chip_text, wording
from assistant.profile.model import Language
from assistant.resume.wording import Phrases
from assistant.vocabulary import vocabulary

_LISTS: Final = ("work_modes", "skills", "cuisines", "languages", "certificates")
_FLAGS: Final = ("health_certificate", "background_check")
# What goes with a chip that shows more than one value.
_LED: Final = {"place:city": frozenset({"district"}), "hours:from": frozenset({"hours:to"})}
_MONTHS: Final = 12
_YEARS_FROM: Final = 36


def chips(need: Need, language: Language) -> list[Chip]:
    """Every condition of the need in a few words; what is preferred or excluded says so."""
    return [
        Chip(name, _weighted(need, name, text, language), _weight(need, name)) for name, text in _all(need, language)
    ]


def remove_chip(need: Need, chip_id: str) -> Need:
    """The need without the condition of one chip; unchanged when there is no such chip."""
    changed = need.model_copy(deep=True)
    field, _, value = chip_id.partition(":")
    if chip_id in changed.exclude:
        changed.exclude.remove(chip_id)
    elif field in (*_LISTS, "pets"):
        setattr(changed, field, [item for item in getattr(changed, field) if item != value])
    elif field == "preferences":
        changed.preferences.pop(value, None)
    elif field == "budget":
        changed.budget_min = changed.budget_max = changed.budget_unit = None
    elif field == "place":
        _remove_place(changed, value)
    elif field == "hours":
        _remove_hours(changed, value)
    elif field == "household":
        _remove_household(changed, value)
    elif field in Need.model_fields and not isinstance(getattr(changed, field), list):
        setattr(changed, field, None)
    return _unbound(changed, chip_id, field, value)


def _all(need: Need, language: Language) -> Iterator[tuple[str, str]]:
    words = vocabulary()
    if need.job:
        yield "job", words.label("jobs", need.job, language)
    for field in _LISTS:
        for item in getattr(need, field):
            yield f"{field}:{item}", words.label(field, item, language)
    yield from _budget(need, language)
    for level in ("city", "district"):
        if getattr(need, level):
            yield f"place:{level}", Phrases(language).place(getattr(need, level))
    yield from ((flag, chip_text(flag, language)) for flag in _FLAGS if getattr(need, flag))
    if need.years_min is not None:
        yield "years_min", chip_text("years_min", language, value=f"{need.years_min:g}")
    yield from _times(need, language)
    yield from _home(need, language)
    yield from ((f"preferences:{name}", _preference(name, value, language)) for name, value in need.preferences.items())
    for name in need.exclude:
        field, _, value = name.partition(":")
        known = field in _LISTS or field == "jobs"
        yield name, words.label(field, value, language) if known else _plain(field, value, language)


def _plain(field: str, value: str, language: Language) -> str:
    if field in ("city", "district"):
        return Phrases(language).place(value)
    return vocabulary().label(field, value, language) if field == "preferences" else value


def _date(iso: str, language: Language) -> str:
    return Phrases(language).date(iso)


def _budget(need: Need, language: Language) -> Iterator[tuple[str, str]]:
    unit = ""
    if need.budget_unit:
        unit = str(vocabulary().term("pay_units", need.budget_unit).extra["short"][language])
    if need.budget_max is not None and need.budget_min is not None:
        yield "budget", chip_text("budget_range", language, low=need.budget_min, value=need.budget_max, unit=unit)
    elif need.budget_max is not None:
        yield "budget", chip_text("budget_max", language, value=need.budget_max, unit=unit)
    elif need.budget_min is not None:
        yield "budget", chip_text("budget_min", language, value=need.budget_min, unit=unit)


def _times(need: Need, language: Language) -> Iterator[tuple[str, str]]:
    if need.start:
        now = need.start == "now"
        yield "start", chip_text("start_now" if now else "start", language, value=_date(need.start, language))
    if need.until:
        yield "until", chip_text("until", language, value=_date(need.until, language))
    if need.rest_days is not None:
        yield "rest_days", chip_text("rest_days", language, value=need.rest_days)
    hours = need.hours or {}
    for key in ("per_day", "per_week"):
        if key in hours:
            yield f"hours:{key}", chip_text(key, language, value=f"{hours[key]:g}")
    if "from" in hours and "to" in hours:
        yield "hours:from", chip_text("from_to", language, low=hours["from"], value=hours["to"])
    if hours.get("days"):
        names = wording()["chips"]["weekdays"][language]
        joined = ("、" if language == "zh" else ", ").join(names[day - 1] for day in hours["days"])
        yield "hours:days", chip_text("days", language, value=joined)


def _home(need: Need, language: Language) -> Iterator[tuple[str, str]]:
    home, texts = need.household, wording()["chips"]
    for index, age in enumerate(home.child_ages_months):
        low, high = age.min or 0, age.max
        name, part = ("child_years", _MONTHS) if max(low, high or 0) >= _YEARS_FROM else ("child_months", 1)
        value = (
            f"{low / part:.3g}"
            if low == high
            else f"{low / part:.3g}-{high / part:.3g}"
            if high
            else f"{low / part:.3g}+"
        )
        yield f"household:child_{index}", chip_text(name, language, value=value)
    if home.due:
        yield "household:due", chip_text("due", language, value=_date(home.due, language))
    for index, elder in enumerate(home.elders):
        told = [chip_text("elder_age", language, value=elder.age)] if elder.age else []
        told += [texts["care"][elder.care][language]] if elder.care else []
        yield f"household:elder_{index}", chip_text("elder", language, value=" ".join(told)).strip()
    for field in ("area", "people"):
        value_of = getattr(home, field)
        if value_of is not None:
            yield f"household:{field}", chip_text(field, language, value=f"{value_of:g}")
    yield from ((f"household:meal_{meal}", texts["meals"][meal][language]) for meal in home.meals)
    yield from ((f"pets:{pet}", texts["pets"][pet][language]) for pet in need.pets)


def _preference(name: str, value: bool, language: Language) -> str:  # noqa: FBT001 - the value itself
    texts = wording()["chips"]
    own = texts["preferences"].get(name)
    if own is not None:
        return str(own[str(value).lower()][language])
    label = vocabulary().label("preferences", name, language)
    return label if value else chip_text("no_preference", language, chip=label)


def _keys(chip_id: str) -> tuple[str, ...]:
    """The names under which the condition of a chip binds."""
    if chip_id == "budget":
        return ("budget_max", "budget_min")
    if chip_id.startswith("place:"):
        return (chip_id.removeprefix("place:"),)
    return (chip_id,)


def _weight(need: Need, chip_id: str) -> Weight:
    keys = _keys(chip_id)
    if chip_id in need.exclude:
        return "exclude"
    return "prefer" if any(key in need.prefer for key in keys) else "must"


def _weighted(need: Need, chip_id: str, text: str, language: Language) -> str:
    weight = _weight(need, chip_id)
    return text if weight == "must" else chip_text(weight, language, chip=text)


def _remove_place(need: Need, level: str) -> None:
    need.district = None
    if level == "city":
        need.city = None


def _remove_hours(need: Need, key: str) -> None:
    gone = {"from": {"from", "to"}}.get(key, {key})
    need.hours = {name: value for name, value in (need.hours or {}).items() if name not in gone} or None


def _remove_household(need: Need, what: str) -> None:
    home = need.household
    kind, _, which = what.partition("_")
    if kind == "child" and which.isdigit():
        home.child_ages_months = [a for i, a in enumerate(home.child_ages_months) if i != int(which)]
    elif kind == "elder" and which.isdigit():
        home.elders = [e for i, e in enumerate(home.elders) if i != int(which)]
    elif kind == "meal":
        home.meals = [meal for meal in home.meals if meal != which]
    elif what == "due":
        home.due = home.unborn = None
    elif what in ("area", "people"):
        setattr(home, what, None)


def _unbound(need: Need, chip_id: str, field: str, value: str) -> Need:
    gone = {chip_id, *_keys(chip_id)} | _LED.get(chip_id, frozenset())
    need.must = [name for name in need.must if name not in gone]
    need.prefer = [name for name in need.prefer if name not in gone]
    need.spans = [
        span
        for span in need.spans
        if not ({span.field, f"{span.field}:{span.value}"} & gone) and not _told(span.field, field, value)
    ]
    return need


def _told(span_field: str, field: str, value: str) -> bool:
    """Whether a span carries what a chip of the home or the budget showed."""
    if field == "budget":
        return span_field.startswith("budget")
    names = {"child": "child_ages_months", "elder": "elders", "meal": "meals", "due": "due"}
    kind = value.partition("_")[0]
    return field == "household" and span_field == f"household.{names.get(kind, value)}"
