"""How many requests somebody may make in a minute: counted in the process, or in the database for several of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy.exc import SQLAlchemyError

from assistant.accounts.rates_repository import RateRepository
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.secret import Keys

log = logging.getLogger(__name__)

WINDOW: Final = 60
"""Seconds a bound is for."""

_MOST_BUCKETS: Final = 50_000


class Rates(Protocol):
    """Counts requests by name."""

    async def take(self, name: str, most: int) -> int:
        """Count one request of somebody who may make `most` a minute; seconds to wait, 0 when it may pass."""


@dataclass(slots=True)
class _Bucket:
    """A leaky bucket: how full it is, and when that was."""

    level: float
    at: float


class MemoryRates:
    """Counts in this process alone: each process of an installation allows as much again.

    Buckets leak evenly, so that a burst is allowed and a stream is slowed.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._buckets: dict[str, _Bucket] = {}

    async def take(self, name: str, most: int) -> int:
        """Count one request; seconds to wait, 0 when it may pass."""
        now, leak = self._now(), most / WINDOW
        bucket = self._buckets.get(name)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[name] = _Bucket(0.0, now)
        bucket.level = max(0.0, bucket.level - (now - bucket.at) * leak)
        bucket.at = now
        if bucket.level + 1 > most:
            return max(1, round((bucket.level + 1 - most) / leak))
        bucket.level += 1
        return 0

    def _make_room(self, now: float) -> None:
        """Forget those that have run empty; so many that none has, forget the oldest."""
        if len(self._buckets) < _MOST_BUCKETS:
            return
        self._buckets = {name: each for name, each in self._buckets.items() if now - each.at < WINDOW}
        while len(self._buckets) >= _MOST_BUCKETS:
            del self._buckets[next(iter(self._buckets))]


class DatabaseRates:
    """Counts in the database, by windows of a minute, so that all processes count together.

    Names are kept as keyed digests. Where the database does not answer, this process counts by itself.
    """

    def __init__(self, database: Database, clock: Clock, keys: Keys, alone: Rates | None = None) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys
        self._alone = alone or MemoryRates()

    async def take(self, name: str, most: int) -> int:
        """Count one request; seconds to wait, 0 when it may pass."""
        moment = self._clock.now().timestamp()
        slot = int(moment // WINDOW)
        try:
            async with self._database.session() as session:
                count = await RateRepository(session).count(self._keys.key(name), slot)
        except SQLAlchemyError:
            log.exception("rates_not_counted")
            return await self._alone.take(name, most)
        return 0 if count <= most else max(1, round((slot + 1) * WINDOW - moment))

    async def purge(self) -> int:
        """Forget windows that are over; returns how many counts went."""
        async with self._database.session() as session:
            return await RateRepository(session).drop_before(int(self._clock.now().timestamp() // WINDOW))
