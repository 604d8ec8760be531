"""How long she has done the work, in all and by job."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import kinship, work
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, span_of, tidy
from assistant.vocabulary import TermMatch

# A statement that is nothing but a length answers the question, whoever was spoken of before it.
_ANSWER: Final = re.compile(
    r"(?:满|快|有|也有|大概|差不多|将近)*[一二两三四五六七八九十几多半零来\d]+个?年(?:多|半|整)?[了吧呢的啊]*"
)
_YEARS_MAX: Final = 50
_BESIDE: Final = 3  # characters within which a description takes a length before a named job does


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(
        grammar.source("experience", name)
        + r"(?:也|都|有|快|将近|大概|差不多|得有|已经|，|,|\s|大约|整整|也就|才|能|了)*$"
    )


def read(scene: Scene) -> Iterator[Draft]:
    """Drafts of total years, years by job, and none at all."""
    begun = [dated for q in scene.numbers("duration") if (dated := _as_year(scene, q)) is not None]
    spans = [q for q in scene.numbers("duration") if _is_work(scene, q)] if not begun else begun[:1]
    if not spans:
        spans = [q for q in scene.numbers("date", "birth_year", "number") if _is_start(scene, q)][:1]
    if not spans and scene.topic is Topic.EXPERIENCE:
        numbers = [q for q in scene.numbers("number") if not any(p.start <= q.start < p.end for p in scene.places)]
        spans = [q for q in numbers if 0 < (q.min or 0) <= _YEARS_MAX and scene.bare][:1]
        spans = [q for q in spans if scene.subject_at(q.start).hers() and not scene.silent(q.start)]
    if not spans or grammar.says("corrections", "marker", scene.text):
        spans = sorted([*spans, *_nth_year(scene)], key=lambda q: q.start)
    spans = [_less(scene, q) for q in _low_to_high(scene, spans)]
    tied = [(q, _job_of(scene, q)) for q in spans]
    if _several_places(scene, tied) or _parts(scene, tied):
        return
    for quantity, job in tied:
        value = _years(scene, quantity)
        start, end = _quote(scene, quantity, job)
        flags = (*kept_flags(quantity), *(("computed",) if quantity.kind == "date" or quantity.has("computed") else ()))
        if job is not None:
            yield Draft("experience_by_job", {"job": job.id, **value}, start, end, flags=flags)
        if _is_total(scene, quantity, job, tied):
            yield Draft("years_experience", value, start, end, flags=flags)
    if not spans:
        yield from _none_at_all(scene)


def _as_year(scene: Scene, quantity: Quantity) -> Quantity | None:
    """一二年入的行 names the year 2012, no length of one or two years."""
    spoken = re.fullmatch(r"([零一二])([零一二三四五六七八九])年", scene.text[quantity.start : quantity.end])
    if spoken is None or scene.silent(quantity.start) or not scene.subject_at(quantity.start).hers():
        return None
    if (
        re.match(r"(?:就|才)?(?:入的?行|进的?这?行|开始|起|出来的)", scene.text[quantity.end : quantity.end + 6])
        is None
    ):
        return None
    digits = "零一二三四五六七八九"
    year = 2000 + 10 * digits.index(spoken.group(1)) + digits.index(spoken.group(2))
    if year > scene.context.today.year:
        return None
    return replace(quantity, kind="date", iso=str(year), min=None, max=None)


def _low_to_high(scene: Scene, spans: list[Quantity]) -> list[Quantity]:
    """少则六年多则七年 is one range, and so is 两年多不到三年."""
    if (
        len(spans) == 2
        and re.search(r"少则$", scene.text[: spans[0].start])
        and re.search(r"多则$", scene.text[: spans[1].start])
    ):
        return [replace(spans[0], end=spans[1].end, max=spans[1].max)]
    if len(spans) == 2 and spans[0].end == spans[1].start and (spans[0].min or 0) > (spans[1].min or 0):
        return [replace(spans[0], end=spans[1].end, min=spans[1].min)]  # 十年八年
    if len(spans) == 2 and spans[0].min is None and spans[1].min == spans[1].max:
        return [spans[1]]  # 不到三年，两年八个月
    if (
        len(spans) == 2
        and spans[1].min is None
        and re.fullmatch(r"[，,吧了\s]*", scene.text[spans[0].end : spans[1].start])
    ):
        return [replace(spans[0], end=spans[1].end, max=spans[1].max)]
    return spans


def _nth_year(scene: Scene) -> Iterator[Quantity]:
    """今年第七年: the year she is in counts, as she counts it."""
    match = grammar.pattern("experience", "nth_year").search(scene.text)
    if match is None or scene.silent(match.start()) or not scene.subject_at(match.start()).hers():
        return
    clause = scene.clause_at(match.start())
    told = grammar.says("experience", "trade", clause.text) or grammar.says("experience", "working", clause.text)
    if (scene.topic is Topic.EXPERIENCE or told) and not in_post(scene, match.start()):
        for years in scan(f"{match.group('count')}年", scene.context.today)[:1]:
            yield replace(years, start=match.start(), end=match.end())


def _less(scene: Scene, quantity: Quantity) -> Quantity:
    """差两个月三年: the length less what is wanting; 没干满一年: less than that."""
    if re.search(r"[没不未](?:有)?(?:干|做|带)?(?:满|到|够|足)$", scene.before(quantity.start, 6)) and quantity.min:
        return replace(quantity, min=None)
    for short in scene.numbers("duration"):
        gap = scene.text[short.end : quantity.start]
        wanting = scene.text[: short.start].endswith(("差", "还差", "差个")) and short.min is not None
        if wanting and short.end <= quantity.start and re.fullmatch(r"(?:就|满|才|不到|到|够|，)*", gap):
            low, high = (None if v is None else v - (short.min or 0) for v in (quantity.min, quantity.max))
            return replace(quantity, start=short.start - 1, min=low, max=high)
    return quantity


def _several_places(scene: Scene, tied: list[tuple[Quantity, TermMatch | None]]) -> bool:
    """Lengths told place by place (先在广州三年，后来在深圳四年) are posts and no total."""
    bare = [q for q, job in tied if job is None]
    return len(bare) > 1 and len(scene.places) > 1 and not grammar.says("experience", "total", scene.text)


def _parts(scene: Scene, tied: list[tuple[Quantity, TermMatch | None]]) -> bool:
    """Lengths that follow one another with no job named are parts; only she may add them up."""
    if len(tied) != 2 or any(job is not None for _, job in tied):
        return False
    between = scene.text[tied[0][0].end : tied[1][0].start]
    told = grammar.says("experience", "total", scene.text) or grammar.says("corrections", "marker", scene.text)
    return grammar.says("experience", "added", between) and not told


def _years(scene: Scene, quantity: Quantity) -> dict[str, int | float | None]:
    if quantity.min is not None and quantity.min >= 1980 and quantity.kind in ("birth_year", "number"):
        since = scene.context.today.year - int(quantity.min)
        return {"min": since, "max": since}
    if quantity.kind == "date" and quantity.iso:
        today = scene.context.today
        years: int | float = today.year - int(quantity.iso[:4])
        if len(quantity.iso) > 4:
            years = tidy(years + (today.month - int(quantity.iso[5:7])) / 12)
        return {"min": years, "max": years}
    value = span_of(quantity) if quantity.kind == "number" else span_of(quantity, 12)
    if grammar.says("schedule", "at_least", scene.text[max(0, quantity.start - 4) : quantity.start]):
        value["max"] = None
    if value == {"min": 0.5, "max": 0.75}:
        value["max"] = 1
    return value


def _is_work(scene: Scene, quantity: Quantity) -> bool:
    """Whether a length of time tells how long she has worked in this trade."""
    start, end = quantity.start, quantity.end
    if (
        scene.silent(start)
        or not _of_her_working_life(scene, start)
        or quantity.unit in ("天", "日", "小时", "钟头", "钟", "周", "星期", "礼拜", "晚", "夜")
    ):
        return False
    months = quantity.max or quantity.min or 0
    if quantity.has("vague") or months <= 0 or months > _YEARS_MAX * 12:
        return False
    before, after = scene.before(start, 16), scene.text[end : end + 6]
    stayed = re.search(r"(?:待|呆|混)了?$", before) is not None and grammar.says(
        "experience", "trade", scene.clause_at(start).text
    )
    if (not stayed and _ending("not_work_before").search(before)) or grammar.pattern(
        "experience", "not_work_after"
    ).match(after):
        return False
    if kinship.at_home(scene, start) or in_post(scene, start):
        return False
    return _evidence(scene, quantity)


def _of_her_working_life(scene: Scene, position: int) -> bool:
    """Whether the words are about her; a total is her own also after a former employer (上一家两年，总共七年)."""
    subject = scene.subject_at(position)
    clause = scene.clause_at(position)
    if scene.topic is Topic.EXPERIENCE and subject.owner == "self" and _ANSWER.fullmatch(clause.text.strip()):
        return True
    summed = grammar.says("experience", "total", clause.text)
    return subject.hers() or (summed and subject.owner == "self" and subject.carried == "employer")


def _evidence(scene: Scene, quantity: Quantity) -> bool:
    if scene.topic is Topic.EXPERIENCE:
        return True
    if scene.context.asking is Topic.CERTIFICATES and not grammar.says(
        "experience", "worked", scene.before(quantity.start, 6)
    ):
        return False
    clause = scene.clause_at(quantity.start)
    if grammar.says("experience", "trade", clause.text) or grammar.says("experience", "total", clause.text):
        return True
    if _worked(scene, quantity):
        return True
    near = scene.text[max(clause.start, quantity.start - 10) : min(clause.end, quantity.end + 10)]
    return _job_of(scene, quantity) is not None and (
        grammar.says("experience", "working", near) or _touches_job(scene, quantity)
    )


def _worked(scene: Scene, quantity: Quantity) -> bool:
    """做过五年, 干了十年; or the bare length in an introduction that has just named her job."""
    before = scene.before(quantity.start, 8)
    if re.search(grammar.source("experience", "worked") + r"(?:有|快|将近|差不多|大概|也|都|整整|足足)*$", before):
        return True
    first, last = scene.sentence_of(quantity.start)
    told = scene.text[first : quantity.start]
    if grammar.says("corrections", "marker", told) or grammar.says("experience", "in_truth", told):
        named = any(first <= t.start < quantity.start for t in scene.kinds("jobs"))
        return named or grammar.says("experience", "worked", scene.text[first:last])
    clause = scene.clause_at(quantity.start)
    rest = clause.text.replace(scene.text[quantity.start : quantity.end], "", 1).strip()
    alone = re.fullmatch(r"(?:也|都|有|快|将近|差不多|大概|了|吧|的|啦|多|嗯|已经|得有)*", rest) is not None
    return (
        alone
        and any(first <= t.start < clause.start for t in scene.kinds("jobs"))
        and not kinship.at_home(scene, clause.start)
    )


def _touches_job(scene: Scene, quantity: Quantity) -> bool:
    for term in scene.kinds("jobs"):
        gap = (
            scene.text[term.end : quantity.start]
            if term.end <= quantity.start
            else scene.text[quantity.end : term.start]
        )
        if len(gap) <= 6 and re.fullmatch(
            r"(?:也|都|有|快|将近|大概|差不多|得有|已经|的|，|,|\s|了|工作|经验|左右)*", gap
        ):
            return True
    return False


def _year_of(quantity: Quantity) -> int | None:
    if quantity.kind in ("birth_year", "number"):
        whole = quantity.min is not None and quantity.min == quantity.max and quantity.min >= 1980
        return int(quantity.min) if whole and quantity.min is not None else None
    return int(quantity.iso[:4]) if quantity.iso and quantity.iso[:4].isdigit() else None


def _is_start(scene: Scene, quantity: Quantity) -> bool:
    """A date on which she began the trade (一五年开始做的)."""
    year = _year_of(quantity)
    if year is None or scene.silent(quantity.start) or "几" in scene.text[quantity.start : quantity.end]:
        return False
    if not scene.subject_at(quantity.start).hers() or year > scene.context.today.year:
        return False
    after = scene.text[quantity.end : quantity.end + 12]
    first, last = scene.sentence_of(quantity.start)
    if scene.context.asking is Topic.EXPERIENCE and re.search(
        r"开始|入行|起|出来|到现在|没[断停]过|至今|这行|进的|(?:去|来)的?[^，。]{0,4}[做干当]", scene.text[first:last]
    ):
        return True
    if scene.context.asking is Topic.EXPERIENCE and re.search(r"(?:从|打|自)(?:是)?$", scene.before(quantity.start, 3)):
        return True
    begins = re.match(
        r"(?:就|才)?(?:(?:入|进|干|做)的?[^，。]{0,5}(?:这|行)|开始|入行|入的行|起|干起|做起|出来做|就干|就做|开始干|开始做|干的这行|做的这行|进的这行)",
        after,
    )
    return begins is not None and not in_post(scene, quantity.start)


def in_post(scene: Scene, position: int) -> bool:
    """Whether the clause tells of one post rather than of her whole working life."""
    clause = scene.clause_at(position)
    if grammar.says("experience", "post", clause.text):
        return True
    named = grammar.says("experience", "post_topic", clause.text) or _of_post_before(scene, position)
    return named or (scene.context.asking is Topic.HISTORY and not grammar.says("experience", "total", clause.text))


def _of_post_before(scene: Scene, position: int) -> bool:
    """Whether a bare length goes on with a post opened earlier in the sentence (上家在武汉，管做饭，干了两年)."""
    index = scene.index_at(position)
    clause = scene.clauses[index]
    whole = grammar.says("experience", "total", clause.text) or grammar.says("experience", "trade", clause.text)
    if whole or any(clause.start <= t.start < clause.end for t in scene.kinds("jobs") if not t.hint):
        return False
    for earlier in reversed(scene.clauses[:index]):
        if earlier.sentence != clause.sentence or grammar.says("tense", "now", earlier.text):
            return False
        if grammar.says("experience", "former_post", earlier.text):
            return not any(earlier.start <= q.start < position for q in scene.numbers("duration"))
    return False


def _job_of(scene: Scene, quantity: Quantity) -> TermMatch | None:
    """The job a length of time belongs to: named in the same clause, nearest first, or just before in the sentence."""
    clause = scene.clause_at(quantity.start)
    terms = [t for t in scene.kinds("jobs") if not work.in_paper(scene, t) and not _general(t)]
    mine = [t for t in terms if clause.start <= t.start < clause.end]
    if mine and grammar.says("experience", "total", clause.text) and _measured_before(scene, clause, mine):
        return None
    if len({t.id for t in mine}) > 1 and grammar.says("experience", "total", clause.text):
        return None
    if mine:
        led = _led(scene, clause, quantity, mine)
        return led or min(mine, key=lambda t: (t.hint and _gap(t, quantity) > _BESIDE, _gap(t, quantity), t.hint))
    if grammar.says("experience", "total", clause.text) or grammar.says("experience", "trade", clause.text):
        return None
    corrected = _job_before_correction(scene, quantity, terms)
    if corrected is not None:
        return corrected
    first, _ = scene.sentence_of(quantity.start)
    earlier = [t for t in terms if first <= t.start < clause.start and scene.clause_at(t.start).end >= clause.start - 2]
    bare = len(clause.text.strip()) - (quantity.end - quantity.start) <= 5
    return earlier[-1] if earlier and bare and not earlier[-1].hint else None


def _measured_before(scene: Scene, clause: Clause, jobs: list[TermMatch]) -> bool:
    """Whether another trade has been told with its length before, so that the sum is of both (…拢共八九年)."""
    names = {t.id for t in jobs}
    return any(
        t.id not in names and any(scene.index_at(q.start) == scene.index_at(t.start) for q in scene.numbers("duration"))
        for t in scene.kinds("jobs")
        if t.end <= clause.start
    )


def _led(scene: Scene, clause: Clause, quantity: Quantity, jobs: list[TermMatch]) -> TermMatch | None:
    """The job right after its length, where the clause names the lengths first (四年月嫂三年育儿嫂)."""
    lengths = [q for q in scene.numbers("duration") if clause.start <= q.start < clause.end]
    if len(lengths) < 2 or lengths[0].start > jobs[0].start:
        return None
    after = {scene.text[q.end : t.start]: t for q in lengths for t in jobs if q is quantity and t.start >= q.end}
    return next((t for gap, t in after.items() if gap in ("", "的", "做", "干", "是")), None)


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


def _is_total(
    scene: Scene, quantity: Quantity, job: TermMatch | None, tied: list[tuple[Quantity, TermMatch | None]]
) -> bool:
    clause = scene.clause_at(quantity.start)
    if grammar.says("experience", "total", clause.text):
        return True
    if job is None and _within_job(scene, quantity, tied):
        return False
    if job is None:
        return not any(
            grammar.says("experience", "total", scene.clause_at(q.start).text) for q, _ in tied if q is not quantity
        )
    return len({other.id for _, other in tied if other}) == 1 and all(other is not None for _, other in tied)


def _within_job(scene: Scene, quantity: Quantity, tied: list[tuple[Quantity, TermMatch | None]]) -> bool:
    """做护工九年了，在齐鲁医院做过四年: a shorter time at one place is part of the whole told before."""
    longer = any(
        other is not None and (q.max or 0) > (quantity.max or 0) for q, other in tied if q.start < quantity.start
    )
    placed = re.search(r"在[^，。；]{1,10}(?:做|干|待|带)(?:过|了)?$", scene.before(quantity.start, 16)) is not None
    return longer and placed


def _quote(scene: Scene, quantity: Quantity, job: TermMatch | None) -> tuple[int, int]:
    if job is None or grammar.says("corrections", "marker", scene.text[job.end : quantity.start]):
        return quantity.start, quantity.end
    start, end = min(job.start, quantity.start), max(job.end, quantity.end)
    return (start, end) if end - start <= 24 else (quantity.start, quantity.end)


def _none_at_all(scene: Scene) -> Iterator[Draft]:
    if scene.context.asking not in (Topic.EXPERIENCE, Topic.JOB, None):
        return
    for match in grammar.pattern("experience", "never").finditer(scene.text):
        named = [
            t
            for t in scene.kinds("jobs", "skills", "certificates")
            if (abs(t.start - match.end()) < 6 or abs(match.start() - t.end) < 6)
            and scene.index_at(t.start) == scene.index_at(match.start())
        ]
        if scene.silent(match.start()) or not scene.subject_at(match.start()).hers() or named:
            continue
        if (
            scene.context.asking is None
            and match.group().startswith(("没", "刚", "才"))
            and "经验" not in match.group()
        ):
            continue
        yield Draft("years_experience", {"min": 0, "max": 0}, match.start(), match.end(), confidence=0.8)
        return
