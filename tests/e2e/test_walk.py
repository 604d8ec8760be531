"""Whole interviews on the real product, as a worker walks them."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.access import problems
from tests.e2e.answers import CHINESE, CHOSEN, ENGLISH
from tests.e2e.conftest import Server
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]

MOST_TURNS = 60
LOOK = "(body) => [...body.querySelectorAll('*')].map((one) => getComputedStyle(one).backgroundColor).join()"


def document(phone: Phone) -> dict[str, Any]:
    """The interview as the API shows it to the phone's owner."""
    interview, token = phone.address()
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{phone.url}/api/v1/interviews/{interview}", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own address
        shown: dict[str, Any] = json.load(answer)
    return shown


def asking(phone: Phone) -> str:
    return str(document(phone)["reply"]["asking"])


def answer_one(phone: Phone, answers: dict[str, str], no: str) -> None:
    """Answer the open question: by a chip where she would tap one, else by writing."""
    topic = asking(phone)
    chip = CHOSEN.get(topic)
    if chip and phone.chips.get_by_text(chip, exact=True).count():
        phone.choose(chip)
    else:
        phone.say(answers.get(topic, no))


def to_the_read_back(phone: Phone, answers: dict[str, str], no: str) -> None:
    for _ in range(MOST_TURNS):
        if document(phone)["state"] == "read_back":
            return
        answer_one(phone, answers, no)
    raise AssertionError("the interview does not come to an end")


def test_a_chinese_interview_from_the_first_page_to_the_resume(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url, accept_downloads=True)
    phone.start()
    expect(phone.question).to_contain_text("AI")
    phone.choose("同意")
    to_the_read_back(phone, CHINESE, "没有")
    phone.shot("real-read-back", whole=True)
    assert problems(phone.page) == []

    # She taps a card and corrects what it says.
    phone.page.locator('.card[data-field="rest_days_per_month"]').click()
    phone.box.press_sequentially("两天")
    phone.say(phone.box.input_value())
    assert document(phone)["profile"]["rest_days_per_month"] == {"min": 2, "max": 2}
    expect(phone.page.locator('.card[data-field="rest_days_per_month"]')).to_contain_text("2 天")

    phone.chips.first.click()
    frame = phone.page.frame_locator("iframe.paper")
    expect(frame.locator("body")).to_contain_text("王桂兰")
    expect(frame.locator("body")).to_contain_text("人工智能")
    phone.shot("real-done", whole=True)
    assert problems(phone.page) == []
    profile = document(phone)["profile"]
    assert profile["name"] == "王桂兰"
    assert profile["jobs"] == ["maternity_nurse"]
    assert profile["expected_salary"]["min"] == 12000
    assert profile["phone"] == "13812345678"
    with phone.page.expect_download() as waiting:
        phone.tap("存 PDF")
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    phone.tap("看图片")
    image = phone.page.locator(".picture img")
    expect(image).to_be_visible()
    phone.page.wait_for_function("() => document.querySelector('.picture img').naturalWidth > 300")


def test_every_look_of_the_resume_is_shown_with_its_styles(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url, "large")
    phone.start()
    phone.choose("同意")
    for answer in ("我叫王桂兰", "月嫂", "八年", "洗澡抚触都会"):
        phone.say(answer)
    phone.tap("更多")
    phone.tap("我说完了，做简历")
    backgrounds = set()
    labels = phone.page.locator('.choice label[for^="theme-"]')
    expect(labels.first).to_be_visible()
    for number in range(labels.count()):
        labels.nth(number).click()
        frame = phone.page.frame_locator("iframe.paper")
        expect(frame.locator("body")).to_contain_text("王桂兰")
        phone.dressed()
        backgrounds.add(frame.locator("body").evaluate(LOOK))
        phone.shot(f"real-theme-{number}", whole=True)
        wide = frame.locator("html").evaluate("(html) => html.scrollWidth - html.clientWidth")
        assert wide <= 0
    assert labels.count() >= 2
    assert len(backgrounds) == labels.count()


def test_a_finished_resume_can_still_be_corrected(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    phone.say("我叫王桂兰")
    phone.choose("月嫂")
    phone.tap("更多")
    phone.tap("我说完了，做简历")
    resume = phone.page.frame_locator("iframe.paper").locator("body")
    expect(resume).to_contain_text("王桂兰")
    phone.tap("有不对的地方，我要改")
    phone.page.locator('.panel .card[data-field="name"]').click()
    phone.box.press_sequentially("李秀英")
    phone.page.keyboard.press("Enter")
    expect(phone.question).to_contain_text("李秀英")
    phone.tap("好了，您的简历在这里")
    expect(resume).to_contain_text("李秀英")
    expect(resume).not_to_contain_text("王桂兰")


def test_an_english_interview(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start("en")
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.chips.first.click()
    phone.after(0)
    to_the_read_back(phone, ENGLISH, "No")
    phone.shot("real-read-back-en", whole=True)
    assert problems(phone.page) == []
    profile = document(phone)["profile"]
    assert profile["jobs"] == ["childcare_nanny"]
    assert profile["years_experience"] == {"min": 6, "max": 7}
    phone.chips.first.click()
    expect(phone.page.frame_locator("iframe.paper").locator("body")).to_contain_text("Mary")


def test_the_server_may_die_in_the_middle(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    phone.say("我叫王桂兰")
    phone.choose("月嫂")
    question = phone.question.inner_text()
    real_server.kill()
    phone.write("八年了")
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    phone.page.reload()
    expect(phone.question).to_have_text(question)
    expect(phone.waiting).to_have_count(1)
    real_server.start()
    phone.tap("现在再试")
    expect(phone.waiting).to_have_count(0, timeout=60_000)
    shown = document(phone)
    assert [line["text"] for line in shown["transcript"] if line["role"] == "worker"].count("八年了") == 1
    assert shown["profile"]["years_experience"] == {"min": 8, "max": 8}


def test_the_link_goes_on_elsewhere_and_both_phones_agree(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    phone.say("我叫王桂兰")
    interview, token = phone.address()
    other = new_phone(real_server.url, "wide")
    other.open(f"/i#{interview}.{token}")
    expect(other.question).to_have_text(phone.question.inner_text())
    other.choose("月嫂")
    question = other.question.inner_text()
    phone.page.reload()
    expect(phone.question).to_have_text(question)


def test_an_agency_s_link_may_name_the_job(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.open("/i?start=zh&job=cleaner")
    expect(phone.question).to_contain_text("AI")
    assert document(phone)["job"] == "cleaner"
    phone.open("/i?start=zh&job=acrobat")
    expect(phone.page.locator("main h1")).to_have_text("出了点问题")


def test_a_human_is_one_tap_away_and_the_interview_can_go_on(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    phone.tap("找人工")
    expect(phone.page.get_by_text("会有人来联系您")).to_be_visible()
    assert document(phone)["state"] == "handoff"
    phone.say("我叫王桂兰")
    assert document(phone)["profile"]["name"] == "王桂兰"


def test_asking_again_brings_the_question_again(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    topic = asking(phone)
    phone.tap("再问一遍")
    phone.after(1)
    assert asking(phone) == topic
    assert document(phone)["profile"] == {}


def test_declining_keeps_nothing(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("不同意")
    heading = phone.page.locator("main h1")
    if document(phone)["state"] != "declined":
        # The interviewer may make sure once before it lets her go.
        phone.chips.get_by_text("不同意", exact=True).click()
    expect(heading).to_have_text("好，那就不聊了")
    assert document(phone)["profile"] == {}


def test_deleting_deletes_on_the_server_too(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    phone.say("我叫王桂兰")
    interview, token = phone.address()
    phone.tap("更多")
    phone.tap("删除我的全部资料")
    phone.tap("是，全部删除")
    expect(phone.page.locator("main h1")).to_have_text("已经全部删除")
    phone.open(f"/i#{interview}.{token}")
    expect(phone.page.locator("main h1")).to_have_text("这个链接打不开了")


@pytest.mark.parametrize("length", [100_000])
def test_far_too_long_an_answer_comes_back_with_a_plain_sentence(
    new_phone: NewPhone, real_server: Server, length: int
) -> None:
    phone = new_phone(real_server.url)
    phone.start()
    phone.choose("同意")
    phone.box.evaluate("(box, length) => { box.value = '话'.repeat(length); }", length)
    phone.page.locator(".send").click()
    expect(phone.message).not_to_be_empty()
    expect(phone.box).to_have_js_property("value", "话" * length)


def test_a_new_version_reaches_a_phone_whole_and_by_itself(new_phone: NewPhone, real_server: Server) -> None:
    phone = new_phone(real_server.url)
    phone.open("/")
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    usual = real_server.environment
    try:
        real_server.kill()
        real_server.environment = usual | {"AYI_AGENCY_NAME": "好邻家政"}
        real_server.start()
        phone.page.reload()
        version = "() => caches.keys().then((names) => names.filter((name) => name.startsWith('ayi-')).length === 1)"
        for _ in range(15):
            phone.page.reload()
            if phone.page.locator(".agency").count():
                break
            phone.page.wait_for_timeout(1500)
        expect(phone.page.locator(".agency")).to_have_text("好邻家政")
        phone.page.wait_for_function(version)
    finally:
        real_server.kill()
        real_server.environment = usual
        real_server.start()
