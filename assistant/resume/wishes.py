"""What she is looking for: work, arrangement, pay, rest, start, area; and what she would rather not."""

from __future__ import annotations

from typing import Final

from assistant.profile.model import Pay
from assistant.resume.desk import Clause, Desk
from assistant.resume.evidence import Ids
from assistant.resume.model import Line, Mark
from assistant.resume.wording import term_extra

_AREAS_SHOWN: Final = 20
# Which line a condition stands in, by what `true` means for it in the taxonomy; what she does not ask for is not said.
_PREFERENCES: Final = (
    ("preferences_yes", "accepts", True),
    ("preferences_have", "has", True),
    ("preferences_want", "wants", True),
    ("preferences_no", "accepts", False),
)


def wishes(desk: Desk) -> list[Line]:
    """The lines of the section on the work wanted."""
    profile = desk.profile
    return [
        *desk.listing("jobs", desk.marks("jobs", "jobs", profile.jobs), label="jobs"),
        *desk.listing("work_modes", desk.marks("work_modes", "work_modes", profile.work_modes), label="work_modes"),
        *_pay_line(desk),
        *_rest_line(desk),
        *_start_line(desk),
        *desk.listing("service_areas", _areas(desk, profile.service_areas), label="service_areas"),
    ]


def _areas(desk: Desk, names: list[str], *, negative: bool = False) -> list[Mark]:
    marks = desk.marks("service_areas", None, names[:_AREAS_SHOWN], negative=negative)
    return [mark.model_copy(update={"text": desk.say.place(mark.text)}) for mark in marks]


def pay_and_ids(desk: Desk) -> tuple[Pay | None, Ids]:
    """Her expected pay as far as facts carry it; None without a figure."""
    parts, ids = desk.merged("expected_salary", desk.profile.expected_salary)
    if "min" not in parts and "max" not in parts:
        return None, ids
    return Pay.model_validate(parts), ids


def _pay_line(desk: Desk) -> list[Line]:
    pay, ids = pay_and_ids(desk)
    negotiable = desk.profile.expected_salary is not None and desk.profile.expected_salary.negotiable is True
    if pay is None:
        text = desk.say.line("pay_negotiable_only") if negotiable else ""
        return desk.line("expected_salary", text, ids, label="expected_salary")
    extra = []
    if pay.negotiable:
        extra.append(desk.say.line("pay_negotiable"))
    if desk.ledger.flagged(ids, "conditional"):
        extra.append(desk.say.line("pay_conditional"))
    amount = desk.say.pay(pay, approximate=desk.ledger.flagged(ids, "approximate"))
    text = desk.say.line("expected_salary", pay=desk.words.join.join([amount, *extra]))
    return desk.line("expected_salary", text, ids, label="expected_salary")


def rest_clause(desk: Desk, key: str) -> list[Clause]:
    """Days off a month; no days off is a matter to settle with her, never something to show."""
    rest = desk.profile.rest_days_per_month
    if rest is None or not (rest.min or rest.max):
        return []
    ids = desk.ledger.equal("rest_days_per_month", rest)
    return [Clause(desk.say.line(key, days=desk.say.count(rest, "day")), ids)] if ids else []


def _rest_line(desk: Desk) -> list[Line]:
    return [
        line
        for clause in rest_clause(desk, "rest_days_per_month")
        for line in desk.line("rest_days_per_month", clause.text, clause.ids, label="rest_days_per_month")
    ]


def start_clause(desk: Desk) -> list[Clause]:
    """From when she can work."""
    start = desk.profile.available_from
    if start is None:
        return []
    ids = desk.ledger.equal("available_from", start)
    if start == "now":
        text = desk.say.line("available_now")
    else:
        key = "available_about" if desk.ledger.flagged(ids, "approximate") else "available_date"
        text = desk.say.line(key, date=desk.say.date(start))
    return [Clause(text, ids)] if ids else []


def _start_line(desk: Desk) -> list[Line]:
    return [
        line
        for clause in start_clause(desk)
        for line in desk.line(
            "available_from", clause.text[0].upper() + clause.text[1:], clause.ids, label="available_from"
        )
    ]


def limits(desk: Desk) -> list[Line]:
    """What she does not take, and the conditions she does or does not accept, said beforehand."""
    profile = desk.profile
    declined = (
        ("declined_jobs", "jobs", "jobs", profile.declined_jobs),
        ("declined_skills", "skills", "skills", profile.declined_skills),
        ("declined_work_modes", "work_modes", "work_modes", profile.declined_work_modes),
        ("declined_cuisines", "cuisines", "cuisines", profile.declined_cuisines),
    )
    lines = [line for key, meaning, value in _PREFERENCES for line in _preferences(desk, key, meaning, accepted=value)]
    for label, field, kind, values in declined:
        lines += desk.listing("declined", desk.marks(field, kind, values, negative=True), label=label)
    areas = _areas(desk, profile.declined_service_areas, negative=True)
    return lines + desk.listing("declined", areas, label="declined_service_areas")


def _preferences(desk: Desk, key: str, meaning: str, *, accepted: bool) -> list[Line]:
    marks = []
    for name, value in desk.profile.preferences.items():
        extra = term_extra("preferences", name)
        if value is not accepted or extra.get("never_publish") or extra.get("true_means", "accepts") != meaning:
            continue
        ids = desk.ledger.where("preferences", lambda said, n=name: said.get(n) is accepted)  # type: ignore[misc] # the default binds the loop's value
        marks.append(Mark(text=desk.say.label("preferences", name), evidence=ids, verified=desk.ledger.verified(ids)))
    return desk.listing(key, marks, label=key)
