"""The second factor: codes of an authenticator (TOTP, RFC 6238) and recovery codes for when it is lost."""

from __future__ import annotations

import hmac
import io
import re
import secrets
from datetime import datetime

import pyotp
import segno

from assistant.accounts.bounds import bounds
from assistant.accounts.model import Enrolment
from assistant.accounts.tables import AccountRow
from assistant.kit.errors import BadInputError
from assistant.kit.ids import token_digest
from assistant.kit.sealed import Sealer

_STEP_SECONDS = 30
# No 0/O, 1/I/L, U: they are read off paper. 24 letters carry 117 bits, so a plain hash keeps them.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LETTERS = 24
_TOTP = re.compile(r"\d{6}")


def begin(account: AccountRow, sealer: Sealer, issuer: str) -> Enrolment:
    """A new secret for the account's authenticator; the old one is good until the new one's first code."""
    secret = pyotp.random_base32()
    account.totp_pending = sealer.seal(secret, _context(account))
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=issuer)
    picture = io.BytesIO()
    segno.make(uri, error="m").save(picture, kind="svg", scale=5, xmldecl=False, svgns=True)
    return Enrolment(uri=uri, secret=secret, qr_svg=picture.getvalue().decode())


def confirm(account: AccountRow, sealer: Sealer, code: str, now: datetime) -> list[str]:
    """The first code of the new authenticator: from now on it counts. Gives recovery codes, seen this once.

    Raises:
        BadInputError: no new authenticator was begun, or the code is not one of it.
    """
    if account.totp_pending is None:
        raise BadInputError("second_factor_not_begun")
    step = _step_of(sealer.open(account.totp_pending, _context(account)), code, now, after=None)
    if step is None:
        raise BadInputError("second_factor_wrong")
    account.totp_secret, account.totp_pending = account.totp_pending, None
    account.totp_enrolled_at, account.totp_step = now, step
    return new_recovery_codes(account)


def accept(account: AccountRow, sealer: Sealer, code: str, now: datetime) -> bool:
    """Whether the code is one of the account's authenticator, or a recovery code; either is good once."""
    if account.totp_secret is None or account.totp_enrolled_at is None:
        return False
    step = _step_of(sealer.open(account.totp_secret, _context(account)), code, now, after=account.totp_step)
    if step is not None:
        account.totp_step = step
        return True
    digest = token_digest(_plain(code))
    left = [kept for kept in account.recovery_digests if not hmac.compare_digest(kept, digest)]
    if len(left) == len(account.recovery_digests):
        return False
    account.recovery_digests = left
    return True


def new_recovery_codes(account: AccountRow) -> list[str]:
    """Recovery codes instead of those there were, as they are shown: `ABCD-EFGH-JKMN-PQRS-TVWX-YZ23`."""
    codes = [
        "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LETTERS))
        for _ in range(bounds().totp.recovery_codes)
    ]
    account.recovery_digests = [token_digest(code) for code in codes]
    return ["-".join(code[at : at + 4] for at in range(0, _RECOVERY_LETTERS, 4)) for code in codes]


def forget(account: AccountRow) -> None:
    """The account has no second factor any more."""
    account.totp_secret = account.totp_pending = account.totp_enrolled_at = account.totp_step = None
    account.recovery_digests = []


def _step_of(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """The time step the code belongs to; a step is good once, so none up to `after` counts."""
    digits = re.sub(r"\s", "", code)
    if not _TOTP.fullmatch(digits):
        return None
    totp, current, window = pyotp.TOTP(secret), int(now.timestamp()) // _STEP_SECONDS, bounds().totp.window
    found = None
    for step in range(current - window, current + window + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()) and (after is None or step > after):
            found = step
    return found


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).upper()


def reseal(account: AccountRow, sealer: Sealer) -> bool:
    """Seal an account's secrets with the current key; whether there were any."""
    context = _context(account)
    if account.totp_secret is not None:
        account.totp_secret = sealer.seal(sealer.open(account.totp_secret, context), context)
    if account.totp_pending is not None:
        account.totp_pending = sealer.seal(sealer.open(account.totp_pending, context), context)
    return account.totp_secret is not None or account.totp_pending is not None


def _context(account: AccountRow) -> str:
    return f"accounts.totp:{account.id}"
