"""The day she can start."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import history
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags

# Asked for other things, so long from now is no beginning of hers (还剩三个月 of a certificate).
_START_TOPICS = frozenset(
    {None, Topic.AVAILABILITY, Topic.HISTORY, Topic.JOB, Topic.WORK_MODE, Topic.ANYTHING_ELSE, Topic.SALARY}
)
# 年后吧，初六: a closer day may follow after a particle and a pause.
_PAUSE = 3
_WHOLE_DATE = 10
_MONTH_DATE = 7
_DAYS_IN_MONTH = 30
_SHORT_TURN = 2  # statements; more of them introduce her


def read_start(scene: Scene) -> Iterator[Draft]:
    """When she can begin: `now`, or the earliest day she names."""
    asked = scene.topic is Topic.AVAILABILITY
    dated = [q for q in scene.numbers("date") if _names_start(scene, q, asked=asked)]
    named = _day_behind(scene) if asked else None
    if named is not None:
        yield named
        return
    if dated:
        for quantity in _meant(scene, dated, asked=asked):
            yield from _dated(scene, quantity)
        return
    told = _after_waiting(scene, asked=asked) or (_only_a_wait(scene) if asked else None)
    told = told or _at_the_end(scene) or _at_once(scene, asked=asked)
    if told is not None:
        yield told


def _day_behind(scene: Scene) -> Draft | None:
    """The bare day she comes, behind the day something else ends (做到十二月二十八，二十九人就自由)."""
    said = grammar.pattern("schedule", "day_then").search(scene.text)
    if said is None or scene.silent(said.start("day")) or grammar.says("corrections", "marker", scene.text):
        return None
    before = [q for q in scene.numbers("date") if q.end <= said.start("day") and len(q.iso or "") == _WHOLE_DATE]
    day = next((q.min for q in scan(f"{said.group('day')}天", scene.context.today) if q.min), None)
    if not before or day is None:
        return None
    ends = _first_day(str(before[-1].iso))
    if ends < scene.context.today or not ends.day < day <= calendar.monthrange(ends.year, ends.month)[1]:
        return None
    value = ends.replace(day=int(day)).isoformat()
    return Draft("available_from", value, *said.span("day"), confidence=0.8, flags=("computed",))


def _meant(scene: Scene, dated: list[Quantity], *, asked: bool) -> list[Quantity]:
    """The day she means of those she names; all of them where the last takes back the others."""
    earliest = [q for q in dated if not q.has("deadline")] or dated
    earliest = [q for q in earliest if q.iso != "now"] or earliest
    earliest = [q for q in earliest if grammar.pattern("schedule", "comes_then").match(scene.text, q.end)] or earliest
    several = asked and len(earliest) > 1 and scene.bare and not any(q.has("approximate") for q in earliest)
    several = several and not _either_day(scene, earliest)
    several = several and not re.search(grammar.source("schedule", "earliest") + "$", scene.before(dated[0].start))
    if several or grammar.says("corrections", "marker", scene.text):
        return dated
    before = [q for q in dated if q.end == earliest[0].start and q.iso != "now" and not q.has("approximate")]
    return [_most_exact(scene, before or earliest)]


def _after_waiting(scene: Scene, *, asked: bool) -> Draft | None:
    """还有十天下户: the day so long from now."""
    waiting = None
    if scene.context.asking in _START_TOPICS:
        waiting = grammar.pattern("schedule", "still").search(scene.text)
    if waiting is None and asked:
        waiting = grammar.pattern("schedule", "still_asked").search(scene.text)
    if waiting is None:
        return None
    spans = (q for q in scene.numbers("duration", "count") if q.start == waiting.end("lead"))
    return next((_so_long(scene, q) for q in spans if _is_span(q)), None)


def _is_span(quantity: Quantity) -> bool:
    return quantity.min is not None and (quantity.kind == "duration" or quantity.unit in ("天", "日"))


def _so_long(scene: Scene, quantity: Quantity) -> Draft:
    days = float(quantity.min or 0) * (_DAYS_IN_MONTH if quantity.kind == "duration" else 1)
    day = scene.context.today + timedelta(days=round(days))
    return Draft("available_from", day.isoformat(), quantity.start, quantity.end, flags=("approximate",))


def _only_a_wait(scene: Scene) -> Draft | None:
    """半个月吧: how long it takes her, as the whole of a statement and hardly followed by another."""
    for quantity in filter(_is_span, scene.numbers("duration", "count")):
        index = scene.index_at(quantity.start)
        clause = scene.clauses[index]
        before, after = scene.text[clause.start : quantity.start], scene.text[quantity.end : clause.end]
        whole = grammar.pattern("schedule", "wait_lead").fullmatch(before.strip()) is not None
        whole = whole and grammar.pattern("schedule", "wait_tail").fullmatch(after.strip()) is not None
        told = not scene.silent(clause.start) and scene.subject_at(clause.start).spoken_by_self()
        if whole and told and index + 2 >= len(scene.clauses):
            return _so_long(scene, quantity)
    return None


def _at_once(scene: Scene, *, asked: bool) -> Draft | None:
    for key in ("start_now", "start_now_asked") if asked else ("start_now",):
        for match in grammar.pattern("schedule", key).finditer(scene.text):
            if _now_is_meant(scene, match, asked=asked):
                return Draft("available_from", "now", match.start(), match.end())
    return None


def _at_the_end(scene: Scene) -> Draft | None:
    """An introduction that ends in 随时: she can begin now."""
    last = scene.clauses[-1]
    words = last.text.strip(" 。！!.吧的")
    said = grammar.pattern("schedule", "start_now_alone").fullmatch(words)
    introduces = scene.context.asking in (None, Topic.ANYTHING_ELSE) and len(scene.clauses) > _SHORT_TURN
    if said is None or not introduces or scene.silent(last.start) or not scene.subject_at(last.start).spoken_by_self():
        return None
    start = last.start + len(last.text) - len(last.text.lstrip())
    return Draft("available_from", "now", start, start + len(words))


def _either_day(scene: Scene, dated: list[Quantity]) -> bool:
    """今天明天都可以: days in a row, of which the first will do."""
    return all(
        re.fullmatch(r"(?:、|或者?|和|跟|还是|，)?", scene.text[left.end : right.start])
        for left, right in pairwise(dated)
    )


def _most_exact(scene: Scene, dated: list[Quantity]) -> Quantity:
    """The first day named, or the closer day that follows it at once (年后初六)."""
    first = dated[0]
    follower = next((q for q in dated[1:] if first.has("approximate") and _hardly_apart(scene, first, q)), None)
    return follower or first


def _hardly_apart(scene: Scene, first: Quantity, second: Quantity) -> bool:
    between = scene.text[first.end : second.start]
    return len(between) <= _PAUSE or grammar.pattern("schedule", "then_closer").fullmatch(between) is not None


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
        or (scene.context.asking is None and grammar.says("schedule", "start_unasked", match.group()))
    )


def _names_start(scene: Scene, quantity: Quantity, *, asked: bool) -> bool:
    subject = scene.subject_at(quantity.start)
    if scene.silent(quantity.start) or quantity.iso is None or quantity.has("past") or subject.carried == "peer":
        return False
    others = subject.owner in ("peer", "family") and not _with_companions(scene, quantity)
    if others or not _may_be_ahead(scene, quantity):
        return False
    clause = scene.clause_at(quantity.start)
    if asked and quantity.has("deadline") and _busy_until(scene, quantity):
        return True
    return _told_as_start(scene, quantity, clause, asked=asked)


def _may_be_ahead(scene: Scene, quantity: Quantity) -> bool:
    """Whether the date is a day to come, or today, and is not merely what day it is."""
    iso = quantity.iso or ""
    if grammar.says("schedule", "not_that_day_before", scene.before(quantity.start, 4)):
        return False
    if grammar.pattern("schedule", "today_is").match(scene.text, quantity.start) or grammar.says(
        "schedule", "today_named", scene.before(quantity.start, 4)
    ):
        return False
    if iso != "now" and len(iso) < _MONTH_DATE:
        return False
    if iso == scene.context.today.isoformat()[:_MONTH_DATE]:
        return quantity.has("end")
    return iso == "now" or _first_day(iso) >= scene.context.today


def _told_as_start(scene: Scene, quantity: Quantity, clause: Clause, *, asked: bool) -> bool:
    """Whether the words around the date make it the day she begins."""
    around = scene.text[max(clause.start, quantity.start - 10) : min(clause.end, quantity.end + 10)]
    # Asked how she rests, the days she names are days off.
    rests_first = scene.topic is not Topic.SCHEDULE and _rests_first(scene, quantity) is not None
    if _frees_her(scene, quantity) or rests_first:
        return True
    if quantity.has("deadline") and grammar.pattern("schedule", "free_until").match(scene.text, quantity.end):
        return False
    if grammar.pattern("schedule", "other_errand").match(scene.text, quantity.end):
        return False
    if grammar.says("schedule", "only_until", scene.clause_at(quantity.start).text):
        return False
    if re.search(grammar.source("schedule", "not_start"), scene.text[quantity.end : quantity.end + 6]):
        return False
    if quantity.iso == "now" and not re.match(
        r"(?:就|都|也|马上)*(?:能|可以|行|有空|闲|没活|可)", scene.text[quantity.end : quantity.end + 4]
    ):
        return False
    past_post = scene.context.asking is Topic.HISTORY and (
        history.gone_by(scene, quantity) or not re.search(r"这家|现在|目前|手上", clause.text)
    )
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
    comes = scene.context.asking is None and quantity.has("future")
    comes = comes and grammar.pattern("schedule", "comes_at_end").match(scene.text, quantity.end) is not None
    named = comes or (corrects and re.search(r"上户|上班|上岗|到岗|开始|什么时候来|时间", scene.text) is not None)
    return asked or grammar.says("schedule", "start_cue", around) or until or named or _after_no_time(scene, quantity)


def _with_companions(scene: Scene, quantity: Quantity) -> bool:
    """Whether those named only travel with her (十二月一号跟着老乡的车一块到)."""
    return grammar.says("schedule", "with_companions", scene.clause_at(quantity.start).text)


def _busy_until(scene: Scene, quantity: Quantity) -> bool:
    """正月初十以前都走不开: from that day on she can come."""
    return grammar.pattern("schedule", "busy_until").match(scene.text, quantity.end) is not None


def _after_no_time(scene: Scene, quantity: Quantity) -> bool:
    """年前没空，正月十六以后: a date alone behind the time she has not."""
    index = scene.index_at(quantity.start)
    clause = scene.clauses[index]
    rest = clause.text.strip().replace(scene.text[quantity.start : quantity.end], "", 1)
    alone = re.fullmatch(r"(?:要|得|等|吧|了|才|再|说|行|有空?|可以)*", rest) is not None
    return alone and index > 0 and grammar.says("schedule", "no_time", scene.clauses[index - 1].text)


def _frees_her(scene: Scene, quantity: Quantity) -> bool:
    """Whether the post she holds ends that day (手头有一家，月底到期), so that she is free from then on."""
    first, _ = scene.sentence_of(quantity.start)
    held = grammar.says("experience", "held_now", scene.text[first : quantity.start])
    held = held or (scene.topic is Topic.AVAILABILITY and not any(scene.kinds("certificates", "health_certificate")))
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
    if iso == scene.context.today.isoformat():
        today = grammar.pattern("schedule", "today_said").match(scene.text, quantity.start) is not None
        passed = quantity.has("after") and not today  # 这个周末之后, said on a Sunday
        iso = (scene.context.today + timedelta(days=1)).isoformat() if passed else "now"
    flags = list(kept_flags(quantity))
    if quantity.has("deadline") and len(iso) == _WHOLE_DATE and _busy_until(scene, quantity):
        iso = (_first_day(iso) + timedelta(days=1)).isoformat()
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
        waits = re.search(grammar.source("schedule", "waits_until") + "$", scene.before(quantity.start)) is not None
        iso = f"{iso}-{last:02d}" if quantity.has("end") and not waits else f"{iso}-01"
        flags.append("approximate")
    yield Draft("available_from", iso, quantity.start, quantity.end, flags=tuple(dict.fromkeys(flags)))
