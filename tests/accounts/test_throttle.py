"""What is tried too often has to wait; what is counted together, and for how long."""

from __future__ import annotations

import asyncio

import pytest

from assistant.accounts.bounds import bounds
from assistant.accounts.throttle import Throttle, network_of
from assistant.kit import migrations
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import TooManyError
from assistant.kit.secret import Keys

KIND = "second_factor"


@pytest.fixture
def throttle(clock: FixedClock) -> Throttle:
    return Throttle(clock, Keys(b"secret", "throttle"))


async def test_a_full_bucket_says_how_long_to_wait_and_empties_with_time(
    throttle: Throttle, database: Database, clock: FixedClock
) -> None:
    bucket, rate = throttle.bucket(KIND, "one"), bounds().throttles[KIND]
    for _ in range(rate.most):
        async with database.session() as session:
            await throttle.note(session, [bucket], "sign_in_often")
        clock.advance(seconds=10)
    async with database.session() as session:
        with pytest.raises(TooManyError) as refused:
            await throttle.note(session, [bucket], "sign_in_often")
        assert refused.value.retry_after == rate.seconds - 10 * rate.most
        await throttle.note(session, [throttle.bucket(KIND, "another")], "sign_in_often")
    clock.advance(seconds=refused.value.retry_after or 0)
    async with database.session() as session:
        await throttle.note(session, [bucket], "sign_in_often")


async def test_what_turned_out_right_does_not_count(throttle: Throttle, database: Database) -> None:
    bucket = throttle.bucket(KIND, "one")
    for _ in range(bounds().throttles[KIND].most * 2):
        async with database.session() as session:
            await throttle.take_back(session, await throttle.note(session, [bucket], "sign_in_often"))


async def test_who_it_was_is_not_kept(throttle: Throttle) -> None:
    assert "203.0.113.7" not in throttle.bucket("sign_in_address", "203.0.113.7").name


async def test_old_attempts_are_removed(throttle: Throttle, database: Database, clock: FixedClock) -> None:
    async with database.session() as session:
        await throttle.note(session, [throttle.bucket(KIND, "one")], "sign_in_often")
        assert await throttle.purge(session) == 0
    clock.advance(days=2)
    async with database.session() as session:
        assert await throttle.purge(session) == 1


async def at_once(throttle: Throttle, database: Database) -> int:
    """How many of many tries at the same moment pass."""
    buckets = [throttle.bucket(KIND, "one"), throttle.bucket("sign_in_address", "203.0.113.7")]

    async def attempt(n: int) -> bool:
        async with database.session() as session:
            try:
                await throttle.note(session, buckets if n % 2 else buckets[::-1], "sign_in_often")
            except TooManyError:
                return False
        return True

    return sum(await asyncio.gather(*(attempt(n) for n in range(30))))


async def test_tries_at_the_same_moment_do_not_all_pass(throttle: Throttle, database: Database) -> None:
    assert await at_once(throttle, database) == bounds().throttles[KIND].most


@pytest.mark.postgres
async def test_nor_on_postgresql(throttle: Throttle, postgres_url: str) -> None:
    database = Database(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))
    try:
        await migrations.upgrade(database)
        assert await at_once(throttle, database) == bounds().throttles[KIND].most
    finally:
        await database.close()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_one_household_is_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
