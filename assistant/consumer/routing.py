"""What a message does: a need, a change of it, a question about a rule or a person, a booking, a call for help.

Danger and calls for a person are known by patterns; the rest by likeness to examples together with signs of the words
and of where the chat stands. Nothing in a message can add to what may be done: a message only chooses among acts.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.consumer.people_questions import asked_about
from assistant.consumer.signs import ALIEN, as_words, cues, folded, pieces, signs_of
from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.answers import follows_up
from assistant.knowledge.documents import load_library
from assistant.knowledge.guard import examples as guard_examples
from assistant.knowledge.guard import guard
from assistant.knowledge.likeness import Example, Likeness
from assistant.models.e5_weights import Array

Embed = Callable[[Sequence[str]], Array]
_ORDINARY: Final = "rule"


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


class _Bounds(BaseModel):
    """How sure a part must be of itself before it counts beside the whole message; how much is taken from where.

    `balance`, `meaning` and `least` are those of `Likeness.teach`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: float
    balance: float
    meaning: float
    least: int
    most_borrowed: dict[str, int]
    borrowed: dict[str, list[str]]


@cache
def _bounds() -> _Bounds:
    return _Bounds.model_validate(load_yaml(data_path("knowledge_base", "consumer", "likeness.yaml")))


@dataclass(frozen=True, slots=True)
class _Taught:
    """An example with the chat it is said in."""

    kind: str
    text: str
    standing: tuple[str, ...]

    def example(self) -> Example:
        return Example(self.kind, f"{self.text} {as_words(signs_of(self.text, self.standing))}")


@cache
def taught() -> tuple[_Taught, ...]:
    """The examples of every kind: our own, the guard's, and questions the library answers."""
    found: list[_Taught] = []
    for path in sorted(data_path("knowledge_base", "consumer", "examples").glob("*.yaml")):
        loaded: dict[str, dict[str, list[str]]] = load_yaml(path)
        for key, said in loaded.items():
            kind, _, where = key.partition(" with ")
            standing = tuple(sorted(where.split()))
            found += [_Taught(kind, str(text), standing) for texts in said.values() for text in texts]
    # A rule or an odd question is the same whatever stands in the chat: every other one is said among people. And with
    # people on the table a question of ours is often open, too.
    found = [_elsewhere(each) if n % 2 else each for n, each in enumerate(found)]
    for kind, names in _bounds().borrowed.items():
        found += _borrowed(kind, names)
    return tuple(dict.fromkeys(found))


_ANYWHERE: Final = frozenset({"rule", "smalltalk", "handoff", "out_of_scope", "declined", "unfair"})


def _elsewhere(example: _Taught) -> _Taught:
    if example.kind in _ANYWHERE:
        return replace(example, standing=("need", "people"))
    return replace(example, standing=("asked", *example.standing)) if "people" in example.standing else example


def _borrowed(kind: str, names: Sequence[str]) -> list[_Taught]:
    """Evenly picked examples of other rooms, as many as keep the kinds in balance."""
    texts = [each.text for each in guard_examples() if each.kind in names]
    if "library" in names:
        texts += [question for each in load_library() for clause in each.clauses for question in clause.asked[:3:2]]
    step = max(1, len(texts) // _bounds().most_borrowed[kind])
    standings: tuple[tuple[str, ...], ...] = ((), ("need", "people"))
    return [_Taught(kind, text, standings[n % 2]) for n, text in enumerate(texts[::step])]


class Router:
    """Says what messages do. Without an encoder it goes by the wording and the signs alone."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._likeness: Likeness | None = None
        self._meant = False

    def teach(self, model: str, embed: Embed) -> None:
        """Learn what the examples mean too; what was learned before is taken up again.

        `model` names the encoder behind `embed`, which turns texts into one vector each.
        """
        about = json.dumps(
            [model, _bounds().model_dump(), [(each.kind, each.text, each.standing) for each in taught()], str(cues())]
        )
        path = (self._folder or Path()) / f"routes-{hashlib.sha256(about.encode()).hexdigest()[:16]}.npz"
        try:
            learned = Likeness.load(path)
        except FileNotFoundError:
            learned = Likeness.teach(
                [each.example() for each in taught()],
                embed([each.text for each in taught()]),
                _ORDINARY,
                balance=_bounds().balance,
                meaning=_bounds().meaning,
                least=_bounds().least,
            )
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
                for older in self._folder.glob("routes-*.npz"):
                    older.unlink()
                learned.save(path)
        self._likeness, self._meant = learned, True

    def route(self, text: str, standing: Standing, embed: Embed | None = None, hears: Hears | None = None) -> Route:
        """What `text` does in a chat that stands so. `embed` is that of `teach`; without it the wording decides."""
        certain = self._certain(text)
        if certain is not None:
            return Route(certain, (Part(certain, 0, len(text)),))
        spans = pieces(text)
        texts = [text[start:end] for start, end in spans]
        vectors = embed([text, *texts]) if embed is not None and self._meant else None
        act, _ = self._judge(text, standing, vectors[0] if vectors is not None else None, hears)
        if len(spans) == 1:
            return Route(act, (Part(act, 0, len(text)),))
        judged = [
            self._judge(each, standing, vectors[n + 1] if vectors is not None else None, hears)
            for n, each in enumerate(texts)
        ]
        sure = [Part(each, *span) for span, (each, lead) in zip(spans, judged, strict=True) if lead >= _bounds().part]
        parts = sure or [Part(act, 0, len(text))]
        return Route(_first_of(act, parts), tuple(parts))

    def _certain(self, text: str) -> Act | None:
        """Danger, and messages that are nothing but a call for a person or a greeting."""
        ruled = guard(text)
        if ruled is not None and ruled.kind == "emergency":
            return Act.EMERGENCY
        plain = folded(text).strip()
        for name, pattern in cues().whole.items():
            if pattern.fullmatch(plain):
                return Act(name)
        return None

    def _judge(self, text: str, standing: Standing, vector: Array | None, hears: Hears | None) -> tuple[Act, float]:
        """The act a text is likest to, unless what it holds tells better; and its lead over the next."""
        signs = signs_of(text, standing.signs())
        scores = self._learned().scores(f"{text} {as_words(signs)}", vector)
        acts: dict[Act, float] = {}
        for kind, score in scores.items():
            act = _act_of(kind, standing)
            acts[act] = max(acts.get(act, score), score)
        ranked = sorted(acts.items(), key=lambda each: (-each[1], each[0]))
        lead = ranked[0][1] - ranked[1][1]
        settled = settle(text, [act for act, _ in ranked], signs, standing, hears(text) if hears else None)
        return settled, lead if settled is ranked[0][0] else max(lead, _bounds().part)

    def prepare(self) -> None:
        """Learn by wording now, so that the first message need not wait for it."""
        self._learned()

    def _learned(self) -> Likeness:
        if self._likeness is None:
            with _LEARNING:
                likeness = _by_wording()
            self._likeness = self._likeness or likeness
        return self._likeness


# Two messages at once must not learn the same thing twice.
_LEARNING: Final = threading.Lock()


@cache
def _by_wording() -> Likeness:
    examples = [each.example() for each in taught()]
    nothing = np.zeros((len(examples), 1), dtype=np.float32)
    return Likeness.teach(examples, nothing, _ORDINARY, balance=_bounds().balance, meaning=0.0, least=_bounds().least)


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


def _act_of(kind: str, standing: Standing) -> Act:
    """The act of a kind of example where the chat stands; a need is a change where people were already looked for."""
    if kind in ("need", "refine"):
        looked = standing.shown > 0 or standing.last_kind == "matches"
        return Act.REFINE if standing.has_need and looked else Act.NEED
    return _OF_KIND[kind]


# What is answered first when a message does several things.
_FIRST: Final = (Act.EMERGENCY, Act.HANDOFF, Act.NEED, Act.REFINE, Act.BOOK)


def _first_of(whole: Act, parts: Sequence[Part]) -> Act:
    acts = [part.act for part in parts]
    for act in _FIRST:
        if act in acts:
            return act
    return whole if whole in acts else acts[0]


_CONDITIONS: Final = frozenset({Act.NEED, Act.REFINE})
# What likeness takes a need or an unlawful filter for when it errs.
_UNSURE: Final = frozenset({Act.OUT_OF_SCOPE, Act.SMALLTALK, Act.UNFAIR, Act.RULE, Act.HANDOFF})
_NEAR: Final = 2
# What a question for the kind of people wanted is taken for when it is not taken for a condition (有没有会开车的).
_LIKE_ASKING: Final = frozenset({Act.PERSON, Act.RULE, Act.OUT_OF_SCOPE, Act.MORE, Act.SMALLTALK, Act.SKIP, Act.UNFAIR})
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
    if act is Act.BOOK and "undoes" in signs:
        act = Act.ORDERS
    return act if heard is None else _with_reading(act, ranked[:_NEAR], signs, standing, heard, ruled=ruled)


def _with_reading(
    act: Act, near: Sequence[Act], signs: Sequence[str], standing: Standing, heard: Heard, *, ruled: bool
) -> Act:
    """The act, when it is known what the needs reader makes of the words."""
    condition = _act_of("need", standing)
    if heard.changes and "exists" in signs and "they" not in signs and act in _LIKE_ASKING and not ruled:
        return condition
    if "asks" in signs:
        return act
    if act in _CONDITIONS and "skips" in signs and standing.asked is not None and not heard.changes:
        return Act.SKIP
    if heard.refused and act in _UNSURE | _CONDITIONS:
        return condition if heard.changes else Act.UNFAIR
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
    if "asks" not in signs:
        return act
    asked = asked_about(text, "zh" if any(char >= _FIRST_HAN for char in text) else "en")
    if any(topic.private for topic in asked.topics) or act is Act.UNFAIR:
        return Act.OUT_OF_SCOPE if act in (Act.PERSON, Act.RULE, Act.UNFAIR) else act
    if not standing.shown or guarded:
        return act
    hers = "hers" in signs
    if not (asked.things or asked.topics):
        return Act.PERSON if hers and act is Act.OUT_OF_SCOPE and Act.PERSON in near else act
    if act is Act.OUT_OF_SCOPE or (act is Act.BOOK and "books" not in signs) or (act is Act.RULE and hers):
        return Act.PERSON
    return act


def may_be_answered(route: Route, text: str) -> bool:
    """Whether it is worth asking the library: the words speak of our trade, of nobody shown, and nothing forbids it."""
    if route.act is not Act.OUT_OF_SCOPE or guard(text) is not None:
        return False
    signs = signs_of(text)
    return ALIEN not in signs and "they" not in signs


def answered(route: Route, text: str) -> Route:
    """The route when the library turns out to have an answer to what seemed to be none of its business."""
    if not may_be_answered(route, text):
        return route
    parts = tuple(Part(Act.RULE, p.start, p.end) if p.act is Act.OUT_OF_SCOPE else p for p in route.parts)
    return Route(_first_of(Act.RULE, parts), parts)


_FIRST_HAN: Final = "\u3400"
