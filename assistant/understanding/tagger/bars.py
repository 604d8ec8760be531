"""How likely a thing must be to count: bars by field, fitted on turns the tagger was not taught with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path


class Bars(BaseModel):
    """Likelihoods from which a thing is added, and below which what a rule read is dropped.

    `adding` and `dropping` by field, a denied one as `field-`, an act by its label; what is not listed is neither added
    nor dropped.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    adding: Mapping[str, float]
    dropping: Mapping[str, float]
    level: float

    @property
    def lowest(self) -> float:
        """No thing less likely than this is ever added."""
        return min(self.adding.values(), default=1.0)

    def add(self, field: str, *, denied: bool = False) -> float:
        """From which likelihood on a thing of this field is added."""
        return self.adding.get(f"{field}-" if denied else field, 2.0)

    def drop(self, field: str, *, denied: bool = False) -> float:
        """Below which likelihood a thing of this field that a rule read is dropped."""
        return self.dropping.get(f"{field}-" if denied else field, -1.0)


@cache
def bars() -> Bars:
    """The bars that belong to the kept model.

    Raises:
        FileNotFoundError: the data are not there.
        pydantic.ValidationError: the file is not such bars.
    """
    path = data_path("knowledge_base", "understanding", "tagger_bars.json")
    return Bars.model_validate(json.loads(path.read_text(encoding="utf-8")))
