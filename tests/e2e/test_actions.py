"""What she can do beside answering: correct, take back, share, save, delete, use a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]

SHARING = """
window.shared = [];
navigator.canShare = (what) => Boolean(what.files);
navigator.share = async (what) => window.shared.push({ url: what.url, files: (what.files || []).map((f) => f.name) });
"""
NO_SHARING = "Object.defineProperty(navigator, 'share', { value: undefined });"


def finished(new_phone: NewPhone, server: FakeServer, script: str) -> Phone:
    phone = new_phone(server.url, accept_downloads=True)
    phone.context.add_init_script(script)
    phone.start()
    phone.choose("可以")
    phone.choose("月嫂")
    phone.tap("更多")
    phone.tap("我说完了，做简历")
    expect(phone.page.locator("iframe.paper")).to_be_visible()
    return phone


def test_a_tapped_card_loads_the_words_of_a_correction_and_shows_what_was_said(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    phone.choose("可以")
    phone.choose("月嫂")
    phone.say("属羊的，七九年的")
    card = phone.cards.first
    expect(card).to_contain_text("1979 年")
    expect(card).to_contain_text("属羊的，七九年的")
    card.click()
    expect(phone.page.locator(".fix")).to_contain_text("您原来说：“属羊的，七九年的”")
    expect(phone.box).to_have_value("刚才说错了，出生年份是")
    expect(phone.box).to_be_focused()
    phone.page.keyboard.type("八零年")
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator(".fix")).to_have_count(0)
    expect(phone.page.locator("main")).to_have_attribute("data-turns", "4")
    assert fake_server.received()[-1]["text"] == "刚才说错了，出生年份是八零年"


def test_a_card_of_several_things_asks_which_one(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    for answer in ("可以", "月嫂", "七九年", "八千", "洗澡抚触都会"):
        phone.say(answer)
    phone.page.locator('.card[data-field="skills"]').click()
    phone.page.locator(".fix .chip").first.click()
    expect(phone.box).to_have_value("婴儿洗澡我不会")


def test_several_chips_gather_in_the_box(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    for answer in ("可以", "月嫂", "七九年", "八千"):
        phone.say(answer)
    phone.tap("洗澡")
    phone.tap("抚触")
    phone.tap("做辅食")
    phone.tap("抚触")
    expect(phone.page.get_by_role("button", name="洗澡", pressed=True)).to_be_visible()
    expect(phone.page.get_by_role("button", name="抚触", pressed=False)).to_be_visible()
    expect(phone.box).to_have_value("洗澡、做辅食")
    assert len(fake_server.received()) == 4


def test_the_link_is_copied_and_opens_the_interview_on_another_phone(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = new_phone(fake_server.url, permissions=["clipboard-read", "clipboard-write"])
    phone.context.add_init_script(NO_SHARING)
    phone.start()
    phone.choose("可以")
    phone.choose("月嫂")
    phone.tap("更多")
    phone.tap("复制链接")
    expect(phone.page.get_by_text("复制好了")).to_be_visible()
    link = phone.page.evaluate("() => navigator.clipboard.readText()")
    interview, token = phone.address()
    assert link == f"{fake_server.url}/i#{interview}.{token}"
    other = new_phone(fake_server.url)
    other.page.goto(link)
    expect(other.question).to_contain_text("多大")
    assert other.address() == (interview, token)


def test_the_token_is_in_no_address_and_no_referrer(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    phone.choose("可以")
    interview, token = phone.address()
    other = new_phone(fake_server.url)
    other.open(f"/i#{interview}.{token}")
    expect(other.question).to_contain_text("哪一样")
    expect(other.page).to_have_url(f"{fake_server.url}/i")
    other.choose("月嫂")
    for request in [*phone.requests, *other.requests]:
        assert token not in request.url.split("#")[0]
        assert token not in request.headers.get("referer", "")


def test_the_picture_is_shared_as_a_file(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = finished(new_phone, fake_server, SHARING)
    phone.tap("存图片、发给别人")
    phone.page.wait_for_function("() => window.shared.length === 1")
    assert phone.page.evaluate("() => window.shared[0].files") == ["我的简历.png"]
    expect(phone.page.locator(".done > .message")).to_be_empty()


def test_where_sharing_is_unknown_the_file_is_saved(
    new_phone: NewPhone, fake_server: FakeServer, tmp_path: Path
) -> None:
    phone = finished(new_phone, fake_server, NO_SHARING)
    with phone.page.expect_download() as waiting:
        phone.tap("存 PDF")
    waiting.value.save_as(tmp_path / "resume.pdf")
    assert waiting.value.suggested_filename == "我的简历.pdf"
    assert (tmp_path / "resume.pdf").read_bytes().startswith(b"%PDF")
    expect(phone.page.get_by_text("存好了")).to_be_visible()


def test_the_preview_wears_its_own_styles_and_runs_no_scripts(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = finished(new_phone, fake_server, NO_SHARING)
    frame = phone.page.frame_locator("iframe.paper")
    expect(frame.locator("h1")).to_have_text("李姐")
    expect(frame.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
    expect(phone.page.locator("iframe.paper")).to_have_attribute("sandbox", "allow-same-origin")


def test_deleting_takes_two_taps_and_leaves_nothing_on_the_phone(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    phone.choose("可以")
    interview, token = phone.address()
    phone.tap("更多")
    phone.tap("删除我的全部资料")
    expect(phone.page.get_by_text("删了就找不回来了")).to_be_visible()
    phone.tap("是，全部删除")
    expect(phone.page.locator("main h1")).to_have_text("已经全部删除")
    kept = phone.page.evaluate("""() => new Promise((resolve) => {
      const request = indexedDB.open('ayi');
      request.onsuccess = () => {
        const all = request.result.transaction('kept').objectStore('kept').getAllKeys();
        all.onsuccess = () => resolve([all.result, localStorage.getItem('ayi.current')]);
      };
    })""")
    assert kept == [[], None]
    phone.open(f"/i#{interview}.{token}")
    expect(phone.page.locator("main h1")).to_have_text("这个链接打不开了")


def test_a_returning_phone_is_offered_to_go_on(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    phone.choose("可以")
    phone.open("/")
    phone.page.get_by_role("link", name="接着上次的聊").click()
    expect(phone.question).to_contain_text("哪一样")


def test_the_back_key_closes_a_panel_and_keeps_the_interview(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    phone.tap("更多")
    phone.page.go_back()
    expect(phone.question).to_be_visible()
    phone.tap("更多")
    phone.page.keyboard.press("Escape")
    expect(phone.question).to_be_visible()


def test_everything_can_be_done_with_a_keyboard(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url, "wide")
    phone.open("/")

    focused = """() => {
      const at = document.activeElement;
      return at.matches('body') ? '' : at.innerText + at.id;
    }"""

    def reach(words: str) -> None:
        for _ in range(40):
            phone.page.keyboard.press("Tab")
            if words in phone.page.evaluate(focused):
                ring = phone.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
                assert ring == "solid", f"no focus ring on {words}"
                return
        raise AssertionError(f"{words} cannot be reached")

    reach("开始")
    phone.page.keyboard.press("Enter")
    expect(phone.question).to_contain_text("可以开始吗")
    reach("可以")
    phone.page.keyboard.press("Enter")
    expect(phone.question).to_contain_text("哪一样")
    expect(phone.question).to_be_focused()
    reach("box")
    phone.page.keyboard.type("月嫂")
    phone.page.keyboard.press("Enter")
    expect(phone.question).to_contain_text("多大")
    expect(phone.box).to_be_focused()
    reach("更多")
    phone.page.keyboard.press("Space")
    expect(phone.page.locator(".panel h1")).to_be_focused()
    phone.page.keyboard.press("Escape")
    expect(phone.question).to_be_visible()


def test_a_new_question_is_announced(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = new_phone(fake_server.url)
    phone.start()
    region = phone.page.locator("[aria-live=polite]", has=phone.question)
    expect(region).to_have_attribute("aria-atomic", "true")
    phone.page.evaluate("""() => {
      window.said = [];
      const region = document.querySelector('#question').closest('[aria-live]');
      const watcher = new MutationObserver(() => window.said.push(region.textContent));
      watcher.observe(region, { subtree: true, childList: true });
    }""")
    phone.choose("可以")
    phone.page.wait_for_function("() => window.said.join(' ').includes('您想做哪一样活？')")
