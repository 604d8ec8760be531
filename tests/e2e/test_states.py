"""Every state of the page, at every size: readable, tappable, named, whole; and looking as it should (see shots/)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.access import problems
from tests.e2e.conftest import FakeServer
from tests.e2e.phone import SIZES, Phone

NewPhone = Callable[..., Phone]


def look(phone: Phone, name: str, *, whole: bool = False) -> None:
    """Check the state for everybody's needs and leave a picture of it."""
    phone.shot(name, whole=whole)
    assert problems(phone.page) == [], name


@pytest.mark.parametrize(
    ("size", "type_size"), [*((size, "normal") for size in SIZES), ("small", "large"), ("zoomed", "large")]
)
def test_every_state_is_readable_and_reachable(
    new_phone: NewPhone, fake_server: FakeServer, size: str, type_size: str
) -> None:
    phone = new_phone(fake_server.url, size)
    tag = "" if type_size == "normal" else "-large"
    phone.open("/")
    look(phone, f"landing{tag}")
    phone.start()
    if type_size == "large":
        phone.tap("大字")
    look(phone, f"consent{tag}")
    phone.choose("可以")
    look(phone, f"question-with-chips{tag}")
    phone.choose("月嫂")
    phone.say("属羊的，七九年的")
    look(phone, f"question-with-card{tag}")
    phone.cards.first.click()
    look(phone, f"correcting{tag}")
    phone.tap("不改了")
    phone.say("八九千吧")
    look(phone, f"several-chips{tag}", whole=True)
    phone.say("洗澡抚触我都会，打胰岛素我不敢。我周口的，月休四天")
    expect(phone.page.get_by_role("heading", level=2)).to_contain_text("哪条不对，点一下就能改")
    look(phone, f"read-back{tag}", whole=True)
    phone.page.locator("#notes").click()
    look(phone, f"notes{tag}", whole=True)
    phone.tap("返回")
    phone.tap("更多")
    look(phone, f"more{tag}", whole=True)
    phone.tap("删除我的全部资料")
    look(phone, f"delete-sure{tag}", whole=True)
    phone.tap("不删")
    phone.tap("看聊过的话")
    look(phone, f"history{tag}", whole=True)
    phone.tap("返回")
    phone.context.set_offline(True)
    phone.write("都对")
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    look(phone, f"offline{tag}", whole=True)
    phone.context.set_offline(False)
    expect(phone.page.locator("iframe.paper")).to_be_visible()
    look(phone, f"done{tag}", whole=True)
    phone.tap("看图片")
    expect(phone.page.locator(".picture img")).to_be_visible()
    look(phone, f"done-picture{tag}", whole=True)


@pytest.mark.parametrize("size", ["small", "wide"])
def test_the_quiet_pages(new_phone: NewPhone, fake_server: FakeServer, size: str) -> None:
    phone = new_phone(fake_server.url, size)
    phone.open("/i")
    expect(phone.page.locator("main h1")).to_have_text("还没有开始")
    look(phone, "none")
    phone.open("/i#int_404.wrong")
    expect(phone.page.locator("main h1")).to_have_text("这个链接打不开了")
    look(phone, "unknown")
    phone.start()
    phone.choose("不可以")
    expect(phone.page.locator("main h1")).to_have_text("好，那就不聊了")
    look(phone, "declined")
    phone.tap("我改主意了，同意")
    phone.choose("可以")
    phone.tap("找人工")
    expect(phone.question).to_have_text("好，我去请真人。")
    look(phone, "handoff")


def test_a_page_opened_without_a_network_offers_to_try_again(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.page.route("**/api/**", lambda route: route.abort())
    phone.open("/i?start=zh")
    expect(phone.page.locator("main h1")).to_have_text("连不上网")
    look(phone, "no-network")
    phone.page.unroute("**/api/**")
    phone.tap("再试一次")
    expect(phone.question).to_contain_text("可以开始吗")


def test_the_english_page_is_english_throughout(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.open("/")
    phone.page.locator('label[for="choose-en"]').click()
    look(phone, "landing-en")
    phone.start("en")
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.tap("More")
    look(phone, "more-en", whole=True)
    ours = phone.page.locator("header, .panel, footer").all_inner_texts()
    assert not any("\u4e00" <= letter <= "\u9fff" for text in ours for letter in text)


def test_larger_type_is_remembered(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    expect(phone.question).to_be_visible()
    size = "() => parseFloat(getComputedStyle(document.querySelector('#question')).fontSize)"
    before = phone.page.evaluate(size)
    assert before >= 22
    phone.tap("大字")
    assert phone.page.evaluate(size) > before * 1.15
    phone.page.reload()
    expect(phone.page.get_by_role("button", name="小字")).to_be_visible()
    # The button stands in the page itself; the question comes once the interview was fetched again.
    expect(phone.question).to_be_visible()
    assert phone.page.evaluate(size) > before * 1.15


def test_less_motion_is_respected(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url, reduced_motion="reduce")
    phone.start()
    moving = """() => Array.from(document.querySelectorAll('*')).filter((element) => {
      const style = getComputedStyle(element);
      return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
    }).length"""
    assert phone.page.evaluate(moving) == 0
