"""The labelled utterances: one JSON object a line, described in LABELS.md."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from assistant.profile.model import Language, Polarity, Topic
from assistant.understanding.reading import Act, Context

Split = Literal["dev", "test", "check", "teach", "fit"]
SPLITS: tuple[Split, ...] = get_args(Split)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DATA = Path(__file__).with_name("data")


class Label(BaseModel):
    """A fact a row speaks of. Without a `value` key it stands for any value of the field."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    field: str
    value: Any = None
    polarity: Polarity = "positive"
    status: Literal["refused"] | None = None
    quote: str | None = None
    flags: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    others: tuple[Any, ...] = Field(default=(), alias="or")
    instead: tuple[Label, ...] = Field(default=(), alias="else")

    @property
    def any_value(self) -> bool:
        """Whether the label speaks of the field as a whole."""
        return self.status is None and self.value is None

    @property
    def values(self) -> tuple[Any, ...]:
        """Every value that is as good as the labelled one, that one first."""
        return (self.value, *self.others)


class Row(BaseModel):
    """One turn and what must, may and must not be read in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str = Field(min_length=1)
    asking: Topic | None = None
    previous: Topic | None = None
    today: date
    expect: tuple[Label, ...]
    forbid: tuple[Label, ...] = ()
    allow: tuple[Label, ...] = ()
    acts: tuple[Act, ...] = ()
    not_acts: tuple[Act, ...] = ()
    hard: tuple[str, ...] = Field(min_length=1)
    note: str | None = None

    def context(self, language: Language) -> Context:
        """What the reader is told beside the words."""
        return Context(today=self.today, asking=self.asking, previous=self.previous, language=language)


def rows(language: Language, split: Split) -> list[Row]:
    """All rows of one file, in order.

    Raises:
        pydantic.ValidationError: a line is not a row.
    """
    return rows_of(DATA / f"{language}.{split}.jsonl")


def rows_of(path: Path) -> list[Row]:
    """All rows of such a file, in order; raises like `rows`."""
    return [Row.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
