"""Further tokens of an interview, and what may be done with them, told by how they begin.

A token that passed through other hands on its way (a link a recruiter made) opens her pages, but what she alone may say
asks for a code to her own phone first. The beginning is part of what is kept of a token: nobody can take it off.
"""

from __future__ import annotations

from typing import Final

from assistant.kit.ids import new_token

_LENT: Final = "lent_"
_PROVEN: Final = "mine_"


def lent_token() -> str:
    """A token for a link that staff hand on."""
    return f"{_LENT}{new_token()}"


def proven_token() -> str:
    """A token for whoever has shown just now that her phone is hers."""
    return f"{_PROVEN}{new_token()}"


def is_lent(token: str | None) -> bool:
    """Whether a token passed through other hands."""
    return token is not None and token.startswith(_LENT)


def is_proven(token: str | None) -> bool:
    """Whether a token was given for a code to her phone."""
    return token is not None and token.startswith(_PROVEN)
