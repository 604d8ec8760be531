"""How she wants to work: living in or out, by the hour, nights, round the clock at a bedside."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene
from assistant.understanding.en.stances import stance
from assistant.vocabulary import TermMatch


def read_modes(scene: Scene, piece: Piece) -> None:
    """Draft work_modes of one piece."""
    if scene.asking is Topic.WORK_MODE and pattern("days_alone").fullmatch(scene.words(piece)):
        scene.add("work_modes", "live_out", piece.start, piece.end)
    if scene.asking is Topic.WORK_MODE and pattern("in_alone").fullmatch(scene.words(piece)):
        scene.add("work_modes", "live_in", piece.start, piece.end)
    for term in piece.of("work_modes"):
        if not _meant(scene, piece, term):
            continue
        denied = pattern("starts_denied").match(scene.text[term.start : term.end])
        if denied and term.id == "live_out":
            scene.add("work_modes", "live_in", term.start, term.end, polarity="negative")
            continue
        verdict = stance(scene, term)
        if scene.text[piece.end : piece.end + 1] == "?" and not verdict.said:
            continue
        if verdict.negative and term.id == "live_in" and pattern("denied_company").match(scene.text, term.end):
            continue
        scene.add("work_modes", term.id, verdict.start, verdict.end, polarity=verdict.polarity, flags=verdict.flags)


def _meant(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether the words are how she wants to work now, not a part of something else or of another time."""
    asked = scene.asking is Topic.WORK_MODE
    if term.hint and (
        scene.asking in (Topic.LOCATION, Topic.HOMETOWN) or not (asked or _hint_meant(scene, piece, term))
    ):
        return False
    if term.id == "live_in" and pattern("sleeps_in_a_room").match(scene.text, term.end):
        return False
    if _within_another(scene, piece, term) or pattern("given_up_after").match(scene.text, term.end):
        return False
    before = scene.before(piece, term.start)
    if pattern("used_to_before").search(before) or (pattern("former_post").search(before) and not asked):
        return False
    if term.id == "night" and pattern("for_her_own").search(scene.words(piece)):
        return False
    if term.hint and _own_time(scene, piece, term):
        return False
    if term.id == "hourly" and pattern("round_the_clock_before").search(before):
        return False
    if (
        term.id == "live_out"
        and term.hint
        and any(t.id == "live_in" and t.end <= term.start for t in piece.of("work_modes"))
    ):
        return False
    priced = any(q.kind == "money" and q.start <= term.start < q.end for q in piece.quantities)
    return term.id != "hourly" or (scene.asking is not Topic.SCHEDULE and not priced)


def _within_another(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether the words are part of a task, a paper or a count of days off."""
    part_of_day = pattern("part_of_day").search(scene.text, term.start, term.end) is not None
    if not part_of_day and any(
        q.start < term.end and term.start < q.end for q in piece.quantities if q.kind in ("rest", "days_per")
    ):
        return True
    return any(
        t.start <= term.start and term.end <= t.end and t.end - t.start > term.end - term.start
        for t in piece.of("skills", "certificates")
        if not pattern("mere_nights").fullmatch(t.form)
    )


def _own_time(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether it is her free time that is told ("weekends I go home")."""
    at_home = term.id == "live_out" and pattern("home_on_days_off").search(scene.text, piece.start, term.start)
    at_home = at_home or pattern("goes_home_then").search(scene.before(piece, term.start))
    return bool(at_home or pattern("own_time").match(scene.text, term.end))


def _hint_meant(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether a describing form says a work mode though it was not asked."""
    denied = pattern("mode_denied").search(scene.before(piece, term.start)) and not piece.places
    shared = any(
        t.start < term.end and term.start < t.end and not pattern("mere_nights").fullmatch(t.form)
        for t in piece.of("preferences", "skills")
    )
    if scene.asking is Topic.PREFERENCES and pattern("mere_nights").fullmatch(term.form) and not shared:
        return stance(scene, term).said and not pattern("each_night").search(scene.before(piece, term.start))
    rest = scene.before(piece, term.start) + " " + scene.after(piece, term.end)
    elsewhere = scene.asking is Topic.LOCATION or (
        scene.asking is Topic.SCHEDULE and not pattern("stays_or_goes").fullmatch(scene.text, term.start, term.end)
    )
    alone = not elsewhere and pattern("mere_filler").fullmatch(rest)
    return (
        (bool(denied or alone) and not shared)
        or _mode_alone(scene, piece, term)
        or (term.id == "hospital_24h" and _hospital_hours(scene, piece, term))
    )


def _hospital_hours(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether "24 hours ok" is said by someone who cares for patients."""
    judged = pattern("judged_after").match(scene.after(piece, term.end))
    near = scene.pieces[max(piece.index - 3, 0) : piece.index + 1]
    return bool(judged) and any(t.id == "patient_carer" for p in near for t in p.of("jobs"))


def _mode_alone(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether "live in" stands without the place one would live in."""
    if scene.text[term.start : term.end] not in ("live in", "living in", "stay in"):
        return False
    if pattern("role_after").match(scene.after(piece, term.end)):
        return True
    if pattern("capital_next").match(scene.read.raw, scene.read.span(term.start, term.end)[1]):
        return False
    follows = any(p.start - term.end < 12 and p.start >= term.end for p in piece.places)
    return not follows and not pattern("lives_somewhere").match(scene.after(piece, term.end))
