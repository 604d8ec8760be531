"""Time as a dependency: code asks a Clock, tests set one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time in UTC and the date where the workers live."""

    def now(self) -> datetime:
        """The current moment, timezone-aware, in UTC."""

    def today(self) -> date:
        """The current date in the installation's own time zone."""


class SystemClock:
    """The machine's clock; `zone` decides what day it is for people."""

    def __init__(self, zone: str = "Asia/Shanghai") -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """The current moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The date in the clock's zone."""
        return self.now().astimezone(self._zone).date()


class FixedClock:
    """A clock that stands still until told to move."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._moment

    def today(self) -> date:
        """The date of that moment."""
        return self._moment.date()

    def advance(self, **delta: float) -> None:
        """Move forward by `timedelta(**delta)`."""
        self._moment += timedelta(**delta)
