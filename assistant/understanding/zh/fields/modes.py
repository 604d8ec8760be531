"""How she works: living in or out, by the hour, nights, in a hospital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.profile.model import Polarity, Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import ability
from assistant.understanding.zh.fields.conditions import told_on
from assistant.understanding.zh.scene import Scene
from assistant.understanding.zh.stances import Stance
from assistant.vocabulary import TermMatch

_MODE_TOPICS: Final = frozenset({Topic.WORK_MODE, Topic.SCHEDULE})
# How she lived in her posts is told under these (住家六年，不住家两年), and nothing refused.
_OF_THE_PAST: Final = frozenset({Topic.EXPERIENCE, Topic.HISTORY})
# A statement of so few characters only opens the next (去年还|能住家).
_BRIEF: Final = 6
_ECHOES: Final[dict[str, Polarity]] = {"echo_no": "negative", "echo_yes": "positive"}
_HOURS: Final[dict[str, tuple[str, Polarity]]] = {
    "by_the_hour": ("hourly", "positive"),
    "through_the_night": ("night", "positive"),
    "not_by_night": ("night", "negative"),
    "in_hospital": ("hospital_24h", "positive"),
}


def read_modes(scene: Scene) -> Iterator[Draft]:
    """Work modes wanted or declined; a condition is flagged."""
    yield from _bare_living(scene)
    yield from _echoed(scene)
    if scene.topic is Topic.WORK_MODE:
        yield from _asked_hours(scene)
    if scene.topic not in (Topic.HEALTH, Topic.SCENARIO):
        yield from _not_in_hospital(scene)
    for term in scene.kinds("work_modes"):
        if _mode_is_hers(scene, term):
            at_home = term.hint and term.id == "hospital_24h" and not _of_the_sick(scene)
            yield from _mode(scene, replace(term, id="live_in") if at_home else term)


def _not_in_hospital(scene: Scene) -> Iterator[Draft]:
    """Hospital work turned down without its name (医院的活别派我)."""
    said = grammar.pattern("conditions", "not_in_hospital").search(scene.text)
    named = said and any(t.id == "hospital_24h" and t.start < said.end() and said.start() < t.end for t in scene.terms)
    if said and not named and scene.subject_at(said.start()).spoken_by_self():
        yield Draft("work_modes", "hospital_24h", said.start(), said.end(), polarity="negative")


def _echoed(scene: Scene) -> Iterator[Draft]:
    """The mode she repeats as a question before she answers (住家？不行不行)."""
    for clause, answer in pairwise(scene.clauses):
        named = next((t for t in scene.kinds("work_modes") if clause.start <= t.start < clause.end), None)
        if named is None or named.form != clause.text.strip() or clause.closed_by[:1] not in ("？", "?"):
            continue
        for key, polarity in _ECHOES.items():
            said = grammar.pattern("conditions", key).match(answer.text.strip())
            if said:
                yield Draft("work_modes", named.id, named.start, answer.end, polarity=polarity)
                break


def _mode(scene: Scene, term: TermMatch) -> Iterator[Draft]:
    stance = _stance(scene, term)
    if _denies_living_in(term) and grammar.says("conditions", "not_that_before", scene.before(term.start, 5)):
        return
    is_not = grammar.says("conditions", "is_not_before", scene.before(term.start, 3))
    if is_not and len(list(scene.kinds("work_modes"))) > 1:
        return
    if stance.conditional and grammar.says("conditions", "reluctant", stance.word):
        _, last = scene.sentence_of(term.start)
        if not grammar.says("conditions", "on_terms", scene.text[term.end : last]):
            return
    if _denies_living_in(term) and stance.conditional and term.form.startswith(("不住", "唔住")):
        yield Draft("work_modes", "live_in", stance.quote_start, stance.quote_end, flags=("conditional",))
        return
    none_without = grammar.says("conditions", "none_without_before", scene.before(term.start, 8))
    if _denies_living_in(term) and (stance.sign < 0 or none_without):
        yield Draft("work_modes", "live_in", stance.quote_start, stance.quote_end)
        return
    if (
        _denies_living_in(term)
        and not (scene.context.asking in _OF_THE_PAST and not grammar.says("tense", "wish", scene.text))
        and not ability.priced(scene, term)
        and not grammar.says("skills", "acceptance", stance.word)
    ):
        yield Draft("work_modes", "live_in", term.start, term.end, polarity="negative")
        if not term.form.startswith(("不住", "唔住家")):
            return
    if stance.sign < 0:
        if not stance.learning and not term.form.startswith(("包吃", "吃住")):
            yield Draft("work_modes", term.id, stance.quote_start, stance.quote_end, polarity="negative")
        return
    start, end = (stance.quote_start, stance.quote_end) if stance.sign and not stance.weak else (term.start, term.end)
    if any(start <= q.start < end for q in scene.numbers("money", "number", "duration", "age")):
        start, end = term.start, term.end
    conditional = stance.conditional or scene.moods[scene.index_at(term.start)].hypothetical
    yield Draft("work_modes", term.id, start, end, flags=("conditional",) if conditional else ())


def _stance(scene: Scene, term: TermMatch) -> Stance:
    """What she thinks of a mode; one she has had enough of (夜班我熬过三年，再熬命都没了) is declined."""
    stance = scene.stance(term.start, term.end)
    behind = scene.text[term.end : stance.quote_end]
    if _denies_living_in(term) and grammar.says("conditions", "refused_too", behind):
        return Stance(term.start, term.end, quote_start=term.start, quote_end=term.end)
    worked = stance.sign > 0 and not grammar.says("tense", "wish", stance.word)
    enough = worked and grammar.says("conditions", "no_more", told_on(scene, term.end))
    enough = enough or grammar.pattern("conditions", "no_need").match(scene.text, term.end) is not None
    return (
        replace(stance, sign=-1, quote_start=term.start, quote_end=max(stance.quote_end, term.end))
        if enough
        else stance
    )


def _only_supposed(scene: Scene, term: TermMatch) -> bool:
    """Whether she only weighs the mode before she settles on living in (不住家的话工资低，那就住吧)."""
    if scene.stance(term.start, term.end).sign != 0:
        return False
    supposed = scene.moods[scene.index_at(term.start)].hypothetical and scene.topic is Topic.WORK_MODE
    return supposed and any(d.start > term.end for d in _said_living(scene))


def _of_the_sick(scene: Scene) -> bool:
    """Whether round the clock may mean a hospital: the sick are spoken of, or no home is."""
    at_home = any(t.id in ("childcare_nanny", "maternity_nurse", "housekeeper") for t in scene.kinds("jobs"))
    at_home = at_home or grammar.says("conditions", "of_a_home", scene.text)
    return not at_home or grammar.says("conditions", "of_the_sick", scene.text)


def _bare_living(scene: Scene) -> Iterator[Draft]:
    """住 or 不住 as the whole answer to whether she lives in; 吃住都在东家; hours that end in the evening."""
    asked = scene.topic is Topic.WORK_MODE or grammar.says("conditions", "living_cited", scene.text)
    either = grammar.pattern("conditions", "lives_or_not").search(scene.text)
    if either and scene.subject_at(either.start()).spoken_by_self():
        yield Draft("work_modes", "live_in", either.start(), either.end())
        yield Draft("work_modes", "live_out", either.start(), either.end())
    lived = [*_said_living(scene)] if asked and not either else []
    yield from lived[-1:]
    for key in ("goes_home", "day_hours") if asked else ("day_hours",):
        home = grammar.pattern("conditions", key).search(scene.text)
        if (
            home
            and not any(d.polarity == "positive" for d in lived)
            and not scene.silent(home.start())
            and scene.subject_at(home.start()).spoken_by_self()
        ):
            yield Draft("work_modes", "live_out", home.start(), home.end())
            break
    kept = grammar.pattern("conditions", "kept_home").search(scene.text)
    if kept and not scene.silent(kept.start()):
        yield Draft("work_modes", "live_in", kept.start(), kept.end(), polarity="negative")
    there = _lives_there(scene)
    if there:
        yield Draft("work_modes", "live_in", there.start(), there.end())


def _lives_there(scene: Scene) -> re.Match[str] | None:
    """She lives where she works (吃住跟着老人), or has nowhere else to go (不住家我没地方去)."""
    match = grammar.pattern("conditions", "lives_there").search(scene.text)
    if match is None or scene.silent(match.start()):
        return None
    subject = scene.subject_at(match.start())
    return match if subject.spoken_by_self() or subject.owner == "recipient" else None


def _asked_hours(scene: Scene) -> Iterator[Draft]:
    """Hours told in other words where they are asked: 两个小时一家那种, 晚上八点到早上, 夜里我吃不消."""
    for key, (mode, polarity) in _HOURS.items():
        told = grammar.pattern("conditions", key).search(scene.text)
        if told and not scene.silent(told.start()) and scene.subject_at(told.start()).spoken_by_self():
            yield Draft("work_modes", mode, told.start(), told.end(), polarity=polarity)


def _said_living(scene: Scene) -> Iterator[Draft]:
    """Statements that are nothing but 住 or 不住; the last stands (以前住家，现在不想住了)."""
    for index, clause in enumerate(scene.clauses):
        opened = scene.clauses[index - 1] if index and not scene.clauses[index - 1].closed_by else None
        if opened and len(opened.text) <= _BRIEF and grammar.says("conditions", "of_other_post", opened.text):
            continue
        for key in ("lives_not", "lives"):
            match = grammar.pattern("conditions", key).fullmatch(clause.text.strip())
            subject = scene.subject_at(clause.start)
            hers = subject.spoken_by_self() or subject.owner == "employer"
            if match and not scene.silent(clause.start) and hers:
                start = clause.start + len(clause.text) - len(clause.text.lstrip())
                drafted = Draft("work_modes", "live_in", start, start + len(match.group()))
                yield replace(drafted, polarity="negative") if key == "lives_not" else drafted
                break


def _inside(match: re.Match[str] | None, term: TermMatch) -> bool:
    return match is not None and match.start() <= term.start < match.end()


def _living_left_open(scene: Scene, term: TermMatch) -> bool:
    """Whether the word stands inside 住不住家都行."""
    return any(
        match.start() <= term.start < match.end()
        for match in grammar.pattern("conditions", "lives_or_not").finditer(scene.text)
    )


def _denies_living_in(term: TermMatch) -> bool:
    """Whether the form says no to living in rather than naming another mode (不住家, 住家唔得)."""
    return term.id == "live_out" and "住" in term.form and term.form.startswith(("不", "唔", "住家唔", "住不"))


def _mode_is_hers(scene: Scene, term: TermMatch) -> bool:
    index = scene.index_at(term.start)
    subject, mood = scene.subjects[index], scene.moods[index]
    wanted = grammar.says("conditions", "wanted_before", scene.before(term.start, 4)) and subject.owner == "recipient"
    sought = scene.topic is Topic.WORK_MODE and _asked_for(scene, term)
    if (mood.question and not sought) or mood.instruction or not (subject.spoken_by_self() or wanted):
        return False
    if _told_as_a_whole(scene, term) or _of_another_time(scene, term) or _one_of_two(scene, term):
        return False
    if _only_supposed(scene, term) or (term.id == "live_in" and _kept_home(scene, term)):
        return False
    if term.hint and not _hint_counts(scene, term):
        return False
    also_job = any(t.start <= term.start and t.end >= term.end and not t.hint for t in scene.kinds("jobs"))
    if also_job and term.id == "hourly" and scene.topic is not Topic.WORK_MODE:
        return False
    if any(q.start <= term.start < q.end or q.start < term.end <= q.end for q in scene.numbers("money")):
        return False
    return not _living_elsewhere(scene, term)


def _asked_for(scene: Scene, term: TermMatch) -> bool:
    """Whether she asks for such work (晚班护理的单有吗; 有没有不用住家的活)."""
    named = grammar.says("conditions", "asks_for_before", scene.before(term.start, 8))
    return named or grammar.pattern("conditions", "is_there").match(scene.text, term.end) is not None


def _told_as_a_whole(scene: Scene, term: TermMatch) -> bool:
    """Whether the word is part of a phrase read as a whole (住不住家都行), or board refused (不包吃住)."""
    if _living_left_open(scene, term) or _inside(_lives_there(scene), term):
        return True
    no_board = grammar.says("conditions", "board", term.form) and grammar.says(
        "conditions", "not_right_before", scene.before(term.start, 1)
    )
    half_day_off = grammar.says("conditions", "half_day", term.form) and grammar.says(
        "conditions", "rest_before", scene.before(term.start, 4)
    )
    return no_board or half_day_off


def _of_another_time(scene: Scene, term: TermMatch) -> bool:
    """Whether it is how she worked before (上家住家; 一直做钟点，这次想住家)."""
    clause = scene.clause_at(term.start)
    before = scene.text[clause.start : term.start]
    index = scene.index_at(term.start)
    opened = scene.clauses[index - 1] if index else None
    if opened is not None and not opened.closed_by and len(opened.text) <= _BRIEF:
        before = opened.text + before
    later = scene.text[clause.end :]
    if grammar.says("conditions", "of_other_post", before):
        return not grammar.says("conditions", "had_enough", later)
    others = [t for t in scene.kinds("work_modes") if t.start >= clause.end and t.id != term.id]
    measured = scene.topic in (Topic.EXPERIENCE, Topic.HISTORY) and any(
        q.end == term.start or q.start == term.end for q in scene.numbers("duration")
    )
    if (measured or grammar.says("conditions", "once_before", before)) and any(
        grammar.says("tense", "now", scene.text[clause.end : t.start]) for t in others
    ):
        return True
    return grammar.says("conditions", "all_along", before) and grammar.says("conditions", "something_else_now", later)


def _one_of_two(scene: Scene, term: TermMatch) -> bool:
    """Whether she only repeats the choice she then makes (夜班还是白班，白班吧)."""
    clause = scene.clause_at(term.start)
    mine = [t for t in scene.kinds("work_modes") if clause.start <= t.start < clause.end]
    chosen = any(t.start >= clause.end and t.id in {m.id for m in mine} for t in scene.kinds("work_modes"))
    either = any(
        grammar.pattern("conditions", "or_else").fullmatch(scene.text[a.end : b.start]) for a, b in pairwise(mine)
    )
    return chosen and either


def _kept_home(scene: Scene, term: TermMatch) -> bool:
    """Whether she would, and those at home will not have it (我是想住家的，可是家里不放人)."""
    kept = grammar.pattern("conditions", "kept_home").search(scene.text, term.end)
    return kept is not None and not scene.silent(kept.start())


def _hint_counts(scene: Scene, term: TermMatch) -> bool:
    """Whether a word that means a mode only now and then (白天, 半天, 24小时) means one here."""
    nursing = term.id == "hospital_24h" and any(t.id == "patient_carer" for t in scene.kinds("jobs"))
    if scene.topic not in _MODE_TOPICS and not nursing:
        return False
    if any(q.start <= term.start < q.end for q in scene.numbers("rest")):
        return False
    nights = [t for t in scene.kinds("work_modes") if t.id == "night" and not t.hint and t.start < term.start]
    if grammar.says("conditions", "by_day", term.form) and any(not _of_another_time(scene, t) for t in nights):
        return False
    by_night = grammar.pattern("conditions", "through_the_night").search(scene.text, 0, term.start)
    if by_night and scene.topic is Topic.WORK_MODE and grammar.says("conditions", "by_day", term.form):
        return False
    near = grammar.pattern("conditions", "lives_near_after").match(scene.text, term.end) is not None
    return not near and grammar.pattern("conditions", "busy_then").match(scene.text, term.end) is None


def _living_elsewhere(scene: Scene, term: TermMatch) -> bool:
    return grammar.says("conditions", "others_living_before", scene.before(term.start, 8))
