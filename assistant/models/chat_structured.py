"""JSON from a model, by the best way its server knows: a schema, a tool call, or a plain request for JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from assistant.models.chat import ChatError, Failure, Message, Shape

Way = Literal["schema", "tools", "prompt"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)

log = logging.getLogger(__name__)

# So many unusable answers in a row, and the next way is taken.
_BAD: Final = 2


def options(way: Way, shape: Shape) -> dict[str, Any]:
    """The request's extra parameters for a way of asking."""
    if way == "schema":
        described = {"name": shape.name, "schema": dict(shape.schema), "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": described}}
    if way == "tools":
        function = {"name": shape.name, "parameters": dict(shape.schema)}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": shape.name}},
        }
    return {}


def asked(way: Way, messages: Sequence[Message], shape: Shape, instruction: str) -> tuple[Message, ...]:
    """The messages for a way of asking; without help of the server the schema goes into the first message.

    `instruction` has the slot `{schema}`.
    """
    if way != "prompt":
        return tuple(messages)
    schema = json.dumps(shape.schema, ensure_ascii=False, separators=(",", ":"))
    first = messages[0]
    return (Message(first.role, f"{first.content}\n\n{instruction.replace('{schema}', schema)}"), *messages[1:])


def parse(text: str, shape: Shape) -> dict[str, Any]:
    """The JSON object in a model's answer, fenced or among words as it may be, checked against the schema.

    Raises:
        ChatError: there is none, or it does not fit.
    """
    found = _object(text)
    if found is None or not _validator(json.dumps(shape.schema, sort_keys=True)).is_valid(found):
        raise ChatError(Failure.MALFORMED)
    return found


def _object(text: str) -> dict[str, Any] | None:
    decoder = json.JSONDecoder()
    # A thinking model may show its thoughts first; what it answers comes last.
    text = text.rpartition("</think>")[2]
    at = text.find("{")
    tries = 0
    while at >= 0 and tries < _MOST_OPENINGS:
        try:
            found, _ = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            tries += 1
            continue
        return found if isinstance(found, dict) else None
    return None


_MOST_OPENINGS: Final = 40


@lru_cache(maxsize=32)
def _validator(schema: str) -> Any:  # noqa: ANN401 - the library's type is loaded with it
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it ships no types

    return Draft202012Validator(json.loads(schema))


class Ways:
    """Which way each model of a server is asked, learned from its answers and kept in a file between starts."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known: dict[str, Way] = self._read()
        self._bad: dict[str, int] = {}

    def of(self, model: str) -> Way:
        """The way to begin with."""
        return self._known.get(model, WAYS[0])

    def after(self, way: Way) -> Way | None:
        """The next way, None after the last."""
        at = WAYS.index(way) + 1
        return WAYS[at] if at < len(WAYS) else None

    def good(self, model: str, way: Way) -> None:
        """It was answered in this way."""
        self._bad.pop(model, None)
        self._set(model, way)

    def bad(self, model: str, way: Way, failure: Failure) -> None:
        """It was not: at once when the server does not know the way, after a few times when the answer is no good."""
        self._bad[model] = self._bad.get(model, 0) + 1
        if failure is Failure.UNSUPPORTED or self._bad[model] >= _BAD:
            self._bad.pop(model, None)
            self._set(model, self.after(way) or WAYS[0])

    def _set(self, model: str, way: Way) -> None:
        if self._known.get(model) == way:
            return
        self._known[model] = way
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".part")
            draft.write_text(json.dumps(self._known, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            log.warning("ways_not_kept")

    def _read(self) -> dict[str, Way]:
        if self._path is None:
            return {}
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, Mapping):
            return {}
        return {str(model): way for model, way in kept.items() if way in WAYS}
