"""What a message does when its words tell more than its likeness: filters, conditions, questions about a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.consumer.examples import weighing
from assistant.consumer.people_questions import Asked, asked_about, asks_to_guess
from assistant.consumer.signs import ALIEN, FOREIGN
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
    """What the needs reader makes of words: whether they change the need, whether they ask for an unlawful filter.

    `only_when`: a day or an hour is all they hold, as in much that is said in passing (今天好累).
    """

    changes: bool = False
    refused: bool = False
    only_when: bool = False


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
_CLOSE: Final = 3
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


# What words that point at somebody may be about her after all.
_OR_HERS: Final = frozenset({Act.PERSON, Act.OUT_OF_SCOPE, Act.RULE, Act.UNFAIR, Act.BOOK})
# What a question about those on the table is taken for when it names nobody.
_UNASKED: Final = frozenset({Act.RULE, Act.OUT_OF_SCOPE, Act.SMALLTALK, Act.REFINE})
# What a question about her is taken for where likeness sees no rule in it at first.
_UNDECIDED: Final = frozenset({Act.RULE, Act.PERSON, Act.OUT_OF_SCOPE, Act.UNFAIR})
# Who has one of these speaks of those on the table, whatever the subject (她会辅导数学吗).
_OF_HERS: Final = frozenset({"they", "able", "hers"})
# What words that are surely of this kind do, though they hold something that could be a condition.
_SAID: Final = frozenset({Act.BOOK, Act.EMERGENCY, Act.COMPARE, Act.ORDERS})
# What a question of elsewhere is never taken from: danger, a wish for a person.
_KEPT: Final = frozenset({Act.EMERGENCY, Act.HANDOFF})
_WANTS: Final = frozenset({"exists", "seeks", "refines"})


def settle(
    text: str, ranked: Sequence[Act], lead: float, signs: Sequence[str], standing: Standing, heard: Heard | None
) -> Act:
    """The act, by what the words hold where that is known: filters, conditions, what is asked about a person.

    `ranked` are the acts by likeness, the likest first, `lead` that of the first over the second.
    """
    ruled = guard(text) is not None
    act = _of_people(text, ranked, lead, signs, standing, ruled=ruled)
    act = _of_words(text, act, ranked[:_NEAR], lead, signs, standing)
    if act is Act.OUT_OF_SCOPE and "commands" in signs:
        return act
    if _of_elsewhere(act, ranked[1], signs, standing, heard, ruled=ruled):
        return Act.OUT_OF_SCOPE
    if not ruled:
        act = _of_rules(text, act, ranked, lead, signs, standing)
    if heard is None or (act is ranked[0] and act in _SAID and lead >= weighing().sure):
        return act
    if heard.only_when and act is Act.SMALLTALK and lead >= weighing().part and standing.asked is None:
        return act
    return _with_reading(act, ranked[:_NEAR], signs, standing, heard, ruled=ruled)


def _of_people(
    text: str, ranked: Sequence[Act], lead: float, signs: Sequence[str], standing: Standing, *, ruled: bool
) -> Act:
    """The act, where the words point at somebody."""
    act = ranked[0]
    surely_none = act is Act.OUT_OF_SCOPE and lead >= weighing().sure
    if "they" in signs and act in _OR_HERS and not surely_none:
        return _about_her(text, ranked[:_CLOSE], lead, standing, signs, guarded=ruled)
    return act


def _of_words(text: str, act: Act, near: Sequence[Act], lead: float, signs: Sequence[str], standing: Standing) -> Act:
    """The act, where single words or the reply before tell: orders to the system, a meeting undone, 那上海呢."""
    held = set(signs)
    if act in (Act.OUT_OF_SCOPE, Act.SMALLTALK) and standing.last_kind == "answer" and "they" not in held:
        leans = follows_up(text) or ({"asks", "bare"} <= held and FOREIGN not in held)
        act = Act.RULE if leans else act
    if "commands" in held and act not in _CONDITIONS | {Act.EMERGENCY, Act.HANDOFF}:
        return Act.OUT_OF_SCOPE
    if act is Act.BOOK and "undoes" in held:
        return Act.ORDERS
    if act is Act.HANDOFF and standing.shown and {"they", "books"} <= held and Act.BOOK in near:
        return Act.BOOK
    if act is Act.EMERGENCY and "asks" in held and lead < weighing().sure:
        # Danger that is told with a question of who pays, or whether she would know what to do, is known by patterns.
        told = Act.RULE if "law" in held and Act.RULE in near else act
        return Act.PERSON if "hers" in held and standing.shown and _asked(text).things else told
    if standing.shown and "able" in held and act in _CONDITIONS | {Act.RULE} and not _NOT_OF_HER & held:
        return Act.PERSON if Act.PERSON in near else act
    return act


def _of_rules(text: str, act: Act, ranked: Sequence[Act], lead: float, signs: Sequence[str], standing: Standing) -> Act:
    """The act, where a question is of the law, of nothing of ours, or of those shown without naming them."""
    held = set(signs)
    if act is Act.RULE and ALIEN in held and lead < weighing().part and not (standing.shown or follows_up(text)):
        return Act.OUT_OF_SCOPE
    if act is Act.OUT_OF_SCOPE and {"asks", "law"} <= held and Act.RULE in ranked[:_NEAR]:
        return Act.RULE
    if act in _CONDITIONS and {"asks", "law"} <= held and not {"seeks", "exists"} & held:
        return Act.RULE
    if act is Act.COMPARE and lead < weighing().part and Act.RULE in ranked[:_NEAR] and not {"they", "several"} & held:
        return Act.RULE
    if lead < weighing().part and _of_those_shown(text, act, ranked[:_CLOSE], signs, standing):
        return Act.PERSON
    return act


def _of_elsewhere(
    act: Act, second: Act, signs: Sequence[str], standing: Standing, heard: Heard | None, *, ruled: bool
) -> bool:
    """Whether the words name a subject of elsewhere and nothing of our trade, of what is wanted or of anybody shown.

    Likeness cannot tell 房东不退押金 from 中介不退押金; the subject can.
    """
    held = set(signs)
    if FOREIGN not in held or "trade" in held or ruled or act in _KEPT:
        return False
    if act is Act.SMALLTALK and "asks" not in held:
        return False
    if act is Act.UNFAIR:
        return second is Act.OUT_OF_SCOPE and not (heard is not None and heard.refused)
    if standing.shown and _OF_HERS & held:
        return False
    if heard is None:
        return act not in _CONDITIONS
    if act is Act.OUT_OF_SCOPE and not _WANTS & held:
        return True
    wants = heard.changes and not heard.only_when
    return not (wants and (_WANTS & held or "asks" not in held))


def _of_those_shown(text: str, act: Act, near: Sequence[Act], signs: Sequence[str], standing: Standing) -> bool:
    """健康证有吗, 工资还能谈吗: with people on the table a short question without a subject is about them."""
    held = set(signs)
    if act not in _UNASKED or not standing.shown or Act.PERSON not in near or not {"asks"} <= held:
        return False
    if standing.last_kind == "answer" or {"law", "trade", FOREIGN, *_NOT_OF_HER} & held:
        return False
    asked = _asked(text)
    return bool(asked.things or asked.topics) and not any(topic.private for topic in asked.topics)


def _with_reading(
    act: Act, near: Sequence[Act], signs: Sequence[str], standing: Standing, heard: Heard, *, ruled: bool
) -> Act:
    """The act, when it is known what the needs reader makes of the words."""
    condition = act_of("need", standing)
    if heard.changes and "exists" in signs and not {"they", "law"} & set(signs) and act in _LIKE_ASKING and not ruled:
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
        return act if heard.only_when or _SIGN_OF[act] & set(signs) else condition
    if act in _UNSURE and standing.asked is not None:
        return condition
    # Words that only mention something (英语翻译一下) are no condition; nor is danger the guard knows no pattern of.
    return condition if act in _UNSURE | {Act.EMERGENCY} and condition in near else act


def _about_her(
    text: str, near: Sequence[Act], lead: float, standing: Standing, signs: Sequence[str], *, guarded: bool
) -> Act:
    """A question about somebody shown: her work may be asked about, the rest is nobody's business.

    `near` are the likest acts, the likest first.
    """
    act = near[0]
    asked = _asked(text)
    if "asks" not in signs:
        told_of = any(topic.overview for topic in asked.topics) and standing.shown and "books" not in signs
        return Act.PERSON if told_of and not guarded and act is not Act.UNFAIR else act
    if (
        "law" in signs
        and Act.RULE in near
        and act in _UNDECIDED
        and not guarded
        and (act is Act.RULE or (lead < weighing().part and "willing" not in signs))
    ):
        # What the household may or must do is a rule, though it be towards her.
        return Act.RULE
    private = any(topic.private for topic in asked.topics) or asks_to_guess(text)
    if private or act is Act.UNFAIR:
        told_by_law = act is Act.RULE and "law" in signs
        meeting = act is Act.BOOK and "books" in signs
        return act if told_by_law or meeting or act not in _OR_HERS else Act.OUT_OF_SCOPE
    if not standing.shown or guarded:
        return act
    hers = "hers" in signs
    if not (asked.things or asked.topics):
        return Act.PERSON if hers and act is Act.OUT_OF_SCOPE else act
    if act is Act.OUT_OF_SCOPE or (act is Act.BOOK and "books" not in signs) or (act is Act.RULE and hers):
        return Act.PERSON
    return act


def _asked(text: str) -> Asked:
    return asked_about(text, "zh" if any(char >= _FIRST_HAN for char in text) else "en")
