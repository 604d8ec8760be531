"""A microphone that is missing, shut, or not yet allowed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.recorder import NewPhone, at_the_job, recording

REFUSING = """(name) => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', name));
}"""
REASONS = {"NotFoundError": "没找到麦克风", "NotReadableError": "别的软件", "NotAllowedError": "点“允许”"}
# Browsers that offer no microphone at all: too old, without https, inside WeChat.
WAYS_OUT = [
    ("() => { Object.defineProperty(navigator, 'mediaDevices', { value: undefined }); }", "太旧"),
    ("() => { Object.defineProperty(window, 'isSecureContext', { value: false }); }", "https"),
    ("() => { Object.defineProperty(navigator, 'userAgent', { value: 'MicroMessenger/8.0' }); }", "在浏览器打开"),
]
SLOW_PERMISSION = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  await new Promise((resolve) => { window.allow = resolve; });
  return open(wish);
};
"""


def test_without_a_microphone_she_is_told_what_to_do_and_can_write(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    for name, words in REASONS.items():
        phone.page.evaluate(REFUSING, name)
        phone.mic.click()
        expect(phone.note).to_contain_text(words)
    phone.look("voice-denied")
    for script, words in WAYS_OUT:
        phone.page.evaluate(script)
        phone.mic.click()
        expect(phone.note).to_contain_text(words)
    phone.look("voice-wechat")
    phone.tap("打字回答")
    expect(phone.box).to_be_focused()
    phone.say("月嫂")
    expect(phone.question).to_contain_text("多大")


def test_a_browser_that_keeps_the_microphone_shut_is_told_how_to_open_it(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    # This browser has no microphone and refuses without asking, as one does that was told "never".
    phone = at_the_job(new_phone, fake_server)
    phone.mic.click()
    expect(phone.note).to_be_visible()
    expect(phone.page.get_by_role("button", name="再试一次")).to_be_visible()
    phone.say("月嫂")


def test_while_the_phone_asks_for_permission_the_page_says_what_to_tap(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server, script=SLOW_PERMISSION)
    phone.mic.click()
    expect(phone.page.locator(".voice-words")).to_contain_text("请点“允许”")
    phone.look("voice-asking")
    phone.page.wait_for_function("() => window.allow !== undefined")
    phone.page.evaluate("() => window.allow()")
    recording(phone)
    phone.tap("不要了")
    expect(phone.voice).to_have_attribute("data-state", "idle")
