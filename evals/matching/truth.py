"""What is true of a person for a need, told from her published document by plain rules of its own.

Nothing here uses the search's index, conditions or weights: musts are counted and usefulness is graded independently.
"""

from __future__ import annotations

from datetime import date, timedelta

from assistant.matching.model import Need, PublishedWorker
from assistant.profile.model import WorkerProfile
from assistant.vocabulary import places, vocabulary

GRADES = (0.8, 0.6, 0.4)
"""Shares of the wishes fulfilled from which a person is worth 3, 2 and 1."""

_PER_MONTH = {"month": 1.0, "26_days": 1.0, "day": 26.0, "42_days": 26 / 42}


def broken_musts(worker: PublishedWorker, need: Need, today: date) -> list[str]:
    """The musts of the need that this person does not fulfil; never shown when there is one."""
    profile = worker.profile
    checks = {
        "job": need.job is None or (need.job in profile.jobs and need.job not in profile.declined_jobs),
        "live": worker.valid_until is None or worker.valid_until.date() >= today,
        "record_check": _cleared(worker, need, today),
        "city": need.city is None or need.city in _cities(profile),
        "district": need.district is None or _goes_to(profile, need),
        "work_modes": not need.work_modes or any(mode in profile.work_modes for mode in need.work_modes),
        "budget_max": need.budget_max is None or _affordable(profile, need),
        "start": need.start is None or _there_by(profile, need, today),
        "years_min": need.years_min is None or _years(profile, need.job) >= need.years_min,
        "health_certificate": not need.health_certificate or _healthy(worker, need, today),
        "pets": all(
            profile.preferences.get(pet) is not False for pet in [*need.pets, *(["pets"] if need.pets else [])]
        ),
        "respect": not _declines(profile, need),
    }
    broken = [name for name, kept in checks.items() if not kept]
    return broken + [name for name in need.must if ":" in name and not _has(profile, name)]


def usefulness(worker: PublishedWorker, need: Need, today: date) -> float:
    """The share of a family's plain wishes that she fulfils: 0 when a must is broken."""
    if broken_musts(worker, need, today):
        return 0.0
    profile = worker.profile
    wishes: list[float] = [min(1.0, _years(profile, need.job) / 6)]
    checked_of = {mark.what.split(":")[0] for mark in worker.marks if mark.until is None or mark.until >= today}
    wishes.append(min(1.0, 0.25 + 0.25 * len(checked_of)))
    good = {skill.id for skill in profile.skills if skill.level == "good"}
    little = {skill.id for skill in profile.skills if skill.level == "some"}
    for field in ("skills", "cuisines", "languages", "certificates"):
        for each in getattr(need, field):
            held = _has(profile, f"{field}:{each}")
            checked = any(mark.what == f"certificate:{each}" for mark in worker.marks)
            sure = each in good or checked or field in ("cuisines", "languages")
            wishes.append((1.0 if sure else 0.5 if each in little else 0.8) if held else 0.0)
    for each in [*need.preferences, *need.pets]:
        said = profile.preferences.get(each)
        wishes.append(1.0 if said else 0.5 if said is None else 0.0)
    if need.district is not None:
        lives = profile.location is not None and profile.location.district == need.district
        wishes.append(1.0 if lives else 0.7)
    wishes.append(1.0 if _there_by(profile, need, today) else 0.5)
    return sum(wishes) / len(wishes)


def grade(share: float) -> int:
    """What a share of wishes is worth, 0 to 3."""
    return next((3 - place for place, least in enumerate(GRADES) if share >= least), 0)


def _has(profile: WorkerProfile, name: str) -> bool:
    field, _, value = name.partition(":")
    if field == "skills":
        return any(skill.id == value and skill.level not in ("weak", "informal") for skill in profile.skills)
    if field == "languages":
        return any(each.id == value and each.level != "weak" for each in profile.languages)
    if field == "certificates":
        return any(each.kind == value for each in profile.certificates)
    if field == "work_modes":
        return value in profile.work_modes
    if field == "preferences":
        return profile.preferences.get(value) is True
    return value in profile.cuisines


def _cleared(worker: PublishedWorker, need: Need, today: date) -> bool:
    home = need.household
    jobs = [need.job] if need.job else worker.profile.jobs
    near = any(vocabulary().term("jobs", job).extra.get("near_children") for job in jobs)
    if not near and not home.child_ages_months and not home.unborn:
        return True
    return any(
        mark.what == "record_check" and (mark.until or mark.on + timedelta(days=365)) >= today for mark in worker.marks
    )


def _cities(profile: WorkerProfile) -> set[str]:
    lives = profile.location.city if profile.location else None
    named = {city for area in profile.service_areas if (city := _where(area, lives)[0])}
    return named or ({lives} if lives else set())


def _where(area: str, lives: str | None) -> tuple[str | None, str | None]:
    named = places().named(area)
    best = next((place for place in named if place.city == lives), named[0] if named else None)
    return (best.city, best.district) if best else (None, None)


def _goes_to(profile: WorkerProfile, need: Need) -> bool:
    lives = profile.location.city if profile.location else None
    wanted = (need.city, need.district)
    if wanted in [_where(area, lives) for area in profile.declined_service_areas]:
        return False
    if need.work_modes == ["live_in"]:
        return True
    areas = [_where(area, lives) for area in profile.service_areas]
    home = (profile.location.city, profile.location.district) if profile.location else (None, None)
    return wanted in areas or (need.city, None) in areas or home == wanted


def _affordable(profile: WorkerProfile, need: Need) -> bool:
    pay = profile.expected_salary
    if pay is None or need.budget_max is None or need.budget_unit is None:
        return False
    least = pay.min if pay.min is not None else pay.max
    if least is None or pay.unit is None:
        return False
    if need.budget_unit in _PER_MONTH and pay.unit in _PER_MONTH:
        return round(least * _PER_MONTH[pay.unit]) <= round(need.budget_max * _PER_MONTH[need.budget_unit])
    return pay.unit == need.budget_unit and least <= need.budget_max


def _there_by(profile: WorkerProfile, need: Need, today: date) -> bool:
    said = profile.available_from
    if said is None:
        return False
    wanted = today if need.start in (None, "now") else date.fromisoformat(str(need.start))
    return said == "now" or date.fromisoformat(said) <= max(wanted, today)


def _years(profile: WorkerProfile, job: str | None) -> float:
    told = profile.experience_by_job.get(job or "")
    return float((told.min if told else 0) or 0)


def _healthy(worker: PublishedWorker, need: Need, today: date) -> bool:
    start = today if need.start in (None, "now") else date.fromisoformat(str(need.start))
    for mark in worker.marks:
        if mark.what == "health":
            return mark.until is None or mark.until >= start
    said = worker.profile.health_certificate
    if said is None or not said.held:
        return False
    return said.valid_until is None or said.valid_until >= start.isoformat()[: len(said.valid_until)]


def _declines(profile: WorkerProfile, need: Need) -> bool:
    refused = {name for name, yes in profile.preferences.items() if yes is False}
    ages = [int(age.min or 0) for age in need.household.child_ages_months]
    home = set()
    for age in ages:
        home |= {"newborn"} if age < 1 else set()
        home |= {"infants"} if age < 8 else set()
        home |= {"toddlers"} if 12 <= age <= 36 else set()
    for elder in need.household.elders:
        home |= {"elderly_at_home"}
        home |= {"semi_dependent" if elder.care == "partly" else elder.care or ""}
    return bool(refused & home)
