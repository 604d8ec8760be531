"""Chooses and asks the next question: only what is missing, most important first, one at a time."""

from __future__ import annotations

from assistant.interview.agenda import FollowUp, Item
from assistant.interview.answering import find_follow_up
from assistant.interview.desk import Desk, job_label, topic_of
from assistant.interview.scenarios import ScenarioQuestion
from assistant.interview.state import EventKind, OpenQuestion, Phase
from assistant.profile.fold import Conflict
from assistant.profile.model import Topic
from assistant.understanding.llm.merge import DISPUTED
from assistant.understanding.repair.names import same_sound

_NAMES_OFFERED = 4


def ask_next(desk: Desk) -> bool:
    """Ask the next question; False when only the read-back is left."""
    return ask_about_answers(desk) or _ask_agenda(desk)


def ask_to_be_sure(desk: Desk) -> bool:
    """Ask only about what was just said: numbers she spoke, two things that disagree."""
    return _ask_numbers(desk) or _ask_conflict(desk)


def ask_about_answers(desk: Desk) -> bool:
    """Ask about something she has said: numbers to read back, two things that disagree, a missing unit or date."""
    return _ask_numbers(desk) or _ask_conflict(desk) or _ask_follow_up(desk)


def repeat_open(desk: Desk, *, simpler: bool) -> None:
    """Say the open question again, in simpler words if asked to."""
    question = desk.state.open
    if question is None:
        return
    if question.kind == "item":
        item = desk.item(question.id)
        if item:
            _say_item(desk, item, simpler=simpler)
    elif question.kind == "follow_up":
        follow_up = find_follow_up(desk, question.id)
        if follow_up:
            _say_follow_up(desk, follow_up)
    elif question.kind == "scenario":
        scenario = desk.book.scenarios.question(question.id)
        if scenario:
            desk.said.append(scenario.question[desk.state.language])
    elif question.kind == "numbers":
        desk.say("numbers_check", list=desk.words_for_fields(question.fields))
        desk.offer("numbers")
    elif question.kind == "conflict":
        desk.say("conflict_open")
    elif question.kind == "reviewer" and desk.state.reviewer:
        desk.said.append(desk.state.reviewer[0].text)
    else:
        _say_plain(desk, question)


def _say_plain(desk: Desk, question: OpenQuestion) -> None:
    """The questions that are always put in the same words."""
    if question.kind == "fix":
        desk.say("fix_ask", what=desk.phrases.questions.topics[question.topic].lower())
        return
    if question.kind == "suggestion":
        if desk.state.doubted_back and desk.state.doubted:
            label = desk.phrases.questions.topics[desk.state.doubted.topic]
            desk.say("elsewhere_ask", text=question.id, topic=label.lower())
        else:
            desk.say("suggestion_ask", text=question.id)
        desk.offer("suggestion")
    elif question.kind == "name":
        say_which_characters(desk)
    elif question.kind == "read_back" and desk.state.phase is Phase.READ_BACK:
        desk.say("read_back_right")
        desk.offer("read_back")
    elif question.kind == "consent":
        desk.say("consent_ask")
        desk.offer("consent")


def say_which_characters(desk: Desk) -> None:
    """Ask how her name is written, with the ways to write one that sounds so."""
    desk.say("name_which")
    name = desk.profile.get("name")
    desk.chips = same_sound(name, _NAMES_OFFERED) if isinstance(name, str) else ()


def still_wanted(desk: Desk) -> bool:
    """Whether the open question has not been answered in the meantime (while she said goodbye, say)."""
    question = desk.state.open
    if question is None:
        return False
    if question.kind == "item":
        item = desk.item(question.id)
        return item is not None and not item.told(desk.profile) and item.topic not in desk.state.refused
    if question.kind == "follow_up":
        follow_up = find_follow_up(desk, question.id)
        return follow_up is not None and follow_up.applies(desk.profile)
    return True


def ask_again(desk: Desk, item: Item, *, simpler: bool) -> None:
    """Ask an unanswered item once more, in simpler words or in other ones."""
    desk.state.asked[item.id] = desk.state.asked.get(item.id, 0) + 1
    _say_item(desk, item, simpler=simpler)


def is_open(desk: Desk, item: Item) -> bool:
    """Whether the agenda still wants this item."""
    state = desk.state
    if item.id in state.closed or item.id in state.skipped or item.topic in state.refused:
        return False
    if state.asked.get(item.id, 0) >= item.max_asks or item.told(desk.profile):
        return False
    if not item.required and item.id not in state.asked and len(state.asked) >= desk.book.agenda.common.question_limit:
        return False
    return item.wanted(desk.profile) or item.id in state.asked


def open_scenarios(desk: Desk) -> list[ScenarioQuestion]:
    """The scenario questions still to be asked."""
    if Topic.SCENARIO in desk.state.refused:
        return []
    job = next((job for job in desk.jobs if job in desk.book.scenarios.by_job), None)
    if job is None:
        return []
    left = desk.book.agenda.scenario_questions(job) - len(desk.state.scenarios)
    questions = desk.book.scenarios.by_job[job]
    start = desk.state.seed % len(questions)
    turned = [*questions[start:], *questions[:start]]
    return [q for q in turned if q.id not in desk.state.scenarios and q.id not in desk.state.asked][: max(left, 0)]


def voiced_numbers(desk: Desk) -> tuple[str, ...]:
    """Fields whose numbers must be read back: just spoken, not typed, or read in two ways."""
    common = desk.book.agenda.common
    said = {fact.field for fact in desk.new_facts()} if desk.state.channel != "text" else set()
    wanted = [name for name in common.read_back_when_voiced if name in said]
    wanted += [name for name in _disputed(desk) if name not in wanted]
    return tuple(name for name in wanted if name not in desk.sure_of and desk.words_for_fields((name,)))


def _disputed(desk: Desk) -> list[str]:
    """Fields of this turn that a second reader read otherwise; each is asked about once."""
    fields = {fact.field for fact in desk.new_facts() if DISPUTED in fact.flags}
    wanted = [name for name in desk.book.agenda.common.read_back_when_disputed if name in fields]
    return [name for name in wanted if f"disputed:{name}" not in desk.state.followed]


def _ask_numbers(desk: Desk) -> bool:
    fields = voiced_numbers(desk)
    if not fields:
        return False
    desk.state.followed = (*desk.state.followed, *(f"disputed:{name}" for name in _disputed(desk)))
    topic = topic_of(fields[0]) or Topic.CONFIRM
    desk.put(OpenQuestion(kind="numbers", id=fields[0], topic=topic, fields=fields))
    desk.say("numbers_check", list=desk.words_for_fields(fields))
    desk.offer("numbers")
    return True


def _ask_conflict(desk: Desk) -> bool:
    for conflict in desk.folded.conflicts:
        topic = topic_of(conflict.field)
        if topic is None or topic in desk.state.refused or conflict.field in desk.state.conflicts_asked:
            continue
        if not _say_conflict(desk, conflict):
            continue
        desk.state.conflicts_asked = (*desk.state.conflicts_asked, conflict.field)
        desk.put(OpenQuestion(kind="conflict", id=conflict.field, topic=topic, fields=(conflict.field,)))
        desk.note(EventKind.CONFLICT_ASKED, topic, (conflict.field,))
        return True
    return False


def _say_conflict(desk: Desk, conflict: Conflict) -> bool:
    """Ask neutrally which of two things is right. A zodiac sign is never mentioned: only the year is checked."""
    last = conflict.facts[-1]
    words = desk.words_for(last)
    if conflict.reason == "document_differs":
        desk.say("conflict_document")
        desk.offer("conflict")
        return True
    if words is None:
        return False
    if conflict.reason == "changed" and len(conflict.facts) > 1:
        first = desk.words_for(conflict.facts[0])
        if first is None or first == words:
            return False
        desk.say("conflict_changed", first=first, second=words)
        desk.chips = (first, words)
        return True
    desk.say("conflict_year" if conflict.field == "birth_year" else "conflict_age", value=words)
    desk.offer("conflict")
    return True


def _ask_follow_up(desk: Desk) -> bool:
    for item in desk.items:
        if item.topic in desk.state.refused or not item.satisfied(desk.profile):
            continue
        for follow_up in item.follow_ups:
            if follow_up.id in desk.state.followed or not follow_up.applies(desk.profile):
                continue
            desk.state.followed = (*desk.state.followed, follow_up.id)
            question = OpenQuestion(kind="follow_up", id=follow_up.id, topic=item.topic, fields=follow_up.fields)
            desk.put(question)
            _say_follow_up(desk, follow_up)
            return True
    return False


def _ask_agenda(desk: Desk) -> bool:
    wanted = [item for item in desk.items if is_open(desk, item)]
    item = max(wanted, key=lambda wanted_item: _priority(desk, wanted_item), default=None)
    scenarios = open_scenarios(desk)
    if scenarios and (item is None or _priority(desk, item) < desk.book.agenda.common.scenario_priority):
        _ask_scenario(desk, scenarios[0])
        return True
    if item is None:
        return False
    asked = desk.state.asked.get(item.id, 0)
    desk.state.asked[item.id] = asked + 1
    desk.put(OpenQuestion(kind="item", id=item.id, topic=item.topic, fields=item.fields))
    _say_item(desk, item, simpler=asked > 0)
    return True


def _priority(desk: Desk, item: Item) -> int:
    """An item's priority; the post she came for, when known beforehand, can wait."""
    if item.topic is Topic.JOB and desk.supposed_job:
        return desk.book.agenda.common.known_job_priority
    return item.priority


def _ask_scenario(desk: Desk, scenario: ScenarioQuestion) -> None:
    desk.say("scenario_next" if desk.state.scenarios else "scenario_first")
    desk.state.asked[scenario.id] = 1
    desk.put(OpenQuestion(kind="scenario", id=scenario.id, topic=Topic.SCENARIO, fields=("scenarios",)))
    desk.said.append(scenario.question[desk.state.language])


def _say_item(desk: Desk, item: Item, *, simpler: bool) -> None:
    key = item.id
    if item.topic is Topic.JOB and desk.supposed_job:
        key = f"{item.id}_preset"
    job = desk.jobs[0] if desk.jobs else None
    rotation, variants = desk.phrases.question("again" if simpler else "ask", key, job)
    desk.said.append(desk.pick(rotation, variants).format(job=job_label(desk)))
    desk.chips = item.quick_replies.get(desk.state.language, ())


def _say_follow_up(desk: Desk, follow_up: FollowUp) -> None:
    job = desk.jobs[0] if desk.jobs else None
    rotation, variants = desk.phrases.question("follow", follow_up.id, job)
    desk.said.append(desk.pick(rotation, variants).format(job=job_label(desk)))
    desk.chips = follow_up.quick_replies.get(desk.state.language, ())
