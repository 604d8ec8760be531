"""The words of matches, from `prompts/matching/`."""

from __future__ import annotations

from functools import cache
from typing import Any

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language


@cache
def lines(name: str, language: Language) -> dict[str, Any]:
    """The sentences of one file in one language."""
    found: dict[str, Any] = load_yaml(data_path("prompts", "matching", f"{name}.yaml"))[language]
    return found
