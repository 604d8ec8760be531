"""The constructions of the quantity grammar: regular expressions kept as data, compiled when first used.

A file of `knowledge_base/grammar/quantity/` names them; `{name}` in one stands for another of the same file, or for
any of the words of a list or table there, longest first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from assistant.understanding.quantity.lexicon import alternation, read_file

_REFERENCE: Final = re.compile(r"\{([a-z_]+)\}")


@cache
def _sources(file: str) -> dict[str, Any]:
    content: dict[str, Any] = read_file(file)
    return content


class Forms:
    """The named expressions of one file, as attributes: `Forms("ages").rushing.match(text)`."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """The compiled expression, kept on the instance so that each is looked up once.

        Raises:
            AttributeError: the file names no such expression.
        """
        sources = _sources(self._file)
        if name.startswith("_") or name not in sources:
            raise AttributeError(name)
        compiled = re.compile(_REFERENCE.sub(lambda match: self._part(match.group(1)), sources[name]))
        setattr(self, name, compiled)
        return compiled

    def _part(self, name: str) -> str:
        part = _sources(self._file)[name]
        return part if isinstance(part, str) else f"(?:{alternation(part)})"
