"""The code on a card: random and signed.

Random, so that it says nothing and nobody guesses one; signed, so that a made-up one is known without a look-up.
Thirteen random characters of a 30-letter alphabet (63 bits) and seven of an HMAC under the installation's secret
(34 bits), read aloud in groups of five. A code is no secret, but it is only given to whom she gives her card.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from assistant.kit.secret import purpose_keys
from assistant.kit.settings import Settings

# No 0/O, 1/I/L, U: what is printed small must survive being read out and typed.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM: Final = 13
_SIGNED: Final = 7
_GROUP: Final = 5


class CardCodes:
    """Makes codes and tells those it made, with its key or with one of the `older` it had before."""

    def __init__(self, key: bytes, *older: bytes) -> None:
        self._keys = (key, *older)

    @classmethod
    def of(cls, settings: Settings) -> CardCodes:
        """The codes of this installation."""
        return cls(*purpose_keys(settings, "card codes"))

    def new(self) -> str:
        """A new code: twenty characters."""
        head = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
        return head + self._signature(self._keys[0], head)

    def genuine(self, written: str) -> str | None:
        """The code as it is kept, however it was typed; None when this installation never made it."""
        code = "".join(written.upper().split()).replace("-", "")
        if len(code) != _RANDOM + _SIGNED or not set(code) <= set(ALPHABET):
            return None
        head, signature = code[:_RANDOM], code[_RANDOM:]
        fits = [hmac.compare_digest(signature, self._signature(key, head)) for key in self._keys]
        return code if any(fits) else None

    @staticmethod
    def _signature(key: bytes, head: str) -> str:
        number = int.from_bytes(hmac.new(key, head.encode(), hashlib.sha256).digest(), "big")
        letters = []
        for _ in range(_SIGNED):
            number, at = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[at])
        return "".join(letters)


def grouped(code: str) -> str:
    """The code as people read it: `7KQ2M-…`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
