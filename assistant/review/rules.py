"""What the review room goes by: `prompts/review/rules.yaml`, read once and checked."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language

Gate = Literal[
    "consent",
    "not_looked",
    "decline_proposed",
    "no_name",
    "no_job",
    "conflict",
    "identity",
    "record_check",
    "not_cleared",
    "health",
    "low_confidence",
    "unsafe_answer",
    "handoff",
    "unconfirmed",
]
Weight = Literal["block", "warn", "off"]
Labels = dict[str, dict[Language, str]]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Editing(_Data):
    """What a recruiter may write, and the codes of why."""

    never: frozenset[str]
    her_words: frozenset[str]
    reasons: tuple[str, ...]


class Rules(_Data):
    """`rules.yaml`."""

    low_confidence: float = Field(ge=0, le=1)
    link_days: int = Field(ge=1)
    longest_visit: int = Field(ge=60)
    remind_days: tuple[int, ...]
    message_hours: tuple[int, int]
    record_check_years: int = Field(ge=1)
    youngest: int = Field(ge=16)
    unpublish_on: frozenset[str]
    gates: dict[Gate, Weight]
    editing: Editing
    reasons: Labels
    decline_reasons: Labels
    withdraw_reasons: Labels
    check_classes: Labels
    issuer_types: Labels


@cache
def rules() -> Rules:
    """The rules of this installation."""
    return Rules.model_validate(load_yaml(data_path("prompts", "review", "rules.yaml")))
