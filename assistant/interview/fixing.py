"""She says what is wrong without saying what is right ("工资不对"): that one thing is asked, then all goes on."""

from __future__ import annotations

from assistant.interview.acknowledging import acknowledge
from assistant.interview.asking import ask_about_answers, repeat_open
from assistant.interview.desk import Desk, topic_of
from assistant.interview.detours import asides
from assistant.interview.state import OpenQuestion, Phase
from assistant.interview.wondering import only_wonders
from assistant.profile.model import Topic
from assistant.understanding.reading import Act

_ASKED_AGAIN = "fix_again"


def begin_fix(desk: Desk) -> bool:
    """Ask what is right where she only names what is wrong; whether she did."""
    question = desk.state.open
    if desk.state.phase not in (Phase.ASKING, Phase.READ_BACK, Phase.DONE) or desk.does(Act.RIGHTS):
        return False
    if question is not None and question.kind in ("scenario", "reviewer", "fix"):
        return False
    name = _named_wrong(desk)
    topic = topic_of(name) if name else None
    if name is None or topic is None:
        return False
    desk.state.suspended = question
    desk.state.open = OpenQuestion(kind="fix", id=name, topic=topic, fields=(name,))
    repeat_open(desk, simpler=False)
    return True


def settle_fix(desk: Desk) -> bool:
    """Her answer to that: whether it took this turn. Afterwards the question before it is open again."""
    question = desk.state.open
    if question is None or question.kind != "fix":
        return False
    if desk.speaks_to(question.fields):
        _take_back_up(desk)
        if desk.state.phase is not Phase.ASKING:
            return False  # the read-back and the end have their own words for what was changed
        acknowledge(desk)
        if not ask_about_answers(desk):
            repeat_open(desk, simpler=False)
        return True
    if desk.does(Act.REPEAT) or only_wonders(desk):
        asides(desk)
        repeat_open(desk, simpler=False)
        return True
    if not desk.reading.acts and not desk.new_facts() and _ASKED_AGAIN not in desk.state.followed:
        desk.state.followed = (*desk.state.followed, _ASKED_AGAIN)
        desk.say("miss")
        repeat_open(desk, simpler=False)
        return True
    _take_back_up(desk)
    if desk.new_facts():
        return False
    desk.say("ack_plain")
    repeat_open(desk, simpler=False)
    return True


def calls_wrong(desk: Desk) -> bool:
    """Whether she says that something is wrong, and not that nothing is."""
    said, moves = desk.text.lower(), desk.phrases.moves
    return any(word in said for word in moves.wrong_words) and not any(word in said for word in moves.nothing_wrong)


def _take_back_up(desk: Desk) -> None:
    before = desk.state.suspended or OpenQuestion(kind="read_back", topic=Topic.CONFIRM)
    desk.state.open, desk.state.suspended = before, None


def _named_wrong(desk: Desk) -> str | None:
    """The field she calls wrong: one that is known, named in so many words, and not put right in the same breath."""
    said, moves = desk.text.lower(), desk.phrases.moves
    if not calls_wrong(desk):
        return None
    named = [name for name, words in moves.field_words.items() if any(word in said for word in words)]
    if len(named) != 1 or desk.speaks_to(named) or named[0] not in desk.profile:
        return None
    return named[0]
