"""Rest days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, span_of, tidy

_WEEKS = 4  # of a month
# Days off a month for named days of the week; some count only where her rest is asked.
_NAMED = (("weekend_off", 8), ("fortnight_off", 2), ("sunday_off", 4))
_KEPT = (
    ("weekend_kept", 8),
    ("sunday_kept", 4),
    ("twenty_six", 4),
    ("ten_days", 3),
    ("two_in_a_week_off", 6),
)
_PERIODS = {"两个月": 2, "三个月": 3, "一季度": 3, "一个季度": 3, "半年": 6}


def read_rest(scene: Scene) -> Iterator[Draft]:
    """Rest days a month as she wants them."""
    whole = _in_a_phrase(scene)
    if whole is not None:
        yield whole
        return
    asked = scene.topic is Topic.SCHEDULE
    spread = _over_months(scene) if asked else None
    if spread is not None:
        yield spread
        return
    found = [q for q in scene.numbers("rest") if _hers(scene, q)]
    told = [q for q in found if q.min is not None or q.max is not None]
    found = told if told or not asked else []
    if len(found) > 1 and found[0].min:
        # Going without now and then (赶上忙不歇也行) is no wish.
        found = [q for q in found if q.min or not grammar.pattern("schedule", "will_do").match(scene.text, q.end)]
    if len(found) == 2 and _either_will_do(scene, found):
        yield _from_less_to_more(found)
        return
    if not found:
        named = list(_weekend(scene))
        yield from named if named or not asked else _bare_rest(scene)
        return
    if grammar.says("corrections", "marker", scene.text) or (asked and grammar.says("schedule", "rather", scene.text)):
        found += [q for q in scene.numbers("duration", "count") if q.start > found[-1].end and _bare_days(scene, q)]
    for quantity in found:
        value = span_of(quantity) if quantity.kind == "rest" else _days(quantity)
        if value["min"] is None and value["max"] is None:
            continue
        if grammar.says("schedule", "at_least", scene.text[max(0, quantity.start - 6) : quantity.end]):
            value["max"] = None
        yield Draft("rest_days_per_month", value, quantity.start, quantity.end, flags=kept_flags(quantity))


def _over_months(scene: Scene) -> Draft | None:
    """Days off counted over several months (两个月休七天): so many a month."""
    for quantity in scene.numbers("count", "rest", "duration"):
        if quantity.unit not in ("天", "日") or quantity.min is None or scene.silent(quantity.start):
            continue
        counted = re.search(r"[一二两三四五六七八九十\d]+天", scene.text[quantity.start : quantity.end])
        start = quantity.start + counted.start() if counted else quantity.start
        period = grammar.pattern("schedule", "over_months").search(scene.before(start, 12))
        if period is None:
            continue
        days = tidy(quantity.min / _PERIODS[period.group("period")])
        return Draft("rest_days_per_month", {"min": days, "max": days}, start, quantity.end, confidence=0.8)
    return None


def _in_a_phrase(scene: Scene) -> Draft | None:
    """Days off told by a phrase as a whole: 歇两天，每周; 周三周日各歇一天; 这周一天下周两天; 一个月两次，一次两天."""
    behind = grammar.pattern("schedule", "weekly_behind").search(scene.text)
    if behind and not scene.silent(behind.start()) and _not_of_others(scene, behind.start()):
        return _weekly(behind)
    alternating = grammar.pattern("schedule", "alternating").search(scene.text)
    if alternating and not scene.silent(alternating.start()):
        return _so_many(6, alternating, 0.9)
    times = grammar.pattern("schedule", "times_off").search(scene.text)
    if times and not scene.silent(times.start()) and _not_of_others(scene, times.start()):
        return _so_many(_digit(times.group("times")), times, 0.8)
    if scene.topic is not Topic.SCHEDULE:
        return None
    twice = grammar.pattern("schedule", "twice_so_many").search(scene.text)
    if twice and not scene.silent(twice.start()):
        return _so_many(2 * _digit(twice.group("each") or twice.group("days")), twice, 0.8)
    half = grammar.pattern("schedule", "weekly_half").search(scene.text)
    if half and not scene.silent(half.start()) and _not_of_others(scene, half.start()):
        return _so_many(_WEEKS // 2, half, 0.8)
    none = grammar.pattern("schedule", "none_wanted").search(scene.text)
    if none and not scene.silent(none.start()) and _not_of_others(scene, none.start()):
        return _so_many(0, none, 0.8)
    lunar = grammar.pattern("schedule", "lunar_days").search(scene.text)
    if lunar and not scene.silent(lunar.start()):
        return _so_many(2, lunar, 0.8)
    named = grammar.pattern("schedule", "weekdays_off").search(scene.text)
    if named and not scene.silent(named.start()):
        return _so_many(_WEEKS * len(re.findall(r"周|礼拜|星期", named.group("named"))), named, 0.8)
    times = grammar.pattern("schedule", "times_a_month").search(scene.text)
    if times and not scene.silent(times.start()):
        return _so_many(_digit(times.group("times")) * _digit(times.group("days")), times, 0.85)
    return None


def _so_many(days: int, said: re.Match[str], confidence: float) -> Draft:
    value = {"min": days, "max": days}
    return Draft("rest_days_per_month", value, said.start(), said.end(), confidence=confidence)


def _digit(spoken: str) -> int:
    return "零一二三四五六七八九".index(spoken.replace("两", "二"))


def _weekly(said: re.Match[str]) -> Draft:
    return _so_many(_WEEKS * (2 if said.group("days") in ("两", "二", "2") else 1), said, 0.85)


def _either_will_do(scene: Scene, found: list[Quantity]) -> bool:
    """双休最好，单休也行; 四天也行两天也行."""
    tail = scene.text[found[1].end : found[1].end + 6]
    taken_back = grammar.says("corrections", "marker", scene.text[found[0].end : found[1].start])
    return grammar.pattern("schedule", "will_do_too").match(tail) is not None and not taken_back


def _from_less_to_more(found: list[Quantity]) -> Draft:
    days = sorted(float(day) for q in found for day in (q.min, q.max) if day is not None)
    value = {"min": tidy(days[0]), "max": tidy(days[-1])}
    return Draft("rest_days_per_month", value, found[0].start, found[1].end)


def _weekend(scene: Scene) -> Iterator[Draft]:
    """Named days of the week that she wants off, four of each a month; and 月休改成五天."""
    asked = scene.topic is Topic.SCHEDULE
    for key, days in (*_NAMED, *(_KEPT if asked else ())):
        match = grammar.pattern("schedule", key).search(scene.text)
        if match and not scene.silent(match.start()) and scene.subject_at(match.start()).spoken_by_self():
            yield Draft("rest_days_per_month", {"min": days, "max": days}, match.start(), match.end(), confidence=0.8)
            return
    changed = grammar.pattern("schedule", "rest_changed").search(scene.text)
    if changed:
        for quantity in scene.numbers("duration", "count"):
            if quantity.unit in ("天", "日") and quantity.start >= changed.end() - 1:
                yield Draft("rest_days_per_month", _days(quantity), quantity.start, quantity.end)
                return


def _bare_rest(scene: Scene) -> Iterator[Draft]:
    """Days as a plain answer to how she wants to rest; days a week are counted four weeks a month."""
    weekly = grammar.pattern("schedule", "weekly").search(scene.text)
    if weekly is not None and _not_of_others(scene, weekly.start()):
        yield _weekly(weekly)
        return
    monthly = grammar.pattern("schedule", "monthly").search(scene.text)
    if (
        monthly is not None
        and _not_of_others(scene, monthly.start())
        and not grammar.says("corrections", "marker", scene.text)
    ):
        days = "零一二三四五六七八".find(monthly.group("days").replace("两", "二"))
        days = int(monthly.group("days")) if days < 0 else days
        yield Draft("rest_days_per_month", {"min": days, "max": days}, monthly.start(), monthly.end(), confidence=0.85)
        return
    found = [q for q in scene.numbers("duration", "count", "number") if _bare_days(scene, q)]
    if len(found) == 2 and re.fullmatch(r"[，,]?(?:还是|或者?|或是|要么)", scene.text[found[0].end : found[1].start]):
        yield _from_less_to_more(found)
        return
    changed = grammar.says("corrections", "marker", scene.text) or grammar.says("schedule", "rather", scene.text)
    if len(found) > 1 and not changed and grammar.pattern("schedule", "enough_so").match(scene.text, found[0].end):
        found = found[:1]
    for quantity in found:
        value = _days(quantity)
        if grammar.says("schedule", "at_least", scene.text[max(0, quantity.start - 6) : quantity.end]):
            value["max"] = None
        yield Draft("rest_days_per_month", value, quantity.start, quantity.end, confidence=0.85)


def _hers(scene: Scene, quantity: Quantity) -> bool:
    subject = scene.subject_at(quantity.start)
    if scene.silent(quantity.start) or not subject.spoken_by_self():
        return False
    said = scene.text[quantity.start : quantity.end]
    if grammar.pattern("schedule", "not_enough_after").match(scene.text, quantity.end):
        return False
    if scene.topic is Topic.AVAILABILITY and not grammar.says("schedule", "period_named", said):
        return False
    if quantity.has("vague") or grammar.pattern("schedule", "paid_instead").match(scene.text, quantity.start):
        return False
    if grammar.pattern("schedule", "between_posts").match(scene.text, quantity.end):
        return False
    clause = scene.clause_at(quantity.start)
    if scene.text.startswith("休", max(0, quantity.start - 1)) and scene.text[quantity.start : quantity.end] == "不休":
        return False
    return not grammar.says("schedule", "rest_of_others", clause.text[: quantity.start - clause.start])


def _not_of_others(scene: Scene, position: int) -> bool:
    clause = scene.clause_at(position)
    return not grammar.says("schedule", "rest_of_others", clause.text[: position - clause.start])


def _bare_days(scene: Scene, quantity: Quantity) -> bool:
    if not _hers(scene, quantity) or not scene.bare:
        return False
    if grammar.says("schedule", "of_a_feast", scene.before(quantity.start, 6)):
        return False
    if re.match(r"[一二两三四五六七八九十\d]*半?天?半天", scene.text[quantity.start : quantity.end]):
        return False
    if quantity.kind == "number":
        return (quantity.max or 99) <= 10
    return quantity.unit in ("天", "日") and (_days(quantity)["min"] or 0) <= 10


def _days(quantity: Quantity) -> dict[str, int | float | None]:
    if quantity.kind == "duration":
        days = [None if v is None else round(v * 30) for v in (quantity.min, quantity.max)]
        text_days = {"min": days[0], "max": days[1]}
        return dict(text_days)
    return span_of(quantity)
