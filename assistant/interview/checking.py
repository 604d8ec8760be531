"""Her answer where we made sure of something: numbers read back to her, two things of hers that disagree."""

from __future__ import annotations

from assistant.interview.answering import Outcome, confirm
from assistant.interview.asking import repeat_open
from assistant.interview.desk import Desk
from assistant.interview.detours import asides
from assistant.interview.state import OpenQuestion
from assistant.interview.wondering import only_wonders
from assistant.understanding.reading import Act


def settle_numbers(desk: Desk, question: OpenQuestion) -> Outcome | None:
    """The numbers she spoke were read back to her; None while the question stays open."""
    if desk.speaks_to(question.fields) and not _says_the_same(desk, question.fields):
        return Outcome.ANSWERED
    if desk.speaks_to(question.fields) or (desk.does(Act.YES) and not desk.does(Act.NO)):
        desk.say("numbers_right")
        confirm(desk, question.fields)
        desk.sure_of = frozenset(question.fields)
        return Outcome.ANSWERED
    if desk.does(Act.NO) and question.id not in desk.state.conflicts_asked:
        desk.state.conflicts_asked = (*desk.state.conflicts_asked, question.id)
        desk.say("numbers_wrong")
        return None
    if desk.does(Act.REPEAT) or only_wonders(desk):
        asides(desk)
        repeat_open(desk, simpler=False)
        return None
    return None if _asks_once_more(desk, question) else Outcome.OTHER


def settle_conflict(desk: Desk, question: OpenQuestion) -> Outcome | None:
    """She was asked which of two things is right; None while the question stays open."""
    if desk.speaks_to(question.fields):
        return Outcome.ANSWERED
    if desk.does(Act.YES) and not desk.does(Act.NO):
        desk.say("conflict_settled")
        confirm(desk, question.fields)
        return Outcome.ANSWERED
    if desk.does(Act.NO) and f"open:{question.id}" not in desk.state.followed:
        desk.state.followed = (*desk.state.followed, f"open:{question.id}")
        desk.say("conflict_open")
        return None
    if only_wonders(desk):
        asides(desk)
        repeat_open(desk, simpler=False)
        return None
    return None if _asks_once_more(desk, question) else Outcome.OTHER


def _says_the_same(desk: Desk, fields: tuple[str, ...]) -> bool:
    """Whether she answers by saying the numbers again as they were read back, which is the best yes there is."""
    now = {fact.field: fact.value for fact in desk.new_facts() if fact.field in fields}
    before = {
        name: next((f.value for f in reversed(desk.folded.history.get(name, ())) if f not in desk.reading.facts), None)
        for name in now
    }
    return now == before


def _asks_once_more(desk: Desk, question: OpenQuestion) -> bool:
    """What is neither a yes nor a no nor anything else is no answer: it is asked for once more, then left open."""
    mark = f"unanswered:{question.id}"
    if desk.reading.facts or desk.reading.acts or desk.reading.vague or mark in desk.state.followed:
        return False
    desk.state.followed = (*desk.state.followed, mark)
    desk.say("miss")
    repeat_open(desk, simpler=False)
    return True
