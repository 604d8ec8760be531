"""Hours of the day, days of the week, how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from assistant.matching.model import Need
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.words import pattern, table

_NOON: Final = 12
_WEEK: Final = 7
_DAY: Final = 24
_EARLIEST_MORNING: Final = 6
_EVENING: Final = 19  # work that begins so late and ends in the morning is a night's
_MORNING: Final = 10
_WORKDAYS: Final = [1, 2, 3, 4, 5]


@dataclass(frozen=True, slots=True)
class _Clock:
    start: int
    end: int
    hour: int
    minute: int
    part: str | None

    @property
    def text(self) -> str:
        return f"{self.hour % _DAY:02}:{self.minute:02}"


def read_hours(scene: Scene, need: Need) -> Iterator[Said]:
    """Every part of the hours that was said, each as ("key", value) of `hours`."""
    yield from _times(scene, need)
    yield from _per_week(scene, need)
    yield from _days(scene, need)
    yield from _per_day(scene)


def _said(key: str, value: Any, start: int, end: int) -> Said:  # noqa: ANN401 - numbers, times and lists of days
    return Said("hours", (key, value), start, end)


def _times(scene: Scene, need: Need) -> Iterator[Said]:
    clocks = _clocks(scene)
    for left, right in pairwise(clocks):
        gap = scene.folded[left.end : right.start].strip()
        between = pattern("time", "between_before").search(scene.before(left.start, 12))
        joined = between and pattern("time", "between_gap").fullmatch(gap)
        if gap and not joined and not re.fullmatch(pattern("time", "clock_range").pattern, gap):
            continue
        left, end = _afternoon(left, right), right
        if right.part is None and right.hour <= _NOON and right.hour + _NOON > left.hour >= right.hour:
            end = _Clock(right.start, right.end, right.hour + _NOON, right.minute, "late")
        if left.hour >= _EVENING and end.hour % _DAY <= _MORNING and not need.work_modes:
            yield Said("work_modes", "night", left.start, end.end, operation="add", clarity="vague")
        yield _said("from", left.text, left.start, left.end)
        yield _said("to", end.text, right.start, right.end)
        return


def _afternoon(left: _Clock, right: _Clock) -> _Clock:
    """四点到六点 with no part of the day is the afternoon: nobody comes to a home at four in the morning."""
    if left.part is None and left.hour < _EARLIEST_MORNING and right.part != "early":
        return _Clock(left.start, left.end, left.hour + _NOON, left.minute, "late")
    return left


def _clocks(scene: Scene) -> list[_Clock]:
    found: list[_Clock] = []
    for match in scene.said("time", "clock"):
        groups = match.groupdict()
        if groups.get("hour"):
            found.append(_chinese(match, found[-1] if found else None))
        elif groups.get("ehour"):
            part = _part_of_day(groups["half"])
            hour = int(groups["ehour"]) % _NOON + (_NOON if part == "late" else 0)
            found.append(_Clock(match.start(), match.end(), hour, int(groups["eminute"] or 0), part))
        elif groups.get("noon"):
            found.append(_Clock(match.start(), match.end(), _NOON, 0, "noon"))
        elif groups.get("hour24"):
            found.append(_Clock(match.start(), match.end(), int(groups["hour24"]), int(groups["minute24"]), None))
    return found if len(found) > 1 else _bare(scene) or found


def _chinese(match: re.Match[str], previous: _Clock | None) -> _Clock:
    part, hour = match["part"], _number(match["hour"])
    minute = table("numbers")["minutes"].get(match["minute"] or "", 0)
    if match["minute"] and match["minute"] not in table("numbers")["minutes"]:
        minute = _number(match["minute"])
    name = _part_of_day(part)
    if (name == "late" and hour < _NOON) or (name == "noon" and hour < _EARLIEST_MORNING):
        hour += _NOON
    elif name is None and previous is not None and previous.hour >= _NOON and hour + _NOON > previous.hour:
        hour = hour + _NOON if hour <= _NOON else hour
    return _Clock(match.start(), match.end(), hour, minute, name)


def _part_of_day(word: str | None) -> str | None:
    if not word:
        return None
    parts = table("time")["part_of_day"]
    return next((name for name, words in parts.items() if word in (*words["zh"], *words["en"])), None)


def _bare(scene: Scene) -> list[_Clock]:
    for match in scene.said("time", "bare_range_en"):
        if match.groupdict().get("morning") or match.groupdict().get("dawn"):
            first, last = ("morning", "evening") if match["morning"] else ("dawn", "dusk")
            late = _number(match[last]) % _NOON + _NOON
            middle = match.start(last)
            return [
                _Clock(match.start(), middle, _number(match[first]), 0, "early"),
                _Clock(middle, match.end(), late, 0, "late"),
            ]
        if match.groupdict().get("c"):
            half = match["half2"]
            end = int(match["d"]) % _NOON + (_NOON if half == "pm" else 0)
            begin = int(match["c"]) % _NOON
            begin += _NOON if half == "pm" and begin + _NOON < end else 0
            middle = match.start("d")
            return [_Clock(match.start("c"), match.end("c"), begin, 0, "x"), _Clock(middle, match.end(), end, 0, half)]
        if match.groupdict().get("a"):
            return [
                _Clock(match.start("a"), match.end("a"), int(match["a"]), 0, None),
                _Clock(match.start("b"), match.end(), int(match["b"]), 0, None),
            ]
    return _plain(scene)


def _plain(scene: Scene) -> list[_Clock]:
    """From 9 to 5: hours without am or pm, where neither ages nor sums are spoken of."""
    for match in scene.said("time", "plain_hours"):
        first, last = (name for name, value in match.groupdict().items() if value)
        begin, end = int(match[first]), int(match[last])
        words = scene.words(scene.clause_at(match.start()))
        other = pattern("household", "child_word").search(words) or pattern("money", "budget_word").search(
            words.replace("from", "")
        )
        if not other and 0 < begin < _DAY and end <= _DAY:
            middle = match.start(last)
            begin += _NOON if begin < _EARLIEST_MORNING else 0
            late = end + _NOON if end <= begin and end <= _NOON else end
            return [_Clock(match.start(), middle, begin, 0, "early"), _Clock(middle, match.end(), late, 0, "late")]
    return []


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    small: dict[str, int] = table("numbers")["small"]
    if said in small:
        return small[said]
    tens, _, ones = said.partition("十")
    return small.get(tens, 1) * 10 + small.get(ones, 0)


def _per_week(scene: Scene, need: Need) -> Iterator[Said]:
    for match in scene.said("time", "week_times"):
        groups = {key: value for key, value in match.groupdict().items() if value}
        said = groups.get("n") or groups.get("nrest") or groups.get("nvisit") or groups.get("nen") or "once"
        yield _said("per_week", _number(re.split(r"(?<=\d)x|\s", said)[0]), match.start(), match.end())
        return
    every_day = pattern("time", "every_day").search(scene.folded)
    if every_day and (need.hours or {}).get("per_week"):
        yield _said("per_week", _WEEK, every_day.start(), every_day.end())
        return
    if not (need.hours or {}).get("per_week") or not scene.says("weights", "correction"):
        return
    for amount in scene.amounts:
        if amount.unit in ("次", "天", "times", "days") or amount.kind == "days_per":
            yield _said("per_week", round(amount.value or 0), amount.start, amount.end)
            return


def _days(scene: Scene, need: Need) -> Iterator[Said]:
    numbers = {str(key): int(value) for key, value in table("time")["weekday_numbers"].items()}
    alone = pattern("time", "combo_alone").fullmatch(scene.folded.strip()) if scene.asked == "hours" else None
    if alone is not None:
        yield _said("days", sorted({numbers[sign] for sign in alone["combo"]}), 0, len(scene.folded))
        return
    for match in scene.said("time", "also_days"):
        said = next(value for value in match.groupdict().values() if value)
        day = numbers[said if said in numbers else said[:3]]
        yield Said("hours", ("days", [day]), match.start(), match.end(), also=True)
        return
    for match in scene.said("time", "days"):
        days = _listed(match, numbers)
        if days and not pattern("time", "rest_word").match(scene.folded[match.end() : match.end() + 6].strip()):
            yield _said("days", days, match.start(), match.end())
            return
    for match in weekdays(scene, need):
        said = match["day"] or match["eday"]
        yield _said("days", [numbers[said if said in numbers else said[:3]]], match.start(), match.end())
        return
    for match in scene.said("time", "workdays"):
        yield _said("days", _WORKDAYS, match.start(), match.end())
        return
    for match in scene.said("time", "weekend_work"):
        if not scene.follows("time", "free_after", match.end()):
            spared = pattern("time", "but_before").search(scene.before(match.start(), 12))
            yield _said("days", _WORKDAYS if spared else [6, 7], match.start(), match.end())
            return


def weekdays(scene: Scene, need: Need) -> Iterator[re.Match[str]]:
    """A weekday where it is spoken of how often someone comes (每周一次，周六): every week, then, and no date."""
    if not (scene.says("time", "week_times") or (need.hours or {}).get("per_week")):
        return
    for match in scene.said("time", "bare_day"):
        if not pattern("time", "next_day").search(scene.before(match.start(), 8)):
            yield match


def _listed(match: re.Match[str], numbers: dict[str, int]) -> list[int]:
    groups = {key: value for key, value in match.groupdict().items() if value}
    first, last = groups.get("first") or groups.get("efirst"), groups.get("last") or groups.get("elast")
    if first and last:
        begin, end = numbers[first], numbers[last]
        return list(range(begin, end + 1)) if begin <= end else []
    if "combo" in groups:
        return sorted({numbers[sign] for sign in groups["combo"]})
    if "list" in groups:
        return sorted({numbers[sign] for sign in groups["list"] if sign in numbers})
    if "elist" in groups:
        return sorted({numbers[word[:3]] for word in re.findall(r"[a-z]{3,}", groups["elist"]) if word != "and"})
    if "eplural" in groups or "enight" in groups:
        return [numbers[(groups.get("eplural") or groups["enight"])[:3]]]
    single = groups.get("single") or groups.get("each") or groups.get("esingle")
    return [numbers[single]] if single else []


def _per_day(scene: Scene) -> Iterator[Said]:
    for match in scene.said("time", "hours_short"):
        hours = float(match["n"])
        yield _said("per_day", int(hours) if hours.is_integer() else hours, match.start(), match.end())
        return
    for amount in scene.amounts:
        if amount.kind != "count" or amount.value is None:
            continue
        if not re.fullmatch(pattern("time", "hour_unit").pattern, amount.unit or ""):
            continue
        rate = scene.folded[max(0, amount.start - 1) : amount.start] in "/每"
        if amount.value >= _DAY or (rate and amount.value == 1):
            continue
        if any(other.kind == "money" and other.end >= amount.start > other.start for other in scene.amounts):
            continue
        if pattern("time", "not_hours_before").search(scene.before(amount.start, 10)):
            continue
        yield _said("per_day", amount.value, amount.start, amount.end)
        return
