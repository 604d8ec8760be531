"""What was heard of a recording: shown, corrected, played again, or not heard at all."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.recorder import NewPhone, at_the_job, recording

# Notes what is played: from which second, for how long.
PLAYED = """
window.played = [];
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when, from, length) {
  window.played.push([from, length]);
  return begin.call(this, when, from, length);
};
"""


def test_what_was_not_heard_is_asked_again_and_then_the_keyboard_is_offered(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    fake_server.switch(hear=[{"trouble": "unclear"}, {"trouble": "noise"}, "月嫂"])
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.question).to_contain_text("没听清")
    expect(phone.page.locator(".voice-words")).to_have_text("点话筒，慢慢再说一遍")
    phone.look("voice-unheard")
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.page.locator(".voice-words")).to_contain_text("点“打字”也行")
    phone.look("voice-unheard-twice")
    phone.tap("打字")
    expect(phone.box).to_be_focused()
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    assert phone.turns() == 4


def test_what_was_heard_can_be_corrected_by_touch_or_by_speaking(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    phone.tap("改几个字")
    expect(phone.box).to_have_value("刚才说错了，月嫂")
    expect(phone.box).to_be_focused()
    phone.box.fill("")
    phone.tap("重说")
    expect(phone.page.locator(".voice-words")).to_contain_text("刚才说错了")
    fake_server.switch(hear=["刚才说错了，我做育儿嫂"])
    phone.page.keyboard.press("Enter")
    recording(phone)
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator(".heard-words q")).to_have_text("刚才说错了，我做育儿嫂")


def test_a_card_plays_the_words_it_rests_on(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.context.add_init_script(PLAYED)
    phone.page.reload()
    phone.mic.click()
    recording(phone, 1.2)
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    phone.page.reload()
    expect(phone.question).to_contain_text("多大")
    phone.page.locator("#notes").click()
    phone.page.get_by_role("button", name="听您说的：做什么活").click()
    phone.page.wait_for_function("() => window.played.length === 1")
    begin, length = phone.page.evaluate("() => window.played[0]")
    # The two characters of 月嫂 fill what was heard.
    assert begin == 0
    assert 0.5 < length <= 2
    phone.look("voice-notes")
