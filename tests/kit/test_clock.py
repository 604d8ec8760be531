"""The date is the one where the workers live."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.kit.clock import FixedClock, SystemClock


def test_late_evening_in_utc_is_already_tomorrow_in_china(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock("Asia/Shanghai")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 20, 0, tzinfo=UTC))
    assert clock.today().isoformat() == "2026-11-23"


def test_the_system_clock_knows_its_zone() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    clock.advance(days=1)
    assert clock.today().isoformat() == "2026-11-23"
