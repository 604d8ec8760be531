"""Times that are proposed: local, in whole minutes, at hours when people visit each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.consumer.orders.rules import rules
from assistant.kit.errors import BadInputError


def moment(local: str, zone: ZoneInfo) -> datetime:
    """The moment of a local time.

    Raises:
        BadInputError: there is no such date or time of day.
    """
    try:
        return datetime.fromisoformat(local).replace(tzinfo=zone)
    except ValueError:
        raise BadInputError("order_time_wrong") from None


def proposed(times: Sequence[str], now: datetime, zone: ZoneInfo) -> list[str]:
    """The times somebody proposes, once each and in order.

    Raises:
        BadInputError: there are none or too many, or one of them is too soon, too far off or at night.
    """
    bounds, found = rules(), sorted(set(times))
    if not 1 <= len(found) <= bounds.most_times:
        raise BadInputError("order_times_count", limit=bounds.most_times)
    for each in found:
        check(moment(each, zone), now)
    return found


def check(at: datetime, now: datetime) -> None:
    """Make sure that people can meet at this time.

    Raises:
        BadInputError: it is too soon, too far off or at night.
    """
    bounds = rules()
    if at < now + timedelta(hours=bounds.soonest_hours):
        raise BadInputError("order_time_soon", hours=bounds.soonest_hours)
    if at > now + timedelta(days=bounds.latest_days):
        raise BadInputError("order_time_far", days=bounds.latest_days)
    hour = at.hour + at.minute / 60
    if not bounds.first_hour <= hour <= bounds.last_hour:
        raise BadInputError("order_time_night", first=bounds.first_hour, last=bounds.last_hour)
