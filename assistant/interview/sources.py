"""Reads the interview's data files into models, and names the file and the key when one is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import AyiError

M = TypeVar("M", bound=BaseModel)


class InterviewDataError(AyiError):
    """An agenda, wording or scenario file cannot be used; the sentence names the file and the key."""

    status = 500
    slug = "interview-data"

    def __init__(self, detail: str) -> None:
        super().__init__("interview_data", detail=detail)
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the interview's data lives. An agency may keep its own copy of any of the three folders."""

    agenda: Path
    prompts: Path
    scenarios: Path

    @classmethod
    def shipped(cls) -> Folders:
        """The folders that come with the product."""
        return cls(
            agenda=data_path("knowledge_base", "agenda"),
            prompts=data_path("prompts", "interview"),
            scenarios=data_path("knowledge_base", "scenarios"),
        )

    @classmethod
    def below(cls, own: Path | None) -> Folders:
        """The folders `agenda`, `prompts` and `scenarios` below `own`; the shipped one for each that is not there."""
        shipped = cls.shipped()
        if own is None:
            return shipped

        def choose(name: str, default: Path) -> Path:
            return own / name if (own / name).is_dir() else default

        return cls(
            agenda=choose("agenda", shipped.agenda),
            prompts=choose("prompts", shipped.prompts),
            scenarios=choose("scenarios", shipped.scenarios),
        )


def read_model(path: Path, model: type[M]) -> M:
    """One YAML file as `model`.

    Raises:
        InterviewDataError: the file is missing, is not YAML, or does not fit; says where.
    """
    try:
        raw = load_yaml(path)
    except FileNotFoundError:
        raise InterviewDataError(f"{path.name}: there is no such file in {path.parent}.") from None
    except yaml.YAMLError as error:
        raise InterviewDataError(f"{path.name}: not YAML: {error}") from None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise InterviewDataError(f"{path.name}: {_where(first['loc'])}: {first['msg']}") from None


def _where(location: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in location) or "(top)"
