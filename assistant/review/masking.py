"""Numbers of hers covered in what the staff looks at, in every form she or we said them, without moving a character."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from assistant.review.model import FileDocument

COVER: Final = "•"
_SHOWN: Final = (3, 4)  # digits left at the beginning and at the end
# How a digit is said or written.
_SAID: Final = {
    "0": "0０〇零",
    "1": "1１一幺",
    "2": "2２二两",
    "3": "3３三",
    "4": "4４四",
    "5": "5５五",
    "6": "6６六",
    "7": "7７七",
    "8": "8８八",
    "9": "9９九",
}
_BETWEEN: Final = r"[\s,，。.、\-—]*"


def masked_file(document: FileDocument, phones: Iterable[str]) -> FileDocument:
    """The file with these numbers covered wherever they stand: values, quotes, transcript, what we read back."""
    patterns = [_pattern(phone) for phone in set(phones) if phone.isdigit() and len(phone) > sum(_SHOWN)]
    if not patterns:
        return document
    return FileDocument.model_validate(_masked(document.model_dump(), patterns))


def mask(text: str, phones: Iterable[str]) -> str:
    """The text with the middle of these numbers covered; as long as before, so that offsets still fit."""
    for phone in phones:
        text = _covered(text, _pattern(phone))
    return text


def _pattern(phone: str) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(f"([{_SAID[digit]}])" for digit in phone))


def _masked(value: Any, patterns: list[re.Pattern[str]]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        for pattern in patterns:
            value = _covered(value, pattern)
        return value
    if isinstance(value, dict):
        return {name: _masked(each, patterns) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(each, patterns) for each in value]
    return value


def _covered(text: str, pattern: re.Pattern[str]) -> str:
    characters = list(text)
    for found in pattern.finditer(text):
        for group in range(1 + _SHOWN[0], pattern.groups + 1 - _SHOWN[1]):
            characters[found.start(group)] = COVER
    return "".join(characters)
