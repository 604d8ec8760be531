"""The agenda: which questions matter for which job, in which order, and what counts as an answer. All of it is data.

`common.yaml` holds the core and one file per job adds questions and overrides. A condition is a path into the profile's
JSON (`expected_salary.unit`, `certificates.*.issuer`), optionally with a value (`health_certificate.held=true`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.interview.sources import Folders, InterviewDataError, read_model
from assistant.profile.fields import FIELDS
from assistant.profile.model import Language, Topic
from assistant.understanding.reading import Act

_NOTHING: Final[tuple[object, ...]] = (None, [], {}, "")

Closer = Literal["yes", "no", "any", "done", "dont_know", "negative", "text"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Data):
    """A short answer that is a fact by itself: an act (yes, no) or one of the cue words, under this very question.

    A cue must be about all she says; with `anywhere` it may stand inside a longer answer.
    """

    act: Literal["yes", "no"] | None = None
    cues: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    anywhere: bool = False
    field: str
    value: Any

    @model_validator(mode="after")
    def _knows_field(self) -> Choice:
        if self.field not in FIELDS:
            raise ValueError(f"there is no field {self.field!r}")
        if self.act is None and not self.cues:
            raise ValueError("a choice needs an act or cues")
        return self

    def answers(self, act: Act) -> bool:
        """Whether saying `act` makes this choice."""
        return self.act is not None and self.act == act.value


class Completion(_Data):
    """What a bare word adds to the last entry of a list: "高级的" is the level of the certificate just named.

    `key` is added to the entry named by its key `by`; the word is a term of the vocabulary kind `vocabulary`. Entries
    `never` have such a word: nobody asks which level a driving licence is.
    """

    field: str
    by: str
    key: str
    vocabulary: str
    never: tuple[str, ...] = ()

    def wanting(self, profile: Mapping[str, Any]) -> bool:
        """Whether an entry is there that could have the word and has not."""
        entries = profile.get(self.field) or ()
        return any(not entry.get(self.key) and entry.get(self.by) not in self.never for entry in entries)


class FollowUp(_Data):
    """One more question behind an answered item, asked once: a missing unit, a missing date."""

    id: str
    fields: tuple[str, ...]
    if_present: tuple[str, ...] = ()
    if_absent: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    completes: Completion | None = None
    quick_replies: dict[Language, tuple[str, ...]] = Field(default_factory=dict)

    def applies(self, profile: Mapping[str, Any]) -> bool:
        """Whether the profile (as JSON) calls for this question."""
        if self.completes is not None and not self.completes.wanting(profile):
            return False
        return all(holds(path, profile) for path in self.if_present) and not any(
            holds(path, profile) for path in self.if_absent
        )


class Item(_Data):
    """One thing to find out.

    `exact`: a rough answer will not do.
    `fields`: whose facts speak to it. `satisfied_by`: any of these paths in the profile answers it; told unasked, it
    takes `enough` entries (somebody who mentions one skill has not said what she can do). `closes_on`: what
    else settles it without a value ("text": any words will do; "negative": a denial of one of the fields), and
    `closing_words` short answers that do; with `closing_anywhere` they may stand inside a longer one.
    """

    id: str
    topic: Topic
    priority: int = Field(ge=0, le=1000)
    required: bool = False
    exact: bool = False
    fields: tuple[str, ...] = ()
    satisfied_by: tuple[str, ...] = ()
    enough: int = Field(default=1, ge=1)
    closes_on: frozenset[Closer] = frozenset({"dont_know", "done"})
    closing_words: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    closing_anywhere: bool = False
    ask_if: tuple[str, ...] = ()
    ask_unless: tuple[str, ...] = ()
    max_asks: int = Field(default=2, ge=1, le=3)
    choices: tuple[Choice, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    quick_replies: dict[Language, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows_fields(self) -> Item:
        for name in self.fields:
            if name not in FIELDS:
                raise ValueError(f"there is no field {name!r}")
        if not self.satisfied_by and not self.closes_on:
            raise ValueError("nothing would ever answer this item")
        return self

    def satisfied(self, profile: Mapping[str, Any]) -> bool:
        """Whether the profile (as JSON) already answers it."""
        return any(holds(path, profile) for path in self.satisfied_by)

    def told(self, profile: Mapping[str, Any]) -> bool:
        """Whether the profile (as JSON) says so much of it that it need not be asked."""
        return sum(count(path, profile) for path in self.satisfied_by) >= self.enough

    def wanted(self, profile: Mapping[str, Any]) -> bool:
        """Whether the conditions for asking it are met."""
        return all(holds(path, profile) for path in self.ask_if) and not any(
            holds(path, profile) for path in self.ask_unless
        )


class Override(_Data):
    """What a job changes about a common item."""

    skip: bool = False
    priority: int | None = Field(default=None, ge=0, le=1000)
    required: bool | None = None
    closes_on: frozenset[Closer] | None = None
    quick_replies: dict[Language, tuple[str, ...]] | None = None


class Common(_Data):
    """`common.yaml`: the core, and what holds for every job."""

    version: Literal[1]
    items: tuple[Item, ...]
    question_limit: int = Field(ge=1)
    known_job_priority: int = Field(ge=0, le=1000)
    scenario_questions: int = Field(ge=0, le=5)
    scenario_priority: int = Field(ge=0, le=1000)
    misses_before_help: int = Field(ge=1, le=5)
    refusals_before_help: int = Field(default=3, ge=1, le=10)
    unheard_before_help: int = Field(default=2, ge=1, le=5)
    unheard_before_pause: int = Field(default=4, ge=2, le=10)
    read_back_when_voiced: tuple[str, ...]
    read_back_when_disputed: tuple[str, ...] = ()
    voiced_consent: re.Pattern[str]
    never_echo: tuple[str, ...]
    never_in_scenarios: tuple[str, ...]
    wishes: tuple[str, ...] = ()
    elsewhere: tuple[Topic, ...] = ()
    elsewhere_characters: int = Field(default=40, ge=1, le=200)
    elsewhere_share: float = Field(default=0.4, gt=0, le=1)
    working_ages: tuple[int, int] = (25, 65)
    usual_age: int = Field(default=46, ge=18, le=70)


class JobAgenda(_Data):
    """`<job>.yaml`: what one job adds and changes."""

    version: Literal[1]
    job: str
    scenario_questions: int | None = Field(default=None, ge=0, le=5)
    overrides: dict[str, Override] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()


class Agenda:
    """The common core and the jobs' own questions."""

    def __init__(self, common: Common, jobs: Mapping[str, JobAgenda]) -> None:
        self.common = common
        self.jobs = jobs
        self._cache: dict[tuple[str, ...], tuple[Item, ...]] = {}

    def items(self, jobs: Iterable[str]) -> tuple[Item, ...]:
        """The questions for someone who does `jobs` (her main one first), most important first.

        Overrides are the main job's; own questions are those of her first two jobs.
        """
        known = tuple(job for job in jobs if job in self.jobs)[:2]
        if known not in self._cache:
            self._cache[known] = self._effective(known)
        return self._cache[known]

    def item(self, item_id: str) -> Item | None:
        """The item of that id as first declared, whatever the job."""
        pool = (*self.common.items, *(item for job in self.jobs.values() for item in job.items))
        return next((item for item in pool if item.id == item_id), None)

    def scenario_questions(self, job: str | None) -> int:
        """How many scenario questions someone of this job is asked."""
        known = self.jobs.get(job) if job else None
        own = known.scenario_questions if known else None
        return self.common.scenario_questions if own is None else own

    def _effective(self, jobs: tuple[str, ...]) -> tuple[Item, ...]:
        overrides = self.jobs[jobs[0]].overrides if jobs else {}
        chosen: dict[str, Item] = {}
        for item in self.common.items:
            override = overrides.get(item.id, Override())
            if not override.skip:
                chosen[item.id] = item.model_copy(update=override.model_dump(exclude={"skip"}, exclude_none=True))
        for job in jobs:
            for item in self.jobs[job].items:
                chosen.setdefault(item.id, item)
        return tuple(sorted(chosen.values(), key=lambda item: -item.priority))


def load_agenda(folders: Folders) -> Agenda:
    """The agenda in a folder: `common.yaml` and every other `*.yaml` as a job's.

    Raises:
        InterviewDataError: a file does not fit; says which and where.
    """
    common = read_model(folders.agenda / "common.yaml", Common)
    jobs: dict[str, JobAgenda] = {}
    for path in sorted(folders.agenda.glob("*.yaml")):
        if path.name == "common.yaml":
            continue
        job = read_model(path, JobAgenda)
        if job.job != path.stem:
            raise InterviewDataError(f"{path.name}: job: is {job.job!r}, but the file is named {path.stem!r}")
        unknown = set(job.overrides) - {item.id for item in common.items}
        if unknown:
            raise InterviewDataError(f"{path.name}: overrides: common.yaml has no item {min(unknown)!r}")
        jobs[job.job] = job
    return Agenda(common, jobs)


def holds(condition: str, profile: Mapping[str, Any]) -> bool:
    """Whether a path condition holds for a profile in its JSON form."""
    path, wanted = _parts(condition)
    found = _values(profile, path)
    if wanted:
        return any(str(value).lower() == wanted for value in found)
    return any(value not in _NOTHING for value in found)


def count(condition: str, profile: Mapping[str, Any]) -> int:
    """How many entries a path condition finds in a profile in its JSON form; what is no list counts as one."""
    path, wanted = _parts(condition)
    if wanted:
        return int(holds(condition, profile))
    found = _values(profile, path)
    return sum(len(value) if isinstance(value, list) else 1 for value in found if value not in _NOTHING)


@cache
def _parts(condition: str) -> tuple[tuple[str, ...], str]:
    """The path of a condition and the value wanted at its end, if any: conditions are the agenda's own, and few."""
    path, _, wanted = condition.partition("=")
    return tuple(path.split(".")), wanted.lower()


def _values(value: object, path: tuple[str, ...], at: int = 0) -> Sequence[Any]:
    """What stands in a value at the end of a path, from its step `at` on."""
    if at == len(path):
        return (value,)
    head = path[at]
    if isinstance(value, (dict, Mapping)):  # the first is known at a glance
        return _values(value[head], path, at + 1) if head in value else ()
    if head == "*" and isinstance(value, list):
        return [leaf for item in value for leaf in _values(item, path, at + 1)]
    return ()
