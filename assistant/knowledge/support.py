"""Whether the best clause found answers: one weighing of how well it fits and how like trouble the question is.

A logistic regression over a handful of signals (Cox 1958). Its weights and its bar are data, fitted and drawn by
`python -m evals.answers.calibrate`.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.knowledge.likeness import Judgement
from assistant.knowledge.query import Query
from assistant.knowledge.retrieve import Hit

Signal = Literal["trouble", "lead", "nearness", "middle", "asked", "rank", "words", "latin", "shared", "pattern"]
Signals = dict[Signal, float]
SIGNALS: Final[tuple[Signal, ...]] = get_args(Signal)


class Fit(BaseModel):
    """When a clause beside the best one is support enough, for questions in one language.

    A clause whose score is `related` times the best one's is named, `beside` times it opens, `whole` times it is said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    cosine: float
    asked: float
    both_cosine: float
    both_asked: float
    related: float
    beside: float
    whole: float

    def holds(self, hit: Hit) -> bool:
        """Whether the clause fits the question by itself."""
        both = hit.cosine >= self.both_cosine and hit.asked >= self.both_asked
        return both or hit.cosine >= self.cosine or hit.asked >= self.asked


class Policy(BaseModel):
    """The weights of the signals and the bar; `unknown` is what the likeness says of a question nobody judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: Signals
    bias: float
    bar: float
    unknown: dict[Literal["trouble", "lead"], float]
    zh: Fit
    en: Fit

    def of(self, language: str) -> Fit:
        """The bounds for questions in this language."""
        return self.en if language == "en" else self.zh


@cache
def policy() -> Policy:
    """What comes with the product."""
    return Policy.model_validate(load_yaml(data_path("knowledge_base", "support.yaml")))


def signals(query: Query, best: Hit, judgement: Judgement | None, *, pattern: bool) -> Signals:
    """What speaks for and against answering `query` from `best`.

    `trouble` is the likeness to the likest kind that is not answered, `lead` that of all such kinds over the lawful
    one; `pattern` whether one of the guard's patterns for refusals matched; `rank` the logarithm of the hit's score.
    """
    unknown = policy().unknown
    return {
        "trouble": judgement.trouble if judgement else unknown["trouble"],
        "lead": judgement.margin if judgement else unknown["lead"],
        "nearness": best.cosine,
        "middle": best.middle,
        "asked": best.asked,
        "rank": math.log(max(best.score, 1e-9)),
        "words": math.log1p(len(set(query.words))),
        "latin": float(query.language == "en"),
        "shared": best.shared,
        "pattern": float(pattern),
    }


def answers(query: Query, best: Hit, judgement: Judgement | None, *, pattern: bool) -> bool:
    """Whether `best` answers the question. Without the encoder, by the words alone."""
    if best.cosine <= 0:
        return not pattern and policy().of(query.language).holds(best)
    found = signals(query, best, judgement, pattern=pattern)
    weights = policy().weights
    return policy().bias + sum(weights[name] * value for name, value in found.items()) >= policy().bar
