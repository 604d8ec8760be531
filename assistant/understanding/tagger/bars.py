"""How likely what she does, why she left and how well she can must be to count, fitted on turns of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path


class Bars(BaseModel):
    """Likelihoods from which a label counts.

    `labels` by the label of an act or of a reason; what is not listed never counts. `level` is from where on a level of
    skill counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: Mapping[str, float]
    level: float

    def of(self, label: str) -> float:
        """From which likelihood on a label counts."""
        return self.labels.get(label, 2.0)


@cache
def bars() -> Bars:
    """The bars that belong to the kept model.

    Raises:
        FileNotFoundError: the data are not there.
        pydantic.ValidationError: the file is not such bars.
    """
    path = data_path("knowledge_base", "understanding", "tagger_bars.json")
    return Bars.model_validate(json.loads(path.read_text(encoding="utf-8")))
