"""What she names and no rule explains: taken as said where the words around it are like those of things claimed.

Rules come first. A term or place that none of them made anything of becomes a fact only if nothing speaks against it (a
verdict, a question, somebody else, care at home) and the model of roles finds it likely. The value is the vocabulary's
or the gazetteer's, never the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from assistant.profile.fields import FIELDS
from assistant.profile.model import Topic
from assistant.understanding.common.placed import placed_value
from assistant.understanding.zh import grammar, learned
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import ability, kinship, languages, papers, work
from assistant.understanding.zh.fields.place_roles import role_of
from assistant.understanding.zh.learned import Candidate
from assistant.understanding.zh.scene import Scene

# From cross-validation over the development rows: below it too many of the things left to the model are wrong.
_LIKELY: Final = 0.85
_CONFIDENCE: Final = 0.6
_CLAIMED: Final = "claimed"
_ROLES_OF_PLACES: Final = frozenset({"hometown", "location", "area"})
# Conditions of a home are told under these; elsewhere a word of one (节假日) is mostly about something else.
_CONDITIONS: Final = frozenset({None, Topic.PREFERENCES, Topic.SKILLS, Topic.WORK_MODE, Topic.JOB, Topic.ANYTHING_ELSE})
# Asked for these, the rules take whatever is named: what they pass over then they turned down.
_DECIDED: Final = {
    "languages": Topic.LANGUAGES,
    "preferences": Topic.PREFERENCES,
    "certificates": Topic.CERTIFICATES,
    "work_modes": Topic.WORK_MODE,
    "education": Topic.EDUCATION,
}
# Asked of what happens in an imagined case, of consent or of her number, nothing said is left to likelihood.
_CLOSED: Final = frozenset({Topic.SCENARIO, Topic.CONSENT, Topic.CONTACT, Topic.BACKGROUND, Topic.CONFIRM})
_KEYED: Final = {"skills": "id", "languages": "id", "certificates": "kind"}


def unexplained(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Facts of things named that no rule drafted; those a draft covers already are left alone."""
    if scene.context.asking in _CLOSED:
        return
    taken = {(d.field, _name(d)) for d in drafts}
    for candidate in learned.candidates(scene):
        if (candidate.kind, candidate.name) in taken or not _open(scene, candidate, drafts):
            continue
        placed = candidate.kind == "place"
        model = learned.model("places" if placed else "terms")
        likely = model.likelihood(learned.numbers(scene, candidate, model.size))
        role = max(likely, key=lambda name: (likely[name], name))
        if likely[role] < _LIKELY or role not in (_ROLES_OF_PLACES if placed else (_CLAIMED,)):
            continue
        draft = _place(scene, candidate, role) if placed else _term(candidate)
        if draft is not None and not _said_already(draft, drafts):
            taken.add((candidate.kind, candidate.name))
            yield draft


def _open(scene: Scene, candidate: Candidate, drafts: Sequence[Draft]) -> bool:
    """Whether nothing was read at the candidate's place and nothing speaks against it."""
    start, end = candidate.start, candidate.end
    if scene.silent(start) or scene.moods[scene.index_at(start)].hypothetical:
        return False
    if not scene.subject_at(start).hers() or kinship.at_home(scene, start):
        return False
    if any(d.start < end and start < d.end for d in drafts) or _meant_otherwise(scene, candidate):
        return False
    if candidate.kind == "place" and _was_there(scene, candidate):
        return False
    stance = scene.stance(start, end)
    return stance.sign >= 0 and not stance.learning and not stance.partial and not stance.conditional


def _meant_otherwise(scene: Scene, candidate: Candidate) -> bool:
    """Whether the rules pass over it for a reason: a paper she studies for, a former post, a day, a price."""
    start, end, clause = candidate.start, candidate.end, scene.clause_at(candidate.start)
    if scene.topic is not None and _DECIDED.get(candidate.kind) is scene.topic:
        return True
    if candidate.kind == "certificates":
        if papers.other_trade(scene, scene.text[start:end]):
            return True
        first, last = scene.sentence_of(start)
        return any(grammar.says("papers", key, scene.text[first:last]) for key in ("planned", "not_issued", "studying"))
    if candidate.kind in ("skills", "cuisines"):
        term = next(t for t in scene.kinds(candidate.kind) if (t.start, t.end) == (start, end))
        if ability.turned_down(scene, term):
            return True
    if candidate.kind == "languages" and any(
        languages.taught_in(scene, t) for t in scene.kinds("languages") if t.start == start
    ):
        return True
    if any(q.start < end and start < q.end for q in scene.numbers("date", "rest", "money", "count", "duration")):
        return True
    if candidate.kind in ("work_modes", "education") and candidate.hint:
        return True
    if candidate.kind == "preferences" and (candidate.hint or scene.topic not in _CONDITIONS):
        return True
    before = scene.text[clause.start : start]
    if candidate.kind == "jobs" and _no_trade(scene, candidate):
        return True
    past = grammar.says("tense", "past", before) and not grammar.says("tense", "now", before)
    return past and candidate.kind not in ("skills", "cuisines", "languages", "education")


def _was_there(scene: Scene, candidate: Candidate) -> bool:
    """Whether a place is one of a post she held (北京上海都待过)."""
    place = next(p for p in scene.places if (p.start, p.end) == (candidate.start, candidate.end))
    return role_of(scene, [place], None) == "post"


def _no_trade(scene: Scene, candidate: Candidate) -> bool:
    """Whether a trade is passed over: of the past, of others, of a course, or too general."""
    start, end = candidate.start, candidate.end
    named = [t for t in scene.kinds("jobs") if t.start == start]
    passed_over = (work.in_past, work.no_trade_of_hers, work.has_left, work.task_of_a_trade)
    if any(reason(scene, t) for t in named for reason in passed_over):
        return True
    before = scene.text[scene.clause_at(start).start : start]
    return (
        scene.text[start:end] in grammar.words("jobs", "general")
        or re.search(grammar.source("jobs", "learning_before") + "$", before) is not None
    )


def _said_already(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the one value such a field holds is there already."""
    one = FIELDS[draft.field].cardinality == "one" or draft.field in ("hometown", "location")
    return one and any(d.field == draft.field for d in drafts)


def _name(draft: Draft) -> object:
    value = draft.value
    if isinstance(value, dict):
        key = _KEYED.get(draft.field)
        return value.get(key) if key else next(iter(value), None)
    return value


def _term(candidate: Candidate) -> Draft:
    value: Any = candidate.name
    if candidate.kind in _KEYED:
        value = {_KEYED[candidate.kind]: candidate.name}
    elif candidate.kind == "preferences":
        value = {candidate.name: True}
    return Draft(candidate.kind, value, candidate.start, candidate.end, confidence=_CONFIDENCE)


def _place(scene: Scene, candidate: Candidate, role: str) -> Draft | None:
    """The place in its role; one whose name several bear is left alone."""
    place = next(p for p in scene.places if (p.start, p.end) == (candidate.start, candidate.end))
    if role == "area":
        return Draft("service_areas", place.name, place.start, place.end, confidence=_CONFIDENCE)
    value = placed_value(place, scene.places, role)
    return Draft(role, value, candidate.start, candidate.end, confidence=_CONFIDENCE) if value else None
