"""Recordings kept while there is no network, no room or no ear for them."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.recorder import NewPhone, at_the_job, recorded, recording

NO_ROOM = """() => {
  IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); };
}"""
NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"


def test_recordings_wait_with_the_written_answers_and_go_out_in_order(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    fake_server.switch(hear=["月嫂", "八九千吧"])
    phone.context.set_offline(True)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    phone.write("属羊的，七九年的")
    expect(phone.waiting).to_have_count(2)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.waiting).to_have_count(3)
    phone.look("voice-offline")
    phone.page.reload()
    expect(phone.waiting).to_have_count(3)
    expect(phone.waiting.nth(2)).to_contain_text(re.compile(r"录音 \d 秒"))
    phone.waiting.nth(0).get_by_role("button", name="听一听").click()
    phone.context.set_offline(False)
    expect(phone.waiting).to_have_count(0)
    expect(phone.question).to_contain_text("带宝宝的活")
    assert [body["text"] for body in fake_server.received()] == ["可以", "月嫂", "属羊的，七九年的", "八九千吧"]


def test_where_nothing_larger_is_there_a_recording_waits_in_the_small_store(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server, script=NO_DATABASE)
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.waiting).to_contain_text(re.compile(r"录音 \d 秒"))
    phone.page.reload()
    expect(phone.waiting).to_contain_text(re.compile(r"录音 \d 秒"))
    phone.context.set_offline(False)
    expect(phone.question).to_contain_text("多大")
    assert int(recorded(fake_server)[-1]["bytes"]) > 1000


def test_a_waiting_recording_may_be_taken_back_and_sent_after_all(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.context.set_offline(True)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    phone.tap("不发了")
    expect(phone.waiting).to_have_count(0)
    expect(phone.page.locator(".voice-words")).to_contain_text("还没发")
    phone.context.set_offline(False)
    phone.tap("发送录音")
    expect(phone.question).to_contain_text("多大")


def test_a_busy_server_keeps_the_recording_and_is_asked_again_under_the_same_id(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    fake_server.switch(fail=[503])
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.page.locator(".waiting")).to_contain_text("现在人多")
    expect(phone.question).to_contain_text("多大")
    sent = recorded(fake_server)
    assert len(sent) == 2
    assert len({body["client_turn_id"] for body in sent}) == 1


def test_a_recording_that_cannot_be_heard_comes_back_with_a_kind_sentence(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    fake_server.switch(fail=[415, "ears_missing"])
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.page.locator(".voice-words")).to_contain_text("没法听")
    phone.look("voice-returned")
    phone.tap("发送录音")
    expect(phone.page.locator(".voice-words")).to_contain_text("听不了录音")
    expect(phone.voice).to_have_attribute("data-state", "review")
    phone.say("月嫂")
    expect(phone.question).to_contain_text("多大")


def test_a_full_phone_sends_at_once_and_holds_what_cannot_be_stored(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.page.evaluate(NO_ROOM)
    phone.context.set_offline(True)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.page.locator(".waiting")).to_contain_text("先别关这个页面")
    phone.look("voice-full")
    phone.context.set_offline(False)
    expect(phone.question).to_contain_text("多大")
