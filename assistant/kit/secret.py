"""The installation's own secret, from which keys for addresses are derived."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from assistant.kit.settings import Settings

_FILE = "secret.key"
_BYTES = 32


def installation_secret(settings: Settings) -> bytes:
    """The secret set by the operator, or one made once and kept below the data folder, for its owner's eyes only.

    Raises:
        OSError: it can neither be read nor written.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data_dir / _FILE
    with suppress(FileNotFoundError):
        return path.read_bytes()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        # Of several processes that start at once, the first one's stays.
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
    return path.read_bytes()


class Keys:
    """Keys for addresses that carry no token: each opens one thing and says nothing about it."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._secret = hmac.digest(secret, purpose.encode(), hashlib.sha256)

    def key(self, *parts: str) -> str:
        """The key of the thing these parts name: 128 bits, as 32 hexadecimal digits."""
        # Lengths first: no two lists of parts give the same message.
        message = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._secret, message.encode(), hashlib.sha256).hexdigest()[:32]

    def fits(self, key: str, *parts: str) -> bool:
        """Whether `key` is the one of these parts, in constant time."""
        return hmac.compare_digest(key.encode(), self.key(*parts).encode())
