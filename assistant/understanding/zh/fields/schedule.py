"""Rest days and the day she can start."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, span_of, tidy

# Asked for other things, so long from now is no beginning of hers (还剩三个月 of a certificate).
_START_TOPICS = frozenset(
    {None, Topic.AVAILABILITY, Topic.HISTORY, Topic.JOB, Topic.WORK_MODE, Topic.ANYTHING_ELSE, Topic.SALARY}
)
# 年后吧，初六: a closer day may follow after a particle and a pause.
_PAUSE = 3
_WHOLE_DATE = 10
_DAYS_IN_MONTH = 30
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


def read_start(scene: Scene) -> Iterator[Draft]:
    """When she can begin: `now`, or the earliest day she names."""
    asked = scene.topic is Topic.AVAILABILITY
    dated = [q for q in scene.numbers("date") if _names_start(scene, q, asked=asked)]
    earliest = [q for q in dated if not q.has("deadline")] or dated
    earliest = [q for q in earliest if q.iso != "now"] or earliest
    coming = [q for q in earliest if grammar.pattern("schedule", "comes_then").match(scene.text, q.end)]
    earliest = coming or earliest
    if earliest:
        repaired = grammar.says("corrections", "marker", scene.text)
        several = asked and len(earliest) > 1 and scene.bare and not any(q.has("approximate") for q in earliest)
        several = several and not _either_day(scene, earliest)
        for quantity in dated if repaired or several else [_most_exact(earliest)]:
            yield from _dated(scene, quantity)
        return
    waiting = grammar.pattern("schedule", "still").search(scene.text)
    if scene.context.asking not in _START_TOPICS:
        waiting = None
    if waiting is None and asked:
        waiting = grammar.pattern("schedule", "still_asked").search(scene.text)
    if waiting:
        for quantity in scene.numbers("duration", "count"):
            if quantity.start == waiting.end("lead") and quantity.min is not None:
                if quantity.kind == "count" and quantity.unit not in ("天", "日"):
                    continue
                days = float(quantity.min) * (30 if quantity.kind == "duration" else 1)
                day = scene.context.today + timedelta(days=round(days))
                yield Draft("available_from", day.isoformat(), quantity.start, quantity.end, flags=("approximate",))
                return
    keys = ("start_now", "start_now_asked") if asked else ("start_now",)
    for key in keys:
        for match in grammar.pattern("schedule", key).finditer(scene.text):
            if _now_is_meant(scene, match, asked=asked):
                yield Draft("available_from", "now", match.start(), match.end())
                return


def _either_day(scene: Scene, dated: list[Quantity]) -> bool:
    """今天明天都可以: days in a row, of which the first will do."""
    return all(
        re.fullmatch(r"(?:、|或者?|和|跟|还是|，)?", scene.text[left.end : right.start])
        for left, right in pairwise(dated)
    )


def _most_exact(dated: list[Quantity]) -> Quantity:
    """The first day named, or the closer day that follows it at once (年后初六)."""
    first = dated[0]
    follower = next((q for q in dated[1:] if q.start - first.end <= _PAUSE and first.has("approximate")), None)
    return follower or first


def _now_is_meant(scene: Scene, match: re.Match[str], *, asked: bool) -> bool:
    subject = scene.subject_at(match.start())
    if scene.silent(match.start()) or subject.owner != "self" or subject.carried == "peer":
        return False
    if re.search(r"不(?:能|是)?$|没$", scene.text[max(0, match.start() - 2) : match.start()]):
        return False
    return (
        asked
        or (len(match.group()) > 3 and grammar.says("schedule", "start_cue", match.group()))
        or "闲着" in match.group()
    )


def _names_start(scene: Scene, quantity: Quantity, *, asked: bool) -> bool:
    subject = scene.subject_at(quantity.start)
    if scene.silent(quantity.start) or quantity.iso is None or quantity.has("past") or subject.carried == "peer":
        return False
    if not (quantity.iso == "now" or len(quantity.iso) >= 7) or subject.owner in ("peer", "family"):
        return False
    if quantity.iso != "now" and _first_day(quantity.iso) < scene.context.today:
        return False
    clause = scene.clause_at(quantity.start)
    around = scene.text[max(clause.start, quantity.start - 10) : min(clause.end, quantity.end + 10)]
    if _frees_her(scene, quantity):
        return True
    if re.search(grammar.source("schedule", "not_start"), scene.text[quantity.end : quantity.end + 6]):
        return False
    if quantity.iso == "now" and not re.match(
        r"(?:就|都|也|马上)*(?:能|可以|行|有空|闲|没活|可)", scene.text[quantity.end : quantity.end + 4]
    ):
        return False
    past_post = scene.context.asking is Topic.HISTORY and not re.search(r"这家|现在|目前|手上", clause.text)
    until = quantity.has("end") and not past_post and grammar.says("schedule", "until", scene.before(quantity.start, 6))
    # What she takes back may belong to any earlier question.
    corrects = grammar.says("corrections", "marker", scene.text)
    if (
        not asked
        and not corrects
        and not grammar.says("schedule", "start_plainly", around)
        and scene.context.asking
        not in (
            None,
            Topic.HISTORY,
            Topic.ANYTHING_ELSE,
            Topic.JOB,
            Topic.WORK_MODE,
            Topic.CONFIRM,
        )
    ):
        return False
    named = corrects and re.search(r"上户|上班|上岗|到岗|开始|什么时候来|时间", scene.text) is not None
    return asked or grammar.says("schedule", "start_cue", around) or until or named or _after_no_time(scene, quantity)


def _after_no_time(scene: Scene, quantity: Quantity) -> bool:
    """年前没空，正月十六以后: a date alone behind the time she has not."""
    index = scene.index_at(quantity.start)
    clause = scene.clauses[index]
    rest = clause.text.strip().replace(scene.text[quantity.start : quantity.end], "", 1)
    alone = re.fullmatch(r"(?:要|得|等|吧|了|才|再|说|行)*", rest) is not None
    return alone and index > 0 and grammar.says("schedule", "no_time", scene.clauses[index - 1].text)


def _frees_her(scene: Scene, quantity: Quantity) -> bool:
    """Whether the post she holds ends that day (手头有一家，月底到期), so that she is free from then on."""
    first, _ = scene.sentence_of(quantity.start)
    held = grammar.says("experience", "held_now", scene.text[first : quantity.start])
    return held and grammar.pattern("schedule", "ends").match(scene.text, quantity.end) is not None


def _rests_first(scene: Scene, quantity: Quantity) -> tuple[date, int] | None:
    """The day after a rest she takes when her post ends (十二月五号下户，歇两天就可以接), and where the words end."""
    pause = grammar.pattern("schedule", "rests_first").match(scene.text, quantity.end)
    if pause is None or quantity.iso is None or len(quantity.iso) != _WHOLE_DATE:
        return None
    for span in scene.numbers("rest", "count", "duration"):
        if span.start < pause.end() <= span.end and span.min is not None:
            days = float(span.min) * (_DAYS_IN_MONTH if span.kind == "duration" else 1)
            return _first_day(quantity.iso) + timedelta(days=round(days)), span.end
    return None


def _first_day(iso: str) -> date:
    return date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")


def _dated(scene: Scene, quantity: Quantity) -> Iterator[Draft]:
    iso = quantity.iso or "now"
    iso = "now" if iso == scene.context.today.isoformat() else iso
    flags = list(kept_flags(quantity))
    rested = _rests_first(scene, quantity)
    if rested is not None and len(iso) == 10:
        day, end = rested
        yield Draft("available_from", day.isoformat(), quantity.start, end, flags=(*flags, "approximate"))
        return
    earlier = re.compile(r"(?:的)?(?:(?<=前)|前)(?P<days>[一两二三四五六七八九十])天").match(scene.text, quantity.end)
    if earlier and len(iso) == 10:
        days = "零一二三四五六七八九十".find(earlier.group("days").replace("两", "二"))
        days -= scene.text[quantity.end - 1] == "前"
        yield Draft(
            "available_from",
            (_first_day(iso) - timedelta(days=days)).isoformat(),
            quantity.start,
            earlier.end(),
            flags=tuple(flags),
        )
        return
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:7])
        last = calendar.monthrange(year, month)[1]
        iso = f"{iso}-{last:02d}" if quantity.has("end") else f"{iso}-01"
        flags.append("approximate")
    yield Draft("available_from", iso, quantity.start, quantity.end, flags=tuple(dict.fromkeys(flags)))
