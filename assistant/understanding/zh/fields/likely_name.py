"""A name no cue announces: the one surname of the turn that is followed by characters names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields.names import chinese_end, closed, given_characters, surname_length
from assistant.understanding.zh.scene import Scene

_FILE: Final = "given_names"


@cache
def _before() -> re.Pattern[str]:
    return re.compile(grammar.source(_FILE, "before") + "$")


def for_another(scene: Scene) -> bool:
    """Whether she fills this in for somebody else, whose name is asked then (我替我妈填的，她叫…)."""
    asked = scene.topic in (None, Topic.NAME) and grammar.says(_FILE, "for_another", scene.text)
    return asked or grammar.says("person", "typed_by_child", scene.text)


def likely(scene: Scene) -> Iterator[Draft]:
    """The one name that can be meant; nothing where two could be, or where it may be somebody else's."""
    told = grammar.says("corrections", "about_name", scene.text)
    if scene.context.asking not in (None, Topic.NAME, Topic.CONFIRM) and not told:
        return
    found = list(_spans(scene))
    names = {scene.text[start:end] for start, end in found}
    if len(names) == 1:
        start, end = found[0]
        yield Draft("name", scene.text[start:end], start, end, confidence=0.7)


def _spans(scene: Scene) -> Iterator[tuple[int, int]]:
    asked = scene.topic is Topic.NAME
    for start in range(len(scene.text) - 1):
        length = surname_length(scene.text, start)
        if not length or not _bounded(scene, start):
            continue
        end = chinese_end(scene, start)
        given = scene.text[start + length : end] if end else ""
        if scene.before(start, 2) == "不是" or any(p.start < start < p.end for p in scene.places):
            continue
        if end is None or not closed(scene, end) or not all(character in given_characters() for character in given):
            continue
        whole = len(given) == 2 or (asked and len(given) == 1 and end >= scene.clause_at(start).end)
        if whole and not scene.silent(start) and (asked or scene.subject_at(start).hers()):
            yield start, end


def _bounded(scene: Scene, start: int) -> bool:
    """Whether something that may stand before a name ends there: a pause, 的, a place, a trade, an age."""
    if grammar.pattern(_FILE, "not_hers_before").search(scene.before(start, 8)):
        return False
    if _before().search(scene.text[max(0, start - 3) : start]):
        return True
    if scene.text[start] in scene.text[max(0, start - 1) : start]:
        return True
    ends = [p.end for p in scene.places] + [t.end for t in scene.kinds("jobs")]
    return start in ends or any(q.end == start for q in scene.numbers("age", "birth_year"))
