"""The installation's own secret, from which keys for addresses are derived."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from assistant.kit.settings import Settings

_FILE = "secret.key"
_OLD_FILE = "secret.old"
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


def installation_secrets(settings: Settings) -> tuple[bytes, ...]:
    """The secret, and behind it those it has replaced, the newest first: they prove what was signed, and sign nothing.

    Replaced ones are those of `AYI_OLD_SECRET_KEYS`, and in the data folder those of `secret.old` and of a `secret.key`
    beside a secret that is set now.
    """
    current = installation_secret(settings)
    found = [current]
    if settings.old_secret_keys is not None:
        found += [part.strip().encode() for part in settings.old_secret_keys.get_secret_value().split(",")]
    if settings.secret_key is not None:
        with suppress(FileNotFoundError):
            found.append((settings.data_dir / _FILE).read_bytes())
    with suppress(FileNotFoundError):
        found += [bytes.fromhex(line) for line in (settings.data_dir / _OLD_FILE).read_text(encoding="ascii").split()]
    return tuple(dict.fromkeys(secret for secret in found if secret))


def replace_secret_file(settings: Settings) -> None:
    """Make a new secret in the data folder and put the one there behind it.

    Raises:
        OSError: they cannot be written.
    """
    old = installation_secret(settings)
    before = settings.data_dir / _OLD_FILE
    kept = before.read_text(encoding="ascii") if before.exists() else ""
    # The old one is kept first: interrupted in between, both are there, and nothing is lost.
    _write_for_owner(before, f"{old.hex()}\n{kept}".encode("ascii"))
    _write_for_owner(settings.data_dir / _FILE, secrets.token_bytes(_BYTES))


def _write_for_owner(path: Path, content: bytes) -> None:
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def purpose_keys(settings: Settings, purpose: str) -> tuple[bytes, ...]:
    """The key of a purpose under every secret, the current one's first."""
    return tuple(hmac.digest(secret, purpose.encode(), hashlib.sha256) for secret in installation_secrets(settings))


class Keys:
    """Keys for addresses that carry no token: each opens one thing and says nothing about it.

    `older` are secrets that were replaced: their keys still fit, and none is made with them.
    """

    def __init__(self, secret: bytes, purpose: str, older: Sequence[bytes] = ()) -> None:
        self._secrets = [hmac.digest(each, purpose.encode(), hashlib.sha256) for each in (secret, *older)]

    @classmethod
    def of(cls, settings: Settings, purpose: str) -> Keys:
        """The keys of this installation for a purpose."""
        current, *older = installation_secrets(settings)
        return cls(current, purpose, older)

    def key(self, *parts: str) -> str:
        """The key of the thing these parts name: 128 bits, as 32 hexadecimal digits."""
        return self._key(self._secrets[0], parts)

    def fits(self, key: str, *parts: str) -> bool:
        """Whether `key` is the one of these parts, in constant time."""
        fits = [hmac.compare_digest(key.encode(), self._key(each, parts).encode()) for each in self._secrets]
        return any(fits)

    @staticmethod
    def _key(secret: bytes, parts: Sequence[str]) -> str:
        # Lengths first: no two lists of parts give the same message.
        message = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()[:32]
