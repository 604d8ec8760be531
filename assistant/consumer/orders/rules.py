"""Bounds of orders and reviews, from `knowledge_base/consumer/orders.yaml`."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reasons(_Rules):
    """The codes that may be given for an action."""

    decline: list[str]
    withdraw: list[str]
    cancel: list[str]
    dispute: list[str]
    resolve: list[str]
    end: list[str]


class ReviewRules(_Rules):
    """What may be judged, how long, and what may be covered or taken down for which reason."""

    aspects: list[str]
    publish_days: int
    fewest_for_average: int
    most_characters: int
    most_masked: float
    one_mask: int
    mask_kinds: list[str]
    disputes: list[str]
    removals: list[str]


class MaskRule(_Rules):
    """A pattern that finds one kind of personal data."""

    kind: str
    pattern: re.Pattern[str]


class OrderRules(_Rules):
    """All of them; days, minutes and characters as the names say."""

    answer_days: int
    confirm_days: int
    most_times: int
    soonest_hours: int
    latest_days: int
    first_hour: int
    last_hour: int
    open_per_chat: int
    per_phone_per_day: int
    note_characters: int
    called_characters: int
    words_characters: int
    keep_days: int
    link_days: int
    shared_proof_minutes: int
    page: int
    reasons: Reasons
    review: ReviewRules
    masks: list[MaskRule]


@cache
def rules() -> OrderRules:
    """The rules in the data file."""
    return OrderRules.model_validate(load_yaml(data_path("knowledge_base", "consumer", "orders.yaml")))
