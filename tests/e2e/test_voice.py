"""Answers by voice: recorded with a tap, a held finger or a key, listened to, sent or thrown away."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone
from tests.e2e.recorder import NewPhone, at_the_job, middle, recorded, recording

NO_RECORDER = "Object.defineProperty(window, 'MediaRecorder', { value: undefined });"
# Ended as soon as it began: from outside the browser the second tap could come too late.
TWO_TAPS = """async () => {
  const voice = document.querySelector('#voice');
  const began = new Promise((resolve) => {
    const watch = new MutationObserver(() => voice.dataset.state === 'recording' && resolve(watch.disconnect()));
    watch.observe(voice, { attributes: true });
  });
  voice.querySelector('.mic').click();
  await began;
  voice.querySelector('.mic').click();
}"""
# The ring as large as it ever gets, against the line of words above it.
RING_BELOW_WORDS = """async () => {
  const { LOUDEST } = await import('/static/view/mic.js');
  const { top, height } = document.querySelector('.voice .mic').getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('.voice-words'));
  return words.getBoundingClientRect().bottom <= top - (height * LOUDEST) / 2;
}"""


def test_a_tap_begins_and_a_tap_sends(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.mic.click()
    recording(phone)
    expect(phone.page.locator(".voice-clock")).to_have_text("1 秒")
    phone.look("voice-recording")
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    expect(phone.page.locator(".heard-words q")).to_have_text("月嫂")
    phone.look("voice-heard")
    assert [body["kind"] for body in recorded(fake_server)] == ["audio/webm"]
    assert int(recorded(fake_server)[0]["bytes"]) > 1000


def test_a_held_finger_sends_when_it_leaves(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.page.mouse.move(*middle(phone))
    phone.page.mouse.down()
    recording(phone)
    expect(phone.page.locator(".voice-words")).to_have_text("松开就发，滑开就不要")
    phone.page.mouse.up()
    expect(phone.question).to_contain_text("多大")
    assert len(recorded(fake_server)) == 1


def test_a_finger_that_slides_away_throws_it_away(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    x, y = middle(phone)
    phone.page.mouse.move(x, y)
    phone.page.mouse.down()
    recording(phone)
    phone.page.mouse.move(x, y - 150)
    expect(phone.page.locator(".voice-words")).to_have_text("松开，这段就不要了")
    phone.look("voice-away")
    phone.page.mouse.up()
    expect(phone.voice).to_have_attribute("data-state", "idle")
    phone.say("月嫂")
    assert recorded(fake_server) == []


def test_looking_at_something_else_keeps_what_she_said_so_far(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.mic.click()
    recording(phone)
    phone.page.locator("#notes").click()
    expect(phone.page.locator(".panel h1")).to_be_visible()
    phone.tap("返回")
    phone.tap("发送录音")
    expect(phone.question).to_contain_text("多大")
    assert len(recorded(fake_server)) == 1


def test_the_keyboard_records_too(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server, "wide")
    phone.mic.focus()
    phone.page.keyboard.press("Enter")
    recording(phone)
    phone.page.keyboard.press("Enter")
    expect(phone.question).to_contain_text("多大")


def test_she_may_listen_before_it_is_sent_and_throw_it_away(
    new_talking_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.mic.click()
    recording(phone)
    phone.tap("先听听")
    expect(phone.page.locator(".voice-words")).to_contain_text("还没发")
    phone.look("voice-review")
    phone.tap("听一听")
    phone.tap("不要了")
    expect(phone.voice).to_have_attribute("data-state", "idle")
    phone.mic.click()
    recording(phone)
    phone.tap("先听听")
    phone.tap("发送录音")
    expect(phone.question).to_contain_text("多大")
    assert len(recorded(fake_server)) == 1


def test_without_an_encoder_a_wav_is_recorded(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server, script=NO_RECORDER)
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    assert recorded(fake_server)[0]["kind"] == "audio/wav"
    # 16-bit samples, 16,000 a second, for half a second at least.
    assert int(recorded(fake_server)[0]["bytes"]) > 16_000


def test_a_touch_too_short_says_how(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    expect(phone.mic).to_be_visible()
    phone.page.evaluate(TWO_TAPS)
    expect(phone.page.locator(".voice-words")).to_contain_text("太短了")
    assert recorded(fake_server) == []


def ring_below_words(phone: Phone) -> bool:
    """Whether the ring around the microphone, as large as it ever gets, leaves the words above it alone."""
    below: bool = phone.page.evaluate(RING_BELOW_WORDS)
    return below


def test_the_limit_is_announced_and_then_it_is_sent(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.page.clock.install()
    phone.mic.click()
    expect(phone.voice).to_have_attribute("data-state", "recording")
    phone.page.clock.run_for(165_000)
    expect(phone.page.locator(".voice-words")).to_contain_text("还能说")
    assert ring_below_words(phone)
    phone.look("voice-late")
    phone.page.set_viewport_size({"width": 1280, "height": 800})
    assert ring_below_words(phone)
    phone.page.clock.run_for(16_000)
    expect(phone.question).to_contain_text("多大")
    assert len(recorded(fake_server)) == 1


def test_the_voice_speaks_english_too(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_talking_phone(fake_server.url)
    phone.start("en")
    fake_server.switch(hear=["Nanny"])
    phone.mic.click()
    expect(phone.voice).to_have_attribute("data-state", "recording")
    expect(phone.page.locator(".voice-clock")).to_have_text("1 s")
    phone.look("voice-recording-en")
    phone.tap("Listen first")
    expect(phone.page.get_by_role("button", name="Send recording")).to_be_focused()
    phone.look("voice-review-en")
    phone.tap("Send recording")
    expect(phone.page.locator(".heard-words")).to_contain_text("I heard")
    phone.look("voice-heard-en")
