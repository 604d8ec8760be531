"""Conditions of work told in whole phrases (夜里熬不住, 两个一起也行, 工具得你们出), from `stated.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene

# Where conditions are the topic, or anything is.
_ASKED: Final = frozenset({Topic.PREFERENCES, Topic.ANYTHING_ELSE})
# Conditions of the days she works, told where these are asked.
_OF_DAYS: Final = frozenset({"holidays", "overtime"})


@dataclass(frozen=True, slots=True)
class _Statement:
    """One way of saying that a condition is taken, wanted or refused; `when` holds words it cannot do without."""

    id: str
    value: bool
    when: tuple[str, ...]
    said: re.Pattern[str]
    asked: bool


@cache
def _statements() -> tuple[_Statement, ...]:
    entries = load_yaml(data_path("knowledge_base", "grammar", "zh", "stated.yaml"))
    return tuple(
        _Statement(e["id"], e["value"], tuple(e["when"]), re.compile(e["said"]), e.get("asked", False)) for e in entries
    )


def stated(scene: Scene) -> Iterator[Draft]:
    """The conditions the turn states outright, as she holds them now; nothing of other posts or other people."""
    asked = scene.topic in _ASKED
    for statement in _statements():
        about_days = scene.topic is Topic.SCHEDULE and statement.id in _OF_DAYS
        if (statement.asked and not (asked or about_days)) or not any(word in scene.text for word in statement.when):
            continue
        match = statement.said.search(scene.text)
        if match and _is_hers(scene, match):
            yield Draft("preferences", {statement.id: statement.value}, match.start(), match.end())


def _whatever() -> tuple[str, ...]:
    """How a statement may begin that only looks like a question (管不管饭都行; 交社保吗？不交我不考虑)."""
    return grammar.words("conditions", "asks_nothing")


def _is_hers(scene: Scene, match: re.Match[str]) -> bool:
    if scene.silent(match.start()) and not match.group().startswith(_whatever()):
        return False
    subject = scene.subject_at(match.start())
    if grammar.says("conditions", "of_other_post", scene.before(match.start(), 12)):
        return False
    return subject.spoken_by_self() or subject.owner == "recipient"
