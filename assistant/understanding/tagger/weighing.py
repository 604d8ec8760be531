"""Signs weighed against each other: whether a fact of the rules is dropped, and whether one of the tagger is added."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path


class Weighing(BaseModel):
    """Weights of signs, and the log-odds from which they are enough."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: Mapping[str, float]
    bar: float

    def odds(self, signs: Mapping[str, float]) -> float:
        """The log-odds that these signs speak for."""
        return sum(self.weights.get(name, 0.0) * value for name, value in signs.items())

    def reached(self, signs: Mapping[str, float]) -> bool:
        """Whether these signs are enough."""
        return self.odds(signs) >= self.bar


@cache
def doubts() -> Weighing:
    """Of facts the rules read: enough is when they are likely wrong; raises like `trust`."""
    return _kept("tagger_doubts.json")


@cache
def trust() -> Weighing:
    """Of what the tagger hears: enough is when it is likely so.

    Raises:
        FileNotFoundError: the data are not there.
        pydantic.ValidationError: the file is not such weights.
    """
    return _kept("tagger_trust.json")


def _kept(name: str) -> Weighing:
    path = data_path("knowledge_base", "understanding", name)
    return Weighing.model_validate(json.loads(path.read_text(encoding="utf-8")))
