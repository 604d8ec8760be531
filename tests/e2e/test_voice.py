"""Answers by voice: recorded with a tap or a held finger, heard, corrected, kept while there is no network."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]

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
NO_ROOM = """() => {
  IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); };
}"""
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
# The ring as large as it ever gets, against the line of words above it.
RING_BELOW_WORDS = """async () => {
  const { LOUDEST } = await import('/static/view/mic.js');
  const { top, height } = document.querySelector('.voice .mic').getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('.voice-words'));
  return words.getBoundingClientRect().bottom <= top - (height * LOUDEST) / 2;
}"""
NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
# Notes what is played: from which second, for how long.
PLAYED = """
window.played = [];
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when, from, length) {
  window.played.push([from, length]);
  return begin.call(this, when, from, length);
};
"""
SLOW_PERMISSION = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  await new Promise((resolve) => { window.allow = resolve; });
  return open(wish);
};
"""


def at_the_job(new_phone: NewPhone, server: FakeServer, size: str = "small", script: str = "") -> Phone:
    phone = new_phone(server.url, size)
    if script:
        phone.context.add_init_script(script)
    phone.start()
    phone.choose("可以")
    expect(phone.mic).to_be_visible()
    return phone


def recording(phone: Phone, seconds: int = 1) -> None:
    """Wait until she is being recorded and so much time has passed."""
    expect(phone.voice).to_have_attribute("data-state", "recording")
    expect(phone.page.locator(".voice-clock")).to_have_text(f"{seconds} 秒")


def recorded(server: FakeServer) -> list[dict[str, str]]:
    """The recordings that arrived."""
    return [body for body in server.received() if "bytes" in body]


def middle(phone: Phone) -> tuple[float, float]:
    box = phone.mic.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tap_begins_and_a_tap_sends(new_talking_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_job(new_talking_phone, fake_server)
    phone.mic.click()
    recording(phone)
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
    # 16-bit samples, 16,000 a second, for a second at least.
    assert int(recorded(fake_server)[0]["bytes"]) > 30_000


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
    recording(phone, 2)
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
    fake_server.switch(fail=[503, 503])
    phone.mic.click()
    recording(phone)
    phone.mic.click()
    expect(phone.page.locator(".waiting")).to_contain_text("现在人多")
    expect(phone.question).to_contain_text("多大")
    sent = recorded(fake_server)
    assert len(sent) == 3
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
    recording(phone, 2)
    phone.mic.click()
    expect(phone.question).to_contain_text("多大")
    phone.page.reload()
    expect(phone.question).to_contain_text("多大")
    phone.page.locator("#notes").click()
    phone.page.get_by_role("button", name="听您说的：做什么活").click()
    phone.page.wait_for_function("() => window.played.length === 1")
    begin, length = phone.page.evaluate("() => window.played[0]")
    # The two characters of 月嫂 fill the second and a half of what was heard.
    assert begin == 0
    assert 1 < length <= 2.5
    phone.look("voice-notes")


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
