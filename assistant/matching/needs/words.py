"""Cue words of needs, read from `knowledge_base/matching/needs/*.yaml` and compiled once.

A file maps names to `{zh: [...], en: [...]}`. An alternative is a word or a regular expression over folded text;
`{name}` in it stands for the other list's words of the same language, `{file.name}` for one of another file. English
alternatives match whole words only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from assistant.kit.data import data_path, load_yaml

_REFERENCE: Final = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")


@cache
def table(file: str) -> Mapping[str, Any]:
    """The content of one data file of needs.

    Raises:
        FileNotFoundError: there is no such file.
    """
    content: dict[str, Any] = load_yaml(data_path("knowledge_base", "matching", "needs", f"{file}.yaml"))
    return content


@cache
def source(file: str, name: str, language: str) -> str:
    """One list in one language as a regular expression, longer alternatives first; empty when it has no words.

    Raises:
        KeyError: the file has no such list.
    """

    def expand(match: re.Match[str]) -> str:
        folder, _, key = match.group(1).rpartition(".")
        return source(folder or file, key, language) or "(?!)"

    entries = sorted((str(word) for word in table(file)[name].get(language, ())), key=len, reverse=True)
    return "(?:" + "|".join(_REFERENCE.sub(expand, word) for word in entries) + ")" if entries else ""


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """The list of both languages compiled.

    Raises:
        KeyError: the file has no such list.
    """
    zh, en = source(file, name, "zh"), source(file, name, "en")
    whole_words = rf"(?<![a-z0-9]){en}(?![a-z0-9])" if en else ""
    return re.compile("|".join(part for part in (zh, whole_words) if part) or "(?!)")


def compiled(words: Mapping[str, Any], file: str) -> re.Pattern[str]:
    """`{zh: [...], en: [...]}` compiled; references as in `source`."""

    def expand(match: re.Match[str]) -> str:
        folder, _, key = match.group(1).rpartition(".")
        return source(folder or file, key, language) or "(?!)"

    parts: list[str] = []
    for language in ("zh", "en"):
        entries = sorted((str(word) for word in words.get(language) or ()), key=len, reverse=True)
        joined = "|".join(_REFERENCE.sub(expand, word) for word in entries)
        if joined:
            parts.append(rf"(?<![a-z0-9])(?:{joined})(?![a-z0-9])" if language == "en" else f"(?:{joined})")
    return re.compile("|".join(parts) or "(?!)")


@cache
def entries(file: str, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A list of `{id, zh, en}` entries as (id, pattern), in the order of the data.

    Raises:
        KeyError: the file has no such list.
    """
    return tuple((str(entry["id"]), compiled(entry, file)) for entry in table(file)[name])
