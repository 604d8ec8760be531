"""A phone at its first question, and recordings made on it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]
# A little more than the shortest recording that the page takes for one.
LONG_ENOUGH = 0.6


def at_the_job(new_phone: NewPhone, server: FakeServer, size: str = "small", script: str = "") -> Phone:
    phone = new_phone(server.url, size)
    if script:
        phone.context.add_init_script(script)
    phone.start()
    phone.choose("可以")
    expect(phone.mic).to_be_visible()
    return phone


def recording(phone: Phone, seconds: float = LONG_ENOUGH) -> None:
    """Wait until she is being recorded and so much time has passed."""
    expect(phone.voice).to_have_attribute("data-state", "recording")
    phone.page.wait_for_timeout(seconds * 1000)


def recorded(server: FakeServer) -> list[dict[str, str]]:
    """The recordings that arrived."""
    return [body for body in server.received() if "bytes" in body]


def middle(phone: Phone) -> tuple[float, float]:
    box = phone.mic.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
