"""Made-up people published in a database of a run's own, and made-up needs that fit such a population."""

from __future__ import annotations

import random
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assistant.kit import migrations
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.matching.model import Elder, Household, Need
from assistant.matching.seed import Made, make, seed_data
from assistant.matching.seeding import write_people
from assistant.matching.whereabouts import districts_of
from assistant.models.embedding import Embedder
from assistant.profile.model import Range

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = NOW.date()
_NEAR_CHILDREN = ("childcare_nanny", "maternity_nurse")


def clock() -> FixedClock:
    """The moment all evaluations of the search are made at."""
    return FixedClock(NOW)


def people(count: int, seed: int = 1, today: date = TODAY) -> Iterable[Made]:
    """People who do not exist, with what they said of themselves that nobody is told."""
    return (make(number, seed, today) for number in range(count))


@asynccontextmanager
async def published(made: Iterable[Made], embedder: Embedder | None = None) -> AsyncIterator[Database]:
    """A fresh SQLite database in which these people are published; deleted at the end."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'people.db'}")
        try:
            await migrations.upgrade(database)
            await write_people(database, made, embedder=embedder)
            yield database
        finally:
            await database.close()


def needs(count: int, seed: int = 7) -> list[Need]:
    """Needs such as families have: work, mostly a city, often a district, a budget near what is asked, a few wishes."""
    return [_need(random.Random(f"{seed}:{number}")) for number in range(count)]  # noqa: S311 - nothing secret


def _need(chance: random.Random) -> Need:
    data = seed_data()
    job = chance.choices(list(data.jobs), weights=[each.weight for each in data.jobs.values()])[0]
    of_job = data.jobs[job]
    need = Need(job=job)
    if chance.random() < 0.9:
        need.city = chance.choices(list(data.cities), weights=list(data.cities.values()))[0]
        if chance.random() < 0.6:
            need.district = chance.choice(districts_of(need.city))
    if chance.random() < 0.7:
        need.work_modes = [chance.choices(list(of_job.modes), weights=list(of_job.modes.values()))[0]]
    if chance.random() < 0.7:
        there = data.city_pay.get(need.city or "", data.city_pay["default"])
        low, high = of_job.pay
        need.budget_max = round((low + (high - low) * chance.uniform(0.15, 0.9)) * there)
        need.budget_unit = of_job.unit
    _wishes(chance, need, of_job.skills, of_job.certificates)
    _terms(chance, need)
    need.household = _household(chance, job)
    return need


def _wishes(chance: random.Random, need: Need, skills: dict[str, float], certificates: dict[str, float]) -> None:
    data = seed_data()
    need.skills = chance.sample(list(skills), k=min(len(skills), chance.choice((0, 1, 1, 2, 3))))
    need.prefer += [f"skills:{each}" for each in need.skills[1:]]
    first = need.skills[:1]
    (need.must if chance.random() < 0.5 else need.prefer).extend(f"skills:{each}" for each in first)
    if certificates and chance.random() < 0.25:
        need.certificates = [chance.choice(list(certificates))]
        name = f"certificates:{need.certificates[0]}"
        (need.must if chance.random() < 0.4 else need.prefer).append(name)
    if need.job in data.cooks and chance.random() < 0.3:
        need.cuisines = [chance.choice(list(data.cuisines))]
        (need.must if chance.random() < 0.3 else need.prefer).append(f"cuisines:{need.cuisines[0]}")
    if chance.random() < 0.12:
        need.languages = [chance.choice(("mandarin", "mandarin", "cantonese", "english"))]
        (need.must if chance.random() < 0.3 else need.prefer).append(f"languages:{need.languages[0]}")


def _terms(chance: random.Random, need: Need) -> None:
    drawn = chance.random()
    if drawn < 0.25:
        need.start = "now"
    elif drawn < 0.6:
        need.start = (TODAY + timedelta(days=chance.randint(5, 50))).isoformat()
    if chance.random() < 0.25:
        need.years_min = chance.choice((1, 2, 3, 5))
    if chance.random() < 0.3:
        need.health_certificate = True
    if chance.random() < 0.15:
        need.pets = [chance.choice(("dogs", "cats"))]
    if chance.random() < 0.15:
        need.rest_days = chance.choice((2, 4, 4, 6))
    if chance.random() < 0.12:
        need.preferences = {chance.choice(("night_care", "cameras", "holidays")): True}


def _household(chance: random.Random, job: str) -> Household:
    if job in _NEAR_CHILDREN:
        months = chance.choice((0, 2, 5, 9, 14, 20, 30))
        return Household(child_ages_months=[Range(min=months, max=months)])
    if job in ("elderly_carer", "patient_carer"):
        return Household(elders=[Elder(care=chance.choice(("independent", "partly", "bedridden", "dementia")))])
    return Household()
