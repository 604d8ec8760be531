"""Answers by voice: recorded with a tap or a held finger, heard, corrected, kept while there is no network."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.access import problems
from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]


def at_the_job(new_phone: NewPhone, server: FakeServer, size: str = "small") -> Phone:
    phone = new_phone(server.url, size)
    phone.start()
    phone.choose("可以")
    expect(phone.mic).to_be_visible()
    return phone


def test_a_tap_begins_and_a_tap_sends(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.mic.click()
    expect(phone.voice).to_have_attribute("data-state", "recording")
    expect(phone.page.locator(".voice-clock")).to_have_text("1 秒")
    phone.shot("voice-recording")
    assert problems(phone.page) == []
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    expect(phone.page.locator(".heard-words q")).to_have_text("月嫂")
    phone.shot("voice-heard")
    assert problems(phone.page) == []
