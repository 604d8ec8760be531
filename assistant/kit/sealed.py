"""Personal data at rest: sealed with AES-256-GCM under keys that have versions, found again by a keyed index.

A sealed value is bound to the purpose it was sealed for (`context`), so that one column's value opens in no other. The
key's version stands in front, so that old values open after a rotation until they are sealed anew.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from assistant.kit.secret import installation_secrets
from assistant.kit.settings import Settings

TEXT_MARK = "ayi~"
"""How every sealed text begins; what does not is plain and older than the sealing."""
BYTES_MARK = b"AYI~"

KEY_BYTES = 32
DERIVED = "0"
"""How versions of keys begin that are made from the installation's secret, where the operator set none."""

_NONCE_BYTES = 12
_VERSION = re.compile(r"[a-z0-9]{1,12}")
_SEALED_TEXT = re.compile(r"ayi~([a-z0-9]{1,12})~([A-Za-z0-9_-]+)")


class SealError(Exception):
    """A sealed value cannot be opened: its key is not at hand, or it was changed or moved."""


class KeysError(ValueError):
    """`AYI_FIELD_KEYS` cannot be read; says what is wrong and never shows a key."""


class Sealer:
    """Seals and opens values; every instance with the same keys opens what another sealed.

    `keys` are AES keys of 32 bytes by version; what a version's own key does not open, `unnamed` ones are tried on.
    `current` is the version new values are sealed with. `index_keys` key the blind index: the first makes it, all
    find by it.
    """

    def __init__(
        self, keys: Mapping[str, bytes], current: str, *index_keys: bytes, unnamed: Sequence[bytes] = ()
    ) -> None:
        for version, key in keys.items():
            if not _VERSION.fullmatch(version):
                raise KeysError("a key's version is 1 to 12 small letters or digits")
            if len(key) != KEY_BYTES:
                raise KeysError(f"the key of version {version} does not have {KEY_BYTES} bytes")
        if current not in keys:
            raise KeysError("there is no key of the current version")
        self._boxes = {version: AESGCM(key) for version, key in keys.items()}
        self.current = current
        self._unnamed = [AESGCM(key) for key in unnamed]
        self._index_keys = index_keys

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions this sealer can open."""
        return tuple(self._boxes)

    def seal(self, text: str, context: str) -> str:
        """The text sealed for `context`: plain ASCII, different every time."""
        sealed = base64.urlsafe_b64encode(self._encrypt(text.encode(), context)).decode().rstrip("=")
        return f"{TEXT_MARK}{self.current}~{sealed}"

    def open(self, sealed: str, context: str) -> str:
        """The text that was sealed for `context`.

        Raises:
            SealError: it was not sealed here, for this, under a key at hand, or was changed since.
        """
        match = _SEALED_TEXT.fullmatch(sealed)
        if match is None:
            raise SealError("this is not a sealed text")
        version, body = match.groups()
        try:
            data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        except binascii.Error as error:
            raise SealError("this is not a sealed text") from error
        return self._decrypt(version, data, context).decode()

    def seal_bytes(self, data: bytes, context: str) -> bytes:
        """A file sealed for `context`."""
        return BYTES_MARK + f"{self.current}~".encode() + self._encrypt(data, context)

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """The file that was sealed for `context`; raises what `open` does."""
        version = version_of_bytes(sealed)
        if version is None:
            raise SealError("this is not a sealed file")
        return self._decrypt(version, sealed[len(BYTES_MARK) + len(version) + 1 :], context)

    def blind_index(self, value: str, context: str) -> str:
        """What stands for a value in look-ups (64 hexadecimal digits): the same for the same value and context."""
        return self.blind_indexes(value, context)[0]

    def blind_indexes(self, value: str, context: str) -> tuple[str, ...]:
        """What a value may stand under in look-ups: `blind_index`, and what it was under secrets since replaced."""
        message = f"{len(context)}:{context}{value}".encode()
        return tuple(hmac.new(key, message, hashlib.sha256).hexdigest() for key in self._index_keys)

    def blind_mark(self, value: str, context: str) -> str:
        """Three letters that stand for a value among many: 18 bits of a keyed digest.

        Several values share a mark, so that whoever counts marks is sure of none; a look-up by them finds too much,
        never too little.
        """
        message = f"{len(context)}:{context}{value}".encode()
        digest = hmac.digest(self._index_keys[0], message, "sha256")
        return base64.urlsafe_b64encode(digest[:3]).decode()[:3]

    def _encrypt(self, data: bytes, context: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._boxes[self.current].encrypt(nonce, data, context.encode())

    def _decrypt(self, version: str, data: bytes, context: str) -> bytes:
        box = self._boxes.get(version)
        boxes = [box] if box is not None else self._unnamed if version == DERIVED else []
        if not boxes:
            raise SealError(f"the key of version {version} is not at hand")
        for each in boxes:
            with suppress(InvalidTag, ValueError):
                return each.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], context.encode())
        raise SealError("it was changed, or sealed for something else")


def version_of(sealed: str) -> str | None:
    """The version of the key a text was sealed with; None for plain text."""
    match = _SEALED_TEXT.fullmatch(sealed)
    return match.group(1) if match else None


def version_of_bytes(sealed: bytes) -> str | None:
    """The version of the key a file was sealed with; None for a plain file."""
    if not sealed.startswith(BYTES_MARK):
        return None
    version, mark, _ = sealed[len(BYTES_MARK) : len(BYTES_MARK) + 13].partition(b"~")
    name = version.decode("ascii", "replace")
    return name if mark and _VERSION.fullmatch(name) else None


def sealer_of(settings: Settings) -> Sealer:
    """The sealer of this installation.

    Its keys are those of `AYI_FIELD_KEYS` (the first seals, all open) and always those made from the installation's
    secrets, whose first seals where no others are set: an operator who sets keys later loses nothing.

    Raises:
        KeysError: the setting cannot be read.
    """
    secrets = installation_secrets(settings)
    derived = {_derived_version(secret): _derived(secret, "field key") for secret in secrets}
    keys, current = dict(derived), next(iter(derived))
    if settings.field_keys is not None:
        own = parse_keys(settings.field_keys.get_secret_value())
        keys |= own
        current = next(iter(own))
    index_keys = [_derived(secret, "blind index") for secret in secrets]
    return Sealer(keys, current, *index_keys, unnamed=list(derived.values()))


def parse_keys(text: str) -> dict[str, bytes]:
    """Keys written `version:base64,version:base64`, in that order.

    Raises:
        KeysError: an entry is malformed, a version stands twice or is the one kept for the derived key.
    """
    keys: dict[str, bytes] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        version, colon, encoded = entry.partition(":")
        if not colon or not _VERSION.fullmatch(version) or version in keys or _is_derived(version):
            raise KeysError("AYI_FIELD_KEYS is version:key,version:key, each version once and none of them ours")
        try:
            key = base64.b64decode(encoded, altchars=b"-_", validate=True)
        except binascii.Error:
            raise KeysError(f"the key of version {version} is not base64") from None
        if len(key) != KEY_BYTES:
            raise KeysError(f"the key of version {version} does not have {KEY_BYTES} bytes")
        keys[version] = key
    if not keys:
        raise KeysError("AYI_FIELD_KEYS holds no key")
    return keys


def new_key(version: str) -> str:
    """A new entry for `AYI_FIELD_KEYS`."""
    return f"{version}:{base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()}"


def _derived_version(secret: bytes) -> str:
    """The version of the key made from a secret; it tells nothing of the secret but whether it is the same."""
    return DERIVED + _derived(secret, "field key version").hex()[:8]


def _is_derived(version: str) -> bool:
    return version == DERIVED or (version.startswith(DERIVED) and len(version) == len(DERIVED) + 8)


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"ayi {purpose}".encode()).derive(secret)
