"""Constructions of the grammar as regular expressions over the read text, from data, compiled once.

`patterns.yaml` holds them; `abilities.yaml` those of what she can, holds and accepts; `acts.yaml` what she does with
her words. A name in several has the alternatives of all.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.kit.data import data_path, load_yaml

_FILES = ("patterns", "abilities", "acts")


@cache
def _written() -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for name in _FILES:
        content: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "grammar", "en", f"{name}.yaml"))
        for construction, alternatives in content.items():
            merged.setdefault(construction, []).extend(alternatives)
    return merged


def written(name: str) -> bool:
    """Whether there is a construction of that name."""
    return name in _written()


_REFERENCE = re.compile(r"\{([a-z_]{3,})\}")


def source(name: str) -> str:
    """The alternatives of one construction as an expression; `{other}` stands for another construction.

    Raises:
        KeyError: there is no such construction.
    """
    return "(?:" + filled("|".join(str(line) for line in _written()[name])) + ")"


def filled(expression: str) -> str:
    """An expression with every `{construction}` in it spelled out.

    Raises:
        KeyError: there is no such construction.
    """
    return _REFERENCE.sub(lambda match: source(match.group(1)), expression)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One construction compiled; the first alternative that fits wins.

    Raises:
        KeyError: there is no such construction.
    """
    return re.compile(source(name), re.ASCII)


def make_ready() -> None:
    """Compile every construction now: the first turn that needs one would wait for it."""
    for name in _written():
        pattern(name)
