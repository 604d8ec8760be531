"""Taking one person out of JSON that speaks of several: replies of chats and what a chat remembers."""

from __future__ import annotations

from typing import Any

_NAMES = ("worker_id", "id")
_TOGETHER = frozenset({"comparison"})  # speaks of several people side by side, in words that name none of them


def mentions(document: Any, person: str) -> bool:  # noqa: ANN401 - JSON
    """Whether the document names this person anywhere."""
    if isinstance(document, dict):
        return any(mentions(value, person) or key == person for key, value in document.items())
    if isinstance(document, list):
        return any(mentions(value, person) for value in document)
    return isinstance(document, str) and person in document


def without(document: Any, person: str) -> Any:  # noqa: ANN401 - JSON
    """The document without every part that is about this person.

    A list loses the entries that name her, a mapping the values that are her or stand under her id. A person stands in
    a list or a value of its own wherever rooms keep people, so nothing of anybody else goes with her.
    """
    if isinstance(document, list):
        return [without(value, person) for value in document if not _is_about(value, person)]
    if isinstance(document, dict):
        return {
            key: None if _is_about(value, person) or _among(key, value, person) else without(value, person)
            for key, value in document.items()
            if key != person
        }
    return document


def _among(key: str, value: Any, person: str) -> bool:  # noqa: ANN401 - JSON
    return key in _TOGETHER and mentions(value, person)


def _is_about(value: Any, person: str) -> bool:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return person in value
    if not isinstance(value, dict):
        return False
    if any(value.get(name) == person for name in _NAMES):
        return True
    # An entry that wraps her, as a near miss wraps a match.
    return any(isinstance(inner, dict) and _is_about(inner, person) for inner in value.values())
