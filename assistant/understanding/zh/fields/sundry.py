"""Education, consent to a background check, and phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene
from assistant.vocabulary import TermMatch


def read_education(scene: Scene) -> Iterator[Draft]:
    """Her own schooling, when asked or plainly said."""
    asked = scene.topic is Topic.EDUCATION
    unschooled = grammar.pattern("sundry", "unschooled").search(scene.text)
    named = any(t.id != "none" and not t.hint for t in scene.kinds("education"))
    if asked and unschooled and not named and not scene.silent(unschooled.start()):
        yield Draft("education", "none", unschooled.start(), unschooled.end(), confidence=0.8)
        return
    found = [draft for term in scene.kinds("education") if (draft := _schooling(scene, term, asked=asked))]
    found = [d for d in found if d.value != "none"] or found
    denied = re.compile(grammar.source("sundry", "not_that_school") + "$")
    found = [d for d in found if not denied.search(scene.before(d.start, 4))] or found
    finished = [
        d
        for d in found
        if grammar.says("sundry", "graduated", scene.text[d.start : d.end])
        or grammar.pattern("sundry", "finished").match(scene.text, d.end)
    ]
    yield from (finished or found)[-1:]


def _schooling(scene: Scene, term: TermMatch, *, asked: bool) -> Draft | None:
    """The level a school's name tells of her: not her child's, not a trade, and not one she never went to."""
    before, start, end = scene.before(term.start), term.start, term.end
    if scene.silent(start) or not scene.subject_at(start).hers():
        return None
    if term.hint and not asked and not re.search(grammar.source("sundry", "went_to") + "$", before):
        return None
    trade = term.form in grammar.words("sundry", "trade_too")
    if trade and re.search(grammar.source("sundry", "was_one") + "$", before):
        return None
    if re.search(grammar.source("sundry", "of_others_school"), scene.text[max(0, start - 10) : start]):
        return None
    clause = scene.clause_at(start)
    told = grammar.says("sundry", "schooling", scene.text[clause.start : clause.end])
    told = told or grammar.says("sundry", "about_schooling", scene.text[:start])
    if not asked and (not told or grammar.pattern("sundry", "of_school_age").match(scene.text, end)):
        return None
    if grammar.pattern("sundry", "never_went").match(scene.text, end):
        return Draft("education", "none", start, end) if term.id == "primary" else None
    unfinished = grammar.says("sundry", "unfinished", scene.text[start : min(len(scene.text), end + 8)])
    return Draft("education", term.id, start, end, flags=("unfinished",) if unfinished else ())


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
        if grammar.says("sundry", "second_number_before", before) and any(True for _ in _earlier(scene, quantity)):
            continue
        theirs = re.search(grammar.source("sundry", "phone_of_others"), before) is not None
        theirs = theirs or scene.subject_at(quantity.start).owner in ("peer", "family", "employer")
        reached = scene.topic is Topic.CONTACT and grammar.says("sundry", "reached_through", scene.text)
        if theirs and not reached:
            continue
        yield Draft("phone", quantity.digits, quantity.start, quantity.end, confidence=0.95)


def _earlier(scene: Scene, quantity: Quantity) -> Iterator[Quantity]:
    """The numbers told before this one."""
    return (other for other in scene.numbers("phone") if other.end <= quantity.start)
