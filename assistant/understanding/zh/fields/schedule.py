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


def read_rest(scene: Scene) -> Iterator[Draft]:
    """Rest days a month as she wants them."""
    found = [q for q in scene.numbers("rest") if _hers(scene, q)]
    told = [q for q in found if q.min is not None or q.max is not None]
    found = told if told or scene.topic is not Topic.SCHEDULE else []
    behind = grammar.pattern("schedule", "weekly_behind").search(scene.text)
    if behind and not scene.silent(behind.start()) and _not_of_others(scene, behind.start()):
        yield _weekly(behind)
        return
    named_days = grammar.pattern("schedule", "weekdays_off").search(scene.text)
    if named_days and scene.topic is Topic.SCHEDULE and not scene.silent(named_days.start()):
        days = _WEEKS * len(re.findall(r"周|礼拜|星期", named_days.group("named")))
        yield Draft("rest_days_per_month", {"min": days, "max": days}, *named_days.span(), confidence=0.8)
        return
    alternating = grammar.pattern("schedule", "alternating").search(scene.text)
    if alternating and not scene.silent(alternating.start()):
        yield Draft("rest_days_per_month", {"min": 6, "max": 6}, alternating.start(), alternating.end())
        return
    if len(found) > 1 and found[0].min:
        # Going without now and then (赶上忙不歇也行) is no wish.
        found = [q for q in found if q.min or not re.match(r"也(?:行|可以|中|成|没事)", scene.text[q.end :])]
    if len(found) == 2 and _either_will_do(scene, found):
        yield _from_less_to_more(found)
        return
    named = [] if found else list(_weekend(scene))
    if named:
        yield from named
        return
    if not found and scene.topic is Topic.SCHEDULE:
        yield from _bare_rest(scene)
        return
    changed = grammar.says("corrections", "marker", scene.text)
    if found and (scene.topic is Topic.SCHEDULE or changed):
        found += [q for q in scene.numbers("duration", "count") if q.start > found[-1].end and _bare_days(scene, q)]
    for quantity in found:
        value = span_of(quantity) if quantity.kind == "rest" else _days(quantity)
        if value["min"] is None and value["max"] is None:
            continue
        if grammar.says("schedule", "at_least", scene.text[max(0, quantity.start - 6) : quantity.end]):
            value["max"] = None
        yield Draft("rest_days_per_month", value, quantity.start, quantity.end, flags=kept_flags(quantity))


def _weekly(said: re.Match[str]) -> Draft:
    days = _WEEKS * (2 if said.group("days") in ("两", "二", "2") else 1)
    return Draft("rest_days_per_month", {"min": days, "max": days}, said.start(), said.end(), confidence=0.85)


def _either_will_do(scene: Scene, found: list[Quantity]) -> bool:
    """双休最好，单休也行; 四天也行两天也行."""
    tail = scene.text[found[1].end : found[1].end + 6]
    taken_back = grammar.says("corrections", "marker", scene.text[found[0].end : found[1].start])
    return re.match(r"(?:我)?也(?:行|可以|中|成|能|接受|凑合|将就|认|没问题)", tail) is not None and not taken_back


def _from_less_to_more(found: list[Quantity]) -> Draft:
    days = sorted(float(day) for q in found for day in (q.min, q.max) if day is not None)
    value = {"min": tidy(days[0]), "max": tidy(days[-1])}
    return Draft("rest_days_per_month", value, found[0].start, found[1].end)


def _weekend(scene: Scene) -> Iterator[Draft]:
    """Named days of the week that she wants off, four of each a month; and 月休改成五天."""
    for key, days in (("weekend_off", 8), ("fortnight_off", 2), ("sunday_off", 4)):
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
