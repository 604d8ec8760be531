"""The shapes everything else speaks: a Fact, its evidence, and the worker's profile.

The JSON of these models is the wire format. Fields nobody spoke of are absent from it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Polarity = Literal["positive", "negative"]
Source = Literal["rules", "llm", "recruiter", "document"]
Status = Literal["claimed", "confirmed", "corrected", "refused", "verified"]
Language = Literal["zh", "en"]

STAFF_WORDS = "staff_words"
"""The flag of a fact that quotes a reason written by staff: never shown as words of hers."""


class Topic(StrEnum):
    """What the interviewer is asking about."""

    CONSENT = "consent"
    NAME = "name"
    JOB = "job"
    EXPERIENCE = "experience"
    AGE = "age"
    HOMETOWN = "hometown"
    LOCATION = "location"
    HISTORY = "history"
    SKILLS = "skills"
    CERTIFICATES = "certificates"
    HEALTH = "health"
    WORK_MODE = "work_mode"
    SCHEDULE = "schedule"
    SALARY = "salary"
    AVAILABILITY = "availability"
    SERVICE_AREA = "service_area"
    LANGUAGES = "languages"
    EDUCATION = "education"
    PREFERENCES = "preferences"
    BACKGROUND = "background"
    CONTACT = "contact"
    SCENARIO = "scenario"
    CONFIRM = "confirm"
    ANYTHING_ELSE = "anything_else"


class Fact(BaseModel):
    """One thing said, and the words that say it.

    `quote` is exactly `text[start:end]` of turn `turn_id` (character offsets, end exclusive). The value's shape
    depends on the field; see `assistant.profile.fields`. `flags` carry what a reader must know and the value cannot
    say: `approximate`, `conditional`, `vague`, `wish`, `correction`, `zodiac_conflict`, `document_differs`, …
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    value: Any = None
    polarity: Polarity = "positive"
    quote: str
    turn_id: str | None = None
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    source: Source = "rules"
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.9
    status: Status = "claimed"
    flags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _quote_fits_span(self) -> Fact:
        if self.end - self.start != len(self.quote):
            raise ValueError("quote must be exactly text[start:end]")
        return self


class _Part(BaseModel):
    """Base of the profile's parts: unknown keys are refused, unsaid ones stay out of the JSON."""

    model_config = ConfigDict(extra="forbid")


class Range(_Part):
    """A number as it was said: exact when both ends are equal; either end may be open."""

    min: float | int | None = None
    max: float | int | None = None


class Pay(Range):
    """Expected pay in yuan for one `unit`."""

    unit: str | None = None
    negotiable: bool | None = None


class Home(_Part):
    """Where she comes from."""

    province: str | None = None
    city: str | None = None


class Location(_Part):
    """Where she is now."""

    city: str | None = None
    district: str | None = None


class WorkPeriod(_Part):
    """One family or post she worked for."""

    job: str | None = None
    city: str | None = None
    district: str | None = None
    months: float | int | Range | None = None
    ended: str | None = None
    duties: str | None = None
    reason_left: str | None = None
    reason_private: bool | None = None


class Skill(_Part):
    """A skill she claims, in which degree, and the words that carry it."""

    id: str
    level: str | None = None
    evidence: str | None = None


class Certificate(_Part):
    """A certificate she says she has; `verified` is set by people, never by her words."""

    kind: str
    level: str | None = None
    issuer: str | None = None
    issuer_type: str | None = None
    issued_on: str | None = None
    verified: Literal["no", "seen", "checked"] = "no"


class HealthCertificate(_Part):
    """Whether the check-up is held and its dates; nothing medical."""

    held: bool | None = None
    valid_until: str | None = None
    exam_date: str | None = None


class LanguageSkill(_Part):
    """A language or dialect and how well."""

    id: str
    level: str | None = None


class Scenario(_Part):
    """Her answer to a what-would-you-do question; a cue for a reviewer, never a score."""

    question_id: str
    answer: str
    outcome: Literal["safe", "unsafe", "unanswered", "needs_human"]


class WorkerProfile(_Part):
    """The fold of a worker's facts, in the wire format."""

    name: str | None = None
    gender: str | None = None
    birth_year: int | Range | None = None
    age: int | Range | None = None
    hometown: Home | None = None
    location: Location | None = None
    phone: str | None = None
    jobs: list[str] = []
    years_experience: Range | None = None
    experience_by_job: dict[str, Range] = {}
    families_served: Range | None = None
    work_history: list[WorkPeriod] = []
    skills: list[Skill] = []
    declined_skills: list[str] = []
    cuisines: list[str] = []
    declined_cuisines: list[str] = []
    declined_jobs: list[str] = []
    certificates: list[Certificate] = []
    health_certificate: HealthCertificate | None = None
    work_modes: list[str] = []
    declined_work_modes: list[str] = []
    rest_days_per_month: Range | None = None
    expected_salary: Pay | None = None
    available_from: str | None = None
    service_areas: list[str] = []
    declined_service_areas: list[str] = []
    languages: list[LanguageSkill] = []
    education: str | None = None
    preferences: dict[str, bool] = {}
    background_check_consent: bool | None = None
    strengths: list[str] = []
    scenarios: list[Scenario] = []

    def wire(self) -> dict[str, Any]:
        """The profile as JSON-ready data, with everything unsaid left out.

        A range keeps both its ends, open ones as null, since an open end is something she said.
        """
        return {key: _wire(value) for key, value in self if value is not None and value != [] and value != {}}


def _wire(value: object) -> Any:  # noqa: ANN401 - JSON-ready data has no narrower type
    if isinstance(value, Range):
        shown = {"min": value.min, "max": value.max}
        return shown | {k: v for k, v in value if k not in shown and v is not None}
    if isinstance(value, BaseModel):
        return {k: _wire(v) for k, v in value if v is not None}
    if isinstance(value, list):
        return [_wire(item) for item in value]
    if isinstance(value, dict):
        return {k: _wire(v) for k, v in value.items()}
    return value
