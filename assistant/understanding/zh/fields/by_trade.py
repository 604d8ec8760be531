"""Which trade a length of time belongs to: named beside it, or just before in the sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.fields import work
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import TermMatch

_FILE: Final = "experience"
_BESIDE: Final = 3  # characters within which a description takes a length before a named job does
_NEAR: Final = 6  # characters between a job and its length
_HARDLY_MORE: Final = 5  # characters a statement may hold beside its length


def job_of(scene: Scene, quantity: Quantity) -> TermMatch | None:
    """The job a length of time belongs to: named in the same clause, nearest first, or just before in the sentence."""
    clause = scene.clause_at(quantity.start)
    terms = [t for t in scene.kinds("jobs") if not work.in_paper(scene, t) and not _general(t)]
    mine = [t for t in terms if clause.start <= t.start < clause.end]
    total = grammar.says(_FILE, "total", clause.text)
    if mine and total and _measured_before(scene, clause, mine):
        return None
    if len({t.id for t in mine}) > 1 and total:
        return None
    if mine and _of_a_way(scene, quantity):
        return None
    if mine:
        led = _led(scene, clause, quantity, mine)
        return led or min(mine, key=lambda t: (t.hint and _gap(t, quantity) > _BESIDE, _gap(t, quantity), t.hint))
    if total or grammar.says(_FILE, "trade", clause.text):
        return None
    corrected = _job_before_correction(scene, quantity, terms)
    if corrected is not None:
        return corrected
    first, _ = scene.sentence_of(quantity.start)
    earlier = [t for t in terms if first <= t.start < clause.start and scene.clause_at(t.start).end >= clause.start - 2]
    bare = len(clause.text.strip()) - (quantity.end - quantity.start) <= _HARDLY_MORE
    if any(clause.start <= t.start < quantity.start for t in scene.kinds("work_modes")):
        return None
    turned = bool(earlier) and grammar.says(_FILE, "turned_to_before", scene.before(earlier[-1].start, 4))
    return earlier[-1] if earlier and bare and (turned or not earlier[-1].hint) else None


def _of_a_way(scene: Scene, quantity: Quantity) -> bool:
    """两年钟点工再加六年住家: a length right before a way of working is of that, not of the trade before."""
    clause = scene.clause_at(quantity.start)
    another = any(clause.start <= q.start < quantity.start for q in scene.numbers("duration"))
    return another and any(t.start == quantity.end and not _inside_job(scene, t) for t in scene.kinds("work_modes"))


def _inside_job(scene: Scene, mode: TermMatch) -> bool:
    return any(mode.start <= job.start <= mode.end for job in scene.kinds("jobs"))


def touches_job(scene: Scene, quantity: Quantity) -> bool:
    """Whether a job stands right beside a length (育儿嫂三年)."""
    for term in scene.kinds("jobs"):
        before = term.end <= quantity.start
        gap = scene.text[term.end : quantity.start] if before else scene.text[quantity.end : term.start]
        if len(gap) <= _NEAR and grammar.pattern(_FILE, "beside").fullmatch(gap):
            return True
    return False


def _measured_before(scene: Scene, clause: Clause, jobs: list[TermMatch]) -> bool:
    """Whether another trade has been told with its length before, so that the sum is of both (…拢共八九年)."""
    names = {t.id for t in jobs}
    return any(
        t.id not in names and any(scene.index_at(q.start) == scene.index_at(t.start) for q in scene.numbers("duration"))
        for t in scene.kinds("jobs")
        if t.end <= clause.start
    )


def _led(scene: Scene, clause: Clause, quantity: Quantity, jobs: list[TermMatch]) -> TermMatch | None:
    """The job right after its length (四年月嫂三年育儿嫂), or each before its own (保洁做了两年月嫂做了三年)."""
    lengths = [q for q in scene.numbers("duration") if clause.start <= q.start < clause.end]
    if len(lengths) < 2:
        return None
    if lengths[0].start > jobs[0].start:
        in_turn = len(lengths) == len(jobs) and all(t.end <= q.start for t, q in zip(jobs, lengths, strict=True))
        return jobs[lengths.index(quantity)] if in_turn and quantity in lengths else None
    after = {scene.text[q.end : t.start]: t for q in lengths for t in jobs if q is quantity and t.start >= q.end}
    return next((t for gap, t in after.items() if grammar.pattern(_FILE, "leads_to_job").fullmatch(gap)), None)


def _job_before_correction(scene: Scene, quantity: Quantity, terms: list[TermMatch]) -> TermMatch | None:
    """三年育儿嫂，哦不对，是四年: the new figure is about the job of the old one."""
    before = [t for t in terms if t.end <= quantity.start]
    if not before:
        return None
    figures = [q.end for q in scene.numbers("duration") if before[-1].end <= q.start < quantity.start]
    gap = scene.text[max([before[-1].end, *figures]) : quantity.start]
    clause = scene.clause_at(before[-1].start)
    measured = any(clause.start <= q.start < clause.end for q in scene.numbers("duration"))
    return before[-1] if measured and grammar.pattern("corrections", "only_repair").fullmatch(gap) else None


def _general(term: TermMatch) -> bool:
    return term.form in grammar.words("jobs", "general")


def _gap(term: TermMatch, quantity: Quantity) -> int:
    return max(quantity.start - term.end, term.start - quantity.end)


@cache
def behind(name: str) -> re.Pattern[str]:
    """A list of the grammar at the end of what stands before a length, little words between (干了|差不多|三年)."""
    return re.compile(f"{grammar.source(_FILE, name)}{grammar.source(_FILE, 'about')}*$")
