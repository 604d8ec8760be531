"""The accounts room removes what is over."""

from __future__ import annotations

from assistant.accounts.room import Accounts
from assistant.kit.clock import FixedClock
from tests.accounts.conftest import HERE, PASSWORD, MakeAccount


async def test_sessions_codes_and_attempts_are_removed_when_they_are_over(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account()
    await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    await accounts.phones.ask("13800138000", "consumer", "zh", HERE.address, "a browser")
    assert await accounts.purge() == 0
    clock.advance(days=60)
    assert await accounts.purge() >= 3
    assert await accounts.purge() == 0
