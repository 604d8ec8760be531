"""From a match to a review in a real browser: the household, the worker and the agency, each on a page of her own."""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.world import PHONE
from tests.e2e.access import problems
from tests.e2e.conftest import ROOT, Server
from tests.e2e.phone import SIZES, Phone

NewPhone = Callable[..., Phone]
NEED = "想找个住家育儿嫂带一岁半的宝宝，会做辅食，八千以内，北京朝阳"
TEXT = ROOT / "web" / "text"


@dataclass
class Town:
    """The server, and what everybody needs to be herself."""

    server: Server
    data: Path
    phone: str
    people: dict[str, Any] = field(default_factory=dict)

    def message(self, phone: str) -> str:
        """The last message to a number."""
        lines = (self.data / "messages.jsonl").read_text(encoding="utf-8").splitlines()
        return str([each["text"] for each in map(json.loads, lines) if each["phone"] == phone][-1])

    def later(self, days: float) -> None:
        """Let days pass; staff sign in anew."""
        self.post("/_test/later", {"days": days})

    def post(self, path: str, body: dict[str, Any]) -> None:
        """Ask the server for something of the test's own."""
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.server.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
            self.people |= json.load(answer)

    def desk(self, phone: Phone, role: str = "recruiter") -> Page:
        """The agency's page, signed in."""
        cookies: list[Any] = [
            {"name": name, "value": value, "url": self.server.url} for name, value in self.people[role].items()
        ]
        phone.context.clear_cookies()
        phone.context.add_cookies(cookies)
        phone.open("/console/requests")
        phone.page.locator("#groups button").first.wait_for()
        return phone.page


@pytest.fixture(scope="module")
def orders_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """The product, and where it keeps its data."""
    data = tmp_path_factory.mktemp("orders")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.orders_server", "--port", str(port)]

    server = Server(command, {"AYI_DATA_DIR": str(data), "AYI_LOG_LEVEL": "ERROR"}, "/healthz")
    server.start()
    yield server, data
    server.kill()


PHONES = (f"139001390{number:02d}" for number in range(100))


@pytest.fixture
def town(orders_server: tuple[Server, Path]) -> Town:
    """A worker and a household of the test's own."""
    found = Town(*orders_server, next(PHONES))
    found.post("/_test/people", {})
    return found


def sound(phone: Phone, name: str) -> None:
    """The page as it stands is usable for everybody, at every size; a picture of it is left."""
    held = phone.page.viewport_size
    for size in ("small", "wide"):
        width, height = SIZES[size]
        phone.page.set_viewport_size({"width": width, "height": height})
        phone.shot(f"orders-{name}")
        found = problems(phone.page)
        assert found == [], (name, size, found)
        assert phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, size)
    if held:
        phone.page.set_viewport_size(held)


def proposed() -> tuple[str, str]:
    """Two mornings soon."""
    day = datetime.now() + timedelta(days=2)  # noqa: DTZ005 - the page knows no zones either
    return f"{day:%Y-%m-%d}T10:00", f"{day + timedelta(days=1):%Y-%m-%d}T15:30"


def request_from(town: Town, phone: Phone) -> None:
    """The household says what it needs, sees 王阿姨 and asks for an interview."""
    page = phone.page
    phone.open("/find")
    page.locator("#box").fill(NEED)
    page.locator(".ask-now").click()
    page.locator(".person").first.wait_for()
    page.locator(".person").get_by_role("button", name="看详情").click()
    page.get_by_role("button", name="收藏").click()
    expect(page.get_by_role("button", name="已收藏，点一下拿掉")).to_be_visible()
    page.locator("#panel").get_by_role("button", name="约面试").click()
    for n, at in enumerate(proposed()):
        page.locator(f"#time-{n}").fill(at)
    page.locator("#request-phone").fill(town.phone)
    page.get_by_role("button", name="发验证码").click()
    expect(page.locator("#request-code")).to_be_visible()
    code = re.search(r"\d{6}", town.message(town.phone))
    assert code is not None
    page.locator("#request-code").fill(code[0])
    page.locator("#request-called").fill("陈女士")
    page.locator("#request-note").fill(f"孩子怕生，电话{town.phone}")


def send(page: Page) -> None:
    page.get_by_role("button", name="提出申请").click()
    expect(page.locator(".done")).to_be_visible()
    page.locator("#panel-close").click()


def test_a_no_can_be_taken_back_for_a_moment_and_another_time_offered(town: Town, new_phone: NewPhone) -> None:
    household = new_phone(town.server.url, "large")
    request_from(town, household)
    send(household.page)
    her = new_phone(town.server.url, "small")
    her.open(f"/i/requests#{town.people['worker']['id']}.{town.people['worker']['token']}")
    page = her.page
    page.get_by_role("button", name="这次不去").click()
    expect(page.get_by_text("马上告诉机构")).to_be_visible()
    sound(her, "her-no")
    page.get_by_role("button", name="点错了").click()
    page.get_by_role("button", name="换个时间").click()
    page.locator(".part[aria-pressed=false]").nth(3).click()
    page.locator(".part[aria-pressed=false]").nth(5).click()
    sound(her, "her-other")
    page.get_by_role("button", name="就这2个时间").click()
    expect(page.locator("#message")).to_contain_text("想换个时间")
    console = town.desk(new_phone(town.server.url, "wide"))
    expect(console.locator(".request .next")).to_contain_text("她想换个时间")
    page.get_by_role("button", name="去不了了").click()
    sound(her, "her-withdraw")
    page.get_by_role("button", name="不说原因").click()
    expect(page.locator(".earlier")).to_be_visible()


def test_a_no_left_alone_is_sent(town: Town, new_phone: NewPhone) -> None:
    household = new_phone(town.server.url, "large")
    request_from(town, household)
    send(household.page)
    her = new_phone(town.server.url, "small")
    her.open(f"/i/requests#{town.people['worker']['id']}.{town.people['worker']['token']}")
    her.tap("这次不去")
    expect(her.page.locator("#message")).to_contain_text("已经回复这次不去")


def test_what_she_meant_to_say_is_said_once_her_code_shows_that_it_is_she(town: Town, new_phone: NewPhone) -> None:
    household = new_phone(town.server.url, "large")
    request_from(town, household)
    send(household.page)
    shared = new_phone(town.server.url, "small")
    shared.context.add_cookies(
        [{"name": name, "value": value, "url": town.server.url} for name, value in town.people["recruiter"].items()]
    )
    shared.open(f"/i/requests#{town.people['worker']['id']}.{town.people['worker']['token']}")
    shared.tap("这次不去")
    expect(shared.page.locator("#own h2")).to_have_text("先确认是您本人")
    box = shared.page.locator("#own-code")
    box.fill("000000")
    shared.tap("确认是我")
    expect(shared.page.locator("#own .message")).to_contain_text("验证码")
    sound(shared, "own-code")
    code = re.search(r"\d{6}", town.message(PHONE))
    assert code is not None
    box.fill(code[0])
    shared.tap("确认是我")
    expect(shared.page.locator("#message")).to_contain_text("已经回复这次不去")


def test_a_link_that_opens_nothing_says_so(town: Town, new_phone: NewPhone) -> None:
    phone = new_phone(town.server.url, "small")
    phone.open("/i/requests")
    expect(phone.page.locator("#orders")).to_contain_text("请从短信里的链接打开")
    phone.open("/i/requests#int_nobody.madeup")
    expect(phone.page.locator("#orders")).to_contain_text("这个链接过期了")
    sound(phone, "gate")
    phone.page.locator("#language").click()
    expect(phone.page.locator("#orders")).to_contain_text("Please open the link")


def test_nobody_who_is_not_signed_in_sees_requests(town: Town, new_phone: NewPhone) -> None:
    phone = new_phone(town.server.url, "wide")
    phone.open("/console/requests")
    expect(phone.page.get_by_role("link", name="去登录")).to_be_visible()
    assert phone.page.locator(".request").count() == 0


def cover(page: Page, words: str) -> None:
    """Select words of the review as a mouse would, and say what they are."""
    page.locator(".masker .written").first.evaluate(
        """(place, words) => {
          const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const selection = window.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            return;
          }
        }""",
        words,
    )
    page.locator(".masker").first.get_by_role("button", name="姓名").click()
    expect(page.locator("mark.covered", has_text=words)).to_be_visible()


# Days pass in this one: it comes after those whose times are proposed by the real clock.
def test_the_whole_way_from_a_match_to_a_review_she_answers(town: Town, new_phone: NewPhone) -> None:
    household = new_phone(town.server.url, "large")
    request_from(town, household)
    sound(household, "request")
    send(household.page)

    her = new_phone(town.server.url, "small")
    her.open(f"/i/requests#{town.people['worker']['id']}.{town.people['worker']['token']}")
    page = her.page
    expect(page.get_by_role("heading", name="有一家想约您见面")).to_be_visible()
    assert "陈女士" not in page.content()
    assert "#" not in page.url
    expect(page.locator(".family")).to_contain_text("宝宝18个月")
    for secret in (town.phone, "139****"):
        assert secret not in page.content()
    sound(her, "her-request")
    desk = new_phone(town.server.url, "wide")
    console = town.desk(desk)
    expect(console.locator("[data-group=waiting] b")).to_have_text("1")
    console.locator("[data-group=waiting]").click()
    expect(console.locator(".request")).to_contain_text("她同意以后才能看")
    page.locator(".wide.primary").first.click()
    expect(page.locator("#message")).to_contain_text("告诉他们您愿意了")
    sound(her, "her-yes")

    console = town.desk(desk)
    expect(console.locator(".request")).to_contain_text("她愿意见面")
    console.get_by_role("button", name="看电话（会记录）").click()
    expect(console.locator(".request")).to_contain_text(f"陈女士 · {town.phone}")
    console.get_by_role("button", name="定时间", exact=True).click()
    sound(desk, "desk-confirm")
    console.get_by_role("button", name="定这个时间").click()
    expect(console.locator(".request .tag")).to_have_text("见面时间已定")

    asked = household.page
    asked.locator("#box").fill("我约的面试怎么样了")
    asked.locator(".ask-now").click()
    asked.get_by_role("button", name="看我的申请").last.click()
    expect(asked.locator(".order")).to_contain_text("见面时间")
    sound(household, "status")
    asked.locator("#panel-close").click()

    town.later(5)
    console = town.desk(desk)
    console.locator("[data-group=meeting]").click()
    console.get_by_role("button", name="见过面了").click()
    expect(console.locator(".request .tag")).to_have_text("已经见过面")
    console.get_by_role("button", name="已录用").click()
    console.get_by_label("说好的工资（元）").fill("7800")
    sound(desk, "desk-hire")
    console.get_by_role("button", name="记下").click()
    expect(console.locator(".request .tag")).to_have_text("已录用")
    expect(console.locator(".request")).to_contain_text("7800 / 月")

    asked.locator("#box").fill("我的预约到哪一步了")
    asked.locator(".ask-now").click()
    asked.get_by_role("button", name="看我的申请").last.click()
    asked.get_by_text("写评价", exact=True).click()
    asked.get_by_label("准时").select_option("1")
    asked.locator("textarea[id^=review-]").fill("迟到两次，王秀英电话13800138000，不会再请。")
    sound(household, "review")
    asked.get_by_role("button", name="交评价").click()
    expect(asked.locator(".written")).to_contain_text("［电话已隐去］")

    console.locator("[data-group=reviews]").click()
    cover(console, "王秀英")
    sound(desk, "desk-review")
    console.get_by_role("button", name="检查好了，公开").click()
    expect(console.locator(".empty")).to_be_visible()

    asked.reload()
    asked.locator("#mine").click()
    expect(asked.locator(".kept")).to_contain_text("王阿姨")
    sound(household, "mine")
    asked.locator(".kept").get_by_role("button", name="看详情").click()
    expect(asked.locator(".person-part", has_text="雇主评价（1）")).to_contain_text("［姓名已隐去］")
    asked.locator("#panel-close").click()

    page.reload()
    expect(page.locator(".review")).to_contain_text("迟到两次，［姓名已隐去］电话［电话已隐去］，不会再请。")
    page.get_by_role("button", name="回复一句").click()
    page.locator(".review textarea").fill("那两天公交停运，我提前说过。")
    page.get_by_role("button", name="发出去").click()
    expect(page.locator(".review .note")).to_contain_text("那两天公交停运")
    page.get_by_role("button", name="说得不对").click()
    sound(her, "her-review")
    page.get_by_role("button", name="说的不是事实").click()
    expect(page.locator(".review .next")).to_contain_text("机构在核对")

    console = town.desk(desk, "owner")
    console.locator("[data-group=reviews]").click()
    expect(console.locator(".blocked")).to_contain_text("说的不是事实")
    sound(desk, "desk-dispute")
    console.get_by_role("button", name="核对过，保留").click()
    expect(console.locator(".empty")).to_be_visible()


@pytest.mark.parametrize(
    ("folder", "prefix", "text"),
    [("requests", "", "requests/{}.json"), ("console", "request", "console/requests.{}.json")],
)
def test_every_word_the_pages_ask_for_is_there_in_both_languages(folder: str, prefix: str, text: str) -> None:
    scripts = [path for path in (ROOT / "web" / "static" / folder).glob("*.js") if path.name.startswith(prefix)]
    used = {key for path in scripts for key in re.findall(r'\bt\("([a-z_.]+)"', path.read_text(encoding="utf-8"))}
    assert used
    for language in ("zh", "en"):
        words = json.loads((TEXT / text.format(language)).read_text(encoding="utf-8"))
        for key in used:
            at: Any = words
            for part in key.split("."):
                assert part in at, (language, key)
                at = at[part]
