"""What work she does, wants or declines, and how many families she served."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.numbers import number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.senses import headed
from assistant.understanding.en.stances import stance
from assistant.understanding.en.years import family_care, read_years
from assistant.vocabulary import TermMatch

_CARING = frozenset({"maternity_nurse", "childcare_nanny", "elderly_carer", "patient_carer"})
_MOST_FAMILIES = 300
# So far before a figure stand the words by which it mends another.
_MENDED_REACH = 12


def read_work(scene: Scene) -> None:
    """Draft jobs, years_experience, experience_by_job and families_served."""
    for piece in scene.pieces:
        if (piece.question and not _seeks(scene, piece)) or family_care(piece):
            continue
        if piece.subject is Subject.SELF:
            _read_jobs(scene, piece)
        _read_families(scene, piece)
    _read_posts_in_order(scene)
    read_years(scene)


def _seeks(scene: Scene, piece: Piece) -> bool:
    """Whether she asks for work of a kind where the kind is asked ("do you have cat sitting?")."""
    asks = scene.asking is Topic.JOB and pattern("seeks_by_asking").match(scene.words(piece)) is not None
    return asks and bool(list(piece.of("jobs")))


def jobs_said(scene: Scene, piece: Piece) -> list[TermMatch]:
    """The jobs a piece says she does, wants or declines; descriptions of work count only where work is meant."""
    return [
        term for term in piece.of("jobs") if not _verb_listed(scene, piece, term) and _named_as_job(scene, piece, term)
    ]


def _verb_listed(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether "cook" is one verb in a list of them ("cook, clean, sing to babies")."""
    if scene.words(piece).strip() != "cook" or scene.asking is Topic.JOB:
        return False
    near = [scene.pieces[n] for n in (piece.index - 1, piece.index + 1) if 0 <= n < len(scene.pieces)]
    same = [p for p in near if p.sentence == piece.sentence and term.id == "cook"]
    return any(pattern("verb_of_task").fullmatch(scene.words(p)) for p in same)


def _named_as_job(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    return not _describes(scene, piece, term) or _hint_counts(scene, piece, term)


def _introduces(scene: Scene, piece: Piece) -> bool:
    """Whether a piece of a self-introduction names nothing but work ("…, cooking and housekeeping, …")."""
    if scene.asking is not None or not (
        scene.drafted("name") or scene.drafted("age") or (scene.advert and piece.index == 0)
    ):
        return False
    rest = piece.start
    for term in sorted(piece.of("jobs", "skills", "work_modes"), key=lambda t: (t.start, -t.end)):
        if term.start < rest:
            continue
        if not pattern("list_joint").fullmatch(scene.text, rest, term.start):
            return False
        rest = term.end
    return pattern("list_joint").fullmatch(scene.text, rest, piece.end) is not None


def _describes(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether the form tells of work instead of naming a job: a hint, or a noun used as a verb ("I cook")."""
    if term.hint or term.id != "cook":
        return term.hint
    if scene.asking is Topic.SKILLS:
        return True
    if scene.asking is None and scene.words(piece).strip() == "cook":
        return False
    before = scene.before(piece, term.start)
    bare = scene.asking not in (Topic.JOB, Topic.EXPERIENCE) and not pattern("noun_before").search(before)
    return bare or bool(pattern("verb_before").search(before))


def _told_as_skill(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "cook" in "a nanny who can cook", or what stands under the heading of her skills."""
    if scene.asking is not Topic.JOB and headed(scene, piece, "skills_heading"):
        return True
    before = scene.before(piece, term.start)
    if scene.asking is Topic.PREFERENCES and pattern("minded").search(before + scene.text[term.start : term.end]):
        return True
    return pattern("who_can").search(before) is not None and _job_named(scene)


def _hint_counts(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    if _told_as_skill(scene, piece, term):
        return False
    if scene.asking is Topic.JOB or _introduces(scene, piece):
        return True
    before = scene.before(piece, term.start)
    if (term.hint or term.id == "cook") and scene.asking is Topic.SKILLS and not _timed(piece):
        return False
    if term.hint and scene.asking is not Topic.SKILLS and _is_habit(scene, piece, term):
        return not stance(scene, term).negative
    if not term.hint and scene.after(piece, term.end).strip():
        return any(q.kind == "duration" for q in piece.quantities)
    if stance(scene, term).negative and scene.asking is Topic.SKILLS:
        return False
    if stance(scene, term).negative:
        condition = any(t.start < term.end and term.start < t.end for t in piece.of("preferences"))
        if condition or pattern("object_after").match(scene.after(piece, term.end)):
            return False
        if pattern("unable_before").search(before):
            return False
        return bool(pattern("declining_work").search(before))
    timed = any(q.kind == "duration" for q in piece.quantities)
    if not timed and scene.asking is None and pattern("merely_does").search(before) and _job_named(scene):
        return False
    if any(
        q.kind == "duration" and pattern("beside_time").fullmatch(scene.text, term.end, q.start)
        for q in piece.quantities
    ):
        return True
    return bool(pattern("doing_work").search(before)) and (
        timed or scene.asking is Topic.EXPERIENCE or bool(pattern("wanting_work").search(before))
    )


def _job_named(scene: Scene) -> bool:
    return any(not t.hint and t.id != "cook" for p in scene.pieces for t in p.of("jobs"))


def _is_habit(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether she tells what she does for a living ("I clean houses"), or did for a length of time."""
    if term.id == "tutor_companion" or not pattern("told_as_act").match(scene.text, term.start):
        return False
    if pattern("habit_before").search(scene.before(piece, term.start)):
        return scene.asking in (None, Topic.NAME, Topic.HISTORY, Topic.EXPERIENCE) or _timed(piece)
    if term.id in _CARING and scene.asking is None and pattern("can_before").search(scene.before(piece, term.start)):
        return True
    return _timed(piece) and pattern("did_before").search(scene.before(piece, term.start)) is not None


def _timed(piece: Piece) -> bool:
    return any(q.kind == "duration" for q in piece.quantities) or any(d.precision == "year" for d in piece.dates)


def _read_jobs(scene: Scene, piece: Piece) -> None:
    for term in jobs_said(scene, piece):
        before, after = scene.before(piece, term.start), scene.after(piece, term.end)
        if _not_her_job(scene, piece, term, before, after):
            continue
        verdict = stance(scene, term)
        if verdict.negative and pattern("never_been").search(before):
            continue
        if verdict.negative and _babies_only(scene, term):
            scene.add("preferences", {"infants": False}, verdict.start, verdict.end, flags=verdict.flags)
            continue
        scene.add("jobs", term.id, verdict.start, verdict.end, polarity=verdict.polarity, flags=verdict.flags)


def _babies_only(scene: Scene, term: TermMatch) -> bool:
    """Such as "not babies any more, children from three up": she looks after children all the same."""
    return bool(pattern("merely_babies").fullmatch(term.form) and pattern("elder_ones").search(scene.text))


def _not_her_job(scene: Scene, piece: Piece, term: TermMatch, before: str, after: str) -> bool:
    if any(
        c.start <= term.start and term.end <= c.end and c is not term
        for c in piece.of("certificates", "skills", "cuisines")
        if c.end - c.start > term.end - term.start
    ):
        return True
    start, end = scene.read.span(term.start, term.end)
    if any(low < end and start < high for low, high in scene.drafted_near("name", start)):
        return True
    if pattern("was_once").search(before) and pattern("of_a_hotel").match(scene.text, term.start):
        return True
    among_others = pattern("not_my_job").search(before) and not pattern("hired_as").search(before)
    told_of = pattern("job_as_other").match(after)
    if among_others or (told_of and not (term.hint and after.startswith(" who"))):
        return True
    if scene.asking in (Topic.NAME, Topic.JOB, Topic.EXPERIENCE, None):
        return False
    if scene.asking is Topic.CERTIFICATES and not pattern("works").search(before):
        return True
    return not (piece.own_subject or pattern("doing_work").search(before))


def _read_posts_in_order(scene: Scene) -> None:
    """Such as "First Qatar, …. Second …. Third is now": as many families as posts are told in their order."""
    if scene.asking is not Topic.HISTORY or scene.drafted("families_served"):
        return
    told = list(pattern("post_in_order").finditer(scene.text))
    places = {int(number_words()["orders"][match.group("nth")]) for match in told}
    if len(places) > 1 and places == set(range(1, max(places) + 1)):
        count = max(places)
        scene.add("families_served", {"min": count, "max": count}, told[0].start("nth"), told[-1].end("nth"))


def _read_families(scene: Scene, piece: Piece) -> None:
    only = pattern("only_the_one").search(scene.words(piece)) if scene.asking is Topic.HISTORY else None
    if only and piece.index == 0 and piece.subject is Subject.SELF:
        scene.add("families_served", {"min": 1, "max": 1}, piece.start, piece.start + only.end())
    for quantity in piece.quantities:
        hers = piece.subject is Subject.SELF or pattern("families_label").match(scene.words(piece)) is not None
        asked = scene.asking is Topic.HISTORY and quantity.kind == "number" and hers
        counted = quantity.kind == "count" and quantity.unit in number_words()["households"]
        anew = scene.mends(max(quantity.start - _MENDED_REACH, 0), quantity.start)
        short = len(scene.words(piece).split()) <= 4 and not scene.drafted("families_served")
        bare = asked and (short or anew)
        top = quantity.max if quantity.max is not None else quantity.min
        if not (counted or bare) or top is None or top > _MOST_FAMILIES:
            continue
        alone = pattern("only_one").search(scene.before(piece, quantity.start)) or pattern("and_only").match(
            scene.text, quantity.end
        )
        lone = scene.asking is Topic.HISTORY and pattern("one_family_alone").fullmatch(scene.words(piece)) is not None
        if quantity.min == quantity.max == 1 and not alone and not lone:
            continue
        if counted and (piece.subject is Subject.OTHER or pattern("not_served").search(scene.words(piece))):
            continue
        scene.add("families_served", quantity.range(), quantity.start, quantity.end, flags=quantity.flags)
