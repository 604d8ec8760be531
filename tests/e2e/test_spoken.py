"""The interviewer's voice: spoken after a touch only, silent when she speaks, chosen on each phone; and the face."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]

# What was begun to play and what was stopped, by its length in seconds, rounded.
SOUNDS = """
window.sounds = [];
window.stopped = 0;
const begin = AudioBufferSourceNode.prototype.start;
const stop = AudioBufferSourceNode.prototype.stop;
AudioBufferSourceNode.prototype.start = function (...when) {
  window.sounds.push(Math.round(this.buffer.duration * 100) / 100);
  return begin.apply(this, when);
};
AudioBufferSourceNode.prototype.stop = function () {
  window.stopped += 1;
  return stop.call(this);
};
"""
# A phone with a Mandarin and an English voice, that notes what it is told to say.
PHONE_VOICE = """
window.said = [];
const voices = [
  { name: 'Anna', lang: 'de-DE', localService: true },
  { name: 'Far', lang: 'zh-CN', localService: false },
  { name: 'Near', lang: 'zh-CN', localService: true },
  { name: 'Sam', lang: 'en-US', localService: true },
];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => voices,
  addEventListener: () => undefined,
  cancel: () => undefined,
  speak: (utterance) => {
    window.said.push([utterance.voice.name, utterance.text]);
    setTimeout(() => utterance.onstart(), 10);
    setTimeout(() => utterance.onend(), 1500);
  },
} });
"""


@pytest.fixture
def spoken(new_talking_phone: NewPhone, fake_server: FakeServer) -> Callable[..., Phone]:
    """A phone on which replies can be heard."""
    fake_server.switch(voice=True)

    def make(size: str = "small", script: str = "") -> Phone:
        phone = new_talking_phone(fake_server.url, size)
        phone.context.add_init_script(SOUNDS + script)
        return phone

    return make


def face(phone: Phone) -> Locator:
    return phone.page.locator("main svg.drawn")


def test_a_reply_is_spoken_sentence_by_sentence_and_the_mouth_follows(spoken: Callable[..., Phone]) -> None:
    phone = spoken()
    phone.start()
    phone.choose("可以")
    expect(face(phone)).to_have_attribute("data-state", "speak")
    expect(face(phone)).not_to_have_attribute("data-mouth", "rest")
    phone.look("spoken")
    expect(face(phone)).to_have_attribute("data-state", "rest")
    expect(face(phone)).to_have_attribute("data-mouth", "rest")
    phone.say("月嫂")
    phone.say("七九年")
    # 工资想要多少？ and 按月还是按天？, seven letters each.
    phone.page.wait_for_function("() => window.sounds.slice(-2).join() === '0.84,0.84'")


def test_nothing_sounds_before_she_has_touched_the_page(spoken: Callable[..., Phone]) -> None:
    phone = spoken()
    phone.open("/i?start=zh")
    expect(phone.question).to_contain_text("可以开始吗")
    expect(phone.page.get_by_role("button", name="听问题")).to_be_visible()
    assert [request.url for request in phone.requests if "/speech/" in request.url] == []
    phone.tap("听问题")
    expect(phone.page.get_by_role("button", name="别念了")).to_be_visible()
    expect(face(phone)).to_have_attribute("data-state", "speak")
    phone.tap("别念了")
    expect(face(phone)).to_have_attribute("data-state", "rest")
    phone.page.wait_for_function("() => window.stopped === 1")


def test_when_she_speaks_it_is_silent_at_once(spoken: Callable[..., Phone]) -> None:
    phone = spoken()
    phone.start()
    phone.choose("可以")
    expect(face(phone)).to_have_attribute("data-state", "speak")
    phone.mic.click()
    expect(phone.voice).to_have_attribute("data-state", "recording")
    expect(face(phone)).to_have_attribute("data-state", "listen")
    phone.page.wait_for_function("() => window.stopped >= 1")
    phone.tap("不要了")
    expect(face(phone)).to_have_attribute("data-state", "rest")


def test_the_words_do_not_wait_for_their_sound(spoken: Callable[..., Phone]) -> None:
    phone = spoken()
    phone.start()
    phone.page.route("**/speech/**", lambda route: route.abort())
    phone.choose("可以")
    expect(phone.question).to_have_text("您想做哪一样活？")
    expect(phone.page.locator(".hear-question")).to_have_attribute("data-state", "idle")
    phone.page.unroute("**/speech/**")
    phone.tap("听问题")
    expect(face(phone)).to_have_attribute("data-state", "speak")


def test_each_phone_chooses_whether_it_reads_aloud_and_with_whose_voice(spoken: Callable[..., Phone]) -> None:
    phone = spoken(script=PHONE_VOICE)
    phone.start()
    phone.tap("更多")
    phone.page.locator('label[for="sound-phone"]').click()
    phone.look("spoken-choice")
    phone.tap("返回")
    phone.choose("可以")
    phone.page.wait_for_function("() => window.said.length === 1")
    assert phone.page.evaluate("() => window.said[0]") == ["Near", "您想做哪一样活？"]
    expect(face(phone)).to_have_attribute("data-state", "speak")
    expect(face(phone)).to_have_attribute("data-state", "rest")
    phone.tap("更多")
    phone.page.locator('label[for="sound-off"]').click()
    phone.tap("返回")
    phone.page.evaluate("() => { window.sounds = []; window.said = []; }")
    phone.say("月嫂")
    phone.page.reload()
    phone.say("七九年")
    expect(phone.question).to_contain_text("工资")
    assert phone.page.evaluate("() => [window.sounds, window.said]") == [[], []]


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", "moves"), ("reduce", "still")])
def test_the_face_blinks_and_keeps_still_for_those_who_want_it(
    new_phone: NewPhone, fake_server: FakeServer, motion: str, moves: Literal["moves", "still"]
) -> None:
    phone = new_phone(fake_server.url, reduced_motion=motion)
    phone.page.clock.install()
    phone.start()
    phone.page.evaluate("""() => {
      window.changes = 0;
      const watcher = new MutationObserver((list) => { window.changes += list.length; });
      watcher.observe(document.querySelector('main svg.drawn'), { subtree: true, attributes: true });
    }""")
    phone.page.clock.run_for(30_000)
    assert (phone.page.evaluate("() => window.changes") > 0) == (moves == "moves")


def test_the_voice_of_the_first_question_follows_the_tap_that_led_there(spoken: Callable[..., Phone]) -> None:
    phone = spoken()
    phone.start()
    # Where the browser counts the tap on the first page, the greeting is spoken; where not, it waits for a touch.
    if phone.page.evaluate("() => navigator.userActivation.hasBeenActive || new AudioContext().state === 'running'"):
        expect(face(phone)).to_have_attribute("data-state", "speak")
