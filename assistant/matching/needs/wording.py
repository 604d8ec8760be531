"""Sentences and labels of needs, from `prompts/matching/needs.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language


@cache
def wording() -> Mapping[str, Any]:
    """Everything the needs say, by part."""
    content: dict[str, Any] = load_yaml(data_path("prompts", "matching", "needs.yaml"))
    return content


def chip_text(name: str, language: Language, **values: object) -> str:
    """The template `name` of the chips, filled."""
    return str(wording()["chips"][name][language]).format(**values)
