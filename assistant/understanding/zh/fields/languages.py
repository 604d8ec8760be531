"""Languages she speaks, and how well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields.ability import quote, usable
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.stances import Stance
from assistant.vocabulary import TermMatch


def read_languages(scene: Scene) -> Iterator[Draft]:
    """Languages with level as said."""
    for term in scene.kinds("languages"):
        stance = usable(scene, term)
        if (
            stance is None
            or scene.subject_at(term.start).carried not in ("self", "recipient", "employer")
            or taught_in(scene, term)
        ):
            continue
        if term.id == "local_dialect" and (scene.topic is not Topic.LANGUAGES or _names_dialect(scene, term)):
            continue
        level = _language_level(scene, term, stance)
        if stance.sign < 0 and level not in ("weak", "some"):
            if not stance.learning:
                yield Draft("languages", {"id": term.id}, stance.quote_start, stance.quote_end, polarity="negative")
            continue
        if (
            scene.topic is not Topic.LANGUAGES
            and stance.sign == 0
            and level is None
            and not _beside_judged(scene, term)
        ):
            continue
        value = {"id": term.id} | ({"level": level} if level else {})
        start, end = quote(scene, stance)
        yield Draft("languages", value, start, end)


def _names_dialect(scene: Scene, term: TermMatch) -> bool:
    """Whether 家乡话 only describes the dialect named beside it (四川话是家乡话)."""
    clause = scene.clause_at(term.start)
    named = ("local_dialect", "mandarin", "english")
    return any(clause.start <= t.start < clause.end and t.id not in named for t in scene.kinds("languages"))


def _beside_judged(scene: Scene, term: TermMatch) -> bool:
    """Whether the next or last language of the sentence is judged (陕西话，普通话能听懂)."""
    first, last = scene.sentence_of(term.start)
    others = [t for t in scene.kinds("languages") if first <= t.start < last and t.start != term.start]
    return any(
        scene.stance(t.start, t.end).sign
        for t in others
        if abs(scene.index_at(t.start) - scene.index_at(term.start)) == 1
    )


def taught_in(scene: Scene, term: TermMatch) -> bool:
    """Whether a language only tells what is taught, sung or called in it (英语儿歌, 上海话叫阿姨)."""
    if any(t.start < term.end and term.start < t.end for t in scene.kinds("education")):
        return True
    if re.search(r"教|辅导", scene.text[term.end : min(term.end + 6, scene.clause_at(term.start).end)]):
        return True
    return grammar.pattern("skills", "of_a_course").match(scene.text, term.end) is not None or bool(
        re.search(grammar.source("skills", "teaching") + "$", scene.before(term.start, 14))
    )


def _after_list(scene: Scene, term: TermMatch, limit: int) -> str:
    """The words after a language, or after the list it stands in (四川话、普通话都说得溜), up to the next language."""
    end = term.end
    following = limit
    for other in scene.kinds("languages"):
        if not end <= other.start < limit:
            continue
        if re.fullmatch(r"[、和跟还有\s]*", scene.text[end : other.start]):
            end = other.end
        else:
            following = other.start
            break
    return scene.text[end:following]


def _language_level(scene: Scene, term: TermMatch, stance: Stance) -> str | None:
    clause = scene.clause_at(term.start)
    after = _after_list(scene, term, clause.end)
    for level, key in (
        ("weak", "language_weak_after"),
        ("fluent", "language_fluent_after"),
        ("some", "language_some_after"),
    ):
        if re.match(grammar.source("skills", "before_level") + grammar.source("skills", key), after):
            return level
    before = scene.text[max(clause.start, term.start - 6) : term.start]
    if grammar.says("skills", "heard_before", before):
        return "some"
    if stance.sign >= 0 and grammar.says("skills", "some_before", before):
        return "some"
    if grammar.says("skills", "fluent_before", before):
        return "fluent"
    native = any(t.id == "native" and clause.start <= t.start < clause.end for t in scene.kinds("language_levels"))
    if native:
        return "native"
    return stance.grade if stance.grade in ("some", "weak") else None
