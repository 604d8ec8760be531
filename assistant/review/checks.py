"""What a person may write down of a check and what follows from it; of a number never more than four digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from assistant.kit.errors import BadInputError
from assistant.profile.model import Fact, Range
from assistant.review.files import Case
from assistant.review.identity import read_id_number
from assistant.review.model import FieldName
from assistant.review.rules import rules
from assistant.vocabulary import vocabulary

Url = Annotated[str, StringConstraints(max_length=300, pattern=r"^https?://[^\s]+$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int


class IdentityBody(_Body):
    """She showed her identity document. `number` is checked and forgotten but for its last four characters."""

    what: Literal["identity"]
    document: Literal["resident_id", "other"] = "resident_id"
    number: Annotated[SecretStr, Field(max_length=40)]
    name_matches: bool
    face_matches: bool
    expires_on: date | None = None


class CertificateBody(_Body):
    """A certificate was seen as an original, or checked with its register, or is not what it says."""

    what: Literal["certificate"]
    kind: FieldName
    outcome: Literal["seen", "checked", "rejected"]
    issuer_type: FieldName | None = None
    register_url: Url | None = None
    valid_until: date | None = None


class HealthBody(_Body):
    """A check-up: its class, whether it was passed, its dates; anything medical is refused as unknown."""

    what: Literal["health"]
    check_class: FieldName
    passed: bool
    exam_date: date
    valid_until: date


class RecordBody(_Body):
    """The query for records, by its outcome alone."""

    what: Literal["record_check"]
    outcome: Literal["clear", "not_cleared", "pending"]
    asked_by: Literal["agency", "herself"] = "agency"
    checked_on: date


CheckBody = Annotated[IdentityBody | CertificateBody | HealthBody | RecordBody, Field(discriminator="what")]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written down of a check, and the facts it verifies."""

    what: str
    outcome: str
    checked_on: date
    valid_until: date | None
    detail: dict[str, Any]
    facts: tuple[Fact, ...] = ()


def judge(case: Case, body: CheckBody, today: date) -> Outcome:
    """What is written down of a check, and the facts it verifies.

    Raises:
        BadInputError: what was given cannot be so.
    """
    judges: dict[type[_Body], Callable[[Case, Any, date], Outcome]] = {
        IdentityBody: _identity,
        CertificateBody: _certificate,
        HealthBody: _health,
        RecordBody: _record,
    }
    return judges[type(body)](case, body, today)


def _identity(case: Case, body: IdentityBody, today: date) -> Outcome:
    secret = body.number.get_secret_value()
    detail: dict[str, Any] = {"document": body.document}
    if body.document == "resident_id":
        number = read_id_number(secret, today)
        if number.age(today) < rules().youngest:
            raise BadInputError("id_too_young", age=rules().youngest)
        detail |= {"last_four": number.last_four, "year_differs": _year_differs(case, number.born.year)}
    else:
        plain = "".join(character for character in secret.upper() if character.isascii() and character.isalnum())
        if len(plain) < 6:
            raise BadInputError("id_form")
        detail |= {"last_four": plain[-4:], "year_differs": False}
    if body.expires_on is not None and body.expires_on < today:
        raise BadInputError("paper_ended")
    detail |= {"name_matches": body.name_matches, "face_matches": body.face_matches}
    passed = body.name_matches and body.face_matches
    names = [_by_paper(f, f.value) for f in case.folded.live if f.field == "name"] if passed else []
    return Outcome("identity", "passed" if passed else "failed", today, body.expires_on, detail, tuple(names))


def _year_differs(case: Case, year: int) -> bool:
    """Whether she said another year of birth than her card has; by up to one year both may be right."""
    said = case.folded.profile.birth_year
    low, high = (said.min, said.max) if isinstance(said, Range) else (said, said)
    return bool((low is not None and year < low - 1) or (high is not None and year > high + 1))


def _certificate(case: Case, body: CertificateBody, today: date) -> Outcome:
    if body.kind not in {term.id for term in vocabulary().terms("certificates")}:
        raise BadInputError("edit_value_wrong")
    if body.issuer_type is not None and body.issuer_type not in rules().issuer_types:
        raise BadInputError("edit_value_wrong")
    if body.outcome == "checked" and body.register_url is None:
        raise BadInputError("register_needed")
    detail = {"issuer_type": body.issuer_type, "register_url": body.register_url}
    facts: tuple[Fact, ...] = ()
    if body.outcome != "rejected":
        told = [f for f in case.folded.live if f.field == "certificates" and f.polarity == "positive" and f.value]
        hers = [fact for fact in told if fact.value.get("kind") == body.kind]
        value = {"kind": body.kind, "verified": body.outcome}
        if body.issuer_type:
            value["issuer_type"] = body.issuer_type
        facts = tuple(_by_paper(fact, fact.value | value) for fact in hers[-1:])
    kept = {key: item for key, item in detail.items() if item is not None}
    return Outcome(f"certificate:{body.kind}", body.outcome, today, body.valid_until, kept, facts)


def _health(case: Case, body: HealthBody, today: date) -> Outcome:
    if body.check_class not in rules().check_classes:
        raise BadInputError("edit_value_wrong")
    if not body.exam_date <= today or body.valid_until <= body.exam_date:
        raise BadInputError("dates_wrong")
    value = {"held": True, "valid_until": body.valid_until.isoformat(), "exam_date": body.exam_date.isoformat()}
    hers = [f for f in case.folded.live if f.field == "health_certificate" and f.value] if body.passed else []
    facts = tuple(_by_paper(fact, value) for fact in hers[-1:])
    outcome = "passed" if body.passed else "not_passed"
    return Outcome("health", outcome, body.exam_date, body.valid_until, {"check_class": body.check_class}, facts)


def _record(case: Case, body: RecordBody, today: date) -> Outcome:
    del case
    if body.checked_on > today:
        raise BadInputError("dates_wrong")
    until = _years_on(body.checked_on, rules().record_check_years) if body.outcome == "clear" else None
    return Outcome("record_check", body.outcome, body.checked_on, until, {"asked_by": body.asked_by})


def _years_on(day: date, years: int) -> date:
    """The last day of so many years from a day."""
    try:
        return day.replace(year=day.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def _by_paper(fact: Fact, value: Any) -> Fact:  # noqa: ANN401 - JSON of any field
    """Her fact again, as a person has seen it on paper: her words carry it, the paper vouches for it."""
    flags = tuple(dict.fromkeys((*fact.flags, "correction")))
    return fact.model_copy(update={"value": value, "status": "verified", "source": "document", "flags": flags})
