"""What she can do: skills and cuisines."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.degrees import level
from assistant.understanding.en.dishes import is_dish, sharing
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.senses import headed, in_another_sense, meant_skill
from assistant.understanding.en.stances import Stance, headed_no, is_condition, stance
from assistant.vocabulary import TermMatch

_LEVEL_GAP = 40
# So many words beside the tasks a list of tasks may hold.
_STRAY_WORDS = 2
# What is measured; of her own it is her health.
_READINGS = ("blood_pressure", "blood_glucose")
# Under these topics a thing she can do is named with a verb, or is none.
_OF_HERSELF = frozenset({Topic.NAME, Topic.AGE, Topic.HOMETOWN, Topic.LOCATION, Topic.CONTACT, Topic.BACKGROUND})

# Under these a dish is named by the way, unless she says she makes it.
_NOT_OF_FOOD = frozenset({Topic.HOMETOWN, Topic.LOCATION, Topic.LANGUAGES, Topic.AVAILABILITY, Topic.AGE})


def read_abilities(scene: Scene) -> None:
    """Draft skills and cuisines."""
    for piece in scene.pieces:
        if piece.question:
            continue
        if piece.subject is Subject.SELF or _of_those_cared_for(scene, piece):
            _read_skills(scene, piece)
        elif pattern("said_by_others").search(scene.words(piece)):
            _read_denials(scene, piece)
        if piece.subject is Subject.SELF:
            _read_cuisines(scene, piece)


def _of_those_cared_for(scene: Scene, piece: Piece) -> bool:
    """Whether a piece about others tells of those she cares for, her own family or another's."""
    if piece.subject is Subject.OTHER and _family_before(scene, piece):
        return True
    asked = scene.asking is Topic.SKILLS
    return asked and pattern("cared_for_next").match(scene.text, piece.end + 1) is not None


def _read_skills(scene: Scene, piece: Piece) -> None:
    informal = _about_own_family(scene, piece)
    for term in piece.of("skills"):
        if _part_of_larger(piece, term, "certificates", "cuisines", "health_certificate") or not _skill_claimed(
            scene, piece, term
        ):
            continue
        verdict = stance(scene, term)
        merely = pattern("merely_weak").search(scene.text, verdict.start, verdict.end + _LEVEL_GAP // 2) is not None
        degree = "informal" if informal else "weak" if merely else None if verdict.negative else level(scene, term)
        value = {"id": meant_skill(scene, term)} | ({"level": degree} if degree else {})
        polarity = "positive" if informal or degree == "weak" else verdict.polarity
        scene.add("skills", value, verdict.start, verdict.end, polarity=polarity, flags=verdict.flags)


def _read_denials(scene: Scene, piece: Piece) -> None:
    """What others say she can and she denies: "my friend said I can drive, I can't"."""
    for term in piece.of("skills"):
        verdict = stance(scene, term)
        if verdict.negative and verdict.end > piece.end:
            scene.add("skills", {"id": term.id}, verdict.start, verdict.end, polarity="negative")


def _about_own_family(scene: Scene, piece: Piece) -> bool:
    """Whether the care told of was for her own family, here or in the piece this one goes on from."""
    if piece.has("kin_family"):
        nursed = any(pattern("was_nursed").search(scene.words(p)) for p in scene.sentence(piece))
        if pattern("taught_by").search(scene.words(piece)) and not nursed:
            return False
        return not piece.has("employer")
    if _listed_of_family(scene, piece) or pattern("done_for_kin").match(scene.text, piece.end):
        return True
    goes_on = piece.subject is Subject.OTHER or pattern("cared_for_pronoun").search(scene.words(piece)) is not None
    return goes_on and _family_before(scene, piece)


def _listed_of_family(scene: Scene, piece: Piece) -> bool:
    """Such as "wheelchair" in "I nursed my husband two years, wheelchair, medicines": what she did for him."""
    if piece.own_subject or piece.lead not in (",", "and"):
        return False
    earlier = [p for p in scene.sentence(piece) if p.index < piece.index]
    family = next((p for p in reversed(earlier) if p.has("kin_family")), None)
    if family is None or any(p.has("employer", "current") for p in earlier if p.index >= family.index):
        return False
    told = scene.text[family.start : piece.start]
    return family.has("care") or pattern("family_then").search(told) is not None


def _family_before(scene: Scene, piece: Piece) -> bool:
    earlier = [p for p in scene.pieces[max(piece.index - 3, 0) : piece.index] if p.sentence >= piece.sentence - 1]
    return any(p.has("kin_family") and p.has("care") and not p.has("employer") for p in earlier)


def _part_of_larger(piece: Piece, term: TermMatch, *kinds: str) -> bool:
    return any(
        t.start <= term.start and term.end <= t.end and not (term.id == "soup_making" and term.end == t.end)
        for t in piece.of(*kinds)
    )


def _skill_claimed(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether the skill is said of her, not merely mentioned."""
    if (
        is_condition(scene, term)
        or _wholly_drafted_as(scene, term, "jobs")
        or _drafted_as(scene, term, "certificates")
        or (term.id == "cooking" and list(piece.of("cuisines")))
    ):
        return False
    if _answered_of_another(scene, piece) or _of_a_habit(scene, piece, term):
        return False
    if _not_hers_now(scene, piece, term) or _another_meaning(scene, piece, term):
        return False
    if scene.asking in (Topic.CERTIFICATES, Topic.HEALTH) and not pattern("can_do").search(
        scene.before(piece, term.start)
    ):
        return False
    if scene.asking is Topic.SKILLS or _about_own_family(scene, piece) or _listed_duty(scene, piece):
        return True
    if headed(scene, piece, "skills_heading") or headed_no(scene, piece):
        return True
    of_work = scene.asking is Topic.JOB and not any(list(p.of("jobs")) for p in scene.sentence(piece))
    if (scene.advert or of_work) and _offered(scene, piece, term):
        return True
    if scene.asking is Topic.JOB and term.form == "driver" and not stance(scene, term).negative:
        return True
    if term.hint and pattern("verb_denied").search(scene.before(piece, term.start)):
        return True
    if term.hint:
        return bool(pattern("able_verb").search(scene.before(piece, term.start)))
    return (
        bool(pattern("able").search(scene.text, piece.start, term.end))
        or (not piece.own_subject and stance(scene, term).said and scene.asking not in _OF_HERSELF)
        or pattern("claimed_after").match(scene.text, term.end) is not None
        or _continues_ability(scene, piece)
    )


def _answered_of_another(scene: Scene, piece: Piece) -> bool:
    """Such as "computer? My son set up the phone for me": asked back, and told of somebody else."""
    if scene.text[piece.end : piece.end + 1] != "?" or piece.index + 1 >= len(scene.pieces):
        return False
    following = scene.pieces[piece.index + 1]
    return following.own_subject and following.subject in (Subject.OTHER, Subject.EMPLOYER)


def _of_a_habit(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "I never leave a child alone in the bath": what she never does there is no task she declines."""
    habit = scene.asking is not Topic.SKILLS and pattern("strength").search(scene.text, piece.start, piece.end)
    return bool(habit) and stance(scene, term).negative


def _offered(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether a self-introduction offers the skill: "I iron, I bake", or a list of nothing but tasks."""
    if not piece.about_her or piece.has("wish", "past_pay", "used_to", "hypothetical", "kin", "kin_family", "employer"):
        return False
    if pattern("i_do_it").search(scene.before(piece, term.start)):
        return True
    if piece.own_subject or (term.hint and not _among_tasks(scene, piece, term)):
        return _goes_on_from_i(scene, piece)
    rest, at = [], piece.start
    for named in sorted(piece.of("skills", "cuisines", "jobs", "preferences"), key=lambda t: (t.start, -t.end)):
        rest.append(scene.text[at : max(named.start, at)])
        at = max(at, named.end)
    words = " ".join([*rest, scene.text[at : piece.end]]).split()
    return len([word for word in words if pattern("list_word").fullmatch(word) is None]) <= _STRAY_WORDS


def _among_tasks(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    others = [t for p in scene.sentence(piece) for t in p.of("skills") if t is not term and not t.hint]
    return bool(others)


def _goes_on_from_i(scene: Scene, piece: Piece) -> bool:
    """Such as "change nappies" in "I bathe, change nappies, cut nails": the verb goes on from the first one's "I"."""
    earlier = [p for p in scene.sentence(piece) if p.index < piece.index]
    first = next((p for p in earlier if p.own_subject), None)
    return not piece.own_subject and first is not None and pattern("i_do_things").match(scene.words(first)) is not None


def _not_hers_now(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether it is something she lost, would learn, is learning, only saw, or would do if."""
    before = scene.before(piece, term.start)
    if pattern("school_of_it").match(scene.after(piece, term.end)) or pattern("of_another_person").search(before):
        return True
    if pattern("if_she_did").search(before) and scene.asking is not Topic.SKILLS:
        return True
    rest = scene.text[term.end : scene.sentence(piece)[-1].end]
    if pattern("wish_before").search(before) and pattern("came_to_nothing").match(rest):
        return True
    return pattern("not_a_present_skill").search(before) is not None or _merely_seen(scene, piece, term)


def _another_meaning(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether the words mean an illness, a quality, an age or one dish here."""
    before = scene.before(piece, term.start)
    if term.id == "cooking" and _one_dish(scene, piece, term) and _denied_dish(scene, piece, term):
        return True
    if term.id == "plant_care" and pattern("withers").match(scene.text, term.end):
        return True
    ill = pattern("own_condition").search(before) and not _about_own_family(scene, piece)
    if ill and not pattern("care_after").match(scene.after(piece, term.end)):
        return True
    if pattern("named_after_it").match(scene.text, term.end):
        return True
    if term.id in _READINGS and pattern("own_reading").search(before):
        return True
    if pattern("of_a_person").match(scene.text, term.end) and pattern("a_person_before").search(before):
        return True
    if term.hint and pattern("quality_before").search(before):
        return True
    if in_another_sense(scene, piece, term):
        return True
    if pattern("turning_body").search(scene.text, term.start, term.end + 8):
        return True
    return term.id == "cooking" and any(t.id == "pork_free_kitchen" for t in piece.of("preferences"))


def _merely_seen(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "suction I only watched the nurses do"; what she adds she never did herself is denied."""
    if stance(scene, term).negative:
        return False
    after = pattern("merely_seen_after").match(scene.text, term.end, scene.sentence(piece)[-1].end)
    return after is not None or pattern("merely_seen_before").search(scene.before(piece, term.start)) is not None


def _listed_duty(scene: Scene, piece: Piece) -> bool:
    """Such as "I worked in a nursing home, feeding, turning and bathing": nothing but what her work was."""
    if piece.own_subject or piece.lead not in (",", "and") or scene.asking not in (None, Topic.EXPERIENCE):
        return False
    rest = piece.start
    for term in [t for t in piece.of("skills") if t.start >= rest]:
        if not pattern("list_joint").fullmatch(scene.text, rest, term.start):
            return False
        rest = term.end
    if not pattern("list_joint").fullmatch(scene.text, rest, piece.end):
        return False
    earlier = [p for p in scene.sentence(piece) if p.index < piece.index]
    return any(p.about_her and pattern("worked").search(scene.words(p)) for p in earlier)


def _one_dish(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "I can't cook spicy food": what is denied is that food, not cooking."""
    verb = scene.text[term.start : term.end] in ("cook", "cooking")
    return verb and pattern("one_dish").match(scene.after(piece, term.end)) is not None


def _denied_dish(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    return stance(scene, term).negative or scene.after(piece, term.end).startswith(" no ")


def _drafted_as(scene: Scene, term: TermMatch, name: str) -> bool:
    """Whether the same words were already read as something else ("I did cleaning for 12 years" is a job)."""
    start, end = scene.read.span(term.start, term.end)
    return any(low < end and start < high for low, high in scene.drafted_near(name, start))


def _wholly_drafted_as(scene: Scene, term: TermMatch, name: str) -> bool:
    """As `_drafted_as`, but "elderly with dementia" says more than the job "take care of the elderly"."""
    start, end = scene.read.span(term.start, term.end)
    return _drafted_as(scene, term, name) and any(end <= high for _, high in scene.drafted_near(name, start))


def _continues_ability(scene: Scene, piece: Piece) -> bool:
    if piece.index == 0 or piece.own_subject or piece.lead not in (",", "and"):
        return False
    before = scene.pieces[piece.index - 1]
    return (
        before.sentence == piece.sentence
        and bool(list(before.of("skills", "cuisines")) or pattern("able_bare").fullmatch(scene.words(before)))
        and bool(
            pattern("able").search(scene.words(before))
            or (before.lead in (",", "and") and _continues_ability(scene, before))
        )
    )


def _read_cuisines(scene: Scene, piece: Piece) -> None:
    for term in [*piece.of("cuisines"), *sharing(scene, piece)]:
        if _part_of_larger(piece, term, "certificates") or not _cuisine_claimed(scene, piece, term):
            continue
        if pattern("would_learn").search(scene.before(piece, term.start)):
            continue
        verdict = stance(scene, term)
        lean = term.id == "low_salt" and scene.text[verdict.start : verdict.end].startswith("no ")
        if lean or scene.text[term.start : term.end].startswith("no "):
            verdict = Stance("positive", term.start, term.end)
        weak = level(scene, term) == "weak"
        scene.add(
            "cuisines",
            term.id,
            verdict.start,
            verdict.end,
            polarity="positive" if weak else verdict.polarity,
            flags=verdict.flags,
        )


def _cuisine_claimed(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    words = scene.words(piece)
    if pattern("merely_eaten").search(scene.before(piece, term.start)):
        return False
    if scene.asking in _NOT_OF_FOOD and not pattern("makes_it").search(words):
        return False
    if scene.asking is Topic.SKILLS and (list(sharing(scene, piece)) or not list(piece.of("languages"))):
        return not pattern("people_after").match(scene.after(piece, term.end))
    dish = scene.advert and is_dish(piece, term) and pattern("makes_it").search(scene.text) is not None
    about_food = (
        (dish and piece.about_her)
        or pattern("food").search(words)
        or any(
            pattern("food").search(scene.words(p))
            for p in scene.sentence(piece)
            if p.index == piece.index - 1 or (p.index == piece.index + 1 and list(p.of("cuisines")))
        )
    )
    return bool(about_food) and not pattern("people_or_speech_after").match(scene.after(piece, term.end))
