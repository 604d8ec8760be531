"""Working conditions told in other words than the vocabulary lists ("tofu forever"), where conditions are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Topic
from assistant.understanding.en.patterns import filled
from assistant.understanding.en.scene import Scene, Subject
from assistant.vocabulary import TermMatch


@cache
def _compiled(section: str) -> re.Pattern[str]:
    data: dict[str, dict[str, list[str]]] = load_yaml(data_path("knowledge_base", "grammar", "en", "conditions.yaml"))
    ways = data[section].items()
    return re.compile("|".join(f"(?P<{name}>{filled('|'.join(each))})" for name, each in ways), re.ASCII)


def add_conditions(scene: Scene) -> None:
    """Deal conditions told in other words to their pieces; a longer one takes the place of a word inside it."""
    if scene.asking is not Topic.PREFERENCES:
        return
    for match in _compiled("told").finditer(scene.text):
        piece = scene.piece_at(match.start())
        if any(_within(match.span(), [(t.start, t.end)]) for t in piece.of("preferences") if not t.hint):
            continue
        inside = [t for t in piece.of("preferences") if t.start < match.end() and match.start() < t.end]
        if any(t.end - t.start > match.end() - match.start() for t in inside):
            continue
        piece.terms[:] = [t for t in piece.terms if t not in inside]
        name = str(match.lastgroup)
        piece.terms.append(TermMatch(match.start(), match.end(), "preferences", name, match.group(), hint=True))
        piece.terms.sort(key=lambda term: term.start)


def read_conditions(scene: Scene) -> None:
    """Draft the conditions whose words say at once what they are and whether she takes them."""
    if scene.asking is not Topic.PREFERENCES:
        return
    for section, accepted in (("takes", True), ("declines", False)):
        for match in _compiled(section).finditer(scene.text):
            piece = scene.piece_at(match.start())
            if piece.question or piece.subject is Subject.OTHER:
                continue
            name = str(match.lastgroup)
            scene.drafts[:] = [
                d
                for d in scene.drafts
                if not (d.field == "preferences" and isinstance(d.value, dict) and name in d.value)
            ]
            scene.add("preferences", {name: accepted}, match.start(), match.end())


def _within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(low <= span[0] and span[1] <= high for low, high in others)
