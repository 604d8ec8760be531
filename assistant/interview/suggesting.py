"""An answer heard badly and guessed from what the question expects: nothing before she says that it was so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.interview.asking import repeat_open
from assistant.interview.desk import Desk
from assistant.interview.state import InterviewState, OpenQuestion, Phase
from assistant.interview.wording import Moves
from assistant.profile.model import Topic

_NOT_LETTERS = re.compile(r"[^\w]+")
# Denied so often in a row, she is offered another way to answer.
_DENIED_BEFORE_HELP = 2

Verdict = Literal["agreed", "denied", "other"]


@dataclass(frozen=True, slots=True)
class Settled:
    """Her answer to "您是说…吗？": the question that stands now, the words that count, and what she said to the guess.

    `turn_id` is the turn in which those words were said, where it is an earlier one.
    """

    state: InterviewState
    text: str
    verdict: Verdict
    turn_id: str | None = None


def settle(state: InterviewState, text: str, moves: Moves) -> Settled:
    """The question below the guess back on the table; with her yes the guess is what she said.

    Anything but a bare yes or no is an answer of its own and goes on as it is. Without a guess nothing changes.
    """
    question = state.open
    if question is None or question.kind != "suggestion":
        return Settled(state, text, "other")
    below = state.model_copy(deep=True)
    below.open, below.doubted, below.doubted_back, below.doubted_turn = state.doubted, None, None, None
    said = _letters(text)
    yes = moves.consent_yes if below.open and below.open.kind == "consent" else moves.suggestion_yes
    if said == _letters(question.id) or only(said, yes):
        below.denied = 0
        return Settled(below, question.id, "agreed", state.doubted_turn)
    below.open = state.doubted_back or below.open
    # A murmur, which is a yes elsewhere, is none where it would make the guess her consent.
    if only(said, moves.suggestion_no) or (yes is moves.consent_yes and only(said, moves.suggestion_yes)):
        return Settled(below, text, "denied")
    below.denied = 0
    return Settled(below, text, "other")


def may_suggest(state: InterviewState) -> bool:
    """Whether a guess may be put to her: about consent or under a question of the agenda, never about another guess."""
    kind = state.open.kind if state.open else None
    if state.phase is Phase.CONSENT:
        return kind == "consent"
    return state.phase is Phase.ASKING and kind in ("item", "follow_up")


def suggest(desk: Desk, suggestion: str, *, answers: OpenQuestion | None = None) -> None:
    """Ask whether this is what she said; the question it would answer waits below.

    With `answers` she said it well enough, and is asked whether it answers that question rather than the open one.
    """
    question = desk.state.open
    if answers is not None:
        desk.state.doubted_back, question = question, answers
    fields = question.fields if question else ()
    # Before she agrees nothing is written down, so there is no turn whose words the guess would become.
    desk.state.doubted, desk.state.doubted_turn = question, desk.turn_id if desk.state.consented else None
    # `put` is for new questions; what a bare correction means is still what was asked before.
    desk.state.open = OpenQuestion(kind="suggestion", id=suggestion, topic=Topic.CONFIRM, fields=fields)
    repeat_open(desk, simpler=False)


def deny(desk: Desk) -> None:
    """It was not what she said: the question once more, and from the second time typing and a person."""
    desk.state.denied += 1
    if desk.state.denied >= _DENIED_BEFORE_HELP:
        desk.say("suggestion_help")
        desk.wants_person = True
    else:
        desk.say("suggestion_wrong")
    repeat_open(desk, simpler=False)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def only(text: str, words: Iterable[str]) -> bool:
    """Whether nothing but these words was said, one or several of them."""
    known = "|".join(re.escape(_letters(word)) for word in sorted(words, key=len, reverse=True))
    return re.fullmatch(f"(?:{known})+", _letters(text)) is not None
