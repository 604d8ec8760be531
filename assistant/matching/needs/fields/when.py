"""When the work starts and ends, when a child is due, and days off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from assistant.matching.model import Need
from assistant.matching.needs.fields.hours import weekdays
from assistant.matching.needs.fields.tastes import holidays
from assistant.matching.needs.scene import Amount, Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.stance import stance
from assistant.matching.needs.words import entries, pattern, table

_DAYS_A_MONTH: Final = 30.4
_MONTHS_A_YEAR: Final = 12
_WEEKLY_REST: Final = 4
_WEEK: Final = 7
_DAY_LENGTH: Final = len("2026-01-01")
_MONTH_LENGTH: Final = len("2026-01")


def read_when(scene: Scene, need: Need) -> Iterator[Said]:
    """Start, end and due date."""
    started = ended = False
    for amount in scene.amounts:
        if amount.kind != "date" or not amount.iso or not _is_meant(scene, need, amount):
            continue
        role = _role(scene, need, amount, started=started)
        if role == "due":
            yield Said("household.due", _due(scene, amount), amount.start, amount.end)
            yield Said("household.unborn", value=True, start=amount.start, end=amount.end)
        elif role:
            if amount.iso_end and role == "start" and _both_ends(scene, amount):
                yield Said("until", _day(amount.iso_end), amount.start, amount.end)
                ended = True
            started, ended = started or role == "start", ended or role == "until"
            vague = "approximate" in amount.flags
            iso = _coming(amount.iso, scene.today) if "year_unsaid" in amount.flags else amount.iso
            if "past" in amount.flags and _this_week(scene, amount):
                iso = (date.fromisoformat(iso) + timedelta(days=_WEEK)).isoformat()
            yield Said(
                role,
                _not_over(_day(iso), iso, scene.today),
                amount.start,
                amount.end,
                clarity="vague" if vague else "clear",
            )
    for match in scene.said("time", "now"):
        if not started and stance(scene, match.start(), match.end()).operation == "add":
            yield Said("start", "now", match.start(), match.end())
            started = True
    if not started:
        yield from _errand(scene, need)
        yield from _within(scene)
    yield from _months_until(scene)
    for match in scene.said("household", "pregnant"):
        yield Said("household.unborn", value=True, start=match.start(), end=match.end())
    if not ended:
        yield from _term(scene, need)


def _role(scene: Scene, need: Need, amount: Amount, *, started: bool) -> str | None:
    """The field a date is for: due | start | until."""
    before, after = scene.before(amount.start, 14), scene.after(amount.end, 12)
    if (scene.asked or "") == "household.due" or _near(scene, amount, "due_word"):
        return "due"
    known = need.household.due is not None and need.start is None
    if known and scene.says("time", "moved_due") and not scene.says("time", "start_word"):
        return "due"
    if pattern("time", "not_date_after").match(after):
        return None
    if pattern("time", "start_moved").search(before):
        return "start"
    ends = re.search(rf"(?:{pattern('time', 'until_before').pattern})\s*(?:the )?$", before)
    if "end" in amount.flags or pattern("time", "until_after").match(after) or (ends and started):
        return "until"
    if ends and not pattern("time", "start_word").search(after):
        return "until"
    return "start"


def _is_meant(scene: Scene, need: Need, amount: Amount) -> bool:
    """Whether a date is one: a bare "now" is only a particle, and what is past begins nothing."""
    if (
        "past" in amount.flags
        and not _this_week(scene, amount)
        and not (scene.language == "en" and len(amount.iso or "") == _MONTH_LENGTH)
    ):
        return False
    if any(start < amount.end and amount.start < end for start, end in _repeated(scene, need)):
        return False
    if amount.iso != "now":
        return True
    if scene.asked == "start" and scene.says("acts", "any_answer"):
        return False
    return scene.asked == "start" or any(
        match.start() < amount.end and amount.start < match.end() for match in scene.said("time", "now")
    )


def _both_ends(scene: Scene, amount: Amount) -> bool:
    """Whether a span of days was said as one: 下周上岗 begins then and does not end."""
    return pattern("time", "both_ends").search(scene.folded[amount.start : amount.end]) is not None


def _this_week(scene: Scene, amount: Amount) -> bool:
    """这周六, said on a Sunday, is the coming one: nobody is looked for in the past."""
    said = scene.folded[amount.start : amount.end]
    return len(amount.iso or "") == _DAY_LENGTH and pattern("time", "this_week").search(said) is not None


def _errand(scene: Scene, need: Need) -> Iterator[Said]:
    """周三要去医院复查: the coming Wednesday."""
    repeated = set(_repeated(scene, need))
    for match in scene.said("time", "errand_day"):
        groups = {key: value for key, value in match.groupdict().items() if value}
        if match.span() in repeated or not groups:
            continue
        number = table("time")["weekday_numbers"][next(iter(groups.values()))[:3]]
        ahead = (number - scene.today.isoweekday() - 1) % _WEEK + 1
        yield Said("start", (scene.today + timedelta(days=ahead)).isoformat(), *match.span())
        return


def _repeated(scene: Scene, need: Need) -> Iterator[tuple[int, int]]:
    """Days of every week (周一到周五, Mondays) are no dates."""
    for name in ("days", "week_times", "fortnight", "also_days"):
        yield from (match.span() for match in scene.said("time", name))
    yield from (match.span() for match in weekdays(scene, need))
    yield from ((term.start, term.end) for term in scene.of_kind("work_modes"))
    yield from ((taste.start, taste.end) for taste in holidays(scene))
    for _, words in entries("time", "rest_phrases"):
        yield from (match.span() for match in words.finditer(scene.folded))


def _due(scene: Scene, amount: Amount) -> str:
    """A due day, or only the month where the day was said roughly (二月底, mid-March)."""
    iso = _coming(amount.iso or "", scene.today)
    words = scene.folded[max(0, amount.start - 1) : amount.end + 2]
    said = scene.folded[amount.start : amount.end]
    rough = {"approximate", "after"} & set(amount.flags) and not pattern("time", "day_said").search(said)
    return iso[:_MONTH_LENGTH] if rough or pattern("time", "roughly").search(words) else iso


def _months_until(scene: Scene) -> Iterator[Said]:
    """还有两个月生: the month so far from now."""
    for amount in scene.amounts:
        if amount.kind == "duration" and amount.value and scene.follows("time", "until_birth", amount.end):
            day = scene.today + timedelta(days=round(float(amount.value) * _DAYS_A_MONTH))
            iso = day.isoformat()[:_MONTH_LENGTH]
            yield Said("household.due", iso, amount.start, amount.end, clarity="vague")
            yield Said("household.unborn", value=True, start=amount.start, end=amount.end)


def _coming(iso: str, today: date) -> str:
    """A due month or day that has gone by this year is next year's."""
    if len(iso) >= _MONTH_LENGTH and iso[:_MONTH_LENGTH] < today.isoformat()[:_MONTH_LENGTH]:
        return f"{int(iso[:4]) + 1}{iso[4:]}" if int(iso[:4]) >= today.year else iso
    return iso


def _near(scene: Scene, amount: Amount, name: str) -> bool:
    clause = scene.clause_at(amount.start)
    led = scene.folded[max(0, clause.start - 8) : clause.start]
    return any(pattern("time", name).search(words) for words in (scene.words(clause), led))


def _day(iso: str) -> str:
    """A start is a day: of a month its first."""
    if iso == "now" or len(iso) == len("2026-01-01"):
        return iso
    return f"{iso}-01" if len(iso) == len("2026-01") else f"{iso}-01-01"


def _not_over(day: str, iso: str, today: date) -> str:
    """本月能来: of a month that has begun, today and not its first."""
    begun = len(iso) == _MONTH_LENGTH and iso == today.isoformat()[:_MONTH_LENGTH]
    return today.isoformat() if begun else day


def _within(scene: Scene) -> Iterator[Said]:
    """两周内: a start no later than that."""
    for amount in scene.amounts:
        bounded = "ceiling" in amount.flags or scene.follows("time", "within", amount.end)
        if amount.kind == "duration" and amount.max and bounded:
            clause = scene.words(scene.clause_at(amount.start))
            if scene.asked == "start" or pattern("time", "start_word").search(clause):
                day = scene.today + timedelta(days=round(float(amount.max) * _DAYS_A_MONTH))
                yield Said("start", day.isoformat(), amount.start, amount.end, clarity="vague")


def _term(scene: Scene, need: Need) -> Iterator[Said]:
    """做三个月: until so long after the start."""
    for amount in scene.amounts:
        if amount.kind != "duration" or amount.max is None:
            continue
        if not pattern("time", "term_before").search(scene.before(amount.start, 12)):
            continue
        begin = _start(scene, need)
        if begin is None:
            yield Said("preferences", ("short_term", True), amount.start, amount.end, clarity="vague")
        else:
            end = begin + timedelta(days=round(float(amount.max) * _DAYS_A_MONTH))
            yield Said("until", end.isoformat(), amount.start, amount.end, clarity="vague")


def _start(scene: Scene, need: Need) -> date | None:
    dates = [a.iso for a in scene.amounts if a.kind == "date" and a.iso]
    iso = dates[0] if dates else need.start
    if iso is None:
        return None
    return scene.today if iso == "now" else date.fromisoformat(_day(iso))


def _is_rest(scene: Scene, amount: Amount) -> bool:
    words = scene.words(scene.clause_at(amount.start))
    return scene.asked == "rest_days" or pattern("time", "rest_word").search(words) is not None


def read_rest(scene: Scene) -> Iterator[Said]:
    """Days off a month the household gives."""
    for days, words in entries("time", "rest_phrases"):
        match = words.search(scene.folded)
        if match:
            yield Said("rest_days", int(days), match.start(), match.end())
            return
    for amount in scene.amounts:
        if amount.kind == "rest":
            value = amount.min if amount.min is not None else amount.max
        elif amount.kind == "days_per" and amount.min is not None and _is_rest(scene, amount):
            value = amount.min * (_WEEKLY_REST if amount.unit == "week" else 1)
        elif scene.asked == "rest_days" and amount.kind in ("count", "number", "duration") and amount.min is not None:
            value = amount.min
        else:
            continue
        if value is not None:
            said = stance(scene, amount.start, amount.end)
            yield Said("rest_days", round(value), amount.start, amount.end, said.weight, firm=said.firm)
