"""What a message does: a need, a change of it, a question about a rule or a person, a booking, a call for help.

Danger and calls for a person are known by patterns; the rest by likeness to examples together with signs of the words
and of where the chat stands. Nothing in a message can add to what may be done: a message only chooses among acts.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from assistant.consumer.examples import taught, weighing
from assistant.consumer.settling import Act, Heard, Hears, Part, Route, Standing, act_of, settle
from assistant.consumer.signs import ALIEN, FOREIGN, as_words, cues, folded, pieces, signs_of
from assistant.kit.e5_weights import Array
from assistant.knowledge.guard import guard
from assistant.knowledge.likeness import Likeness

__all__ = ["Act", "Heard", "Hears", "Part", "Route", "Router", "Standing", "answered", "may_be_answered", "taught"]

Embed = Callable[[Sequence[str]], Array]
_ORDINARY: Final = "rule"


class Router:
    """Says what messages do. Without an encoder it goes by the wording and the signs alone."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._likeness: Likeness | None = None
        self._meant = False
        self._ready = False

    def teach(self, model: str, embed: Embed) -> None:
        """Learn what the examples mean too; what was learned before is taken up again.

        `model` names the encoder behind `embed`, which turns texts into one vector each.
        """
        about = json.dumps(
            [model, weighing().model_dump(), [(each.kind, each.text, each.standing) for each in taught()], str(cues())]
        )
        path = (self._folder or Path()) / f"routes-{hashlib.sha256(about.encode()).hexdigest()[:16]}.npz"
        try:
            learned = Likeness.load(path)
        except FileNotFoundError:
            learned = Likeness.teach(
                [each.example() for each in taught()],
                embed([each.text for each in taught()]),
                _ORDINARY,
                balance=weighing().balance,
                meaning=weighing().meaning,
                least=weighing().least,
                ridge=weighing().ridge,
            )
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
                for older in self._folder.glob("routes-*.npz"):
                    older.unlink()
                learned.save(path)
        self._likeness, self._meant = learned, True

    def route(self, text: str, standing: Standing, embed: Embed | None = None, hears: Hears | None = None) -> Route:
        """What `text` does in a chat that stands so. `embed` is that of `teach`; without it the wording decides."""
        plain = self.plain(text)
        if plain is not None:
            return plain
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
        sure = [Part(each, *span) for span, (each, lead) in zip(spans, judged, strict=True) if lead >= weighing().part]
        parts = sure or [Part(act, 0, len(text))]
        return Route(_first_of(act, parts), tuple(parts))

    def plain(self, text: str) -> Route | None:
        """What a message does where patterns alone tell, before anything is learned; None where they do not."""
        certain = self._certain(text)
        return Route(certain, (Part(certain, 0, len(text)),)) if certain is not None else None

    @property
    def prepared(self) -> bool:
        """Whether a message can be weighed without learning first."""
        return self._likeness is not None or self._ready

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
            act = act_of(kind, standing)
            acts[act] = max(acts.get(act, score), score)
        if acts[Act.EMERGENCY] < weighing().danger:
            del acts[Act.EMERGENCY]
        ranked = sorted(acts.items(), key=lambda each: (-each[1], each[0]))
        lead = ranked[0][1] - ranked[1][1]
        settled = settle(text, [act for act, _ in ranked], lead, signs, standing, hears(text) if hears else None)
        return settled, lead if settled is ranked[0][0] else max(lead, weighing().part)

    def prepare(self) -> None:
        """Learn by wording now, so that the first message need not wait for it."""
        self._learned()
        self._ready = True

    def _learned(self) -> Likeness:
        known = self._likeness
        if known is not None:
            return known
        with _LEARNING:
            return _by_wording()


# Two messages at once must not learn the same thing twice.
_LEARNING: Final = threading.Lock()


@cache
def _by_wording() -> Likeness:
    examples = [each.example() for each in taught()]
    nothing = np.zeros((len(examples), 1), dtype=np.float32)
    return Likeness.teach(
        examples,
        nothing,
        _ORDINARY,
        balance=weighing().balance,
        meaning=0.0,
        least=weighing().least,
        ridge=weighing().ridge,
    )


# What is answered first when a message does several things.
_FIRST: Final = (Act.EMERGENCY, Act.HANDOFF, Act.NEED, Act.REFINE, Act.BOOK)


def _first_of(whole: Act, parts: Sequence[Part]) -> Act:
    acts = [part.act for part in parts]
    for act in _FIRST:
        if act in acts:
            return act
    return whole if whole in acts else acts[0]


def may_be_answered(route: Route, text: str) -> bool:
    """Whether it is worth asking the library: the words speak of our trade, of nobody shown, and nothing forbids it."""
    if route.act is not Act.OUT_OF_SCOPE or guard(text) is not None:
        return False
    signs = signs_of(text)
    return bool({"asks", "law"} & set(signs)) and not {ALIEN, FOREIGN, "they", "commands"} & set(signs)


def answered(route: Route, text: str) -> Route:
    """The route when the library turns out to have an answer to what seemed to be none of its business."""
    if not may_be_answered(route, text):
        return route
    parts = tuple(Part(Act.RULE, p.start, p.end) if p.act is Act.OUT_OF_SCOPE else p for p in route.parts)
    return Route(_first_of(Act.RULE, parts), parts)
