"""Which lengths of time in a turn are time she has worked in the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.fields import by_trade, kinship
from assistant.understanding.zh.scene import Scene

YEARS_MAX: Final = 50
_FILE: Final = "experience"
_FIRST_YEAR: Final = 1980
_HER_WORK: Final = ("self", "employer", "recipient")
_DIGITS: Final = "零一二三四五六七八九"


def lengths(scene: Scene) -> list[Quantity]:
    """The lengths of her working life the turn tells, in order; a year she began in stands for the time since."""
    begun = [dated for q in scene.numbers("duration") if (dated := _as_year(scene, q)) is not None]
    spans = begun[:1] or [q for q in scene.numbers("duration") if _is_work(scene, q)]
    spans = spans or [q for q in scene.numbers("date", "birth_year", "number") if _is_start(scene, q)][:1]
    spans = spans or _bare_number(scene)
    if not spans or grammar.says("corrections", "marker", scene.text):
        spans = sorted([*spans, *_nth_year(scene)], key=lambda q: q.start)
    whole = [_less(scene, q) for q in _whole(spans)]
    return [*_low_to_high(scene, whole), *_taken_up_again(scene, spans)]


def _whole(spans: list[Quantity]) -> list[Quantity]:
    """The spans without those that only divide the one told first (九年，头两年在老家，后头七年在北京)."""
    parts = [q.min for q in spans[1:]]
    exact = all(q.min is not None and q.min == q.max and q.kind == "duration" for q in spans)
    divided = len(parts) > 1 and exact and spans[0].min == sum(float(part or 0) for part in parts)
    return spans[:1] if divided else spans


def _taken_up_again(scene: Scene, spans: list[Quantity]) -> Iterator[Quantity]:
    """一五年到二零年底，…去年三月又捡起来: the time since she took the work up again."""
    today = scene.context.today
    for quantity in scene.numbers("date"):
        iso = quantity.iso or ""
        later = bool(spans) and spans[-1].has("computed") and quantity.start >= spans[-1].end and iso[:4].isdigit()
        if later and iso < today.isoformat() and grammar.pattern(_FILE, "again_after").match(scene.text, quantity.end):
            months = 12 * (today.year - int(iso[:4])) + (today.month - int(iso[5:7]) if len(iso) > len("2020") else 0)
            yield replace(quantity, kind="duration", min=months, max=months, unit="年", iso=None)


def others(scene: Scene, spans: list[Quantity]) -> bool:
    """Whether more time at work is told than `spans` hold, at another place or for people named (给老板家做了两年)."""
    taken = {q.start for q in spans}
    return any(
        q.start not in taken
        and q.unit == "年"
        and not scene.silent(q.start)
        and not any(s.start <= q.start < s.end for s in spans)
        and scene.subject_at(q.start).owner in _HER_WORK
        and scene.subject_at(q.start).carried not in ("peer", "family")
        and (_behind("worked").search(scene.before(q.start, 10)) or _names_work(scene, q))
        and not grammar.says(_FILE, "post", scene.before(q.start, 16))
        and not grammar.says(_FILE, "at_a_place_before", scene.before(q.start, 18))
        and not kinship.at_home(scene, q.start)
        for q in scene.numbers("duration")
    )


def _names_work(scene: Scene, quantity: Quantity) -> bool:
    """住家老人两年: whom she cared for stands right before the length."""
    return grammar.says(_FILE, "cared_before", scene.before(quantity.start, 6))


@cache
def _behind(name: str) -> re.Pattern[str]:
    return by_trade.behind(name)


def _bare_number(scene: Scene) -> list[Quantity]:
    if scene.topic is not Topic.EXPERIENCE or not scene.bare:
        return []
    numbers = [q for q in scene.numbers("number") if not any(p.start <= q.start < p.end for p in scene.places)]
    spans = [q for q in numbers if 0 < (q.min or 0) <= YEARS_MAX][:1]
    return [q for q in spans if scene.subject_at(q.start).hers() and not scene.silent(q.start)]


def _as_year(scene: Scene, quantity: Quantity) -> Quantity | None:
    """一二年入的行 names the year 2012, no length of one or two years."""
    spoken = grammar.pattern(_FILE, "two_digit_year").fullmatch(scene.text[quantity.start : quantity.end])
    if spoken is None or scene.silent(quantity.start) or not scene.subject_at(quantity.start).hers():
        return None
    begun = grammar.pattern(_FILE, "year_begun_after").match(scene.text, quantity.end) is not None
    if not begun and not grammar.says(_FILE, "that_year_before", scene.text[: quantity.start]):
        return None
    year = 2000 + 10 * _DIGITS.index(spoken.group("tens")) + _DIGITS.index(spoken.group("ones"))
    if year > scene.context.today.year:
        return None
    return replace(quantity, kind="date", iso=str(year), min=None, max=None)


def _low_to_high(scene: Scene, spans: list[Quantity]) -> list[Quantity]:
    """少则六年多则七年 is one range, and so is 两年多不到三年; 两年多快三年 says one length twice."""
    if len(spans) != 2:
        return spans
    first, second = spans
    between = scene.text[first.end : second.start]
    if grammar.says(_FILE, "at_the_least", scene.text[: first.start]) and grammar.says(
        _FILE, "at_the_most", scene.text[: second.start]
    ):
        return [replace(first, end=second.end, max=second.max)]
    if not between and second.min is not None and (first.min or 0) > second.min:
        return [replace(first, end=second.end, min=second.min)]  # 十年八年
    if not between and second.has("approximate") and (first.max or 0) >= (second.min or 0):
        return [replace(first, end=second.end)]  # 两年多快三年
    if first.min is None and second.min == second.max:
        return [second]  # 不到三年，两年八个月
    if second.min is None and grammar.pattern(_FILE, "hardly_a_pause").fullmatch(between):
        return [replace(first, end=second.end, max=second.max)]
    return spans


def _nth_year(scene: Scene) -> Iterator[Quantity]:
    """今年第七年: the year she is in counts, as she counts it; in an introduction (月嫂，第九年) of the trade named."""
    asked = scene.topic is Topic.EXPERIENCE
    trade = scene.context.asking is None and any(not t.hint for t in scene.kinds("jobs"))
    match = grammar.pattern(_FILE, "nth_year").search(scene.text)
    match = match or (grammar.pattern(_FILE, "nth_year_alone").search(scene.text) if asked or trade else None)
    if match is None or scene.silent(match.start()) or not scene.subject_at(match.start()).hers():
        return
    clause = scene.clause_at(match.start())
    told = grammar.says(_FILE, "trade", clause.text) or grammar.says(_FILE, "working", clause.text)
    if (asked or told or trade) and not in_post(scene, match.start()):
        count = next(group for group in match.groups() if group)
        for years in scan(f"{count}年", scene.context.today)[:1]:
            yield replace(years, start=match.start(), end=match.end())


def _less(scene: Scene, quantity: Quantity) -> Quantity:
    """差两个月三年: the length less what is wanting; 没干满一年: less than that."""
    if quantity.min and grammar.says(_FILE, "short_of_before", scene.before(quantity.start, 6)):
        return replace(quantity, min=None)
    for short in scene.numbers("duration"):
        gap = scene.text[short.end : quantity.start]
        wanting = grammar.says(_FILE, "wanting_before", scene.text[: short.start]) and short.min is not None
        if wanting and short.end <= quantity.start and grammar.pattern(_FILE, "until_full").fullmatch(gap):
            low, high = (None if v is None else v - (short.min or 0) for v in (quantity.min, quantity.max))
            return replace(quantity, start=short.start - 1, min=low, max=high)
    return quantity


def _is_work(scene: Scene, quantity: Quantity) -> bool:
    """Whether a length of time tells how long she has worked in this trade."""
    start = quantity.start
    if scene.silent(start) or quantity.unit in grammar.words(_FILE, "too_short_units") or quantity.has("vague"):
        return False
    if not 0 < (quantity.max or quantity.min or 0) <= YEARS_MAX * 12:
        return False
    if _answers(scene, start):
        return True
    if scene.topic is not Topic.EXPERIENCE and _a_period(scene, quantity):
        return False
    if not _of_her_working_life(scene, start) or _of_something_else(scene, quantity):
        return False
    own = kinship.at_home(scene, start) and not grammar.says(_FILE, "in_truth", scene.clause_at(start).text)
    return not own and not in_post(scene, start) and _evidence(scene, quantity)


def _a_period(scene: Scene, quantity: Quantity) -> bool:
    """一个月让我回去一趟: how often, not how long, unless she says that she worked so long."""
    spoken = grammar.pattern(_FILE, "period").fullmatch(scene.text[quantity.start : quantity.end])
    return spoken is not None and not _behind("worked").search(scene.before(quantity.start, 8))


def _answers(scene: Scene, position: int) -> bool:
    """A statement that is nothing but a length answers the question, whoever was spoken of before it (我自己满六年)."""
    subject, clause = scene.subject_at(position), scene.clause_at(position)
    return (
        scene.topic is Topic.EXPERIENCE
        and subject.owner == "self"
        and grammar.pattern(_FILE, "only_a_length").fullmatch(clause.text.strip()) is not None
        and (subject.carried != "self" or grammar.says("subject", "self", clause.text))
    )


def _of_her_working_life(scene: Scene, position: int) -> bool:
    """Whether the words are about her; a total is her own also after a former employer (上一家两年，总共七年)."""
    subject = scene.subject_at(position)
    clause = scene.clause_at(position)
    summed = grammar.says(_FILE, "total", clause.text)
    if scene.topic is Topic.EXPERIENCE and subject.owner in ("employer", "peer"):
        key = "done_for" if subject.owner == "employer" else "for_others"
        if grammar.says(_FILE, key, clause.text):
            return True
    return subject.hers() or (summed and subject.owner == "self" and subject.carried == "employer")


def _of_something_else(scene: Scene, quantity: Quantity) -> bool:
    """Whether she rested, studied, lived somewhere or worked elsewhere for so long."""
    before = scene.before(quantity.start, 16)
    clause = scene.clause_at(quantity.start)
    stayed = grammar.says(_FILE, "stayed_before", before) and grammar.says(_FILE, "trade", clause.text)
    if not stayed and _behind("not_work_before").search(before):
        return True
    if quantity.unit == "年" and grammar.says(_FILE, "cared_for_before", before):
        return False
    return grammar.pattern(_FILE, "not_work_after").match(scene.text, quantity.end) is not None


def _evidence(scene: Scene, quantity: Quantity) -> bool:
    if scene.topic is Topic.EXPERIENCE:
        return True
    before = scene.before(quantity.start, 6)
    if scene.context.asking is Topic.CERTIFICATES and not grammar.says(_FILE, "worked", before):
        return False
    clause = scene.clause_at(quantity.start)
    if grammar.says(_FILE, "trade", clause.text) or grammar.says(_FILE, "total", clause.text):
        return True
    told = scene.text[clause.start : quantity.end]
    if _worked(scene, quantity) or grammar.says(_FILE, "so_long_in_all", told):
        return True
    near = scene.text[max(clause.start, quantity.start - 10) : min(clause.end, quantity.end + 10)]
    return by_trade.job_of(scene, quantity) is not None and (
        grammar.says(_FILE, "working", near) or by_trade.touches_job(scene, quantity)
    )


def _worked(scene: Scene, quantity: Quantity) -> bool:
    """做过五年, 干了十年; or the bare length in an introduction that has just named her job."""
    if _behind("worked").search(scene.before(quantity.start, 8)):
        return True
    first, last = scene.sentence_of(quantity.start)
    told = scene.text[first : quantity.start]
    if grammar.says("corrections", "marker", told) or grammar.says(_FILE, "in_truth", told):
        named = any(first <= t.start < quantity.start for t in scene.kinds("jobs"))
        return named or grammar.says(_FILE, "worked", scene.text[first:last])
    clause = scene.clause_at(quantity.start)
    rest = clause.text.replace(scene.text[quantity.start : quantity.end], "", 1).strip()
    alone = grammar.pattern(_FILE, "little_more").fullmatch(rest) is not None
    opened = 0 if scene.context.asking is None else first
    return (
        alone
        and any(opened <= t.start < clause.start for t in scene.kinds("jobs"))
        and not kinship.at_home(scene, clause.start)
    )


def _year_of(quantity: Quantity) -> int | None:
    if quantity.kind in ("birth_year", "number"):
        whole = quantity.min is not None and quantity.min == quantity.max and quantity.min >= _FIRST_YEAR
        return int(quantity.min) if whole and quantity.min is not None else None
    return int(quantity.iso[:4]) if quantity.iso and quantity.iso[:4].isdigit() else None


def _is_start(scene: Scene, quantity: Quantity) -> bool:
    """A date on which she began the trade (一五年开始做的)."""
    year, today = _year_of(quantity), scene.context.today
    if year is None or scene.silent(quantity.start) or year > today.year or quantity.has("future"):
        return False
    if not scene.subject_at(quantity.start).hers() or quantity.has("decade"):
        return False
    if grammar.says(_FILE, "some_year", scene.text[quantity.start : quantity.end]):
        return False
    if grammar.says(_FILE, "childs_before", scene.before(quantity.start)):
        return False
    first, last = scene.sentence_of(quantity.start)
    if scene.context.asking is Topic.EXPERIENCE and (
        grammar.says(_FILE, "since_then", scene.text[first:last])
        or grammar.says(_FILE, "since_before", scene.before(quantity.start, 3))
    ):
        return True
    if scene.context.asking is Topic.EXPERIENCE and _only_a_date(scene, quantity):
        return True
    begins = grammar.pattern(_FILE, "begun_after").match(scene.text, quantity.end)
    return begins is not None and not in_post(scene, quantity.start)


def _only_a_date(scene: Scene, quantity: Quantity) -> bool:
    """前年十一过后: asked how long she has worked, a day gone by says since when."""
    rest = scene.text[: quantity.start] + scene.text[quantity.end :]
    return quantity.kind == "date" and grammar.pattern(_FILE, "little_beside_date").fullmatch(rest.strip()) is not None


def in_post(scene: Scene, position: int) -> bool:
    """Whether the clause tells of one post rather than of her whole working life."""
    clause = scene.clause_at(position)
    if grammar.says(_FILE, "post", clause.text):
        return True
    done_for = grammar.says(_FILE, "done_for", clause.text)
    trade_told = scene.topic is Topic.EXPERIENCE and any(
        clause.start <= t.start < clause.end and (done_for or not t.hint) for t in scene.kinds("jobs")
    )
    named = grammar.says(_FILE, "post_topic", clause.text) and not trade_told
    if named or _of_post_before(scene, position):
        return True
    return scene.context.asking is Topic.HISTORY and not grammar.says(_FILE, "total", clause.text)


def _of_post_before(scene: Scene, position: int) -> bool:
    """Whether a bare length goes on with a post opened earlier in the sentence (上家在武汉，管做饭，干了两年)."""
    index = scene.index_at(position)
    clause = scene.clauses[index]
    whole = grammar.says(_FILE, "total", clause.text) or grammar.says(_FILE, "trade", clause.text)
    if whole or any(clause.start <= t.start < clause.end for t in scene.kinds("jobs") if not t.hint):
        return False
    for earlier in reversed(scene.clauses[:index]):
        if earlier.sentence != clause.sentence or grammar.says("tense", "now", earlier.text):
            return False
        if grammar.says(_FILE, "former_post", earlier.text):
            return not any(earlier.start <= q.start < position for q in scene.numbers("duration"))
    return False
