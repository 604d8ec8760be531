"""Readings on one still day, as the tests of this folder compare them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.understanding.quantity import Quantity, scan

TODAY = date(2026, 11, 22)  # a Sunday, 14th of the tenth lunar month


@pytest.fixture
def read() -> Callable[[str], list[Quantity]]:
    """All quantities of a text said on 22 November 2026."""
    return lambda text: scan(text, TODAY)


@pytest.fixture
def only() -> Callable[[str], Quantity]:
    """The one quantity of a text said on 22 November 2026."""

    def find(text: str) -> Quantity:
        found = scan(text, TODAY)
        assert len(found) == 1, f"{text}: {found}"
        return found[0]

    return find
