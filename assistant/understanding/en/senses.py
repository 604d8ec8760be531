"""Words that mean one skill beside babies and another beside old people: bathing, massage, "wash him"."""

from __future__ import annotations

from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene
from assistant.vocabulary import TermMatch, vocabulary

_BABIES: Final = frozenset({"maternity_nurse", "childcare_nanny"})
_ELDERS: Final = frozenset({"elderly_carer", "patient_carer", "companion"})
# So many pieces around a word tell whom it is about.
_NEAR: Final = 16
# The skill -> what its words are not followed by where it is meant.
_UNLESS_NEXT: Final = {
    "turning_and_back_patting": "turns_an_age",
    "daily_cleaning": "cleaned_other",
    "toddler_care": "child_of_hers",
}
# So many characters before company kept tell with whom.
_COMPANY_NEAR: Final = 60
_CHORES: Final = frozenset({"daily_cleaning", "ironing", "cooking", "deep_cleaning"})
_APPLIANCES: Final = frozenset({"fridge_and_heater_cleaning", "appliance_cleaning", "curtain_sofa_cleaning"})
# The skill a form names by itself -> what it means beside babies, beside elders.
_SENSES: Final = {
    "infant_bathing": ("infant_bathing", "bath_assistance"),
    "bath_assistance": ("infant_bathing", "bath_assistance"),
    "feeding_assistance": ("bottle_feeding", "feeding_assistance"),
    "diapering": ("diapering", "toileting_assistance"),
    "massage_relaxation": ("infant_massage", "massage_relaxation"),
    "bottle_feeding": ("bottle_feeding", "feeding_assistance"),
}


def meant_skill(scene: Scene, term: TermMatch) -> str:
    """The skill a term means here: that of its own unless the form fits both and the turn speaks of one side only."""
    if pattern("massage_of_breast").match(scene.text, term.end) and term.form == "massage":
        return "lactation_support"
    if term.form == "washing machine" and pattern("other_appliances").search(scene.text):
        return "washing_machine_cleaning"
    if term.id == "bottle_feeding" and pattern("of_babies").search(scene.words(scene.piece_at(term.start))):
        return term.id
    if term.id == "laundry" and pattern("wash_only").fullmatch(term.form) and _of_the_body(scene, term):
        return "bath_assistance"
    if term.form == "massage" and pattern("massage_of_grown").match(scene.text, term.end):
        return term.id
    if term.id not in _SENSES or not (term.hint or pattern("said_of_either").fullmatch(term.form)):
        return term.id
    others = [t for p in scene.pieces for t in p.of("skills", "jobs") if t is not term and t.id not in _SENSES]
    groups = [_served(other) for other in others]
    babies = any(group and group <= _BABIES for group in groups)
    elders = any(group & _ELDERS and not group & _BABIES for group in groups)
    if scene.asking in (None, Topic.SKILLS, Topic.EXPERIENCE, Topic.HISTORY) and babies != elders:
        return _SENSES[term.id][elders]
    return term.id


def in_another_sense(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether a skill's words mean something else here: nights as a shift, an oven only used, a wound of the old."""
    before = scene.before(piece, term.start)
    if term.id in _APPLIANCES:
        return pattern("merely_used").search(before) is not None or (
            term.hint and pattern("merely_there").search(before) is not None
        )
    if term.id == "elder_companionship" and term.hint:
        near = scene.text[max(term.start - _COMPANY_NEAR, 0) : piece.end]
        return pattern("of_children").search(near) is not None and pattern("of_elders").search(near) is None
    if term.id in _UNLESS_NEXT:
        return pattern(_UNLESS_NEXT[term.id]).match(scene.text, term.end) is not None
    if term.id == "infant_sleep":
        nights = [t for t in piece.of("work_modes") if t.id == "night"]
        shift = any(t.start == term.start or (t.start < term.end < t.end) for t in nights)
        bare = scene.asking is not Topic.SKILLS and pattern("mere_nights").fullmatch(term.form) is not None
        return shift or bare
    if term.id == "plant_care" and pattern("garden").search(term.form):
        return pattern("in_the_garden").search(before) is not None
    if term.id == "music_and_arts" and pattern("takes_them_to").search(before):
        return True
    if term.id == "computer_and_phone" and scene.asking is not Topic.SKILLS:
        return pattern("own_phone").search(before) is not None
    if term.id == "c_section_care":
        return _of_a_patient(scene, term)
    if term.id == "bottle_feeding":
        return pattern("fed_other").match(scene.text, term.start) is not None
    if term.id == "mother_care":
        return pattern("of_a_mother").search(before + scene.text[term.start : term.end]) is not None
    if term.id != "daily_living_care":
        return False
    pets = term.form == "grooming" and any(t.id in ("dogs", "cats", "pets") for t in piece.of("preferences"))
    return pets or pattern("of_a_wound").search(before) is not None


def headed(scene: Scene, piece: Piece, name: str) -> bool:
    """Whether a piece stands in a list under a heading of some kind ("Skills: cooking, cleaning")."""
    first = scene.sentence(piece)[0]
    return first is not piece and pattern(name).fullmatch(scene.words(first)) is not None


def _of_a_patient(scene: Scene, term: TermMatch) -> bool:
    """Whether a wound is one of the sick and old here, not of a new mother."""
    if pattern("wound_of_anyone").fullmatch(term.form) is None:
        return False
    here = scene.piece_at(term.start).index
    jobs = {t.id for p in scene.pieces[max(here - _NEAR, 0) : here + _NEAR] for t in p.of("jobs")}
    return bool(jobs & {"elderly_carer", "patient_carer"}) and "maternity_nurse" not in jobs


def _of_the_body(scene: Scene, term: TermMatch) -> bool:
    """Whether "washing" stands among tasks done to a body and none done in a house ("nails, shaving, washing")."""
    beside = {t.id for p in scene.sentence(scene.piece_at(term.start)) for t in p.of("skills") if t is not term}
    bodily = any(vocabulary().term("skills", other).extra.get("near_body") for other in beside)
    return bodily and not beside & _CHORES


def _served(term: TermMatch) -> frozenset[str]:
    """The jobs a thing belongs to."""
    if term.kind == "jobs":
        return frozenset({term.id})
    return frozenset(vocabulary().term("skills", term.id).extra.get("jobs", ()))
