"""Care she gave her own family: it may show a skill, at level `informal`, and is never years, a job or a post."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene


def at_home(scene: Scene, position: int) -> bool:
    """Whether the words at a position tell of care for her own family.

    The clause itself says so, or the clause before names the relative whom this one is about.
    """
    index = scene.index_at(position)
    clause = scene.clauses[index]
    if scene.subjects[index].owner == "employer":
        return False
    if _cares_for_own(clause.text):
        return True
    if grammar.says("kinship", "out_to_work", clause.text) or grammar.says("kinship", "looking", clause.text):
        return False
    following = scene.clauses[index + 1 : index + 2]
    if following and grammar.says("kinship", "own_after", following[0].text.strip()):
        return True
    if index + 1 < len(scene.clauses) and _cares_for_own(_told_of(scene, index + 1)):
        return grammar.says("kinship", "own_people", clause.text)
    if index == 0 or scene.clauses[index - 1].sentence != clause.sentence:
        return False
    earlier = scene.clauses[index - 1].text
    if index > 1 and scene.clauses[index - 2].sentence == clause.sentence and _told_of(scene, index - 1) != earlier:
        earlier = _told_of(scene, index - 1)
    return (
        grammar.says("kinship", "own_people", earlier)
        and grammar.says("kinship", "caring", clause.text + earlier)
        and not grammar.says("experience", "post", clause.text)
        and not any(clause.start <= term.start < clause.end and not term.hint for term in scene.kinds("jobs"))
    )


def here(scene: Scene, position: int) -> bool:
    """Whether the clause itself tells of care for her own family."""
    return _cares_for_own(_told_of(scene, scene.index_at(position)))


def _cares_for_own(text: str) -> bool:
    return grammar.says("kinship", "own_people", text) and grammar.says("kinship", "caring", text)


def read(scene: Scene) -> Iterator[Draft]:
    """The skill that care at home shows."""
    seen: set[str] = set()
    for index, clause in enumerate(scene.clauses):
        told = _told_of(scene, index)
        if not _cares_for_own(told) or scene.silent(clause.start):
            continue
        if not grammar.says("kinship", "done", clause.text):
            continue
        subject = scene.subject_at(clause.start)
        by_her = subject.owner == "self" or "我" in clause.text or "俺" in clause.text
        skill = _skill(told)
        first, last = scene.sentence_of(clause.start)
        named = any(first <= t.start < last for t in scene.kinds("skills"))
        if skill is None or not by_her or skill in seen or named:
            continue
        seen.add(skill)
        text = clause.text.rstrip()
        start = clause.start + len(text) - len(text.lstrip())
        yield Draft(
            "skills",
            {"id": skill, "level": "informal"},
            start,
            clause.start + len(text),
            confidence=0.8,
            flags=("informal",),
        )


def _told_of(scene: Scene, index: int) -> str:
    """The clause, with the one before it when that names the relative (我外婆痴呆，是我照看的)."""
    clause = scene.clauses[index]
    cared = grammar.pattern("kinship", "cared_by_me").match(clause.text.strip())
    if index == 0 or cared is None or scene.clauses[index - 1].sentence != clause.sentence:
        return clause.text
    return scene.clauses[index - 1].text + clause.text


def _skill(text: str) -> str | None:
    for kind in ("dementia", "bedbound", "elder", "child"):
        if grammar.says("kinship", kind, text):
            if kind in ("dementia", "bedbound") and not grammar.says("kinship", "elder", text):
                continue
            return grammar.words("kinship", f"{kind}_skill")[0]
    return None
