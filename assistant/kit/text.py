"""Text as it comes from people: made safe to store, without moving a single character."""

from __future__ import annotations

import re

# Control characters other than tab and line breaks; PostgreSQL refuses NUL, screens and PDFs the rest.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with control characters blanked and lone surrogates replaced, one for one, so that spans still fit."""
    return _LONE_SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text))
