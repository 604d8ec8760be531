"""The live conversation: words on the screen, a mouth that moves, a line that breaks and comes back, ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.access import problems
from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]


def calling(new_phone: NewPhone, server: FakeServer, steps: list[str], size: str = "small") -> Phone:
    phone = new_phone(server.url, size)
    phone.start()
    phone.choose("可以")
    server.switch(live=steps)
    phone.tap("通话")
    expect(phone.page.locator(".live")).to_be_visible()
    return phone


def messages(server: FakeServer, kind: str) -> list[dict[str, Any]]:
    return [body for body in server.received() if body.get("live") == kind]


def test_a_conversation_shows_words_as_they_come_and_ends_on_the_page(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = calling(new_talking_phone, fake_server, [])
    state = phone.page.locator(".live-state")
    expect(phone.question).to_have_text("您想做哪一样活？")
    expect(state).to_have_text("在听，您说")
    phone.look("live-listening")
    fake_server.switch(live=["partial 我想做"])
    expect(phone.page.locator(".live-words")).to_have_text("我想做")
    phone.look("live-partial")
    fake_server.switch(live=["say 月嫂"])
    expect(phone.page.locator(".live-heard")).to_have_text("月嫂")
    expect(phone.question).to_contain_text("多大")
    fake_server.switch(live=["nudge 您慢慢想，不着急。"])
    expect(phone.page.locator(".live-notice")).to_have_text("您慢慢想，不着急。")
    phone.tap("挂断")
    expect(phone.mic).to_be_visible()
    expect(phone.question).to_contain_text("多大")
    phone.say("属羊的，七九年的")
    expect(phone.question).to_contain_text("工资")
    assert len(messages(fake_server, "bye")) == 1


def test_the_mouth_follows_the_speech_and_is_told_how_far_it_was_heard(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = calling(new_talking_phone, fake_server, [])
    face = phone.page.locator(".live svg")
    expect(face).to_have_attribute("data-state", "speak")
    expect(face).not_to_have_attribute("data-mouth", "rest")
    phone.look("live-speaking")
    expect(face).to_have_attribute("data-state", "listen")
    expect(face).to_have_attribute("data-mouth", "rest")
    last = messages(fake_server, "played")[-1]["message"]
    assert last["clip"] == 1
    assert last["ms"] == pytest.approx(960, abs=40)


def test_when_she_speaks_the_interviewer_is_silent_at_once(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = calling(new_talking_phone, fake_server, ["say 月嫂", "hush"])
    expect(phone.question).to_contain_text("多大")
    face = phone.page.locator(".live svg")
    expect(face).to_have_attribute("data-state", "listen")
    assert messages(fake_server, "played")[-1]["message"]["ms"] < 960


def test_a_chip_and_a_human_are_one_tap_away_in_a_conversation(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = calling(new_talking_phone, fake_server, [])
    phone.page.locator(".live .chip").get_by_text("月嫂", exact=True).click()
    expect(phone.question).to_contain_text("多大")
    phone.tap("找人工")
    expect(phone.question).to_have_text("好，我去请真人。")
    assert [body["text"] for body in messages(fake_server, "text")] == ["月嫂", "我想找人工"]


def test_a_broken_line_is_taken_up_again_and_nothing_she_said_is_lost(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = calling(new_talking_phone, fake_server, ["say 月嫂"])
    expect(phone.question).to_contain_text("多大")
    phone.expected.append("WebSocket connection")
    phone.context.set_offline(True)
    expect(phone.page.locator(".live")).to_have_attribute("data-state", "away")
    phone.look("live-away")
    phone.context.set_offline(False)
    expect(phone.page.locator(".live")).to_have_attribute("data-state", "listening")
    fake_server.switch(live=["drop", "say 属羊的，七九年的"])
    expect(phone.question).to_contain_text("工资")
    hellos = [body["resume"] for body in messages(fake_server, "hello")]
    assert hellos[0] == ""
    assert set(hellos[1:]) == {"live_1"}
    phone.tap("挂断")
    phone.tap("更多")
    phone.tap("看聊过的话")
    expect(phone.page.locator(".line.worker")).to_have_text(["您可以", "您月嫂", "您属羊的，七九年的"])


def test_where_there_is_no_line_she_records_or_writes(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_talking_phone(fake_server.url)
    phone.start()
    phone.choose("可以")
    phone.expected.append("WebSocket")
    phone.tap("通话")
    expect(phone.note).to_contain_text("现在通不了话")
    phone.look("live-none")
    phone.say("月嫂")
    expect(phone.question).to_contain_text("多大")


def test_a_refusal_says_why(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = calling(new_talking_phone, fake_server, ["problem 这句没听清。", "fatal 现在人多，先录音吧。"])
    expect(phone.note).to_have_text("现在人多，先录音吧。")
    expect(phone.mic).to_be_visible()


def test_from_a_conversation_to_the_keyboard(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = calling(new_talking_phone, fake_server, [])
    phone.tap("打字")
    expect(phone.box).to_be_focused()
    phone.say("月嫂")


def test_the_last_word_ends_the_conversation(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_talking_phone(fake_server.url)
    phone.start()
    for answer in ("可以", "月嫂", "七九年", "八千", "洗澡抚触都会"):
        phone.say(answer)
    fake_server.switch(live=["say 都对"])
    phone.tap("通话")
    expect(phone.page.locator("iframe.paper")).to_be_visible()
    assert len(messages(fake_server, "bye")) == 1


def test_without_a_microphone_a_call_says_so_kindly(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    phone.choose("可以")
    phone.tap("通话")
    expect(phone.note).to_be_visible()
    assert problems(phone.page) == []
    phone.say("月嫂")


def test_a_call_in_english(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_talking_phone(fake_server.url)
    phone.start("en")
    fake_server.switch(live=[])
    phone.tap("Call")
    expect(phone.page.locator(".live-state")).to_have_text("Listening, go ahead")
    phone.look("live-en")
