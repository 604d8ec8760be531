"""On what terms she works: live-in or not, days off, pay, when she can start, conditions of the household."""

from __future__ import annotations

from dataclasses import replace

from assistant.profile.model import Topic
from assistant.understanding.en.modes import read_modes
from assistant.understanding.en.numbers import number_words, tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity, working_week
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.stances import is_condition, stance
from assistant.understanding.en.starting import keep_the_start, read_available
from assistant.vocabulary import TermMatch, vocabulary

_MOST_DAYS_OFF = 15
_FIXED_RESTS = ("rest_0", "rest_6", "rest_3", "rest_2", "rest_8", "rest_4")
_TOLD_WHOLE = ("rest_6", "rest_3", "rest_2", "rest_8", "rest_cycle")
# Only where days off are asked, and told without their number.
_ASKED_WHOLE = ("rest_8_asked", "rest_2_asked")
# Duties that are conditions only where conditions are asked; elsewhere they are skills.
_SHARED_WITH_SKILLS = ("cooking_duty", "housework_duty", "only_childcare")
# Conditions of those cared for; said of herself they are her own business.
_ILLNESSES = ("infectious_patients", "dementia", "bedridden", "semi_dependent")
# Those with whom a room may be shared, and days one may be free on.
_IN_ROOMS = ("cameras", "dogs", "cats", "pets")
_COMPANY = ("elderly_at_home", "men_at_home", "elderly_men", "elderly_women", "multiple_children")
_DAYS = ("weekends", "holidays")
_ASKED_RESTS = ("rest_8_asked", "rest_2_asked", "rest_4_asked", "rest_0_asked")


def read_terms(scene: Scene) -> None:
    """Draft work_modes, rest_days_per_month, available_from, preferences and background_check_consent."""
    resting = scene.asking is Topic.SCHEDULE or pattern("rest_hint").search(scene.text) is not None
    for piece in scene.pieces:
        if piece.question:
            continue
        if piece.subject in (Subject.SELF, Subject.YOU):
            read_modes(scene, piece)
            if resting:
                _read_rest(scene, piece)
        ending = piece.subject is Subject.EMPLOYER and scene.asking is Topic.AVAILABILITY
        if piece.subject in (Subject.SELF, Subject.YOU) or (ending and pattern("finishing").search(scene.words(piece))):
            read_available(scene, piece)
        if piece.subject in (Subject.SELF, Subject.YOU):
            _read_background(scene, piece)
        if piece.subject is not Subject.OTHER:
            _read_preferences(scene, piece)
    keep_the_start(scene)


def _read_rest(scene: Scene, piece: Piece) -> None:
    asked = scene.asking is Topic.SCHEDULE
    words = scene.words(piece)
    if pattern("former_terms").search(words) or (not asked and pattern("works_that_day").search(words)):
        return
    told_whole = any(pattern(name).search(words) for name in _TOLD_WHOLE + (_ASKED_WHOLE if asked else ()))
    numbered = (
        []
        if told_whole
        else [r for q in piece.quantities if (r := _numbered_rest(scene, piece, q, asked=asked)) is not None]
    )
    for rest in numbered:
        scene.add("rest_days_per_month", rest.range(), rest.start, rest.end, flags=rest.flags)
    if numbered:
        return
    times = pattern("rest_times").search(words) if asked else None
    if times:
        count = {"once": 1, "one time": 1, "twice": 2, "two times": 2, "2 times": 2, "three times": 3}.get(
            times.group("times"), 4
        )
        days = count * (4 if times.group("period") == "week" else 1)
        scene.add(
            "rest_days_per_month",
            {"min": days, "max": days},
            piece.start + times.start("times"),
            piece.start + times.end(),
        )
        return
    for name in _FIXED_RESTS + (_ASKED_RESTS if asked else ()):
        match = pattern(name).search(words)
        if match:
            days = int(name.removesuffix("_asked")[-1])
            flags = ("confirm",) if days == 0 else ()
            scene.add(
                "rest_days_per_month",
                {"min": days, "max": days},
                piece.start + match.start(),
                piece.start + match.end(),
                flags=flags,
            )
            return


def _numbered_rest(scene: Scene, piece: Piece, quantity: Quantity, *, asked: bool) -> Quantity | None:
    if quantity.kind == "rest":
        return _monthly(quantity)
    works = bool(pattern("works").search(scene.before(piece, quantity.start)))
    week = working_week(quantity)
    if week is not None and (asked or works):
        return week
    most = quantity.max if quantity.max is not None else quantity.min
    earlier = scene.words(scene.pieces[piece.index - 1]).strip() if piece.index else ""
    labelled = pattern("label_rest").fullmatch(earlier) is not None
    if (
        not (asked or labelled)
        or works
        or most is None
        or most > _MOST_DAYS_OFF
        or pattern("cycle_around").search(scene.words(piece))
    ):
        return None
    if quantity.kind == "days_per" and pattern("then_working").match(scene.text, quantity.end):
        return None
    if quantity.kind == "days_per" and quantity.unit == "week":
        if most > 2:
            return None
        low, high = (None if end is None else tidy(end * 4) for end in (quantity.min, quantity.max))
        return replace(quantity, kind="rest", min=low, max=high)
    if pattern("each_week").match(scene.text, quantity.end) and most <= 2 and quantity.kind in ("number", "count"):
        low, high = (None if end is None else tidy(end * 4) for end in (quantity.min, quantity.max))
        return replace(quantity, kind="rest", min=low, max=high)
    meant = labelled or pattern("should_be_before").search(scene.before(piece, quantity.start))
    bare = quantity.kind == "number" or quantity.unit in number_words()["no_noun"]
    lone = bare and (meant or len(scene.words(piece).split()) <= 4)
    if quantity.kind == "days_per" or lone:
        return quantity
    return None


def _monthly(quantity: Quantity) -> Quantity:
    flags = ("confirm",) if quantity.max == 0 else quantity.flags
    return Quantity(quantity.start, quantity.end, "rest", quantity.min, quantity.max, "month", flags)


def _read_preferences(scene: Scene, piece: Piece) -> None:
    asked = scene.asking in (Topic.PREFERENCES, Topic.WORK_MODE)
    for term in piece.of("preferences"):
        alone = scene.advert and _told_alone(scene, piece, term)
        if (term.hint and not (asked or alone)) or (
            term.id == "phone_free" and scene.asking in (Topic.CONTACT, Topic.NAME)
        ):
            continue
        verdict = stance(scene, term)
        may = pattern("they_may").search(scene.before(piece, term.start)) is not None
        if (
            piece.subject in (Subject.EMPLOYER, Subject.OTHER)
            and not may
            and not (
                verdict.said
                and (verdict.end > piece.end or pattern("post_judged").search(scene.after(piece, term.end)))
            )
        ):
            continue
        plain = term.id == "pork_free_kitchen" and piece.subject is Subject.SELF and scene.asking is not Topic.CONTACT
        meaning = vocabulary().term("preferences", term.id).extra.get("true_means")
        owned = plain or (meaning == "has" and piece.about_her) or (meaning == "wants" and _beside_pay(scene, piece))
        works = term.id in _DAYS and _works_then(scene, piece, term)
        owned = owned or (alone and meaning == "wants")
        if not (verdict.said or owned or works or (asked and piece.subject is Subject.SELF)) or not (
            alone or _preference_meant(scene, piece, term, asked=asked)
        ):
            continue
        if term.id in _IN_ROOMS and (mine := pattern("only_in_my_room").match(scene.text, term.end)):
            elsewhere = pattern("elsewhere_fine").match(scene.text, mine.end(), scene.sentence(piece)[-1].end)
            if elsewhere:
                scene.add("preferences", {term.id: True}, term.start, elsewhere.end())
            continue
        shown = works and pattern("works_on_it").match(scene.text, term.end) is not None
        accepted = not verdict.negative or shown or _not_without(scene, piece, term)
        if _absent(scene, piece, term):
            accepted = False
        if term.id == "pork_free_kitchen":  # said as it is, it is her condition whatever was asked
            if accepted and not pattern("pork_free").search(scene.text[term.start : term.end]):
                continue
            accepted = True
        if _judged_elsewhere(scene, piece, term, said=verdict.said):
            continue
        scene.add("preferences", {term.id: accepted}, verdict.start, verdict.end, flags=verdict.flags)


def _told_alone(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether a piece of a self-introduction is a condition and its verdict ("dogs welcome", "no housework")."""
    if not piece.about_her or piece.question or piece.quantities or _of_her_own(scene, piece, term):
        return False
    before, after = scene.before(piece, term.start), scene.after(piece, term.end)
    return pattern("condition_opens").fullmatch(before) is not None and (
        pattern("condition_closes").fullmatch(after) is not None
    )


def _beside_pay(scene: Scene, piece: Piece) -> bool:
    """Whether she names her pay in the same breath ("4500, meals included")."""
    near = scene.pieces[max(piece.index - 1, 0) : piece.index + 1]
    figures = [q for p in near if p.sentence == piece.sentence and p.about_her for q in p.quantities]
    asked = scene.asking is Topic.SALARY and any(q.kind in ("money", "number") for q in figures)
    return asked or any(q.kind == "money" for q in figures)


def _judged_elsewhere(scene: Scene, piece: Piece, term: TermMatch, *, said: bool) -> bool:
    """Whether a condition is judged where it is named otherwise.

    Such as "three floors, too many stairs", or an exception to what was judged ("no smokers unless they go outside").
    """
    same = [t for p in scene.sentence(piece) for t in p.of("preferences") if t.id == term.id]
    earlier = [t for t in same if t.start < term.start]
    if earlier and pattern("exception_if").search(scene.text, earlier[-1].end, term.start):
        return True
    if said:
        return False
    return any(stance(scene, other).said for other in same if other.start > term.start)


def _not_without(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "without my own room I won't come": what she would not do without is what she wants."""
    before = scene.before(piece, term.start)
    if pattern("no_before_it").search(before) and pattern("no_work_after").match(scene.text, term.end):
        return True
    if pattern("without_before").search(before) is None:
        return False
    rest = scene.text[term.end : scene.sentence(piece)[-1].end]
    return pattern("will_not_after").match(rest) is not None


def _absent(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "non-smoking", "pet-free": the word itself says it is not there."""
    before, after = scene.before(piece, term.start), scene.after(piece, term.end)
    return bool(pattern("absent_before").search(before) or pattern("absent_after").match(after))


def _preference_meant(scene: Scene, piece: Piece, term: TermMatch, *, asked: bool) -> bool:
    """Whether acceptance is spoken of, not experience ("I looked after twins") or a passing word."""
    if _merely_named(scene, piece, term, asked=asked):
        return False
    if term.id == "pork_free_kitchen" and " " in scene.text[term.start : term.end]:
        return True
    if term.id in _DAYS and _works_then(scene, piece, term):
        return True
    if asked and not any(t.start <= term.start < t.end for t in piece.of("work_modes") if not t.hint):
        return not piece.has("kin_family") or scene.asking is Topic.PREFERENCES
    if any(t.start <= term.start < t.end for t in piece.of("work_modes", "certificates") if not t.hint):
        return False
    if any(t.start <= term.start < t.end for t in piece.of("skills", "jobs", "cuisines")):
        return is_condition(scene, term)
    meant = vocabulary().term("preferences", term.id).extra.get("true_means")
    before, after = scene.before(piece, term.start), scene.after(piece, term.end)
    if meant == "wants" and not term.hint and _beside_pay(scene, piece):
        return True
    cue = meant if meant in ("wants", "has") else "accepts"
    if cue == "has" and pattern("has").search(before + scene.text[term.start : term.end]):
        return True
    return bool(pattern(cue).search(before) or pattern("post_judged").search(after)) or _judged_next(scene, piece, term)


def _merely_named(scene: Scene, piece: Piece, term: TermMatch, *, asked: bool) -> bool:
    """Whether the words are a habit of hers, a date, an illness, company in a room or time off, and no condition."""
    before = scene.before(piece, term.start)
    if _of_her_own(scene, piece, term) or _of_the_past(scene, piece, term):
        return True
    if any(d.start < term.end and term.start < d.end and d.precision != "now" for d in piece.dates):
        return True
    start, end = scene.read.span(term.start, term.end)
    if scene.asking is Topic.CERTIFICATES and any(
        low < end and start < high for low, high in scene.drafted_near("certificates", start)
    ):
        return True
    if term.id in _SHARED_WITH_SKILLS and not (asked and (not term.hint or stance(scene, term).said)):
        return True
    if term.id in _COMPANY and pattern("share_with").search(before):
        return True
    return term.id in _DAYS and (scene.asking is Topic.AVAILABILITY or _day_of_hers(scene, piece, term))


def _of_her_own(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether it is her own habit, animal, child, contract or illness."""
    before = scene.before(piece, term.start)
    if pattern("own_habit").search(scene.before(piece, term.end)):
        return True
    if term.id == "smokers" and (
        pattern("own_vices").match(scene.text, term.end)
        or pattern("own_vices_before").search(scene.text, scene.sentence(piece)[0].start, term.start)
    ):
        return True
    if term.id == "signed_contract" and pattern("contract_of_post").search(before):
        return True
    return term.id in _ILLNESSES and pattern("own_condition").search(before) is not None


def _of_the_past(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether it is told of those cared for or worked for once ("I have worked in villas but now …")."""
    if term.id in _COMPANY and pattern("story_of").match(scene.text, term.end):
        return True
    rest = scene.text[term.end : scene.sentence(piece)[-1].end]
    worked = pattern("worked_in_before").search(scene.before(piece, term.start))
    return worked is not None and pattern("but_now").match(rest) is not None


def _works_then(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether she says she works on those days, on whatever terms."""
    if scene.asking is Topic.SCHEDULE:
        return False
    before = pattern("works_before").search(scene.before(piece, term.start))
    return pattern("works_on_it").match(scene.text, term.end) is not None or before is not None


def _day_of_hers(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether weekends or holidays are told as time of her own, not as time to work."""
    if _works_then(scene, piece, term):
        return False
    resting = scene.asking is Topic.SCHEDULE and not pattern("works_then").search(scene.words(piece))
    told = pattern("day_is_hers").match(scene.text, term.end) or pattern("time_off").search(scene.words(piece))
    return resting or told is not None


def _judged_next(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether a self-introduction judges the condition in the piece after it ("dogs I'm fine")."""
    verdict = stance(scene, term)
    return scene.advert and verdict.said and verdict.end > piece.end


def _read_background(scene: Scene, piece: Piece) -> None:
    words = scene.words(piece)
    asked = scene.asking is Topic.BACKGROUND
    if scene.asking is Topic.CONSENT and not pattern("names_check").search(words):
        return
    refused = pattern("consent_refused").search(words)
    if refused:
        scene.add(
            "background_check_consent", refused is None, piece.start + refused.start(), piece.start + refused.end()
        )
        return
    given = pattern("consent_given").search(words)
    if given:
        scene.add("background_check_consent", given is not None, piece.start + given.start(), piece.start + given.end())
        return
    if asked and not scene.drafted("background_check_consent"):
        no = pattern("consent_no").match(words)
        yes = pattern("consent_yes").match(words)
        match = no or yes
        if match:
            start = piece.start + len(match.group()) - len(match.group().lstrip())
            scene.add("background_check_consent", match is yes, start, piece.start + match.end())
