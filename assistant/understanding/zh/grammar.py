"""Cue words and constructions of Chinese, read from `knowledge_base/grammar/zh/*.yaml` and compiled once.

A file maps names to lists of alternatives. An alternative is a word or a regular expression; `{name}` in it stands
for another list of the same file, `{file.name}` for one of another file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.kit.data import data_path, load_yaml

_REFERENCE: Final = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")


@cache
def _file(name: str) -> dict[str, list[str]]:
    content: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "grammar", "zh", f"{name}.yaml"))
    return content


@cache
def words(file: str, name: str) -> tuple[str, ...]:
    """The alternatives of one list as written.

    Raises:
        KeyError: the file has no such list.
    """
    return tuple(str(word) for word in _file(file)[name])


@cache
def source(file: str, name: str) -> str:
    """The list as one regular expression, longer alternatives first so that the longest word wins.

    Raises:
        KeyError: the file has no such list.
    """

    def expand(match: re.Match[str]) -> str:
        other = match.group(1)
        folder, _, key = other.rpartition(".")
        return source(folder or file, key)

    alternatives = sorted(words(file, name), key=len, reverse=True)
    return "(?:" + "|".join(_REFERENCE.sub(expand, word) for word in alternatives) + ")"


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """The list compiled; named groups may be used where the list is not used twice in one expression."""
    return re.compile(source(file, name))


def make_ready() -> None:
    """Compile every list of words now: the first turn that needs one would wait for it."""
    for path in data_path("knowledge_base", "grammar", "zh").glob("*.yaml"):
        content: object = _file(path.stem)
        # Some files are tables of their own readers.
        lists = content.items() if isinstance(content, dict) else ()
        for name, alternatives in lists:
            if all(isinstance(each, str) for each in alternatives):
                pattern(path.stem, name)


def says(file: str, name: str, text: str) -> bool:
    """Whether `text` contains any alternative of the list."""
    return pattern(file, name).search(text) is not None
