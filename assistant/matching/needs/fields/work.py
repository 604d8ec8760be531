"""Which job and how it is worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.matching.model import Need
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Said
from assistant.matching.needs.stance import Stance, is_also, stance
from assistant.matching.needs.words import entries, pattern, table
from assistant.vocabulary.terms import TermMatch

_REACH: Final = 10


def read_job(scene: Scene) -> Iterator[Said]:
    """The job that is sought by name; loosely named ones are left to what the situation tells."""
    named = [
        term
        for term in scene.of_kind("jobs")
        if not is_loose(term) and not is_verb(scene, term) and not in_chores(scene, term) and _sought(scene, term)
    ]
    if not named:
        return
    last = next((term for term in reversed(named) if _instead(scene, term)), named[0])
    job = table("work")["form_jobs"].get(last.form, last.id)
    home = table("work")["home_care_forms"]
    if job == home["from"] and last.form in home["forms"] and _at_home(scene):
        job = home["to"]
    yield Said("job", job, last.start, last.end)


def _at_home(scene: Scene) -> bool:
    """Whether an old person is cared for where she lives, no hospital being spoken of."""
    in_hospital = pattern("household", "in_hospital").search(scene.folded)
    lives_in = any(term.id == "live_in" for term in scene.of_kind("work_modes")) or scene.says("household", "at_home")
    return in_hospital is None and lives_in


def loose_job(scene: Scene) -> TermMatch | None:
    """A word that says no more than that someone is wanted at home (住家阿姨, 保姆)."""
    loose = [term for term in scene.of_kind("jobs") if is_loose(term) and _sought(scene, term)]
    return next((term for term in loose if not term.hint), loose[0] if loose else None)


def is_loose(term: TermMatch) -> bool:
    """Whether a form describes or names loosely rather than names the job."""
    loose = term.form in table("work")["loose_forms"] or pattern("work", "loose_pattern").fullmatch(term.form)
    return term.hint or bool(loose)


def is_verb(scene: Scene, term: TermMatch) -> bool:
    """Whether an English job word is the act (to cook lunch) rather than the person."""
    return (
        bool(
            pattern("work", "verb_before").search(scene.before(term.start))
            or scene.follows("work", "verb_after", term.end)
        )
        and term.form in table("work")["verb_forms"]
    )


def in_chores(scene: Scene, term: TermMatch) -> bool:
    """Whether a job's name is the end of a list of chores (收拾屋子做饭的阿姨): tasks, then, and no job."""
    if scene.folded[term.start : term.start + 1].isascii():
        return False
    before = scene.before(term.start, 8).rstrip("、和跟及加")
    return pattern("work", "chore_ends").search(before) is not None


def _sought(scene: Scene, term: TermMatch) -> bool:
    before, after = scene.before(term.start, _REACH), scene.folded[term.end : term.end + 14]
    if pattern("work", "not_sought_after").match(after.lstrip()):
        return False
    if any(pattern("work", name).search(before) for name in ("not_sought_before_end", "negated_before")):
        return False
    return stance(scene, term.start, term.end).weight != "exclude"


def _instead(scene: Scene, term: TermMatch) -> bool:
    return pattern("weights", "correction").search(scene.before(term.start, _REACH)) is not None


def read_modes(scene: Scene, need: Need) -> Iterator[Said]:
    """Work modes; a mind changed inside the message takes the earlier one back."""
    found = sorted(_modes(scene, need), key=lambda said: said[1:])
    earlier: tuple[int, int] | None = None
    for mode, start, end in found:
        if earlier and start < earlier[1]:
            continue
        stood = stance(scene, start, end)
        changed = earlier is not None and _changed(scene, earlier[1], start)
        earlier = (start, end)
        yield _mode(mode, start, end, stood, changed=changed, also=is_also(scene, end))


def _mode(mode: str, start: int, end: int, stood: Stance, *, changed: bool, also: bool) -> Said:
    if mode == "live_in" and stood.operation == "drop" and not also:
        # Not needing her to live in is wanting her to come by day.
        return Said("work_modes", "live_out", start, end)
    if stood.operation == "open" and not also:
        return Said("work_modes", mode, start, end, operation="open")
    if also:
        return Said("work_modes", mode, start, end, operation="add", also=True)
    return Said(
        "work_modes", mode, start, end, stood.weight, stood.operation, firm=stood.firm, replaces=changed, also=also
    )


def _changed(scene: Scene, start: int, end: int) -> bool:
    return pattern("weights", "correction").search(scene.folded, start, end) is not None


def _modes(scene: Scene, need: Need) -> Iterator[tuple[str, int, int]]:
    extra = [
        (entry_id, match.start(), match.end())
        for entry_id, compiled in entries("work", "work_modes_extra")
        for match in compiled.finditer(scene.folded)
    ]
    yield from extra
    if scene.asked == "work_modes" and not extra and not scene.of_kind("work_modes"):
        answers = ((name, words.search(scene.folded)) for name, words in entries("work", "work_modes_answered"))
        yield from [(name, *match.span()) for name, match in answers if match][:1]
    if not extra and scene.says("household", "in_ward") and not scene.says("household", "at_home"):
        yield from (("hospital_24h", *match.span()) for match in scene.said("work", "all_day"))
    for term in scene.of_kind("work_modes"):
        in_hospital = term.id == "hospital_24h" and (need.job or _job_said(scene)) == "patient_carer"
        if term.hint and not in_hospital and (term.id == "hospital_24h" or not _meant(scene, term)):
            continue
        if not any(start < term.end and term.start < end for _, start, end in extra):
            yield term.id, term.start, term.end


def _job_said(scene: Scene) -> str | None:
    return next((said.value for said in read_job(scene)), None)


def _meant(scene: Scene, term: TermMatch) -> bool:
    """Whether words that only describe a mode (白天, nights) are meant as one."""
    return bool(
        scene.asked == "work_modes"
        or (
            pattern("work", "hint_modes_before").search(scene.before(term.start, 8))
            and pattern("work", "hint_modes_after").match(scene.after(term.end, 8))
        )
    )
