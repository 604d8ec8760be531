"""Columns whose content is sealed in the database and open in Python.

A column is sealed as a whole: the words of a turn hold a phone number as she said it, in digits, in words, in pieces or
corrected halfway, and nothing short of all of it is sure to hold it. Offsets into the text are untouched.

A value written before there was a key is plain; it is read as it is and sealed when it is next written, or by
`reseal` at the latest.
"""

from __future__ import annotations

import json
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from assistant.kit.sealed import Sealer, SealError, version_of

_SEALERS: WeakKeyDictionary[Dialect, Sealer] = WeakKeyDictionary()


def use_sealer(dialect: Dialect, sealer: Sealer) -> None:
    """Let every sealed column of this engine's dialect seal and open with `sealer`."""
    _SEALERS[dialect] = sealer


class SealedText(TypeDecorator[str]):
    """Text sealed for `context`, the column's own name; plain where the database was opened without a sealer."""

    impl = Text
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Sealed on the way in."""
        return None if value is None else _sealed(value, self.context, dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open on the way out."""
        return None if value is None else _opened(value, self.context, dialect)


class SealedJson(TypeDecorator[Any]):
    """JSON sealed for `context`; in the database it is one JSON string."""

    impl = JSON
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__(none_as_null=True)
        self.context = context

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """Sealed on the way in."""
        if value is None or dialect not in _SEALERS:
            return value
        return _sealed(json.dumps(value, ensure_ascii=False, separators=(",", ":")), self.context, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """Open on the way out."""
        if isinstance(value, str) and version_of(value) is not None:
            return json.loads(_opened(value, self.context, dialect))
        return value


def _sealed(text: str, context: str, dialect: Dialect) -> str:
    sealer = _SEALERS.get(dialect)
    return text if sealer is None else sealer.seal(text, context)


def _opened(text: str, context: str, dialect: Dialect) -> str:
    if version_of(text) is None:
        return text
    sealer = _SEALERS.get(dialect)
    if sealer is None:
        raise SealError("the database was opened without keys")
    return sealer.open(text, context)
