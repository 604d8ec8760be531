"""Proof that a request comes from a page of ours: a token bound to the session, and what the browser says of itself.

The token is a keyed digest of the session's own token: it needs no place of its own, ends with the session, and one
session's does not fit another. A page reads it from its cookie (or from `GET /api/v1/session`) and sends it back in a
header, which no page of another origin can do.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection

HEADER = "X-CSRF-Token"
_OURS = frozenset({"same-origin", "none"})


def csrf_token(session_token: str) -> str:
    """The token of this session: 256 bits, as 64 hexadecimal digits. The session's token does not follow from it."""
    return hmac.new(session_token.encode(), b"ayi csrf", hashlib.sha256).hexdigest()


def csrf_fits(session_token: str, sent: str | None) -> bool:
    """Whether what was sent is the token of this session, in constant time."""
    return hmac.compare_digest(csrf_token(session_token).encode(), (sent or "").encode())


def from_our_page(origin: str | None, fetch_site: str | None, ours: Collection[str]) -> bool:
    """Whether the browser says that one of our pages sent this; what says nothing is no browser of today.

    `ours` are the origins the product is reached at, such as `https://ayi.example`.
    """
    if fetch_site is not None and fetch_site not in _OURS:
        return False
    return origin is None or origin in ours
