"""Identifiers and tokens: unguessable, short enough to read out, and a digest for what is stored of a token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

# No 0/O, 1/I/L, U: what is read out over a telephone must survive it.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

IdMaker = Callable[[str], str]


def new_id(prefix: str) -> str:
    """A new public identifier such as `int_7KQ2…`: 16 characters of a 30-letter alphabet, 78 bits."""
    return f"{prefix}_" + "".join(secrets.choice(_ALPHABET) for _ in range(16))


def new_token() -> str:
    """A new bearer token with 256 bits of randomness."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored of a token. A plain hash suffices: the token itself carries 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_matches(token: str, digest: str) -> bool:
    """Whether `token` is the one behind `digest`, in constant time."""
    return hmac.compare_digest(token_digest(token), digest)
