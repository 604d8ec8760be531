"""What a message does when its words tell more than its likeness: filters, conditions, questions about a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.consumer.people_questions import asked_about, asks_to_guess
from assistant.knowledge.answers import follows_up
from assistant.knowledge.guard import guard


class Act(StrEnum):
    """What a message, or a part of it, does."""

    NEED = "need"
    REFINE = "refine"
    RULE = "rule_question"
    PERSON = "person_question"
    COMPARE = "compare"
    BOOK = "book"
    MORE = "more"
    ORDERS = "orders"
    SKIP = "answer_skip"
    SMALLTALK = "smalltalk"
    EMERGENCY = "emergency"
    HANDOFF = "handoff"
    UNFAIR = "unfair"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the chat stands: whether something is looked for, how many people are shown, what was asked last."""

    has_need: bool = False
    shown: int = 0
    comparing: bool = False
    asked: str | None = None
    last_kind: str | None = None

    def signs(self) -> list[str]:
        """The same as signs."""
        held = {"need": self.has_need, "people": self.shown > 0, "asked": self.asked is not None}
        return [name for name, holds in held.items() if holds]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the needs reader makes of words: whether they change the need, whether they ask for an unlawful filter."""

    changes: bool = False
    refused: bool = False


Hears = Callable[[str], Heard]
"""Reads words as a need, in the chat they are said in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a message does, and the words that do it: `text[start:end]`."""

    act: Act
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Route:
    """What the message does first of all, and every part in the order said."""

    act: Act
    parts: tuple[Part, ...]

    def does(self, act: Act) -> bool:
        """Whether any part does this."""
        return any(part.act is act for part in self.parts)


_OF_KIND: Final = {
    "rule": Act.RULE,
    "person": Act.PERSON,
    "compare": Act.COMPARE,
    "book": Act.BOOK,
    "order": Act.ORDERS,
    "more": Act.MORE,
    "skip": Act.SKIP,
    "smalltalk": Act.SMALLTALK,
    "handoff": Act.HANDOFF,
    "unfair": Act.UNFAIR,
    "emergency": Act.EMERGENCY,
    "out_of_scope": Act.OUT_OF_SCOPE,
    "declined": Act.OUT_OF_SCOPE,
}


def act_of(kind: str, standing: Standing) -> Act:
    """The act of a kind of example where the chat stands; a need is a change where people were already looked for."""
    if kind in ("need", "refine"):
        looked = standing.shown > 0 or standing.last_kind == "matches"
        return Act.REFINE if standing.has_need and looked else Act.NEED
    return _OF_KIND[kind]


_FIRST_HAN: Final = "\u3400"
_CONDITIONS: Final = frozenset({Act.NEED, Act.REFINE})
# What likeness takes a need or an unlawful filter for when it errs.
_UNSURE: Final = frozenset({Act.OUT_OF_SCOPE, Act.SMALLTALK, Act.UNFAIR, Act.RULE, Act.HANDOFF})
_NEAR: Final = 2
# What a question for the kind of people wanted is taken for when it is not taken for a condition (有没有会开车的).
_LIKE_ASKING: Final = frozenset({Act.PERSON, Act.RULE, Act.OUT_OF_SCOPE, Act.MORE, Act.SMALLTALK, Act.SKIP, Act.UNFAIR})
# With one of these a question without a subject (会做面食吗) is not about those on the table.
_NOT_OF_HER: Final = frozenset({"law", "refines", "exists", "seeks", "orders", "books", "more", "human"})
# Without one of these signs words that state a condition do nothing else.
_SIGN_OF: Final = {
    Act.PERSON: frozenset({"they"}),
    Act.COMPARE: frozenset({"compares", "several"}),
    Act.MORE: frozenset({"more"}),
    Act.ORDERS: frozenset({"orders"}),
    Act.BOOK: frozenset({"books"}),
    Act.SKIP: frozenset({"skips"}),
}


def settle(text: str, ranked: Sequence[Act], signs: Sequence[str], standing: Standing, heard: Heard | None) -> Act:
    """The act, by what the words hold where that is known: filters, conditions, what is asked about a person.

    `ranked` are the acts by likeness, the likest first.
    """
    act = ranked[0]
    ruled = guard(text) is not None
    they = "they" in signs
    if they and act in (Act.PERSON, Act.OUT_OF_SCOPE, Act.RULE, Act.UNFAIR, Act.BOOK):
        act = _about_her(text, ranked[:_NEAR], standing, signs, guarded=ruled)
    if act in (Act.OUT_OF_SCOPE, Act.SMALLTALK) and standing.last_kind == "answer" and follows_up(text) and not they:
        act = Act.RULE
    if "commands" in signs and act not in _CONDITIONS | {Act.EMERGENCY, Act.HANDOFF}:
        return Act.OUT_OF_SCOPE
    if act is Act.BOOK and "undoes" in signs:
        act = Act.ORDERS
    if standing.shown and "able" in signs and act in _CONDITIONS | {Act.RULE} and not _NOT_OF_HER & set(signs):
        act = Act.PERSON if Act.PERSON in ranked[:_NEAR] else act
    if act is Act.OUT_OF_SCOPE and {"asks", "law"} <= set(signs) and Act.RULE in ranked[:_NEAR] and not ruled:
        act = Act.RULE
    if act in _CONDITIONS and {"asks", "law"} <= set(signs) and not {"seeks", "exists"} & set(signs):
        act = Act.RULE
    return act if heard is None else _with_reading(act, ranked[:_NEAR], signs, standing, heard, ruled=ruled)


def _with_reading(
    act: Act, near: Sequence[Act], signs: Sequence[str], standing: Standing, heard: Heard, *, ruled: bool
) -> Act:
    """The act, when it is known what the needs reader makes of the words."""
    condition = act_of("need", standing)
    if heard.changes and "exists" in signs and "they" not in signs and act in _LIKE_ASKING and not ruled:
        return condition
    if "asks" in signs:
        return act
    if act in _CONDITIONS and "skips" in signs and standing.asked is not None and not heard.changes:
        return Act.SKIP
    if heard.refused and act in _UNSURE | _CONDITIONS:
        return condition if heard.changes else Act.UNFAIR
    if act is Act.UNFAIR and "drops" in signs and standing.has_need and not ruled:
        return condition
    if not heard.changes or ruled:
        return act
    if act in _SIGN_OF:
        return act if _SIGN_OF[act] & set(signs) else condition
    if act in _UNSURE and standing.asked is not None:
        return condition
    # Words that only mention something (英语翻译一下) are no condition; nor is danger the guard knows no pattern of.
    return condition if act in _UNSURE | {Act.EMERGENCY} and condition in near else act


def _about_her(text: str, near: Sequence[Act], standing: Standing, signs: Sequence[str], *, guarded: bool) -> Act:
    """A question about somebody shown: her work may be asked about, the rest is nobody's business.

    `near` are the likest acts, the likest first.
    """
    act = near[0]
    asked = asked_about(text, "zh" if any(char >= _FIRST_HAN for char in text) else "en")
    if "asks" not in signs:
        told_of = any(topic.overview for topic in asked.topics) and standing.shown and "books" not in signs
        return Act.PERSON if told_of and not guarded and act is not Act.UNFAIR else act
    private = any(topic.private for topic in asked.topics) or asks_to_guess(text)
    if private or act is Act.UNFAIR:
        told_by_law = act is Act.RULE and "law" in signs
        return Act.OUT_OF_SCOPE if act in (Act.PERSON, Act.RULE, Act.UNFAIR) and not told_by_law else act
    if not standing.shown or guarded:
        return act
    hers = "hers" in signs
    if not (asked.things or asked.topics):
        return Act.PERSON if hers and act is Act.OUT_OF_SCOPE else act
    if act is Act.OUT_OF_SCOPE or (act is Act.BOOK and "books" not in signs) or (act is Act.RULE and hers):
        return Act.PERSON
    return act
