"""Scenario questions and the reading of their answers: a cue for a reviewer, never a score, never a verdict.

An answer is looked through for safe and unsafe cues, clause by clause and with negation ("不能放任他哭" is not
"放任他哭"). Only one kind of cue gives an outcome; mixed or no cues go to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.interview.sources import Folders, InterviewDataError, read_model
from assistant.interview.state import Outcome
from assistant.profile.model import Language

_CLAUSE = re.compile(r"[，。；！？、,.;!?\n]+")
_GAP = "…"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SafetyLine(_Data):
    """One sentence said after an unsafe answer. Without a source it is not said."""

    text: dict[Language, str]
    source: str


class ScenarioQuestion(_Data):
    """A what-would-you-do question. A cue may hold "…" for a few words in between."""

    id: str
    question: dict[Language, str]
    safe: dict[Language, tuple[str, ...]]
    unsafe: dict[Language, tuple[str, ...]]
    line: SafetyLine | None = None
    source: str | None = None
    needs_review: bool = False

    @model_validator(mode="after")
    def _complete(self) -> ScenarioQuestion:
        if self.source is None and not self.needs_review:
            raise ValueError("give a source, or needs_review: true")
        for name in ("question", "safe", "unsafe"):
            missing = set(get_args(Language)) - set(getattr(self, name))
            if missing:
                raise ValueError(f"{name} has nothing in {min(missing)}")
        return self


class JobScenarios(_Data):
    """`<job>.yaml`."""

    version: int
    job: str
    questions: tuple[ScenarioQuestion, ...] = Field(min_length=1)


class Negation(_Data):
    """How one language denies.

    `deny` reaches a cue at most `reach` characters behind it, `deny_after` one at most `reach_after` before it;
    `look_alikes` (不慌, 特别) and double negations deny nothing.
    """

    reach: int = Field(ge=1)
    deny: tuple[str, ...]
    look_alikes: tuple[str, ...] = ()
    double: tuple[str, ...] = ()
    deny_after: tuple[str, ...] = ()
    reach_after: int = Field(default=6, ge=1)


class Cues(_Data):
    """`_negation.yaml`."""

    version: int
    negation: dict[Language, Negation]


class Scenarios:
    """All scenario questions, by job."""

    def __init__(
        self, by_job: Mapping[str, tuple[ScenarioQuestion, ...]], negation: Mapping[Language, Negation]
    ) -> None:
        self.by_job = by_job
        self._negation = negation
        self._by_id = {question.id: question for questions in by_job.values() for question in questions}

    def question(self, question_id: str) -> ScenarioQuestion | None:
        """The question of that id, if there is one."""
        return self._by_id.get(question_id)

    def judge(self, question: ScenarioQuestion, answer: str) -> Outcome:
        """What the answer's words point at.

        Nothing said is `unanswered`; only safe cues `safe`; only unsafe cues `unsafe`; both or neither `needs_human`.
        """
        if not any(character.isalnum() for character in answer):
            return "unanswered"
        safe = unsafe = False
        for language in get_args(Language):
            for said, denied in _hits(answer, question.safe[language], self._negation[language]):
                safe |= said
                unsafe |= denied
            for said, denied in _hits(answer, question.unsafe[language], self._negation[language]):
                unsafe |= said
                safe |= denied
        if safe == unsafe:
            return "needs_human"
        return "safe" if safe else "unsafe"

    def cues(self, question: ScenarioQuestion, answer: str) -> list[tuple[int, int, Outcome]]:
        """The words behind `judge`: `answer[start:end]` and whether they point at a safe or an unsafe way.

        A denied cue points the other way ("不能摇晃" is safe). In order, none over another.
        """
        lowered = answer.lower().replace("’", "'")
        if len(lowered) != len(answer):
            return []  # a letter that changes length with its case would shift the spans
        found: list[tuple[int, int, Outcome]] = []
        for language in get_args(Language):
            negation = self._negation[language]
            for start, end, denied in _found(lowered, question.unsafe[language], negation):
                found.append((start, end, "safe" if denied else "unsafe"))
            for start, end, denied in _found(lowered, question.safe[language], negation):
                found.append((start, end, "unsafe" if denied else "safe"))
        apart: list[tuple[int, int, Outcome]] = []
        for cue in sorted(found, key=lambda each: (each[0], -each[1])):
            if not apart or cue[0] >= apart[-1][1]:
                apart.append(cue)
        return apart


def load_scenarios(folders: Folders) -> Scenarios:
    """The scenario questions in a folder.

    Raises:
        InterviewDataError: a file does not fit; says which and where.
    """
    cues = read_model(folders.scenarios / "_negation.yaml", Cues)
    by_job: dict[str, tuple[ScenarioQuestion, ...]] = {}
    seen: set[str] = set()
    for path in sorted(folders.scenarios.glob("*.yaml")):
        if path.name.startswith("_"):
            continue
        data = read_model(path, JobScenarios)
        if data.job != path.stem:
            raise InterviewDataError(f"{path.name}: job: is {data.job!r}, but the file is named {path.stem!r}")
        for question in data.questions:
            if question.id in seen:
                raise InterviewDataError(f"{path.name}: questions: the id {question.id!r} is already taken")
            seen.add(question.id)
        by_job[data.job] = data.questions
    return Scenarios(by_job, cues.negation)


def _hits(answer: str, cues: tuple[str, ...], negation: Negation) -> list[tuple[bool, bool]]:
    """For every cue found: (said, denied)."""
    return [(not denied, denied) for _, _, denied in _found(answer.lower().replace("’", "'"), cues, negation)]


def _found(answer: str, cues: tuple[str, ...], negation: Negation) -> Iterator[tuple[int, int, bool]]:
    """Where each cue stands in the (lower-cased) answer, and whether its clause denies it."""
    begins = 0
    for clause in _CLAUSE.split(answer):
        at = answer.index(clause, begins)
        begins = at + len(clause)
        for cue in cues:
            for match in _pattern(cue).finditer(clause):
                denied = _denied(clause[: match.start()], clause[match.end() :], negation)
                yield at + match.start(), at + match.end(), denied


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    parts = [re.escape(part.strip().lower()) for part in cue.split(_GAP)]
    pattern = r".{0,10}?".join(parts)
    if cue[:1].isascii():
        pattern = rf"\b{pattern}"
    return re.compile(pattern)


def _denied(before: str, after: str, negation: Negation) -> bool:
    """Whether the words around a cue deny it."""
    for word in (*negation.double, *negation.look_alikes):
        before = before.replace(word, "＿" * len(word))
    near = before[-negation.reach :]
    if any(_word(word).search(near) for word in negation.deny):
        return True
    return any(_word(word).search(after[: negation.reach_after]) for word in negation.deny_after)


@cache
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word))
