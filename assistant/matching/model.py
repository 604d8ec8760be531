"""The shapes of matching: a need, who is published, and what was found with its reasons.

The JSON of `Need` and `Match` is the wire format; what was not said is null or an empty list.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.profile.model import Fact, Range, WorkerProfile

Weight = Literal["must", "prefer", "exclude"]
Clarity = Literal["clear", "vague"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Span(_Shape):
    """Words of the consumer that carry one value: `quote` is exactly `text[start:end]` of message `message_id`."""

    field: str
    value: Any = None
    quote: str
    start: int
    end: int
    message_id: str | None = None
    weight: Weight = "must"
    clarity: Clarity = "clear"


class Elder(_Shape):
    """An old person to be cared for; `care` is her self-care level: independent | partly | bedridden | dementia."""

    age: int | None = None
    care: str | None = None
    conditions: list[str] = []


class Household(_Shape):
    """Who lives there and what the work is in: children's ages in months, elders, pets by id, square metres, meals."""

    child_ages_months: list[Range] = []
    unborn: bool | None = None
    due: str | None = None
    elders: list[Elder] = []
    area: float | None = None
    people: int | None = None
    meals: list[str] = []


class Need(_Shape):
    """What a consumer is looking for.

    `start` is "now" or an ISO date; `pets` are ids of what lives there (dogs, cats, other); `hours` is what was said of
    time: {"per_day", "per_week", "from", "to", "days"}. `must`, `prefer` and `exclude` name conditions as
    `field` or `field:id` (`skills:complementary_food`), the way they bind. `open` are fields she said do not matter
    (随便); `refused_filters` the ids of filters declined as unlawful. `years_min` is wanted experience in years,
    `rest_days_min` days off the household gives a month. `preferences` are conditions of taste about the work
    (`pork_free_kitchen`: true), by the ids of the vocabulary.
    """

    job: str | None = None
    work_modes: list[str] = []
    budget_min: int | None = None
    budget_max: int | None = None
    budget_unit: str | None = None
    city: str | None = None
    district: str | None = None
    skills: list[str] = []
    cuisines: list[str] = []
    languages: list[str] = []
    certificates: list[str] = []
    health_certificate: bool | None = None
    background_check: bool | None = None
    years_min: float | None = None
    start: str | None = None
    until: str | None = None
    pets: list[str] = []
    hours: dict[str, Any] | None = None
    rest_days: int | None = None
    preferences: dict[str, bool] = {}
    household: Household = Field(default_factory=Household)
    must: list[str] = []
    prefer: list[str] = []
    exclude: list[str] = []
    open: list[str] = []
    refused_filters: list[str] = []
    spans: list[Span] = []

    def wire(self) -> dict[str, Any]:
        """The need as JSON-ready data, every field present."""
        return self.model_dump(mode="json")


class Mark(_Shape):
    """One thing people verified: what (identity | certificate:<kind> | health | record_check), by whom, when, until."""

    what: str
    by: str
    on: date
    until: date | None = None


class PublishedWorker(_Shape):
    """A person whose file was approved and who consented: all that matching and consumers may ever know of her.

    `facts` and `profile` hold nothing protected or identifying (see `assistant.matching.publishable`): no phone, full
    name, birth year, age, sex, home town. `texts` are her own words by turn, only where a fact quotes them.
    """

    worker_id: str
    agency_id: str
    display_name: str
    card_code: str
    profile: WorkerProfile
    facts: list[Fact]
    marks: list[Mark] = []
    photo_key: str | None = None
    published_at: datetime
    valid_until: datetime | None = None
    synthetic: bool = False


class Reason(_Shape):
    """Why she fits, in words for the consumer; `quote` are her own words behind it."""

    field: str
    text: str
    quote: str | None = None


class Gap(_Shape):
    """What was wanted and is missing, differs, or was not said (`kind`: missing | differs | unsaid | unverified)."""

    field: str
    text: str
    kind: Literal["missing", "differs", "unsaid", "unverified"] = "unsaid"


class Match(_Shape):
    """One person found. `score` is 0…1; null when personal ranking is switched off. `place` as the reader reads it."""

    worker_id: str
    display_name: str
    card_url: str
    score: float | None
    reasons: list[Reason]
    gaps: list[Gap]
    jobs: list[str] = []
    years: Range | None = None
    pay: dict[str, Any] | None = None
    available_from: str | None = None
    city: str | None = None
    district: str | None = None
    place: str | None = None
    work_modes: list[str] = []
    marks: list[Mark] = []
    photo_url: str | None = None
    parts: dict[str, float] = {}


class NearMiss(_Shape):
    """Someone who would fit if one must gave way; `gives` names it as in `Need.must`, `text` says it aloud."""

    match: Match
    gives: list[str]
    text: str


class Found(_Shape):
    """What a search found. `total` counts all who satisfy every must; near misses only when there are few.

    `at_least`: there are more than `total`, who were not all counted.
    """

    matches: list[Match]
    near_misses: list[NearMiss] = []
    total: int
    at_least: bool = False
    personal: bool = True
