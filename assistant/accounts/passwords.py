"""Passwords: which are taken, how they are kept, and how they are compared.

Rules follow NIST SP 800-63B-4, section 3.1.1: length instead of kinds of characters, a check against what is guessed
first, no hints, no expiry, every character allowed, Unicode normalised before hashing. Kept with Argon2id at the
parameters of RFC 9106's second recommendation (argon2-cffi's default).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.accounts.bounds import bounds
from assistant.kit.errors import BadInputError
from assistant.kit.workers import WorkerPool

# What zxcvbn looks at; its time grows with the length and the rest of a long password only makes it better.
_LONGEST_ESTIMATED = 72


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password was right, and its hash anew where the old one was made with weaker parameters."""

    right: bool
    fresh_hash: str | None = None


class Passwords:
    """Hashes and compares, off the event loop and few at a time: each takes 64 MiB for a moment."""

    def __init__(self, pool: WorkerPool, hasher: PasswordHasher | None = None) -> None:
        self._pool = pool
        self._hasher = hasher or PasswordHasher()
        # What an unknown account's password is compared with, so that it takes as long as a known one's.
        self._nobody = self._hasher.hash("nobody")

    async def hash(self, password: str) -> str:
        """What is kept of a password.

        Raises:
            UnavailableError: too many are being hashed.
        """
        return await self._pool.run(self._hasher.hash, normalised(password))

    async def check(self, password: str, kept: str | None) -> Checked:
        """Whether this is the password behind what is kept; takes as long where nothing is.

        Raises:
            UnavailableError: too many are being compared.
        """
        return await self._pool.run(self._check, normalised(password), kept)

    def _check(self, password: str, kept: str | None) -> Checked:
        try:
            self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return Checked(right=False)
        if kept is None:
            return Checked(right=False)
        stale = self._hasher.check_needs_rehash(kept)
        return Checked(right=True, fresh_hash=self._hasher.hash(password) if stale else None)


def normalised(password: str) -> str:
    """The password as it is hashed: NFKC, so that the same keys on another machine give the same."""
    return unicodedata.normalize("NFKC", password)


def require_good(password: str, known: Iterable[str] = ()) -> None:
    """Take a new password, or say what is wrong with it. `known` are words others know of her: name, address, agency.

    Raises:
        BadInputError: it is too short, too long, or among what is guessed first.
    """
    rule = bounds().password
    length = len(normalised(password))
    if length < rule.least:
        raise BadInputError("password_short", least=rule.least)
    if length > rule.most:
        raise BadInputError("password_long", most=rule.most)
    if _guesses(normalised(password), known) < rule.guesses_log10:
        raise BadInputError("password_common")


def _guesses(password: str, known: Iterable[str]) -> float:
    """The power of ten of guesses until it is found."""
    # Its word lists take a while to load, and most processes never set a password.
    from zxcvbn import zxcvbn

    words = [part for text in known for part in {text, *text.replace("@", " ").replace(".", " ").split()} if part]
    estimate = zxcvbn(password[:_LONGEST_ESTIMATED], user_inputs=["ayi", "阿姨", *words])
    return float(estimate["guesses_log10"])
