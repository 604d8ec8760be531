"""The second factor itself: sealed secrets, codes near their time, recovery codes that nobody can read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from assistant.accounts import second_factor
from assistant.accounts.tables import AccountRow
from assistant.kit.errors import BadInputError
from assistant.kit.sealed import Sealer, SealError

NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
OLD, NEW = b"o" * 32, b"n" * 32
SEALER = Sealer({"1": OLD}, "1", b"index")


def account(name: str = "acc_a") -> AccountRow:
    return AccountRow(id=name, email="owner@example.com", recovery_digests=[])


def enrolled() -> tuple[AccountRow, str, list[str]]:
    row = account()
    secret = second_factor.begin(row, SEALER, "Ayi").secret
    return row, secret, second_factor.confirm(row, SEALER, pyotp.TOTP(secret).at(NOW), NOW)


def test_what_is_kept_shows_neither_secret_nor_recovery_codes() -> None:
    row, secret, codes = enrolled()
    kept = f"{row.totp_secret} {row.recovery_digests}"
    assert secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert row.totp_pending is None


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_off_by_one_step(seconds: int, good: bool) -> None:  # noqa: FBT001 - a case of the table
    row, secret, _ = enrolled()
    row.totp_step = None
    assert second_factor.accept(row, SEALER, pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds)), NOW) is good


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-" * 40])
def test_nonsense_is_no_code(code: str) -> None:
    row, _, _ = enrolled()
    assert not second_factor.accept(row, SEALER, code, NOW)


def test_without_a_second_factor_no_code_fits() -> None:
    assert not second_factor.accept(account(), SEALER, "123456", NOW)
    with pytest.raises(BadInputError):
        second_factor.confirm(account(), SEALER, "123456", NOW)


def test_a_secret_fits_its_own_account_only() -> None:
    row, _, _ = enrolled()
    other = account("acc_b")
    other.totp_secret, other.totp_enrolled_at = row.totp_secret, NOW
    with pytest.raises(SealError):
        second_factor.accept(other, SEALER, "123456", NOW)


def test_it_goes_on_to_work_under_a_new_key_once_it_is_sealed_anew() -> None:
    row, secret, _ = enrolled()
    both = Sealer({"2": NEW, "1": OLD}, "2", b"index")
    assert second_factor.reseal(row, both)
    assert not second_factor.reseal(account(), both)
    later = NOW + timedelta(seconds=30)
    new_only = Sealer({"2": NEW}, "2", b"index")
    assert second_factor.accept(row, new_only, pyotp.TOTP(secret).at(later), later)


def test_forgotten_is_forgotten() -> None:
    row, _, codes = enrolled()
    second_factor.forget(row)
    assert not second_factor.accept(row, SEALER, codes[0], NOW)
    assert row.totp_secret is None
    assert row.recovery_digests == []
