"""How a search weighs, read from `knowledge_base/matching/weights.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml

PayKind = Literal["month", "hour", "visit"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PayUnit(_Part):
    """In which kind of pay a unit is counted, and by what it is multiplied."""

    kind: PayKind
    factor: float


class Strength(_Part):
    """Points of 100 for what makes the evidence of a job strong."""

    per_post: int
    most_posts: int
    post_with_length: int
    families: int
    verified_fact: int
    most_verified: int
    per_quoted_skill: int
    most_quoted_skills: int


class Household(_Part):
    """A kind of household: children of an age or of one age, elders at all, with some need or some illness."""

    child_months_from: int | None = None
    child_months_under: int | None = None
    children_from: int | None = None
    elders: bool | None = None
    elder_care: str | None = None
    elder_condition: str | None = None


class Spread(_Part):
    """How much a likeness with somebody already chosen costs, among those within `window` of the best score."""

    window: float
    same_agency: float
    same_district: float
    same_pay: float
    alike: float
    most: int


class Weights(_Part):
    """Every number of the search; see the comments of the file."""

    parts: dict[str, float]
    binding: dict[str, Literal["must", "prefer"]]
    gives: tuple[str, ...]
    few: int
    near_limit: int
    levels_below_must: dict[str, tuple[str, ...]]
    skill_values: dict[str, float]
    preference_values: dict[str, float]
    unsaid: dict[str, float]
    experience: dict[str, float]
    strength: Strength
    proof: dict[str, float]
    record_check_days: int
    health_days: int
    place: dict[str, float]
    live_in_serves_city: bool
    pay: dict[str, float]
    availability: dict[str, float]
    recency: dict[str, float]
    meaning: dict[str, dict[str, float]]
    meaning_of_her: frozenset[str]
    meaning_not_of_need: frozenset[str]
    meaning_seconds: float
    pay_units: dict[str, PayUnit]
    days_a_month: int
    weeks_a_month: float
    respect: dict[str, Household]
    suggests: dict[str, Household]
    depth: int
    enough: int
    shares: tuple[int, ...]
    spread: Spread


@cache
def weights() -> Weights:
    """The shipped numbers, checked and cached."""
    return Weights.model_validate(load_yaml(data_path("knowledge_base", "matching", "weights.yaml")))
