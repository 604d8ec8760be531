"""What of a worker's words stays in the house when they are sent to a model."""

from __future__ import annotations

import re
from typing import Final

# A phone or an identity number, in figures or in Chinese numerals, however it is broken up.
_NUMERALS: Final = "0-9０-９零〇幺一二三四五六七八九"
_LONG: Final = re.compile(rf"[{_NUMERALS}](?:[\s\-—.，,、]?[{_NUMERALS}xX]){{6,}}")
_COVER: Final = "＊"


def masked(text: str) -> str:
    """The text with long numbers covered, one character for one, so that quotes from it keep their places."""
    return _LONG.sub(lambda match: _COVER * len(match[0]), text)
