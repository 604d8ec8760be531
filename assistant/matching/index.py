"""A published person as rows of the index: one for each job in each city, with all that search asks of her."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from assistant.matching import codes as numbers
from assistant.matching.codes import Codes, Key, bit, term
from assistant.matching.model import Mark, PublishedWorker
from assistant.matching.settings import Weights, weights
from assistant.matching.tables import MASKS, SPINS
from assistant.matching.whereabouts import WHOLE_CITY, Served, districts_of, served
from assistant.profile.model import Certificate, HealthCertificate, Pay, WorkerProfile
from assistant.resume.wording import term_extra
from assistant.vocabulary import vocabulary

_ALWAYS: Final = 9_999_999
_TENTHS: Final = 10
_MOST_YEARS: Final = 60
_MARKS: Final = ("identity", "health", "record_check")
# The kinds of bits, and the kind of the taxonomy each is of.
_INDEXED: Final = {
    "skills": "skills",
    "skills+": "skills",
    "skills-": "skills",
    "cuisines": "cuisines",
    "languages": "languages",
    "certificates": "certificates",
    "certificates+": "certificates",
    "work_modes": "work_modes",
    "yes": "preferences",
    "no": "preferences",
}
_STRONG_LEVELS: Final = frozenset({"good"})
_LITTLE: Final = "some"


def spin(worker_id: str) -> int:
    """A number from 0 to 1023 that depends on nothing but the id."""
    return int.from_bytes(hashlib.blake2b(worker_id.encode(), digest_size=2).digest(), "big") % SPINS


def keys_of(worker: PublishedWorker) -> list[Key]:
    """Every key her rows need a number for."""
    keys = [
        *taxonomy_keys(),
        (numbers.AGENCIES, worker.agency_id),
        *((numbers.JOBS, job) for job in worker.profile.jobs),
    ]
    for place in served(worker.profile):
        keys.append((numbers.CITIES, place.city))
        keys.extend((numbers.districts(place.city), name) for name in districts_of(place.city))
        named = sorted((place.districts | place.declined | ({place.home} if place.home else set())) - {WHOLE_CITY})
        keys.extend((numbers.districts(place.city), name) for name in named)
    keys.extend(term_key for term_key in terms_of(worker))
    return keys


@cache
def taxonomy_keys() -> tuple[Key, ...]:
    """A key for every term of the taxonomy, so that a search meets no name without a number."""
    known = vocabulary().terms
    terms = [term(kind, each.id) for kind, of in _INDEXED.items() for each in known(of)]
    return (*((numbers.JOBS, each.id) for each in known("jobs")), *(term("marks", mark) for mark in _MARKS), *terms)


def rows_of(worker: PublishedWorker, given: Codes) -> list[dict[str, int | None]]:
    """Her rows, all but her number in the index. Who named no job has none and is found by her card alone."""
    common = _common(worker, given)
    places = served(worker.profile)
    return [
        {**common, **_of_job(worker, job, given), **where}
        for job in dict.fromkeys(worker.profile.jobs)
        if job not in worker.profile.declined_jobs
        for where in ([_of_city(place, given) for place in places] or [_nowhere()])
    ]


def terms_of(worker: PublishedWorker) -> list[Key]:
    """What she has, one key a bit: skills, cuisines, languages, papers, ways of working, conditions she spoke of."""
    profile, numbers_of = worker.profile, weights()
    found = [term("work_modes", mode) for mode in profile.work_modes if mode not in profile.declined_work_modes]
    weak = numbers_of.levels_below_must
    for skill in profile.skills:
        if skill.level not in weak["skills"]:
            found.append(term("skills", skill.id))
            if skill.level == _LITTLE:
                found.append(term("skills-", skill.id))
            elif skill.level in _STRONG_LEVELS or _verified(worker, "skills", skill.id):
                found.append(term("skills+", skill.id))
    found += [term("cuisines", each) for each in profile.cuisines]
    found += [term("languages", each.id) for each in profile.languages if each.level not in weak["languages"]]
    found += _papers(profile.certificates, worker.marks)
    found += [term("yes" if accepted else "no", each) for each, accepted in profile.preferences.items()]
    found += [term("marks", mark.what) for mark in worker.marks if mark.what in _MARKS]
    return found


def _papers(certificates: Iterable[Certificate], marks: Iterable[Mark]) -> list[Key]:
    verified = {mark.what.partition(":")[2] for mark in marks if mark.what.startswith("certificate:")}
    found = []
    for each in certificates:
        found.append(term("certificates", each.kind))
        if each.verified == "checked" or each.kind in verified:
            found.append(term("certificates+", each.kind))
    return found


def _verified(worker: PublishedWorker, field: str, value_id: str) -> bool:
    return any(
        fact.field == field
        and fact.status == "verified"
        and isinstance(fact.value, dict)
        and fact.value.get("id") == value_id
        for fact in worker.facts
    )


def _common(worker: PublishedWorker, given: Codes) -> dict[str, int | None]:
    profile, numbers_of = worker.profile, weights()
    masks: dict[str, int] = dict.fromkeys(MASKS, 0)
    for key in terms_of(worker):
        code = given.get(key)
        if code is not None:
            column, one = bit(code)
            masks[column] |= one
    return {
        "spin": spin(worker.worker_id),
        "agency": given.get((numbers.AGENCIES, worker.agency_id)),
        **pay_columns(profile.expected_salary, numbers_of),
        "available": available(profile.available_from),
        "rest": _rest(profile),
        "health_until": health_until(profile.health_certificate, worker.marks, numbers_of),
        "record_until": record_until(worker.marks, numbers_of),
        "live_until": worker.valid_until.date().toordinal() if worker.valid_until else _ALWAYS,
        "published": worker.published_at.date().toordinal(),
        **masks,
    }


def _of_job(worker: PublishedWorker, job: str, given: Codes) -> dict[str, int | None]:
    return {
        "job": given.get((numbers.JOBS, job)),
        "gate": int(bool(term_extra("jobs", job).get("near_children"))),
        "years": min(round(years_in(worker.profile, job) * _TENTHS), _MOST_YEARS * _TENTHS),
        "strength": strength(worker, job, weights()),
    }


def _nowhere() -> dict[str, int | None]:
    return {"city": numbers.UNKNOWN_CITY, "districts": 0, "declined": 0, "home": 0}


def _of_city(place: Served, given: Codes) -> dict[str, int | None]:
    kind = numbers.districts(place.city)
    home = given.get((kind, place.home)) if place.home else None
    return {
        "city": given.get((numbers.CITIES, place.city)),
        "districts": _mask(kind, districts_served(place), given),
        "declined": _mask(kind, place.declined, given),
        "home": home or 0,
    }


def _mask(kind: str, names: Iterable[str], given: Codes) -> int:
    mask = 0
    for name in names:
        code = given.get((kind, name))
        mask |= numbers.district_bit(code) if code is not None else 0
    return mask


def districts_served(place: Served) -> set[str]:
    """The districts of the city she serves: all of them when she named the city, never those she declined."""
    inside = set(districts_of(place.city)) if WHOLE_CITY in place.districts else set()
    return (inside | place.districts) - place.declined - {WHOLE_CITY}


def pay_columns(pay: Pay | None, numbers_of: Weights) -> dict[str, int | None]:
    """The least she works for, by kind of pay; a figure without a unit is not guessed at."""
    columns: dict[str, int | None] = {"pay_month": None, "pay_hour": None, "pay_visit": None}
    unit = numbers_of.pay_units.get(pay.unit or "") if pay else None
    least = least_pay(pay)
    if unit is not None and least is not None:
        columns[f"pay_{unit.kind}"] = round(least * unit.factor)
    return columns


def least_pay(pay: Pay | None) -> float | None:
    """The lower end of what she asks, or the upper one when only that was said."""
    if pay is None:
        return None
    return pay.min if pay.min is not None else pay.max


def available(said: str | None) -> int | None:
    """The day she can begin as an ordinal; 0 for now, None for unsaid or unclear."""
    if said == "now":
        return 0
    day = last_day(said)
    return day.toordinal() if day else None


def last_day(said: str | None) -> date | None:
    """The last day of a date as precise as it was said (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`)."""
    parts = [int(part) for part in (said or "").split("-") if part.isdigit()]
    try:
        if len(parts) == 3:
            return date(*parts)
        if len(parts) == 2:
            return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - timedelta(days=1)
        return date(parts[0], 12, 31) if parts else None
    except ValueError:
        return None


def health_until(said: HealthCertificate | None, marks: Iterable[Mark], numbers_of: Weights) -> int | None:
    """Until when her check-up holds, by people's mark first, then by her own words; None when she has none."""
    for mark in marks:
        if mark.what == "health":
            return (mark.until or mark.on + timedelta(days=numbers_of.health_days)).toordinal()
    if said is None or not said.held:
        return None
    until = last_day(said.valid_until)
    if until is None and (examined := last_day(said.exam_date)):
        until = examined + timedelta(days=numbers_of.health_days)
    return until.toordinal() if until else _ALWAYS


def record_until(marks: Iterable[Mark], numbers_of: Weights) -> int | None:
    """Until when her clear record check holds; None without one. Only people set this mark."""
    found = [
        (mark.until or mark.on + timedelta(days=numbers_of.record_check_days)).toordinal()
        for mark in marks
        if mark.what == "record_check"
    ]
    return max(found, default=None)


def years_in(profile: WorkerProfile, job: str) -> float:
    """Years in this job by the lower end of what she said; the total counts when it is her only job."""
    told = profile.experience_by_job.get(job)
    if told is None and not profile.experience_by_job and len(profile.jobs) == 1:
        told = profile.years_experience
    if told is None:
        return 0.0
    return float(told.min if told.min is not None else (told.max or 0) / 2)


def _rest(profile: WorkerProfile) -> int | None:
    rest = profile.rest_days_per_month
    if rest is None:
        return None
    return round(rest.min if rest.min is not None else rest.max or 0)


def strength(worker: PublishedWorker, job: str, numbers_of: Weights) -> int:
    """How well her years in a job are borne out by posts, families, checked facts and quoted skills; 0…100."""
    points, profile = numbers_of.strength, worker.profile
    posts = [post for post in profile.work_history if post.job in (job, None)]
    total = points.per_post * min(len(posts), points.most_posts)
    total += points.post_with_length if any(post.months for post in posts) else 0
    total += points.families if profile.families_served else 0
    checked = sum(fact.status == "verified" for fact in worker.facts)
    total += points.verified_fact * min(checked, points.most_verified)
    of_job = sum(bool(skill.evidence) and job in _jobs_of(skill.id) for skill in profile.skills)
    total += points.per_quoted_skill * min(of_job, points.most_quoted_skills)
    return min(total, 100)


def _jobs_of(skill: str) -> tuple[str, ...]:
    return tuple(term_extra("skills", skill).get("jobs", ()))
