"""She comes back because a person who looked at her file has a question: that comes first, then all goes on."""

from __future__ import annotations

from dataclasses import replace

from assistant.interview.acknowledging import acknowledge
from assistant.interview.asking import ask_to_be_sure, repeat_open, voiced_numbers
from assistant.interview.desk import Desk
from assistant.interview.detours import asides
from assistant.interview.state import EventKind, InterviewState, OpenQuestion, Phase, ReviewerQuestion
from assistant.profile.fields import FIELDS
from assistant.profile.model import Fact, Topic
from assistant.understanding.reading import Act, Reading

_AWAY = (Phase.PAUSED, Phase.HANDOFF)
_ASKS = (Act.QUESTION, Act.ASK_IDENTITY, Act.ASK_WHY)


def begin_return(desk: Desk, questions: tuple[ReviewerQuestion, ...]) -> None:
    """Lay a person's questions before her, wherever the interview stands."""
    state = desk.state
    if state.reviewer_return is None:
        state.reviewer_return = state.resume if state.phase in _AWAY else state.phase
    state.phase = Phase.ASKING
    state.suspended = state.doubted = state.doubted_turn = None
    state.reviewer = questions
    desk.say("reviewer_asks")
    _put_first(desk)


def answer_reviewer(desk: Desk) -> bool:
    """One turn under such a question; False while it stays open.

    Whatever she says is an answer: it is for the person who asked to judge it, not for a rule.
    """
    question = desk.state.reviewer[0] if desk.state.reviewer else None
    only_asks = desk.does(*_ASKS) and not desk.new_facts()
    if question and (desk.does(Act.REPEAT) or only_asks):
        asides(desk)
        repeat_open(desk, simpler=False)
        return False
    if question and not any(character.isalnum() for character in desk.text):
        desk.say("miss")
        repeat_open(desk, simpler=False)
        return False
    desk.state.misses = 0
    if not acknowledge(desk, frozenset(voiced_numbers(desk))):
        desk.say("ack_noted")
    asides(desk)
    if question:
        desk.state.reviewer = desk.state.reviewer[1:]
        desk.note(EventKind.REVIEWER_ANSWERED, question.topic, question.fields)
    return True


def go_on_returned(desk: Desk) -> bool:
    """What comes next for someone who was asked back; False when it is the agenda's turn."""
    state = desk.state
    if state.reviewer_return is None:
        return False
    if ask_to_be_sure(desk):
        return True
    if state.reviewer:
        desk.say("reviewer_next")
        _put_first(desk)
        return True
    before, state.reviewer_return = state.reviewer_return, None
    if before is not Phase.DONE:
        desk.say("reviewer_on")
        return False
    state.phase = Phase.DONE
    desk.put(OpenQuestion(kind="read_back", topic=Topic.CONFIRM))
    desk.note(EventKind.COMPLETED)
    desk.say("reviewer_thanks")
    return True


def leave_unanswered(desk: Desk) -> None:
    """She ends the interview with a person's question open: that is an answer, too."""
    if desk.state.reviewer_return is Phase.DONE:
        desk.state.phase = Phase.DONE
        desk.put(OpenQuestion(kind="read_back", topic=Topic.CONFIRM))
    desk.state.reviewer, desk.state.reviewer_return = (), None


def as_settling(state: InterviewState, reading: Reading) -> Reading:
    """The reading of her answer to a person's question about a field: what she says of it now is meant to stand.

    So is her name where she was asked how it is written, and what she called wrong herself.
    """
    question = state.open
    if question is None or question.kind not in ("reviewer", "name", "fix"):
        return reading
    return replace(reading, facts=tuple(_settling(fact, question) for fact in reading.facts))


def _settling(fact: Fact, question: OpenQuestion) -> Fact:
    spec = FIELDS.get(fact.field)
    # One more post or skill is one more, not another word for the last.
    single = spec is not None and spec.cardinality != "many"
    if fact.field not in question.fields or not single or fact.status == "refused" or "correction" in fact.flags:
        return fact
    return fact.model_copy(update={"flags": (*fact.flags, "correction")})


def _put_first(desk: Desk) -> None:
    question = desk.state.reviewer[0]
    desk.put(OpenQuestion(kind="reviewer", id=question.id, topic=question.topic, fields=question.fields))
    desk.said.append(question.text)
    desk.note(EventKind.REVIEWER_ASKED, question.topic, question.fields)
