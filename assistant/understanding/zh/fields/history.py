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
_ORDER: Final = 20  # days; so many told alone are how long an order lasted
_FAR_AHEAD: Final = 6  # months
_BESIDE: Final = 3  # characters between a date and why the post ended then
_FILE: Final = "history"
# Elsewhere what was done in a post alone makes none.
_OF_DUTIES: Final = frozenset({None, Topic.HISTORY, Topic.EXPERIENCE})
_DATED: Final = frozenset({"months", "ended"})


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
        if kinship.at_home(scene, clause.start) and not _her_reason(scene, clause):
            continue
        if _told_to_the_end(scene, clause, current):
            current = None
        if grammar.says("reasons", "moves_on", clause.text.strip()) and _length(scene, clause) is None:
            current = None
            continue
        if _opens(scene, clause, current):
            current = _Post()
            posts.append(current)
        if current is not None:
            _fill(scene, clause, current)
    told: tuple[str, ...] = ("months", "city", "district", "reason_left", "ended")
    told += ("duties",) if scene.context.asking in _OF_DUTIES else ()
    for post in posts:
        if any(key in post.value for key in told) and post.spans and not _still_held(scene, post):
            start, end = min(s for s, _ in post.spans), max(e for _, e in post.spans)
            yield Draft("work_history", post.value, start, end, confidence=0.8, flags=tuple(dict.fromkeys(post.flags)))


def _employers(scene: Scene, clause: Clause, current: _Post | None) -> bool:
    """Whether 他们 or 人家, told of a post and with nobody else named, are the people she worked for."""
    if current is not None and grammar.says(_FILE, "they", clause.text):
        return True
    if scene.context.asking is not Topic.HISTORY:
        return False
    told = grammar.pattern("subject", "peer").finditer(scene.text[: clause.end])
    return all(grammar.says(_FILE, "people", match.group()) for match in told)


def _her_reason(scene: Scene, clause: Clause) -> bool:
    """Whether what she tells of her own people is why she left (我婆婆病了回去照顾)."""
    return scene.context.asking is Topic.HISTORY and reasons.reason(scene, clause) is not None


def _told_to_the_end(scene: Scene, clause: Clause, current: _Post | None) -> bool:
    """Whether an introduction has gone on from the post to other things with a new sentence."""
    if current is None or not current.spans or scene.context.asking is Topic.HISTORY:
        return False
    if scene.clause_at(current.spans[-1][0]).sentence == clause.sentence:
        return False
    going_on = reasons.reason(scene, clause) is not None or _length(scene, clause) is not None
    return not going_on and not grammar.says("experience", "left", clause.text)


def _still_held(scene: Scene, post: _Post) -> bool:
    """Whether all that is told is when the post she now holds will end."""
    told = set(post.value) - {"reason_private"}
    if not told <= {"ended", "reason_left"}:
        return False
    due = post.value.get("reason_left")
    over = post.value.get("ended", "9999") <= scene.context.today.isoformat()[:7]
    if over and due is not None and due not in grammar.words(_FILE, "due"):
        return False
    if grammar.says("experience", "holding", scene.clause_at(post.spans[0][0]).text):
        return True
    return (due is None or due in grammar.words(_FILE, "due")) and grammar.says("experience", "held_now", scene.text)


def _opens(scene: Scene, clause: Clause, current: _Post | None) -> bool:
    """Whether the clause begins to tell of a post."""
    if grammar.says("experience", "not_over", clause.text) and _length(scene, clause) is None:
        return _ended(scene, clause) is not None and any(
            gone_by(scene, q) for q in scene.numbers("date") if clause.start <= q.start < clause.end
        )
    if grammar.says("experience", "post", clause.text):
        fresh = current is None or bool(set(current.value) & {"months"}) or not _only_ending(clause)
        return fresh and (current is None or not (_same_post(clause, current) or _only_dated(scene, clause, current)))
    if scene.context.asking is not Topic.HISTORY:
        named = grammar.says("experience", "post_topic", clause.text) and _length(scene, clause) is not None
        return named or (current is None and _over_by_now(scene, clause))
    if current is None and (reasons.reason(scene, clause) or grammar.says(_FILE, "until", clause.text)):
        return True
    if current is None and _ended(scene, clause) is not None:
        return True
    if current is None:
        return (
            _length(scene, clause) is not None or _place(scene, clause) is not None or _job(scene, clause) is not None
        )
    another = grammar.pattern(_FILE, "another").match(clause.text) is not None
    return (
        _length(scene, clause) is not None
        and "months" in current.value
        and (another or _place(scene, clause) is not None or _job(scene, clause) is not None)
    )


def _over_by_now(scene: Scene, clause: Clause) -> bool:
    """A post told to its end without its name: 去年下户的，做了俩月; 伺候一个大爷三年，去年走了."""
    index = scene.index_at(clause.start)
    if index + 1 >= len(scene.clauses) or scene.context.asking in (Topic.EXPERIENCE, Topic.AVAILABILITY):
        return False
    following = scene.clauses[index + 1]
    if _ended(scene, clause) is not None and grammar.says(_FILE, "left_house", clause.text):
        return _length(scene, following) is not None
    if not grammar.says(_FILE, "one_cared_for", clause.text):
        return False
    if scene.context.asking in (None, Topic.JOB):
        later = " ".join(c.text for c in scene.clauses[index + 1 : index + 3])
        lasted = _length(scene, clause) or _length(scene, following)
        return lasted is not None and _place(scene, clause) is not None and grammar.says(_FILE, "passed_on", later)
    return _length(scene, clause) is not None and grammar.says(_FILE, "passed_on", following.text)


def _only_ending(clause: Clause) -> bool:
    return grammar.says("experience", "left", clause.text)


def _same_post(clause: Clause, current: _Post) -> bool:
    return not current.value or (
        grammar.says(_FILE, "this_one", clause.text)
        and ("months" not in current.value or not grammar.says(_FILE, "measured", clause.text))
    )


def _only_dated(scene: Scene, clause: Clause, current: _Post) -> bool:
    """Whether all that is told so far is when the post was, so that what comes next is the post itself."""
    told = set(current.value) <= _DATED and _length(scene, clause) is None
    return told and not grammar.says(_FILE, "changes_post", clause.text)


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
    return (start, end) if named or grammar.says(_FILE, "cared_for", scene.text[start:end]) else None


def _fill_end(scene: Scene, clause: Clause, post: _Post) -> None:
    ended = _ended(scene, clause) if "ended" not in post.value else None
    if ended is not None:
        post.add("ended", _last_such_month(scene, ended.iso or ""), ended.start, ended.end)


def _ended(scene: Scene, clause: Clause) -> Quantity | None:
    """The date of the clause that says when the post ended."""
    asked = scene.context.asking is Topic.HISTORY
    for quantity in scene.numbers("date"):
        iso = quantity.iso or "now"
        if not clause.start <= quantity.start < clause.end or not iso[:4].isdigit():
            continue
        if iso[:7] > scene.context.today.isoformat()[:7] and not asked:
            continue
        before = scene.before(quantity.start, 4)
        over = grammar.pattern(_FILE, "ended_then").match(scene.text, quantity.end) is not None
        coming = quantity.has("future") and not (asked and gone_by(scene, quantity))
        until = not coming and (grammar.says(_FILE, "until_before", before) or quantity.has("end"))
        left = grammar.says(_FILE, "until", before) and not grammar.says(_FILE, "held_post", clause.text)
        why = reasons.reason(scene, clause)
        told = why is not None and 0 <= why[0] - quantity.end <= _BESIDE
        if over or until or told or (left and asked):
            return quantity
    return None


def gone_by(scene: Scene, quantity: Quantity) -> bool:
    """Whether a month said without its year is the one gone by: the next is more than half a year off."""
    iso, today = quantity.iso or "", scene.context.today
    if len(iso) < len("2020-01") or not iso[:4].isdigit():
        return False
    return 12 * (int(iso[:4]) - today.year) + int(iso[5:7]) - today.month > _FAR_AHEAD


def _last_such_month(scene: Scene, iso: str) -> str:
    """The month as it was last: a post that ended in 九月 ended in the September gone by."""
    if iso[:7] > scene.context.today.isoformat()[:7]:
        return f"{int(iso[:4]) - 1}{iso[4:7]}"
    return iso[:7]


def _length(scene: Scene, clause: Clause) -> Quantity | None:
    for quantity in scene.numbers("duration", "count"):
        if not clause.start <= quantity.start < clause.end or quantity.unit in ("小时", "钟头", "钟"):
            continue
        if quantity.kind == "count" and not _days_worked(scene, quantity):
            continue
        if not _of_something_else(scene, quantity) and (quantity.max or quantity.min or 0) > 0:
            return quantity
    return None


def _of_something_else(scene: Scene, quantity: Quantity) -> bool:
    """Whether a length is no time at a post: a rest, a course, an age, wages owed."""
    before = scene.before(quantity.start, 12)
    recently = grammar.says(_FILE, "recently_before", before)
    if recently and grammar.pattern(_FILE, "recently_at").match(scene.text, quantity.end):
        return False
    return (
        reasons.owed(before)
        or grammar.says(_FILE, "no_length_before", before)
        or grammar.pattern(_FILE, "no_length_after").match(scene.text, quantity.end) is not None
    )


def _days_worked(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number of days is how long she worked (才做了二十天), not days off or a price's days."""
    clause = scene.clause_at(quantity.start)
    alone = clause.text.strip() == scene.text[quantity.start : quantity.end] and scene.context.asking is Topic.HISTORY
    worked = grammar.pattern("reasons", "worked_for").search(scene.before(quantity.start, 8)) is not None
    return quantity.unit == "天" and (worked or (alone and (quantity.min or 0) >= _ORDER))


def _months(quantity: Quantity) -> int | float | dict[str, int | float | None]:
    share = _DAYS if quantity.kind == "count" else 1
    low, high = (None if v is None else tidy(v / share) for v in (quantity.min, quantity.max))
    if low is not None and low == high:
        return low
    return {"min": low, "max": high}


def _job(scene: Scene, clause: Clause) -> Any:  # noqa: ANN401 - a vocabulary match or nothing
    counted = [q.start for q in scene.numbers("count", "number")]
    for term in scene.kinds("jobs"):
        if term.hint and any(term.start < at < term.end for at in counted):
            continue  # 伺候过七个老人 counts those cared for, in whatever posts
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
    moved = grammar.says(_FILE, "moved_to", before) and _length(scene, clause) is not None
    theirs = scene.subject_at(found[0].start).owner == "employer" or grammar.says("experience", "post", clause.text)
    if theirs and grammar.says(_FILE, "home_of_employer", before):
        return found[-1]
    if grammar.pattern(_FILE, "from_there").match(scene.text, found[-1].end):
        return None
    if scene.context.asking is not Topic.HISTORY and not grammar.says(_FILE, "of_work", clause.text):
        return None
    return None if not moved and grammar.says(_FILE, "no_post_before", before) else found[-1]
