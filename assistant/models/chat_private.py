"""What of a worker's words stays in the house when they are sent to a model."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.vocabulary.digits import digits

_COVER: Final = "＊"


@cache
def _long() -> re.Pattern[str]:
    """A phone or an identity number, in figures or in Chinese numerals, however it is broken up."""
    written = digits().written
    return re.compile(rf"[{written}](?:[\s\-—.，,、]?[{written}xX]){{6,}}")


def masked(text: str) -> str:
    """The text with long numbers covered, one character for one, so that quotes from it keep their places."""
    return _long().sub(lambda match: _COVER * len(match[0]), text)
