"""What a message does beside stating conditions: says it does not matter, starts over, points at someone shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.matching.model import Need
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.words import entries, pattern, table

RELATIVE: Final = ("cheaper", "dearer", "nearer", "others")


def indifferent(scene: Scene) -> Said | None:
    """随便 in answer to what was asked: the field that is left open."""
    if scene.asked is None:
        return None
    match = pattern("acts", "any_answer").search(scene.folded)
    return Said(scene.asked, None, match.start(), match.end(), operation="open") if match else None


def opened(scene: Scene) -> Iterator[Said]:
    """预算不限, 菜系随便, 去掉预算: fields named and left open, or taken back."""
    for field, words in entries("acts", "field_names"):
        for match in words.finditer(scene.folded):
            after = scene.folded[match.end() : match.end() + 24]
            before = scene.folded[max(0, match.start() - 16) : match.start()]
            dropped = pattern("acts", "dropped_before").search(before) or pattern("acts", "dropped_after").match(after)
            if dropped:
                yield Said(field, None, match.start(), match.end(), operation="drop")
                break
            suffix = pattern("acts", "any_after").match(after.lstrip())
            prefix = re.search(rf"(?:{pattern('acts', 'any_before').pattern})\s*(?:the |our |on )?$", before)
            if suffix or prefix:
                end = match.end() + (suffix.end() if suffix else 0)
                yield Said(field, None, match.start(), end, operation="open")
                break


def restarts(scene: Scene) -> bool:
    """Whether the consumer wants to begin anew."""
    return scene.says("acts", "restart")


def relative(scene: Scene) -> tuple[str, ...]:
    """Wishes that compare with what was shown and carry no value (便宜点的)."""
    return tuple(name for name in RELATIVE if scene.says("acts", name))


def person(scene: Scene) -> int | None:
    """Which of those shown is meant: counted from zero, -1 for the last."""
    match = pattern("acts", "ordinal").search(scene.folded)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("zhlast") or groups.get("enlast"):
        return -1
    said = groups.get("zh") or groups.get("en") or groups.get("ennumber")
    return int(table("acts")["ordinals"][said]) if said else None


def asks_only(scene: Scene) -> bool:
    """Whether the message is a question about a rule or a person rather than a need."""
    return scene.says("acts", "question") and not scene.says("acts", "first_word")


def asks_about_shown(scene: Scene) -> bool:
    """Whether somebody who was shown is asked about (她们都体检过吗)."""
    return asks_only(scene) and scene.says("acts", "about_person")


def questions(scene: Scene, need: Need) -> Iterator[tuple[int, int]]:
    """Clauses that ask how things are done and state no need."""
    for clause in scene.clauses:
        words = scene.words(clause)
        looks_for = pattern("acts", "first_word").search(words)
        named = need.job is None and any(
            clause.start <= term.start < clause.end and not term.hint for term in scene.of_kind("jobs")
        )
        answers = scene.asked is not None and pattern("acts", "any_answer").search(words)
        if pattern("acts", "rule_question").search(words) and not (looks_for or named or answers):
            yield clause.start, clause.end


def seeks(scene: Scene) -> bool:
    """Whether somebody is looked for and nothing is asked."""
    asks = scene.says("acts", "question") or scene.says("acts", "rule_question")
    return scene.says("acts", "seeks") and not asks


def states_search(scene: Scene, need: Need) -> bool:
    """Whether the words look for somebody at all."""
    return need.job is None and scene.says("acts", "first_word")
