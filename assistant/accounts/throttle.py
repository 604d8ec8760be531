"""What may not be tried too often, counted in the database so that every process of an installation counts together.

An attempt is noted before it is decided, so that many at the same moment do not all pass; one that succeeded is taken
back. Who and where are kept as keyed digests.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.attempts_repository import AttemptRepository
from assistant.accounts.bounds import Rate, bounds
from assistant.kit.clock import Clock
from assistant.kit.errors import TooManyError
from assistant.kit.secret import Keys


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is counted together, and how much of it there may be."""

    name: str
    rate: Rate


class Throttle:
    """Counts attempts by bucket."""

    def __init__(self, clock: Clock, keys: Keys) -> None:
        self._clock = clock
        self._keys = keys

    def bucket(self, kind: str, *parts: str) -> Bucket:
        """The bucket of one account, address or number; `kind` is one of the `throttles` of the data file.

        Raises:
            KeyError: there is no such kind.
        """
        return Bucket(self._keys.key(kind, *parts), bounds().throttles[kind])

    async def note(self, session: AsyncSession, buckets: Sequence[Bucket], refusal: str) -> tuple[int, ...]:
        """Note one attempt in each bucket; gives what `take_back` wants. A refused one is not noted.

        Raises:
            TooManyError: one of the buckets is full; `refusal` names its sentence.
        """
        repository, now = AttemptRepository(session), self._clock.now()
        await repository.hold([bucket.name for bucket in buckets])
        for bucket in buckets:
            count, first = await repository.since(bucket.name, now - timedelta(seconds=bucket.rate.seconds))
            if count >= bucket.rate.most:
                raise TooManyError(refusal, retry_after=_wait(first, bucket.rate, now))
        return tuple([await repository.add(bucket.name, now) for bucket in buckets])

    async def take_back(self, session: AsyncSession, noted: Sequence[int]) -> None:
        """What was noted turned out right and does not count."""
        await AttemptRepository(session).drop(noted)

    async def clear(self, session: AsyncSession, *buckets: Bucket) -> None:
        """Begin to count anew."""
        await AttemptRepository(session).clear([bucket.name for bucket in buckets])

    async def purge(self, session: AsyncSession) -> int:
        """Forget attempts that no bucket counts any more; returns how many."""
        longest = max(rate.seconds for rate in bounds().throttles.values())
        return await AttemptRepository(session).drop_before(self._clock.now() - timedelta(seconds=longest))


def _wait(first: datetime | None, rate: Rate, now: datetime) -> int:
    """Seconds until the oldest attempt no longer counts."""
    ends = (first or now) + timedelta(seconds=rate.seconds)
    return max(1, round((ends - now).total_seconds()))


def network_of(address: str) -> str:
    """What is counted as one address: an IPv4 address, or the /64 that one household's IPv6 addresses share."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
