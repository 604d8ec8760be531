"""Words that mean one skill beside babies and another beside old people: bathing, massage, "wash him"."""

from __future__ import annotations

from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Scene
from assistant.vocabulary import TermMatch, vocabulary

_BABIES: Final = frozenset({"maternity_nurse", "childcare_nanny"})
_ELDERS: Final = frozenset({"elderly_carer", "patient_carer", "companion"})
# The skill a form names by itself -> what it means beside babies, beside elders.
_SENSES: Final = {
    "infant_bathing": ("infant_bathing", "bath_assistance"),
    "bath_assistance": ("infant_bathing", "bath_assistance"),
    "massage_relaxation": ("infant_massage", "massage_relaxation"),
}


def meant_skill(scene: Scene, term: TermMatch) -> str:
    """The skill a term means here: that of its own unless the form fits both and the turn speaks of one side only."""
    if pattern("massage_of_breast").match(scene.text, term.end) and term.form == "massage":
        return "lactation_support"
    if term.form == "massage" and pattern("massage_of_grown").match(scene.text, term.end):
        return term.id
    if term.id not in _SENSES or not (term.hint or term.form == "massage"):
        return term.id
    others = [t for p in scene.pieces for t in p.of("skills", "jobs") if t is not term and t.id not in _SENSES]
    groups = [_served(other) for other in others]
    babies = any(group and group <= _BABIES for group in groups)
    elders = any(group & _ELDERS and not group & _BABIES for group in groups)
    if scene.asking in (None, Topic.SKILLS, Topic.EXPERIENCE, Topic.HISTORY) and babies != elders:
        return _SENSES[term.id][elders]
    return term.id


def _served(term: TermMatch) -> frozenset[str]:
    """The jobs a thing belongs to."""
    if term.kind == "jobs":
        return frozenset({term.id})
    return frozenset(vocabulary().term("skills", term.id).extra.get("jobs", ()))
