"""Practices a family could see for itself, in her own words: what she does or never does in a home, again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene

_FILE: Final = "habits"
Span = tuple[int, int]
_SHORTEST: Final = 4
# How much may lead up to what is always done: anything, or something of the home.
_SHORT_LEAD: Final = 8
_LEAD_UP: Final = 16
# A practice is told in a breath or two; more is a story.
_LONGEST: Final = 44
_LEAD: Final = re.compile(r"(?:嗯|哦|啊|呃|那个|还有|另外|就是|然后|而且|再说|对了|，|,|、|\s)+")
_TAIL: Final = "，, 的呢吧嘛啊呀哈"
# Under these questions a practice is told for its own sake; under others only one that is put strongly.
_OPEN: Final = frozenset({Topic.ANYTHING_ELSE})
_ELSEWHERE: Final = frozenset({None, Topic.SKILLS, Topic.SCENARIO})


def read_strengths(scene: Scene) -> Iterator[Draft]:
    """Practices one can see; one for each sentence that tells of them."""
    told = list(_told(scene))
    yield from (Draft("strengths", scene.raw[s:e], s, e, confidence=0.8) for s, e in told)
    for start, end in _known(scene):
        if not any(s < end and start < e for s, e in told):
            yield Draft("strengths", scene.raw[start:end], start, end, confidence=0.8)


def covers(drafts: Sequence[Draft], start: int, end: int) -> bool:
    """Whether a span lies within a practice that was read."""
    return any(d.field == "strengths" and d.start <= start and end <= d.end for d in drafts)


def _told(scene: Scene) -> Iterator[Span]:
    if scene.topic not in _OPEN | _ELSEWHERE:
        return
    run: list[Clause] = []
    for index, clause in enumerate(scene.clauses):
        if run and (clause.sentence != run[-1].sentence or not _goes_on(scene, index)):
            yield from _span(scene, run)
            run = []
        if (
            run
            or (_fit(scene, index) and (_practised(scene, clause) or _leads_up(scene, index)))
            or _announced(scene, index)
        ):
            run.append(clause)
    yield from _span(scene, run)


def _begins(scene: Scene, index: int) -> bool:
    told = _practised(scene, scene.clauses[index]) or _leads_up(scene, index) or _announced(scene, index)
    return told and _fit(scene, index)


def _span(scene: Scene, run: Sequence[Clause]) -> Iterator[Span]:
    if not run:
        return
    start, end = run[0].start, run[-1].end
    lead = _LEAD.match(scene.text, start, end)
    start = lead.end() if lead else start
    end = start + len(scene.text[start:end].rstrip(_TAIL))
    if _SHORTEST <= end - start <= _LONGEST:
        yield start, end


def _fit(scene: Scene, index: int) -> bool:
    """Whether the statement may be a practice of hers at all: about herself, no question, no praise, no figure."""
    clause, mood = scene.clauses[index], scene.moods[index]
    asked = mood.question and not grammar.says(_FILE, "sees_whether", clause.text)
    if asked or mood.hypothetical or mood.instruction or scene.subjects[index].owner in ("peer", "family"):
        return False
    if any(clause.start <= q.start < clause.end for q in scene.numbers("money", "age", "phone", "rest", "birth_year")):
        return False
    return not grammar.says(_FILE, "no_habit", clause.text)


def _practised(scene: Scene, clause: Clause, *, at_home: bool = False) -> bool:
    if not at_home and not grammar.says(_FILE, "of_the_home", clause.text):
        return False
    always, how, restraint = (grammar.says(_FILE, key, clause.text) for key in ("always", "how", "restraint"))
    if scene.topic in _OPEN:
        return always or how or restraint
    return always and (how or restraint)


def _leads_up(scene: Scene, index: int) -> bool:
    """Whether the statement opens what the next one tells to be done always (买菜，每一笔都记)."""
    following = index + 1
    if following >= len(scene.clauses) or scene.clauses[following].sentence != scene.clauses[index].sentence:
        return False
    told = scene.clauses[index].text.strip()
    at_home = len(told) <= _LEAD_UP and grammar.says(_FILE, "of_the_home", told)
    led = at_home or len(told) <= _SHORT_LEAD
    goes_on = scene.topic in _OPEN and _fit(scene, following)
    return led and goes_on and _practised(scene, scene.clauses[following], at_home=at_home)


def _announced(scene: Scene, index: int) -> bool:
    """Whether the statement before says that a habit comes now (我做事有个习惯，出门前煤气阀门摸三遍)."""
    return index > 0 and grammar.says(_FILE, "announces", scene.clauses[index - 1].text)


def _goes_on(scene: Scene, index: int) -> bool:
    """Whether a statement still tells of the practice: nothing else that could be a fact stands in it."""
    if not _fit(scene, index):
        return False
    clause = scene.clauses[index]
    others = (t for t in scene.kinds("jobs", "certificates", "work_modes", "education", "languages") if not t.hint)
    return not any(clause.start <= t.start < clause.end for t in others)


def _known(scene: Scene) -> Iterator[Span]:
    """Practices known by their wording, whatever was asked; asked what she accepts, she answers that."""
    if scene.topic is Topic.PREFERENCES:
        return
    for match in grammar.pattern("sundry", "strength").finditer(scene.text):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip("，, 我的那个嗯就是"))
        end = match.start() + len(text.rstrip("，, 的呢吧嘛"))
        praised = grammar.says("sundry", "self_praise", text)
        if not scene.silent(start) and scene.subject_at(start).hers() and not praised and end - start >= _SHORTEST:
            yield start, end
