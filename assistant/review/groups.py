"""Which groups somebody counts for in the fairness report. Nothing but the report may ask this."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, Range, WorkerProfile

Kind = Literal["region", "age_band", "sex", "sex_age", "certificate", "speech"]
Stage = Literal["completion", "extraction", "approval", "exposure"]
UNSAID: Final = "unsaid"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FairnessRules(_Data):
    """`prompts/review/fairness.yaml`."""

    alert_below: float = Field(gt=0, le=1)
    least: int = Field(ge=1)
    small_share: float = Field(ge=0, lt=1)
    age_bands: tuple[tuple[int, int], ...]
    speech: dict[Literal["clear", "fair"], float]
    stages: dict[Stage, dict[Language, str]]
    kinds: dict[Kind, dict[Language, str]]
    values: dict[str, dict[Language, str]]
    page: dict[str, dict[Language, str]]


@cache
def fairness_rules() -> FairnessRules:
    """What the report goes by."""
    return FairnessRules.model_validate(load_yaml(data_path("prompts", "review", "fairness.yaml")))


def groups_of(profile: WorkerProfile, confidences: Sequence[float], year: int) -> dict[Kind, str]:
    """The group of each kind. `confidences` are of her recordings, 0 to 1; `year` is the one ages are counted to."""
    sex = profile.gender if profile.gender in ("female", "male") else UNSAID
    band = _band(profile, year)
    return {
        "region": (profile.hometown.province or UNSAID) if profile.hometown else UNSAID,
        "age_band": band,
        "sex": sex,
        "sex_age": f"{sex}/{band}",
        "certificate": "with" if profile.certificates else "without",
        "speech": _speech(confidences),
    }


def is_known(value: str) -> bool:
    """Whether a group is one, and not that nobody said; those are counted and compared with nobody."""
    return UNSAID not in value.split("/")


def _band(profile: WorkerProfile, year: int) -> str:
    age = _middle(profile.age)
    born = _middle(profile.birth_year)
    if born is not None:
        age = year - born
    if age is None:
        return UNSAID
    return next((f"{low}-{high}" for low, high in fairness_rules().age_bands if low <= age <= high), UNSAID)


def _middle(value: float | Range | None) -> float | None:
    if isinstance(value, Range):
        ends = [end for end in (value.min, value.max) if end is not None]
        return int(sum(ends) / len(ends)) if ends else None
    return value


def _speech(confidences: Sequence[float]) -> str:
    if not confidences:
        return "typed"
    mean = sum(confidences) / len(confidences)
    bounds = fairness_rules().speech
    return next((name for name in ("clear", "fair") if mean >= bounds[name]), "hard")
