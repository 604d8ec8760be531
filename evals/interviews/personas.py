"""The scripted workers: what each says to which question, and the profile that must come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.profile.model import Language, Topic

FOLDER = Path(__file__).with_name("personas")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(_Data):
    """One thing a worker says. In the files a bare text is a line that answers the question."""

    say: str
    aside: bool = False  # does not answer: the same question may come again
    resend: bool = False  # sent twice with the same client_turn_id, as a phone on a bad network does
    leave: bool = False  # before it she is gone for a day and returns on another phone, to a restarted server
    handoff: bool = False  # a person must be offered in reply
    last: bool = False  # she says no more after it


class Cue(_Data):
    """Lines for questions that a topic alone does not tell apart: `when` is searched for in the reply."""

    when: str
    say: tuple[Line, ...]

    @field_validator("say", mode="before")
    @classmethod
    def _lines(cls, value: object) -> list[object]:
        return _as_lines(value)


class Persona(_Data):
    """A scripted worker."""

    id: str
    title: str
    language: Language
    channel: Literal["text", "audio", "live"] = "text"
    job: str | None = None
    cues: tuple[Cue, ...] = ()
    answers: dict[Topic, tuple[Line, ...]]
    fallback: str
    expect: dict[str, Any]
    optional: dict[str, Any] = Field(default_factory=dict)
    loose: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    refused: tuple[Topic, ...] = ()
    finished: bool = True
    most_turns: int = 45

    @field_validator("answers", mode="before")
    @classmethod
    def _lines(cls, value: object) -> object:
        return {topic: _as_lines(lines) for topic, lines in value.items()} if isinstance(value, dict) else value


def _as_lines(value: object) -> list[object]:
    lines = value if isinstance(value, list) else [value]
    return [{"say": line} if isinstance(line, str) else line for line in lines]


def personas() -> list[Persona]:
    """Every scripted worker, by file name.

    Raises:
        pydantic.ValidationError: a file is not a persona.
    """
    return [
        Persona.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) | {"id": path.stem})
        for path in sorted(FOLDER.glob("*.yaml"))
    ]
