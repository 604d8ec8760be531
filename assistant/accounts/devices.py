"""Browsers that have signed in before, known again by a cookie.

Guesses from strangers are counted by account, and when there are too many, strangers have to wait; guesses of a browser
that has signed in to the account are counted apart. So nobody can keep another out by guessing wrong on purpose (the
device cookies of OWASP's "Slow down online guessing attacks").
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from assistant.accounts.bounds import bounds
from assistant.kit.clock import Clock
from assistant.kit.secret import Keys


class Devices:
    """Makes and reads the cookie. It names no account: it only fits the one it was made for."""

    def __init__(self, clock: Clock, keys: Keys) -> None:
        self._clock = clock
        self._keys = keys

    def cookie(self, account_id: str) -> str:
        """A cookie for a browser that has just signed in to the account."""
        nonce = secrets.token_hex(8)
        until = int((self._clock.now() + timedelta(days=bounds().device.days)).timestamp())
        return f"{nonce}.{until}.{self._keys.key(account_id, nonce, str(until))}"

    def known(self, cookie: str | None, account_id: str) -> str | None:
        """What a browser with this cookie is counted as, if it has signed in to the account before."""
        nonce, _, rest = (cookie or "").partition(".")
        until, _, key = rest.partition(".")
        if not until.isdecimal() or len(until) > 12 or not self._keys.fits(key, account_id, nonce, until):
            return None
        return nonce if self._clock.now() < datetime.fromtimestamp(int(until), UTC) else None
