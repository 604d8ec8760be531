"""Whole interviews by voice on the real product, whose ears and mouth follow a script."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.access import problems
from tests.e2e.conftest import Server
from tests.e2e.phone import Phone
from tests.e2e.test_walk import MOST_TURNS, document

NewPhone = Callable[..., Phone]

# A little longer than the shortest answer that is taken.
SPOKEN_MS = 600


@pytest.fixture(params=[()])
def voice_server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    """The product with scripted engines; each test has its own, because the ears remember what was asked."""
    data = tmp_path_factory.mktemp("voice")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.voice_server", "--port", str(port), *request.param]

    server = Server(command, {"AYI_DATA_DIR": str(data), "AYI_LOG_LEVEL": "ERROR"}, "/healthz")
    server.start()
    yield server
    server.kill()


def speak(phone: Phone) -> None:
    """One answer with a tap and another tap; waits for what comes next."""
    before = phone.turns()
    phone.mic.click()
    expect(phone.voice).to_have_attribute("data-state", "recording")
    phone.page.wait_for_timeout(SPOKEN_MS)
    phone.mic.click()
    phone.after(before)


def test_an_interview_by_recorded_answers_from_the_first_word_to_the_resume(
    new_talking_phone: NewPhone, voice_server: Server
) -> None:
    phone = new_talking_phone(voice_server.url)
    phone.start()
    expect(phone.question).to_contain_text("AI")
    for _ in range(MOST_TURNS):
        if document(phone)["state"] == "read_back":
            break
        speak(phone)
    shown = document(phone)
    assert shown["state"] == "read_back"
    assert shown["profile"]["name"] == "王桂兰"
    assert shown["profile"]["jobs"] == ["maternity_nurse"]
    assert shown["profile"]["phone"] == "13812345678"
    phone.shot("voice-read-back", whole=True)
    assert problems(phone.page) == []
    # Every card can be heard in her own voice, from the recording on the server.
    phone.page.reload()
    with phone.page.expect_response("**/recordings/*") as waiting:
        phone.page.get_by_role("button", name="听您说的：怎么称呼").click()
    assert waiting.value.ok
    assert len(waiting.value.body()) > 1000
    speak(phone)
    expect(phone.page.frame_locator("iframe.paper").locator("body")).to_contain_text("王桂兰")


def test_the_interviewer_answers_aloud(new_talking_phone: NewPhone, voice_server: Server) -> None:
    phone = new_talking_phone(voice_server.url)
    phone.start()
    phone.choose("同意")
    face = phone.page.locator("main svg.drawn")
    expect(face).to_have_attribute("data-state", "speak")
    expect(face).not_to_have_attribute("data-mouth", "rest")
    expect(face).to_have_attribute("data-state", "rest")


@pytest.mark.parametrize("voice_server", [("--live",)], indirect=True)
def test_a_live_interview_goes_on_by_recording_and_by_writing(
    new_talking_phone: NewPhone, voice_server: Server
) -> None:
    phone = new_talking_phone(voice_server.url)
    phone.start()
    phone.tap("通话")
    expect(phone.page.locator(".live")).to_have_attribute("data-state", "speaking")
    # She says one thing after another, and cuts in; each is taken as an answer to what was asked.
    expect(phone.page.locator("#notes-count")).to_have_text("2", timeout=40_000)
    phone.shot("live-real")
    assert problems(phone.page) == []
    phone.tap("挂断")
    expect(phone.mic).to_be_visible()
    said = [line["text"] for line in document(phone)["transcript"] if line["role"] == "worker"]
    assert said[:3] == ["同意", "我叫王桂兰", "月嫂"]
    speak(phone)
    phone.say("北京都行")
    profile = document(phone)["profile"]
    assert profile["name"] == "王桂兰"
    assert profile["jobs"] == ["maternity_nurse"]
