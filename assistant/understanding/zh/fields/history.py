"""The posts she held: what, where, how long, until when, what she did, and why it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import kinship, reasons, work
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.values import kept_flags, tidy

_DAYS: Final = 30  # of a month
_BESIDE: Final = 3  # characters between a date and why the post ended then
_UNTIL: Final = re.compile(r"(?:做|干|带|待)到(?!.{0,2}(?:这|现在))")


@dataclass(slots=True)
class _Post:
    """A post being put together from the clauses that speak of it; `reckoned`: its length only follows from dates."""

    value: dict[str, Any] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    reckoned: bool = False

    def add(self, key: str, value: object, start: int, end: int) -> None:
        self.value[key] = value
        self.spans.append((start, end))


def read(scene: Scene) -> Iterator[Draft]:
    """One draft for each post; a post needs at least how long, where, what, or why it ended."""
    posts: list[_Post] = []
    current: _Post | None = None
    for index, clause in enumerate(scene.clauses):
        subject = scene.subjects[index]
        if scene.silent(clause.start) or (
            "peer" in (subject.carried, subject.owner) and not _employers(scene, clause, current)
        ):
            continue
        if kinship.at_home(scene, clause.start):
            continue
        if grammar.says("reasons", "moves_on", clause.text.strip()) and _length(scene, clause) is None:
            current = None
            continue
        if _opens(scene, clause, current):
            current = _Post()
            posts.append(current)
        if current is not None:
            _fill(scene, clause, current)
    for post in posts:
        if (
            any(key in post.value for key in ("months", "city", "district", "reason_left", "duties", "ended"))
            and post.spans
            and not _still_held(scene, post)
        ):
            start, end = min(s for s, _ in post.spans), max(e for _, e in post.spans)
            yield Draft("work_history", post.value, start, end, confidence=0.8, flags=tuple(dict.fromkeys(post.flags)))


def _employers(scene: Scene, clause: Clause, current: _Post | None) -> bool:
    """Whether 他们 or 人家, told of a post and with nobody else named, are the people she worked for."""
    if current is not None and clause.text.lstrip().startswith(("他们", "她们", "人家", "他家", "她家")):
        return True
    if scene.context.asking is not Topic.HISTORY:
        return False
    told = grammar.pattern("subject", "peer").finditer(scene.text[: clause.end])
    return all(match.group().startswith("人家") for match in told)


def _still_held(scene: Scene, post: _Post) -> bool:
    """Whether all that is told is when the post she now holds will end."""
    told = set(post.value) - {"reason_private"}
    if not told <= {"ended", "reason_left"}:
        return False
    if grammar.says("experience", "holding", scene.clause_at(post.spans[0][0]).text):
        return True
    due = post.value.get("reason_left", "到期") in ("到期", "期满", "合同到期")
    return due and grammar.says("experience", "held_now", scene.text)


def _opens(scene: Scene, clause: Clause, current: _Post | None) -> bool:
    """Whether the clause begins to tell of a post."""
    if grammar.says("experience", "not_over", clause.text) and _length(scene, clause) is None:
        return False
    if grammar.says("experience", "post", clause.text):
        fresh = current is None or bool(set(current.value) & {"months"}) or not _only_ending(clause)
        return fresh and (current is None or not _same_post(clause, current))
    if scene.context.asking is not Topic.HISTORY:
        return grammar.says("experience", "post_topic", clause.text) and _length(scene, clause) is not None
    if current is None and (reasons.reason(scene, clause) or _UNTIL.search(clause.text)):
        return True
    if current is None:
        return (
            _length(scene, clause) is not None or _place(scene, clause) is not None or _job(scene, clause) is not None
        )
    another = re.match(r"\s*(?:另外?|还有|再)?一(?:家|户|单)(?!都|也|没)", clause.text) is not None
    return (
        _length(scene, clause) is not None
        and "months" in current.value
        and (another or _place(scene, clause) is not None or _job(scene, clause) is not None)
    )


def _only_ending(clause: Clause) -> bool:
    return grammar.says("experience", "left", clause.text)


def _same_post(clause: Clause, current: _Post) -> bool:
    return not current.value or (
        re.search(r"(?<!后来)(?<!另外)(?<!还有)(?<!之前)(?<!前面)(?<!最近)[这那]一?[家户]", clause.text) is not None
        and ("months" not in current.value or not re.search(r"\d|[一二两三四五六七八九十半][个年]", clause.text))
    )


def _fill(scene: Scene, clause: Clause, post: _Post) -> None:
    length = _length(scene, clause)
    taken_back = length is not None and grammar.says("corrections", "marker", scene.text[: length.start])
    counted = length is not None and post.reckoned and not length.iso_end
    if length is not None and ("months" not in post.value or taken_back or counted):
        post.reckoned = bool(length.iso_end)
        post.add("months", _months(length), length.start, length.end)
        if length.iso_end and length.iso_end[:4].isdigit() and length.iso_end < scene.context.today.isoformat():
            post.value["ended"] = length.iso_end[:7]
        post.flags += kept_flags(length)
    job = _job(scene, clause)
    if job is not None and "job" not in post.value:
        post.add("job", job.id, job.start, job.end)
    place = _place(scene, clause)
    if place is not None and "city" not in post.value and "district" not in post.value:
        for key, name in (("city", place.city), ("district", place.district)):
            if name:
                post.add(key, name, place.start, place.end)
    _fill_words(scene, clause, post)
    _fill_end(scene, clause, post)


def _fill_words(scene: Scene, clause: Clause, post: _Post) -> None:
    reason = reasons.reason(scene, clause)
    if reason and "reason_left" not in post.value:
        start, end = reason
        post.add("reason_left", scene.raw[start:end], start, end)
        post.value["reason_private"] = True
    duty = grammar.pattern("experience", "duty").search(clause.text)
    if duty and "duties" not in post.value and not reason:
        text = _trimmed_duty(scene, clause, duty)
        if text is not None:
            start, end = text
            post.add("duties", scene.raw[start:end], start, end)


def _trimmed_duty(scene: Scene, clause: Clause, duty: re.Match[str]) -> tuple[int, int] | None:
    """The duty without lengths of time; only when it names somebody cared for or a task."""
    start, end = clause.start + duty.start(), clause.start + duty.end()
    length = _length(scene, clause)
    if length is not None and start < length.end:
        return None
    named = [t for t in scene.kinds("skills", "jobs") if t.start < end and t.end > start]
    return (start, end) if named or re.search(r"宝|孩|娃|老人|奶奶|爷爷|老太|病人", scene.text[start:end]) else None


def _fill_end(scene: Scene, clause: Clause, post: _Post) -> None:
    for quantity in scene.numbers("date"):
        if (
            not clause.start <= quantity.start < clause.end
            or quantity.iso is None
            or quantity.iso == "now"
            or "ended" in post.value
        ):
            continue
        after = scene.text[quantity.end : quantity.end + 8]
        if quantity.iso[:7] > scene.context.today.isoformat()[:7] and scene.context.asking is not Topic.HISTORY:
            continue
        ended = re.match(
            r"(?:份|底|初|才|刚|就|号)*(?:[^，。；！？]{0,8}(?:就|才))?(?:下的?户|下户|结束|走的|走了|做完|到期|离开|下来|不做了|刚下)",
            after,
        )
        until = (
            bool(re.search(r"(?:做|干|带|待)到$", scene.before(quantity.start, 4))) and not quantity.has("future")
        ) or (quantity.has("end") and not quantity.has("future"))
        left = _UNTIL.search(scene.before(quantity.start, 4)) is not None and not re.search(
            r"这家|现在|手上", clause.text
        )
        why = reasons.reason(scene, clause)
        told = why is not None and 0 <= why[0] - quantity.end <= _BESIDE
        if (ended or until or told or (left and scene.context.asking is Topic.HISTORY)) and quantity.iso[:4].isdigit():
            post.add("ended", _last_such_month(scene, quantity.iso), quantity.start, quantity.end)


def _last_such_month(scene: Scene, iso: str) -> str:
    """The month as it was last: a post that ended in 九月 ended in the September gone by."""
    if iso[:7] > scene.context.today.isoformat()[:7]:
        return f"{int(iso[:4]) - 1}{iso[4:7]}"
    return iso[:7]


def _length(scene: Scene, clause: Clause) -> Quantity | None:
    for quantity in scene.numbers("duration", "count"):
        if quantity.kind == "count" and not _days_worked(scene, quantity):
            continue
        if clause.start <= quantity.start < clause.end and quantity.unit not in ("小时", "钟头", "钟"):
            before, after = scene.before(quantity.start, 12), scene.text[quantity.end : quantity.end + 6]
            blocked = reasons.owed(before) or re.match(r"的?(?:工资|工钱|钱)", after)
            blocked = (
                blocked
                or re.search(
                    r"(?:这|近|最近|头|学|培训|休|歇|休息|每|住|(?<![带看哄顾])(?:孩子|宝宝|娃)|刚|才|老[大二三]|[大二三小]宝|[大小]的|(?:工资|工钱|钱)[^，。]{0,3})了?(?:才|就|是)?$",
                    before,
                )
                or re.match(
                    r"(?:我|俺|都)?(?:没|不)(?:干|做|上|出|接)|(?:的|大的?)(?:孩|宝|娃|小孩)|大(?:的|了)?|休|前|后|以|(?:就|才|只|给|能|有|歇|放|给我)*[一两二三四五六七八0-9][天日]|(?:才|就|只|给|给我|拿)*[0-9一二两三四五六七八九][千万百0-9]",
                    after,
                )
            )
            if not blocked and (quantity.max or quantity.min or 0) > 0:
                return quantity
    return None


def _days_worked(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number of days is how long she worked (才做了二十天), not days off or a price's days."""
    before = scene.before(quantity.start, 8)
    return quantity.unit == "天" and grammar.pattern("reasons", "worked_for").search(before) is not None


def _months(quantity: Quantity) -> int | float | dict[str, int | float | None]:
    share = _DAYS if quantity.kind == "count" else 1
    low, high = (None if v is None else tidy(v / share) for v in (quantity.min, quantity.max))
    if low is not None and low == high:
        return low
    return {"min": low, "max": high}


def _job(scene: Scene, clause: Clause) -> Any:  # noqa: ANN401 - a vocabulary match or nothing
    for term in scene.kinds("jobs"):
        if clause.start <= term.start < clause.end and not work.in_paper(scene, term):
            told_why = term.hint and reasons.told_why(clause.text)
            told_why = told_why or (term.hint and scene.subject_at(term.start).owner == "employer")
            if scene.stance(term.start, term.end).sign >= 0 and not told_why:
                return term
    return None


def _place(scene: Scene, clause: Clause) -> Any:  # noqa: ANN401 - a vocabulary match or nothing
    found = [p for p in scene.places if clause.start <= p.start < clause.end]
    if not found:
        return None
    reason = reasons.reason(scene, clause)
    if reason and reason[0] <= found[0].start < reason[1]:
        return None
    before = scene.before(found[0].start, 4)
    moved = re.search(r"(?:去|到)了?$", before) is not None and _length(scene, clause) is not None
    if scene.subject_at(found[0].start).owner == "employer" and before.endswith(("住", "住在", "家住", "家在")):
        return found[-1]
    if not moved and re.search(r"老家|来自|来了?$|来到$|我是|去|回|搬到|家住|我住|现住|住$|住在", before):
        return None
    return found[-1]
