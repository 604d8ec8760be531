"""People who do not exist, made to be like those who do: for load, for trials, for evaluations.

What each says is made of the sentences of `knowledge_base/matching/seed.yaml`, and what it means is read from those
sentences like anybody's words; the facts are folded, cleaned and indexed the same way. Every one is marked.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.matching.model import Mark, PublishedWorker
from assistant.matching.names import display_name
from assistant.matching.publishable import publishable
from assistant.matching.whereabouts import districts_of
from assistant.profile.fold import fold
from assistant.profile.model import Fact, Topic, WorkerProfile
from assistant.resume.wording import term_extra
from assistant.understanding.reader import read_by_rules
from assistant.understanding.reading import Context
from assistant.vocabulary import vocabulary

PREFIX: Final = "syn_"
"""Ids of people who do not exist begin so."""

_HAN_FORMS: Final = 3  # of a term's spoken forms, the first few are said
_PAY_STEP: Final[dict[str, int]] = {"month": 100, "26_days": 100, "day": 10, "hour": 1, "visit": 10}


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class JobSeed(_Data):
    """How one kind of work is found: how common, how worked, what it pays, what goes with it."""

    weight: float
    said: tuple[str, ...]
    modes: dict[str, float]
    unit: str
    pay: tuple[float, float]
    others: dict[str, float]
    skills: dict[str, float]
    certificates: dict[str, float]


class Seed(_Data):
    """The file; see its comments."""

    marked: str
    by: str
    agencies: tuple[str, ...]
    surnames: str
    given: tuple[str, ...]
    cities: dict[str, float]
    city_pay: dict[str, float]
    hometowns: dict[str, float]
    male: float
    ages: tuple[int, int]
    jobs: dict[str, JobSeed]
    full: float
    cuisines: dict[str, float]
    cooks: frozenset[str]
    languages: dict[str, float]
    preferences: dict[str, tuple[float, float]]
    good: float
    some: float
    declined: float
    unsaid: dict[str, float]
    whole_city: float
    health: float
    marks: dict[str, float]
    late: float
    published_within: int
    valid_days: int
    sentences: dict[str, Any]


@cache
def seed_data() -> Seed:
    """The shipped file, checked and cached."""
    return Seed.model_validate(load_yaml(data_path("knowledge_base", "matching", "seed.yaml")))


@dataclass(frozen=True, slots=True)
class Made:
    """One person: what is published of her, and the whole profile that is not, for audits."""

    worker: PublishedWorker
    private: WorkerProfile


def make(number: int, seed: int, today: date, **fixed: str) -> Made:
    """Person `number` of a seed: the same for the same arguments, whatever else is made.

    `fixed` replaces what she says of `name`, `age`, `hometown` or `gender` by a sentence, for audits.
    """
    # A seed of its own for everybody, so that people can be made in any order and number.
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - people who do not exist need no secrets
    facts = list(_facts(_Speaker(chance, seed_data(), today), today, fixed))
    private = fold(facts).profile
    profile, published = publishable(private, facts)
    moment = _moment(chance, today)
    marks = _marks(chance, profile, moment.date(), today)
    worker = PublishedWorker(
        worker_id=f"{PREFIX}{seed}_{number:07d}",
        agency_id=chance.choice(seed_data().agencies),
        display_name=seed_data().marked.format(name=display_name(private)),
        card_code=f"SYN{seed}X{number:07d}",
        profile=profile,
        facts=published,
        marks=marks,
        published_at=moment,
        valid_until=moment + timedelta(days=seed_data().valid_days),
        synthetic=True,
    )
    return Made(worker, private)


def _facts(speaker: _Speaker, today: date, fixed: Mapping[str, str]) -> Iterator[Fact]:
    for turn, (sentence, topic) in enumerate(speaker.said(fixed)):
        for fact in _read(sentence, topic, today):
            yield fact.model_copy(update={"turn_id": f"t{turn}"})


@lru_cache(maxsize=200_000)
def _read(sentence: str, topic: Topic, today: date) -> tuple[Fact, ...]:
    """What a sentence says. People say the same things: each is read once."""
    return tuple(read_by_rules(sentence, Context(today=today, asking=topic, language="zh")).facts)


@lru_cache(maxsize=4096)
def _forms(kind: str, term_id: str) -> tuple[str, ...]:
    term = vocabulary().term(kind, term_id)
    named = [form for form in term.forms["zh"] if form not in term.hints and not form.isascii()]
    return tuple(named[:_HAN_FORMS])


class _Speaker:
    """What one person says, sentence by sentence with the topic it answers."""

    def __init__(self, chance: random.Random, data: Seed, today: date) -> None:
        self._chance = chance
        self._data = data
        self._say = data.sentences
        self._today = today
        self._job = _drawn(chance, {job: each.weight for job, each in data.jobs.items()})
        self._of_job = data.jobs[self._job]
        self._city = _drawn(chance, data.cities)
        self._districts = districts_of(self._city)
        self._home = chance.choice(self._districts)
        self._years = max(1, min(25, round(chance.gammavariate(2.2, 2.6))))

    def said(self, fixed: Mapping[str, str]) -> Iterable[tuple[str, Topic]]:
        """Every sentence, in the order of an interview."""
        yield from self._person(fixed)
        yield from self._work()
        yield from self._where()
        yield from self._can()
        yield from self._papers()
        yield from self._terms()
        yield from self._likes()

    def _person(self, fixed: Mapping[str, str]) -> Iterable[tuple[str, Topic]]:
        chance, data = self._chance, self._data
        name = chance.choice(data.surnames) + chance.choice(data.given)
        age = chance.randint(*data.ages)
        hometown = _drawn(chance, data.hometowns)
        male = chance.random() < data.male
        yield fixed.get("name") or self._say["name"].format(name=name), Topic.NAME
        gender = fixed.get("gender") or (self._say["male"] if male else "")
        if gender:
            yield gender, Topic.NAME
        yield fixed.get("age") or self._say["age"].format(age=age), Topic.AGE
        yield fixed.get("hometown") or self._say["hometown"].format(place=hometown), Topic.HOMETOWN

    def _work(self) -> Iterable[tuple[str, Topic]]:
        chance, of_job = self._chance, self._of_job
        spoken = chance.choice(of_job.said)
        yield self._pick("job").format(job=spoken, years=self._years), Topic.JOB
        for other, share in of_job.others.items():
            if chance.random() < share and other in self._data.jobs:
                years = max(1, round(self._years * chance.random()))
                yield self._pick("other_job").format(job=self._data.jobs[other].said[0], years=years), Topic.EXPERIENCE
        if chance.random() < 0.6:
            yield self._pick("families").format(n=max(1, round(self._years * chance.uniform(0.6, 2)))), Topic.HISTORY
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            months = chance.choice((3, 6, 8, 12, 18, 24, 30))
            yield self._pick("post").format(place=self._city, job=spoken, months=months), Topic.HISTORY

    def _where(self) -> Iterable[tuple[str, Topic]]:
        chance = self._chance
        yield self._pick("location").format(place=self._city + self._home), Topic.LOCATION
        if chance.random() < self._data.unsaid["areas"]:
            return
        if chance.random() < self._data.whole_city:
            yield self._pick("whole_city").format(city=self._city), Topic.SERVICE_AREA
        else:
            near = sorted(chance.sample(self._districts, min(2, len(self._districts))))
            yield self._pick("areas").format(areas="、".join(self._city + each for each in near)), Topic.SERVICE_AREA

    def _can(self) -> Iterable[tuple[str, Topic]]:
        chance, data = self._chance, self._data
        for skill, share in self._of_job.skills.items():
            drawn = chance.random()
            if drawn < share:
                kind = "skill_good" if chance.random() < data.good else "skill"
                kind = "skill_some" if chance.random() < data.some else kind
                yield self._pick(kind).format(form=chance.choice(_forms("skills", skill))), Topic.SKILLS
            elif drawn > 1 - data.declined:
                yield self._pick("skill_no").format(form=chance.choice(_forms("skills", skill))), Topic.SKILLS
        if self._job in data.cooks:
            for cuisine, share in data.cuisines.items():
                if chance.random() < share:
                    yield self._pick("cuisine").format(form=chance.choice(_forms("cuisines", cuisine))), Topic.SKILLS

    def _papers(self) -> Iterable[tuple[str, Topic]]:
        chance = self._chance
        for kind, share in self._of_job.certificates.items():
            if chance.random() < share:
                form = _forms("certificates", kind)[0]
                level = chance.choice(self._say["levels"])
                bare = self._pick("certificate").format(form=form)
                levelled = self._say["certificate_level"].format(form=form, level=level)
                yield (bare if chance.random() < 0.6 else levelled), Topic.CERTIFICATES
        if chance.random() < self._data.health:
            ends = self._today + timedelta(days=chance.randint(-20, 340))
            dated = self._pick("health").format(date=f"{ends.year}年{ends.month}月")
            yield (dated if chance.random() < 0.8 else self._say["health_bare"]), Topic.HEALTH

    def _terms(self) -> Iterable[tuple[str, Topic]]:
        chance, data = self._chance, self._data
        modes = [mode for mode, share in self._of_job.modes.items() if chance.random() < share]
        modes = modes or [max(self._of_job.modes, key=lambda mode: self._of_job.modes[mode])]
        if chance.random() >= data.unsaid["modes"]:
            both = "+".join(modes)
            for each in [both] if both in self._say["modes"] else modes:
                yield self._say["modes"].get(each, ""), Topic.WORK_MODE
        if chance.random() >= data.unsaid["pay"]:
            yield self._say["pay"][self._of_job.unit].format(n=self._pay()), Topic.SALARY
        rest = chance.choice((4, 4, 4, 2, 6, 8, 3))
        if self._of_job.unit in ("month", "26_days") and chance.random() < 0.8:
            yield self._say["rest"].format(n=self._say["rest_words"][rest]), Topic.SCHEDULE
        if chance.random() >= data.unsaid["start"]:
            if chance.random() < 0.6:
                yield self._pick("start_now"), Topic.AVAILABILITY
            else:
                day = self._today + timedelta(days=chance.randint(2, 80))
                yield self._say["start"].format(month=day.month, day=day.day), Topic.AVAILABILITY

    def _pay(self) -> int:
        low, high = self._of_job.pay
        grown = low + (high - low) * min(1.0, self._years / self._data.full) ** 0.8
        there = self._data.city_pay.get(self._city, self._data.city_pay["default"])
        step = _PAY_STEP[self._of_job.unit]
        steps = round(grown * there * self._chance.uniform(0.85, 1.2) / step)
        return step * max(1, int(steps))

    def _likes(self) -> Iterable[tuple[str, Topic]]:
        chance, data = self._chance, self._data
        for language, share in data.languages.items():
            if chance.random() < share:
                yield self._say["language"][language], Topic.LANGUAGES
        for condition, (accepted, refused) in data.preferences.items():
            drawn = chance.random()
            form = self._say["preference"][condition]
            if drawn < accepted:
                yield self._say["preference_yes"].format(form=form), Topic.PREFERENCES
            elif drawn < accepted + refused:
                yield self._say["preference_no"].format(form=form), Topic.PREFERENCES

    def _pick(self, kind: str) -> str:
        return str(self._chance.choice(self._say[kind]))


def _drawn(chance: random.Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _moment(chance: random.Random, today: date) -> datetime:
    back = timedelta(days=chance.randint(0, seed_data().published_within), minutes=chance.randint(0, 600))
    return datetime(today.year, today.month, today.day, 12, tzinfo=UTC) - back


def _marks(chance: random.Random, profile: WorkerProfile, published: date, today: date) -> list[Mark]:
    """What people of the agency checked: always before she was published, some of it run out since."""
    data, marks = seed_data(), []
    on = published - timedelta(days=chance.randint(1, 30))

    def until() -> date:
        late = chance.random() < data.late
        return (
            today - timedelta(days=chance.randint(1, 60)) if late else today + timedelta(days=chance.randint(30, 330))
        )

    if chance.random() < data.marks["identity"]:
        marks.append(Mark(what="identity", by=data.by, on=on))
    if profile.health_certificate and chance.random() < data.marks["health"]:
        marks.append(Mark(what="health", by=data.by, on=on, until=until()))
    near_children = any(term_extra("jobs", job).get("near_children") for job in profile.jobs)
    if chance.random() < data.marks["record_check"] * (1.0 if near_children else 0.5):
        marks.append(Mark(what="record_check", by=data.by, on=on, until=until()))
    marks.extend(
        Mark(what=f"certificate:{each.kind}", by=data.by, on=on)
        for each in profile.certificates
        if chance.random() < data.marks["certificate"]
    )
    return marks
