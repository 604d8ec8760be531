"""How long she has done the work, in all and by job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import by_trade
from assistant.understanding.zh.fields.lengths import lengths, others
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, span_of, tidy
from assistant.vocabulary import TermMatch

_FILE: Final = "experience"
_FIRST_YEAR: Final = 1980
_LONGEST_QUOTE: Final = 24
Tied = list[tuple[Quantity, TermMatch | None]]


def read(scene: Scene) -> Iterator[Draft]:
    """Drafts of total years, years by job, and none at all."""
    spans = lengths(scene)
    tied: Tied = [(q, by_trade.job_of(scene, q)) for q in spans]
    parts = _are_parts(scene, tied)
    for quantity, job in tied:
        value = _years(scene, quantity)
        start, end = _quote(scene, quantity, job)
        flags = (*kept_flags(quantity), *(("computed",) if quantity.kind == "date" or quantity.has("computed") else ()))
        if job is not None:
            yield Draft("experience_by_job", {"job": job.id, **value}, start, end, flags=flags)
        if not parts and _is_total(scene, quantity, job, tied):
            yield Draft("years_experience", value, start, end, flags=flags)
    if parts:
        yield from _summed(scene, tied)
    if not spans:
        yield from _since_an_age(scene) or _none_at_all(scene)


def _are_parts(scene: Scene, tied: Tied) -> bool:
    """Whether lengths follow one another (四年，走了以后又…两年), so that none of them is the whole."""
    if len(tied) < 2 or all(job is not None for _, job in tied):
        return False
    if grammar.says(_FILE, "total", scene.text) or grammar.says("corrections", "marker", scene.text):
        return False
    bare = [q for q, job in tied if job is None]
    if len(bare) == len(tied) and len(bare) > 1 and (len(scene.places) > 1 or _each_its_way(scene, bare)):
        return True
    between = scene.text[tied[0][0].end : tied[-1][0].start]
    if len(tied) == 2 and grammar.says(_FILE, "added", between):
        return True
    return grammar.says(_FILE, "before_and_after", scene.text)


def _each_its_way(scene: Scene, spans: list[Quantity]) -> bool:
    """白班三年，住家五年: each length is of another way of working."""
    ways = [
        {t.id for t in scene.kinds("work_modes") if scene.index_at(t.start) == scene.index_at(q.start)} for q in spans
    ]
    return all(ways) and len(set.union(*ways)) >= len(spans)


def _summed(scene: Scene, tied: Tied) -> Iterator[Draft]:
    """The sum of lengths told one after another, where the whole is asked."""
    figures = [q for q, _ in tied if q.kind == "duration" and q.min is not None and q.min == q.max]
    if scene.context.asking is not Topic.EXPERIENCE or len(figures) != len(tied):
        return
    years = tidy(round(sum(float(q.min or 0) for q in figures) / 12, 1))
    start, end = figures[0].start, figures[-1].end
    yield Draft("years_experience", {"min": years, "max": years}, start, end, confidence=0.7, flags=("computed",))


def _years(scene: Scene, quantity: Quantity) -> dict[str, int | float | None]:
    today = scene.context.today
    if quantity.min is not None and quantity.min >= _FIRST_YEAR and quantity.kind in ("birth_year", "number"):
        since = today.year - int(quantity.min)
        return {"min": since, "max": since}
    if quantity.kind == "date" and quantity.iso:
        years: int | float = today.year - int(quantity.iso[:4])
        if len(quantity.iso) > len("2020"):
            years = tidy(years + (today.month - int(quantity.iso[5:7])) / 12)
        return {"min": years, "max": years}
    value = span_of(quantity) if quantity.kind == "number" else span_of(quantity, 12)
    if grammar.says("schedule", "at_least", scene.text[max(0, quantity.start - 4) : quantity.start]):
        value["max"] = None
    if value == {"min": 0.5, "max": 0.75}:
        value["max"] = 1
    if quantity.has("approximate") and grammar.says(_FILE, "close_to", scene.text[quantity.start : quantity.end]):
        value["min"] = value["max"]
    return value


def _is_total(scene: Scene, quantity: Quantity, job: TermMatch | None, tied: Tied) -> bool:
    if grammar.says(_FILE, "total", scene.clause_at(quantity.start).text):
        return True
    rest = [(q, other) for q, other in tied if q is not quantity]
    if any(grammar.says(_FILE, "total", scene.clause_at(q.start).text) for q, _ in rest):
        return False
    if job is None and others(scene, [q for q, _ in tied]):
        return False
    if job is None:
        return not _within(scene, quantity, rest) and not _less_than_the_trades(scene, quantity, rest)
    one_trade = all(other is not None and other.id == job.id for _, other in rest)
    return one_trade and not others(scene, [q for q, _ in tied])


def _within(scene: Scene, quantity: Quantity, rest: Tied) -> bool:
    """做护工九年了，在齐鲁医院做过四年: a shorter time at one place is part of the whole told before."""
    longer = any((q.max or 0) > (quantity.max or 0) for q, _ in rest if q.start < quantity.start)
    return longer and grammar.says(_FILE, "at_a_place_before", scene.before(quantity.start, 16))


def _less_than_the_trades(scene: Scene, quantity: Quantity, rest: Tied) -> bool:
    """养老院四年，…护工两年: beside those of trades a length is the whole only if it is as long as they together."""
    trades = [q for q, other in rest if other is not None]
    if not trades or grammar.says("corrections", "marker", scene.text):
        return False
    clause = scene.clause_at(quantity.start)
    if grammar.says(_FILE, "trade", clause.text):
        return False
    return (quantity.max or quantity.min or 0) < sum(float(q.min or 0) for q in trades)


def _quote(scene: Scene, quantity: Quantity, job: TermMatch | None) -> tuple[int, int]:
    if job is None or grammar.says("corrections", "marker", scene.text[job.end : quantity.start]):
        return quantity.start, quantity.end
    start, end = min(job.start, quantity.start), max(job.end, quantity.end)
    return (start, end) if end - start <= _LONGEST_QUOTE else (quantity.start, quantity.end)


def _since_an_age(scene: Scene) -> list[Draft]:
    """从四十岁做到现在，我今年五十二: as long as she has grown older."""
    began = grammar.pattern(_FILE, "since_age").search(scene.text)
    if scene.topic is not Topic.EXPERIENCE or began is None or scene.silent(began.start()):
        return []
    then = _years_old(scene, began.group("age") or began.group("first"))
    until = began.group("until")
    later = next((q.min for q in scene.numbers("age") if q.start >= began.end() and q.min == q.max), None)
    now = _years_old(scene, until) if until else later
    if then is None or now is None or now <= then:
        return []
    value = {"min": now - then, "max": now - then}
    return [Draft("years_experience", value, began.start(), began.end(), confidence=0.7, flags=("computed",))]


def _years_old(scene: Scene, spoken: str) -> int | float | None:
    return next((q.min for q in scan(f"{spoken}岁", scene.context.today)), None)


def _none_at_all(scene: Scene) -> Iterator[Draft]:
    if scene.context.asking not in (Topic.EXPERIENCE, Topic.JOB, None):
        return
    keys = ("never", "never_asked") if scene.context.asking is Topic.EXPERIENCE else ("never",)
    for match in (m for key in keys for m in grammar.pattern(_FILE, key).finditer(scene.text)):
        named = [
            t
            for t in scene.kinds("jobs", "skills", "certificates")
            if t.form not in grammar.words("jobs", "general")
            and (abs(t.start - match.end()) < 6 or abs(match.start() - t.end) < 6)
            and scene.index_at(t.start) == scene.index_at(match.start())
            and not match.start() <= t.start < match.end()
        ]
        hers = scene.subject_at(match.start()).hers()
        hers = hers or grammar.says(_FILE, "for_others", scene.clause_at(match.start()).text)
        if scene.silent(match.start()) or not hers or named:
            continue
        told = scene.text[match.start() : match.end() + len("家政")]
        if scene.context.asking is None and not grammar.says(_FILE, "never_plainly", told):
            continue
        yield Draft("years_experience", {"min": 0, "max": 0}, match.start(), match.end(), confidence=0.8)
        return
