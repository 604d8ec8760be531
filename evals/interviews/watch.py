"""Watches the interviewer's questions: none twice, none about what is known or refused, none that must not be asked."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, Topic

# Bytes of a question that say enough to know it again: "What do you do?" and 您怎么办 do not.
_LONG_ENOUGH = 30


class Rules(BaseModel):
    """questions.yaml: what each question is about, and what no question may be about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: dict[str, tuple[str, ...]]
    forbidden: dict[Language, tuple[str, ...]]


class Asked(BaseModel):
    """A question recognised in a reply."""

    model_config = ConfigDict(frozen=True)

    id: str
    again: bool = Field(description="in the simpler words used for a second try")


@cache
def rules() -> Rules:
    """The rules, read once."""
    return Rules.model_validate(yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8")))


@cache
def _wordings(language: Language) -> tuple[tuple[re.Pattern[str], Asked], ...]:
    """Every wording of every agenda question, the longest first."""
    words = load_yaml(data_path("prompts", "interview", language, "questions.yaml"))
    found = [
        (text, Asked(id=key.partition("@")[0], again=kind == "again"))
        for kind in ("ask", "again", "follow")
        for key, texts in words[kind].items()
        for text in texts
    ]
    found.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(re.escape(text).replace(r"\{job\}", ".+?") + r"\s*$"), asked) for text, asked in found)


def asked_in(text: str, language: Language) -> Asked | None:
    """The agenda question a reply ends with; None when it ends with something else."""
    return next((asked for pattern, asked in _wordings(language) if pattern.search(text)), None)


def forbidden_in(text: str, language: Language) -> str | None:
    """The part of a reply that asks what must not be asked, if any."""
    for pattern in rules().forbidden[language]:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return found.group()
    return None


def _last_question(text: str) -> str:
    """The question a reply ends with, and the sentence before it when it is short; empty if it ends otherwise."""
    sentences = re.findall(r"[^。！？.!?\n]+[。！？.!?]*", text.strip())
    if not text.strip().endswith(("？", "?")):
        return ""
    short = len(sentences[-1].encode()) < _LONG_ENOUGH
    return "".join(sentences[-2:] if short else sentences[-1:]).strip()


class Watch:
    """Follows one interview and collects questions that should not have come."""

    def __init__(self, language: Language, refused: tuple[Topic, ...]) -> None:
        self._language = language
        self._refused = refused
        self._answered: set[str] = set()
        self._open: Asked | None = None
        self._last = ""
        self._settled = False
        self._topics_done: set[Topic] = set()
        self.repeated: list[str] = []
        self.forbidden: list[str] = []

    def reply(self, text: str, asking: Topic | None, known: dict[str, Any]) -> None:
        """Looks at one reply; `known` is the profile at that moment."""
        bad = forbidden_in(text, self._language)
        if bad:
            self.forbidden.append(bad)
        last, self._last = self._last, _last_question(text)
        self._open = asked_in(text, self._language)
        if self._open is None:
            # Not an agenda question, a scenario say: the same words again after an answer are a repetition too.
            if self._settled and self._last and last == self._last:
                self.repeated.append(self._last)
            return
        said = [field for field in rules().about.get(self._open.id, ()) if field in known]
        if self._open.id in self._answered or said or (asking in self._topics_done and asking in self._refused):
            self.repeated.append(f"{self._open.id}: {text[-30:]}")

    def answer(self, asking: Topic | None, *, aside: bool) -> None:
        """Takes note that the open question was answered, unless the line was an aside."""
        self._settled = not aside
        if aside:
            return
        if self._open is not None:
            self._answered.add(self._open.id)
        if asking is not None:
            self._topics_done.add(asking)
