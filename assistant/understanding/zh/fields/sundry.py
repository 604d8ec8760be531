"""Education, consent to a background check, and phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene


def read_education(scene: Scene) -> Iterator[Draft]:
    """Her own schooling, when asked or plainly said."""
    asked = scene.topic is Topic.EDUCATION
    found: list[Draft] = []
    for term in scene.kinds("education"):
        clause = scene.clause_at(term.start)
        subject = scene.subject_at(term.start)
        if (
            scene.silent(term.start)
            or not subject.hers()
            or (term.hint and not asked and re.search(r"[上读念](?:过|到)$", scene.before(term.start)) is None)
        ):
            continue
        if term.form in grammar.words("sundry", "trade_too") and re.search(
            r"(?:是|当|做)(?:过|的)?$", scene.before(term.start)
        ):
            continue
        if re.search(grammar.source("sundry", "of_others_school"), scene.text[max(0, term.start - 10) : term.start]):
            continue
        around = scene.text[clause.start : min(len(scene.text), clause.end)]
        told = grammar.says("sundry", "schooling", around) or re.search(r"学历|文化程度", scene.text[: term.start])
        if not asked and not told:
            continue
        if not asked and re.match(r"的?(?:孩子|娃|家|时候)", scene.text[term.end : term.end + 3]):
            continue
        unfinished = grammar.says("sundry", "unfinished", scene.text[term.start : min(len(scene.text), term.end + 8)])
        found.append(Draft("education", term.id, term.start, term.end, flags=("unfinished",) if unfinished else ()))
    unschooled = grammar.pattern("sundry", "unschooled").search(scene.text)
    if asked and unschooled and not scene.silent(unschooled.start()):
        yield Draft("education", "none", unschooled.start(), unschooled.end(), confidence=0.8)
        return
    said = [d for d in found if not re.search(r"不是$|没(?:上|读|念)过?$", scene.before(d.start, 4))]
    found = said or found
    finished = [
        d
        for d in found
        if re.match(r"毕业|学历|文化|的?文化", scene.text[d.end : d.end + 3]) or "毕业" in scene.text[d.start : d.end]
    ]
    yield from (finished or found)[-1:]


def read_background(scene: Scene) -> Iterator[Draft]:
    """Consent to the check: only when it is what was asked, or named by her."""
    asked = scene.context.asking is Topic.BACKGROUND
    named = grammar.pattern("sundry", "background_words").search(scene.text)
    if not asked and named is None:
        return
    low, high = (0, len(scene.text)) if asked or named is None else scene.sentence_of(named.start())
    text = scene.text[low:high]
    for key, value in (("background_no", False), ("background_yes", True)):
        match = next(
            (
                found
                for found in grammar.pattern("sundry", key).finditer(text)
                if not scene.silent(low + found.start())
                and scene.subject_at(low + found.start()).owner in ("self", "employer")
            ),
            None,
        )
        if match:
            yield Draft("background_check_consent", value, low + match.start(), low + match.end(), polarity="positive")
            return
    if asked:
        simple = re.compile(r"^[\s，,]*(嗯+|是的?|对|好的?|好嘞|ok|啊)[\s。！!，,吧啊呀]*$").match(text)
        if simple:
            start, end = low + simple.start(1), low + simple.end(1)
            yield Draft(field="background_check_consent", value=True, start=start, end=end, confidence=0.8)


def read_phone(scene: Scene) -> Iterator[Draft]:
    """Her own number, whole."""
    for quantity in scene.numbers("phone"):
        before = scene.text[max(0, quantity.start - 12) : quantity.start]
        if scene.silent(quantity.start) or quantity.digits is None or quantity.has("incomplete"):
            continue
        theirs = re.search(grammar.source("sundry", "phone_of_others"), before) is not None
        theirs = theirs or scene.subject_at(quantity.start).owner in ("peer", "family", "employer")
        reached = scene.topic is Topic.CONTACT and grammar.says("sundry", "reached_through", scene.text)
        if theirs and not reached:
            continue
        yield Draft("phone", quantity.digits, quantity.start, quantity.end, confidence=0.95)
