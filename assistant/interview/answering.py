"""Judges a turn against the question on the table: what became of that question, without saying anything about her."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.interview.acknowledging import is_change
from assistant.interview.agenda import Choice, Closer, Completion, FollowUp, Item
from assistant.interview.desk import Desk, topic_of
from assistant.interview.state import EventKind, OpenQuestion
from assistant.interview.wondering import asks, worry
from assistant.profile.model import Language, Topic
from assistant.understanding.reading import Act, ActSpan
from assistant.vocabulary import vocabulary

# How much of a scenario answer is kept and looked through.
SCENARIO_CHARACTERS = 1000
# A short answer may have this many characters around its cue (吧, 的, a full stop).
_CUE_ROOM = 3

_CLOSING_ACTS: dict[Closer, Act] = {
    "yes": Act.YES,
    "no": Act.NO,
    "any": Act.ANY,
    "done": Act.DONE,
    "dont_know": Act.DONT_KNOW,
}
_ASIDES = (
    Act.ASK_IDENTITY,
    Act.ASK_WHY,
    Act.EMBELLISH,
    Act.RIGHTS,
    Act.GREETING,
    Act.THANKS,
    Act.CORRECTION,
)


class Outcome(StrEnum):
    """What became of the open question."""

    ANSWERED = "answered"
    CLOSED = "closed"  # settled without a value
    REFUSED = "refused"
    SKIPPED = "skipped"
    VAGUE = "vague"  # spoken to, not clearly enough
    OTHER = "other"  # she said something useful, about something else
    ASIDE = "aside"  # she asked, greeted, thanked
    REPEAT = "repeat"
    MISS = "miss"  # nothing understood


def note_refusals(desk: Desk) -> None:
    """Remember what she will not speak about, and forget a refusal she took back herself."""
    volunteered = {topic_of(fact.field) for fact in desk.new_facts()}
    refused = [topic for topic in desk.state.refused if topic not in volunteered]
    named = [topic_of(fact.field) for fact in desk.reading.facts if fact.status == "refused"]
    if not named and desk.does(Act.REFUSE) and desk.state.open and desk.state.open.kind != "read_back":
        named = [desk.state.open.topic]
    for topic in named:
        if topic and topic not in refused and topic not in volunteered:
            refused.append(topic)
    desk.state.refused = tuple(refused)


def note_denials(desk: Desk) -> None:
    """Settle what she says she has none of (没证), whatever was being asked."""
    fields = {fact.field for fact in desk.reading.facts if fact.polarity == "negative" and fact.value is None}
    for item in desk.items:
        if fields & set(item.fields) and "negative" in item.closes_on:
            desk.close(item.id)


def judge(desk: Desk) -> Outcome:
    """What became of the open question of the agenda: an item, a follow-up or a scenario."""
    question = desk.state.open
    if question is None:
        return Outcome.OTHER if desk.new_facts() else Outcome.MISS
    if question.kind == "scenario":
        return _judge_scenario(desk, question)
    if question.kind == "follow_up":
        return _judge_follow_up(desk, question)
    item = desk.item(question.id)
    if item is None:  # the agenda changed under a running interview
        return Outcome.CLOSED
    return _judge_item(desk, item)


def _judge_item(desk: Desk, item: Item) -> Outcome:
    if item.topic in desk.state.refused:
        return Outcome.REFUSED
    _take_supposed_job(desk, item)
    if _answered(desk, item) or _choose(desk, choices_of(desk, item)):
        return Outcome.ANSWERED
    if _other_job_after_all(desk, item):
        return Outcome.VAGUE
    if desk.does(Act.SKIP):
        return Outcome.SKIPPED
    if desk.does(Act.REPEAT):
        return Outcome.REPEAT
    if _closes(desk, item):
        return Outcome.CLOSED
    if _touched(desk, item):
        return Outcome.VAGUE
    return _beside(desk, takes_text="text" in item.closes_on)


def _answered(desk: Desk, item: Item) -> bool:
    if item.told(desk.profile):
        return True
    if not item.satisfied(desk.profile) or not desk.speaks_to(item.fields):
        return False
    # Little, but in answer to this question: she is not pressed for more.
    desk.close(item.id)
    return True


def _take_supposed_job(desk: Desk, item: Item) -> None:
    """By telling her years in the post she came for (月嫂这一行干了多少年？五年), she says that she does that work."""
    if item.topic is not Topic.EXPERIENCE or not desk.supposed_job:
        return
    for fact in desk.new_facts():
        ends = fact.value if isinstance(fact.value, dict) else {}
        if fact.field == "years_experience" and (ends.get("max") or ends.get("min")):
            desk.add_fact("jobs", desk.supposed_job, fact.start, fact.end)
            return


def _other_job_after_all(desk: Desk, item: Item) -> bool:
    """She did not come for the post we thought: from now on ask openly which one."""
    if item.topic is not Topic.JOB or not desk.state.job or not desk.does(Act.NO):
        return False
    desk.state.job = None
    return True


def _beside(desk: Desk, *, takes_text: bool) -> Outcome:
    """The outcome of a turn that did not speak to the question in any way we could read."""
    if desk.does(*_ASIDES) or asks(desk) or worry(desk):
        return Outcome.ASIDE
    if takes_text and any(character.isalnum() for character in desk.text):
        return Outcome.CLOSED
    understood = any(fact.polarity == "negative" or fact.status == "refused" for fact in desk.reading.facts)
    return Outcome.OTHER if understood or desk.new_facts() else Outcome.MISS


def _closes(desk: Desk, item: Item) -> bool:
    meant = {span.act for span in _meant_here(desk)}
    if any(closer in item.closes_on and act in meant for closer, act in _CLOSING_ACTS.items()):
        return True
    room = len(desk.text) if item.closing_anywhere else _CUE_ROOM
    if _find_cue(desk.text.lower(), item.closing_words, room):
        return True
    denied = any(fact.polarity == "negative" and fact.field in item.fields for fact in desk.reading.facts)
    return denied and "negative" in item.closes_on


def _touched(desk: Desk, item: Item) -> bool:
    if set(desk.reading.vague) & set(item.fields) or desk.speaks_to(item.fields):
        return True
    return desk.does(Act.ANY, Act.DONT_KNOW)


def choices_of(desk: Desk, item: Item) -> tuple[Choice, ...]:
    """The item's short answers; a yes to "您是来做月嫂的吧？" is one too."""
    if item.topic is Topic.JOB and desk.supposed_job:
        return (*item.choices, Choice(act="yes", field="jobs", value=desk.supposed_job))
    return item.choices


def _choose(desk: Desk, choices: tuple[Choice, ...]) -> bool:
    """Make the first choice she made into a fact, unless the reader already made one of its field."""
    for choice in choices:
        if any(fact.field == choice.field for fact in desk.reading.facts):
            continue
        span = _choice_span(desk, choice)
        if span:
            desk.take(choice, *span)
            return True
    return False


def _choice_span(desk: Desk, choice: Choice) -> tuple[int, int] | None:
    if desk.does(Act.YES) and desk.does(Act.NO):
        return None  # yes and no in one breath: not for a rule to decide
    for act_span in _meant_here(desk):
        if choice.answers(act_span.act):
            return act_span.start, act_span.end
    if desk.does(Act.NO):
        return None
    lowered = desk.text.lower()
    if len(lowered) != len(desk.text):
        return None  # a letter that changes length with its case would shift the quote
    return _find_cue(lowered, choice.cues, len(lowered) if choice.anywhere else _CUE_ROOM)


def _meant_here(desk: Desk) -> list[ActSpan]:
    """The acts that may answer the open question: the 不对 of "不对，我是说七年" takes back what was said before."""
    if not any("correction" in fact.flags for fact in desk.reading.facts):
        return list(desk.reading.acts)
    taken = [span for span in desk.reading.acts if span.act is Act.CORRECTION]
    return [
        span
        for span in desk.reading.acts
        if span.act is not Act.NO or not any(t.start <= span.start and span.end <= t.end for t in taken)
    ]


def _find_cue(lowered: str, cues: Mapping[Language, tuple[str, ...]], room: int) -> tuple[int, int] | None:
    """Where a cue stands in the (lower-cased) words, with no more than `room` characters around it."""
    for cue in (cue for words in cues.values() for cue in words):
        start = lowered.find(cue.lower())
        if start >= 0 and len(lowered.strip()) <= len(cue) + room:
            return start, start + len(cue)
    return None


def _judge_follow_up(desk: Desk, question: OpenQuestion) -> Outcome:
    if question.topic in desk.state.refused:
        return Outcome.REFUSED
    follow_up = find_follow_up(desk, question.id)
    if follow_up is None or not follow_up.applies(desk.profile) or _choose(desk, follow_up.choices):
        return Outcome.ANSWERED
    if follow_up.completes and _complete(desk, follow_up.completes):
        return Outcome.ANSWERED
    if desk.does(Act.REPEAT):
        return Outcome.REPEAT
    if (desk.does(*_ASIDES) or asks(desk) or worry(desk)) and not desk.new_facts():
        return Outcome.ASIDE
    return Outcome.CLOSED


def _complete(desk: Desk, completion: Completion) -> bool:
    """Add the bare word she said to the entry it belongs to: the last one that lacks it."""
    found = vocabulary().find(desk.text, desk.state.language, [completion.vocabulary])
    entries = [entry for entry in desk.profile.get(completion.field, ()) if completion.key not in entry]
    if not found or not entries:
        return False
    term = vocabulary().term(completion.vocabulary, found[0].id)
    word = str(term.extra.get("value", term.label["zh"]))
    value = {completion.by: entries[-1][completion.by], completion.key: word}
    desk.add_fact(completion.field, value, found[0].start, found[0].end)
    return True


def find_follow_up(desk: Desk, follow_up_id: str) -> FollowUp | None:
    """The follow-up of that id in her agenda."""
    return next((f for item in desk.items for f in item.follow_ups if f.id == follow_up_id), None)


def _judge_scenario(desk: Desk, question: OpenQuestion) -> Outcome:
    if Topic.SCENARIO in desk.state.refused or desk.does(Act.SKIP):
        _settle_scenario(desk, question.id, answered=False)
        return Outcome.REFUSED if Topic.SCENARIO in desk.state.refused else Outcome.SKIPPED
    if desk.mostly(Act.REPEAT):
        return Outcome.REPEAT
    if desk.mostly(Act.DONT_KNOW, Act.DONE):
        _settle_scenario(desk, question.id, answered=False)
        return Outcome.CLOSED
    if desk.mostly(Act.QUESTION, *_ASIDES):
        return Outcome.ASIDE
    if _tells_a_plain_fact(desk, question.id):
        return Outcome.OTHER
    if not any(character.isalnum() for character in desk.text):
        return Outcome.MISS
    _settle_scenario(desk, question.id, answered=True)
    return Outcome.ANSWERED


def _tells_a_plain_fact(desk: Desk, question_id: str) -> bool:
    """Whether she says something about herself instead: a correction, a phone number where no cue of an answer is."""
    if any(is_change(desk, fact) for fact in desk.reading.facts):
        return True
    scenario = desk.book.scenarios.question(question_id)
    if scenario is None or not desk.speaks_to(desk.book.agenda.common.never_in_scenarios):
        return False
    return desk.book.scenarios.judge(scenario, desk.text[:SCENARIO_CHARACTERS]) == "needs_human"


def _settle_scenario(desk: Desk, question_id: str, *, answered: bool) -> None:
    """Record the answer in her own words, with a cue for the reviewer; after an unsafe one, a sourced line at most."""
    if answered:
        desk.suppose()
    scenario = desk.book.scenarios.question(question_id)
    start = len(desk.text) - len(desk.text.lstrip())
    end = min(len(desk.text.rstrip()), start + SCENARIO_CHARACTERS)
    answer = desk.text[start:end]
    outcome = desk.book.scenarios.judge(scenario, answer) if scenario and answered else "unanswered"
    desk.state.scenarios[question_id] = outcome
    if not answer:
        return
    desk.add_fact("scenarios", {"question_id": question_id, "answer": answer, "outcome": outcome}, start, end)
    if not answered:
        return
    desk.say("scenario_thanks")
    if outcome == "unsafe" and scenario and scenario.line:
        desk.say("scenario_line", line=scenario.line.text[desk.state.language])


def confirm(desk: Desk, fields: tuple[str, ...]) -> None:
    """Record that she agreed to these fields as read back."""
    desk.note(EventKind.FACTS_CONFIRMED, fields=fields)
