"""How likely a thing must be to count: bars by field, fitted on turns the tagger was not taught with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path


class Bars(BaseModel):
    """Likelihoods from which a thing is added.

    By field, a denied one as `field-`, one that was asked for as `field?`, an act by its label, a thing known by its
    name alone by the label of such names; what is not listed is never added. `level` is from where on a level of skill
    counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    adding: Mapping[str, float]
    level: float

    @property
    def lowest(self) -> float:
        """No thing less likely than this is ever added."""
        return min(self.adding.values(), default=1.0)

    def add(self, field: str, *, denied: bool = False, asked: bool = False) -> float:
        """From which likelihood on a thing of this field is added, under the topic that asks for it or another."""
        return self.adding.get(bar_of(field, denied=denied, asked=asked), 2.0)


def bar_of(field: str, *, denied: bool = False, asked: bool = False) -> str:
    """The name of a bar: asked for a thing, the rules pass over it for a reason more often than elsewhere."""
    return f"{field}{'-' if denied else ''}{'?' if asked else ''}"


@cache
def bars() -> Bars:
    """The bars that belong to the kept model.

    Raises:
        FileNotFoundError: the data are not there.
        pydantic.ValidationError: the file is not such bars.
    """
    path = data_path("knowledge_base", "understanding", "tagger_bars.json")
    return Bars.model_validate(json.loads(path.read_text(encoding="utf-8")))
