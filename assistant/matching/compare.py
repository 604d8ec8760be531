"""Up to three people side by side: the same rows for all, each value with her words and what people checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.matching.evidence import Words
from assistant.matching.model import Mark, Need, PublishedWorker
from assistant.matching.names import name_in
from assistant.matching.wording import lines
from assistant.profile.model import Language, Pay
from assistant.resume.wording import Phrases, group_of_skill, skill_groups

_WEAK: Final = frozenset({"weak", "informal"})


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Cell(_Shape):
    """One person's value in one row; `text` says so when she said nothing. `said` tells the two apart."""

    text: str
    said: bool = True
    quote: str | None = None
    marks: list[Mark] = []


class ComparedRow(_Shape):
    """One field of everybody, in the order of `Comparison.people`; `asked` when the need speaks of it."""

    field: str
    label: str
    cells: list[Cell]
    asked: bool = False


class ComparedPerson(_Shape):
    """Who stands in one column."""

    worker_id: str
    display_name: str
    card_url: str
    synthetic: bool = False


class SkillPicture(_Shape):
    """Skills by family for a picture of everybody laid over each other: `counts[person][axis]`."""

    axes: list[str]
    labels: list[str]
    counts: list[list[int]]
    most: int


class Comparison(_Shape):
    """A table and the data of a picture."""

    people: list[ComparedPerson]
    rows: list[ComparedRow]
    skills: SkillPicture


_ASKED: Final[dict[str, tuple[str, ...]]] = {
    "jobs": ("job",),
    "experience": ("years_min",),
    "pay": ("budget_max",),
    "rest": ("rest_days",),
    "start": ("start",),
    "work_modes": ("work_modes",),
    "place": ("city", "district"),
    "skills": ("skills",),
    "cuisines": ("cuisines",),
    "certificates": ("certificates",),
    "health_certificate": ("health_certificate",),
    "background_check": ("background_check",),
    "languages": ("languages",),
    "accepts": ("preferences", "pets"),
}


def comparison(workers: Sequence[PublishedWorker], need: Need | None, language: Language, today: date) -> Comparison:
    """The rows that at least one of them said something for, and the skill picture."""
    columns = [_Column(worker, language, today) for worker in workers]
    labels: dict[str, str] = lines("compare", language)["rows"]
    rows = [
        ComparedRow(
            field=field,
            label=label,
            cells=[column.cell(field) for column in columns],
            asked=need is not None and any(getattr(need, name) for name in _ASKED.get(field, ())),
        )
        for field, label in labels.items()
    ]
    people = [
        ComparedPerson(
            worker_id=worker.worker_id,
            display_name=name_in(language, worker.display_name),
            card_url=f"/w/{worker.card_code}",
            synthetic=worker.synthetic,
        )
        for worker in workers
    ]
    kept = [row for row in rows if any(cell.said for cell in row.cells)]
    return Comparison(people=people, rows=kept, skills=skill_picture(workers, language))


def skill_picture(workers: Sequence[PublishedWorker], language: Language) -> SkillPicture:
    """How many skills each named in each family; families nobody named are left out."""
    counted = [
        [group_of_skill(skill.id) for skill in worker.profile.skills if skill.level not in _WEAK] for worker in workers
    ]
    groups = [group for group in skill_groups() if any(group.id in named for named in counted)]
    counts = [[named.count(group.id) for group in groups] for named in counted]
    return SkillPicture(
        axes=[group.id for group in groups],
        labels=[group.label[language] for group in groups],
        counts=counts,
        most=max((number for row in counts for number in row), default=0),
    )


class _Column:
    """The cells of one person."""

    def __init__(self, worker: PublishedWorker, language: Language, today: date) -> None:
        self._worker = worker
        self._profile = worker.profile
        self._today = today
        self._words = Words(worker, language)
        self._phrases = Phrases(language)
        self._lines = lines("compare", language)
        self._makers: dict[str, Callable[[], tuple[str, str | None]]] = {
            "jobs": lambda: self._list("jobs", self._profile.jobs),
            "experience": self._experience,
            "families": self._families,
            "pay": self._pay,
            "rest": self._rest,
            "start": self._start,
            "work_modes": lambda: self._list("work_modes", self._profile.work_modes),
            "place": self._place,
            "skills": self._skills,
            "cuisines": lambda: self._list("cuisines", self._profile.cuisines),
            "certificates": lambda: self._list("certificates", [each.kind for each in self._profile.certificates]),
            "health_certificate": self._health,
            "background_check": self._record,
            "languages": lambda: self._list("languages", [each.id for each in self._profile.languages]),
            "accepts": lambda: self._preferences(accepted=True),
            "declines": lambda: self._preferences(accepted=False),
        }

    def cell(self, field: str) -> Cell:
        """Her cell of one row."""
        text, quote = self._makers[field]()
        marks = [mark for mark in self._worker.marks if self._belongs(mark, field)]
        return Cell(text=text or self._lines["unsaid"], said=bool(text), quote=quote if text else None, marks=marks)

    def _belongs(self, mark: Mark, field: str) -> bool:
        if mark.until is not None and mark.until < self._today:
            return False
        rows = {"health": "health_certificate", "record_check": "background_check"}
        return rows.get(mark.what, "certificates" if mark.what.startswith("certificate:") else None) == field

    def _list(self, kind: str, ids: Sequence[str]) -> tuple[str, str | None]:
        named = self._phrases.listed([self._phrases.label(kind, each) for each in dict.fromkeys(ids)])
        return named, self._words.of_id(kind, ids[-1]) if ids else None

    def _experience(self) -> tuple[str, str | None]:
        by_job = self._profile.experience_by_job
        if by_job:
            said = [f"{self._phrases.label('jobs', job)} {self._phrases.years(years)}" for job, years in by_job.items()]
            return self._phrases.listed(said), self._words.quote("experience_by_job")
        years = self._profile.years_experience
        return (self._phrases.years(years) if years else ""), self._words.quote("years_experience")

    def _families(self) -> tuple[str, str | None]:
        said = self._profile.families_served
        return (self._phrases.count(said, "family") if said else ""), self._words.quote("families_served")

    def _pay(self) -> tuple[str, str | None]:
        pay = self._profile.expected_salary
        if pay is None or (pay.min is None and pay.max is None):
            return "", None
        bare = Pay(min=pay.min, max=pay.max, unit=pay.unit)
        return self._phrases.pay(bare, figures=False), self._words.quote("expected_salary")

    def _rest(self) -> tuple[str, str | None]:
        said = self._profile.rest_days_per_month
        return (self._phrases.count(said, "day") if said else ""), self._words.quote("rest_days_per_month")

    def _start(self) -> tuple[str, str | None]:
        said = self._profile.available_from
        shown = self._lines["now"] if said == "now" else self._phrases.near_date(said, self._today) if said else ""
        return shown, self._words.quote("available_from")

    def _place(self) -> tuple[str, str | None]:
        areas, location = self._profile.service_areas, self._profile.location
        if areas:
            return self._phrases.listed([self._phrases.place(area) for area in areas]), self._words.quote(
                "service_areas"
            )
        shown = self._phrases.place(location.city, location.district) if location else ""
        return shown, self._words.quote("location")

    def _skills(self) -> tuple[str, str | None]:
        able = [skill.id for skill in self._profile.skills if skill.level not in _WEAK]
        return self._list("skills", able)

    def _health(self) -> tuple[str, str | None]:
        said = self._profile.health_certificate
        if said is None or said.held is None:
            return "", None
        quote = self._words.quote("health_certificate")
        if not said.held:
            return self._lines["not_held"], quote
        until = said.valid_until
        shown = self._lines["held_until"].format(date=self._phrases.date(until)) if until else self._lines["held"]
        return shown, quote

    def _record(self) -> tuple[str, str | None]:
        mark = self._words.mark("record_check", self._today)
        if mark is None or mark.until is None:
            return "", None
        return self._lines["clear_until"].format(date=self._phrases.date(mark.until.isoformat())), None

    def _preferences(self, *, accepted: bool) -> tuple[str, str | None]:
        return self._list("preferences", [each for each, yes in self._profile.preferences.items() if yes is accepted])
