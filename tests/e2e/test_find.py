"""The page that finds people, walked on a phone and on a desktop against the real product with a few people."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.access import problems
from tests.e2e.conftest import ROOT, Server
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]

WEB = ROOT / "web"
MODULES = sorted((WEB / "static" / "find").glob("*.js"))
LANGUAGES = ("zh", "en")
NEED = "想找个住家阿姨带一岁半的宝宝，会做辅食，八千以内，北京的"


@pytest.fixture(scope="module")
def find_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with a small library and three people."""
    data = tmp_path_factory.mktemp("find")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.find_server", "--port", str(port)]

    server = Server(
        command, {"AYI_DATA_DIR": str(data), "AYI_LOG_LEVEL": "ERROR", "AYI_RATE_PER_ADDRESS": "0"}, "/healthz"
    )
    server.start()
    yield server
    server.kill()


class Seeker:
    """What a person does on the page."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page: Page = phone.page
        phone.open("/find")
        self.page.locator(".chip").first.wait_for()

    @property
    def last(self) -> Locator:
        return self.page.locator(".reply").last

    def say(self, text: str) -> Locator:
        self.page.locator("#box").fill(text)
        self.page.locator("#box").press("Enter")
        return self.answered()

    def answered(self) -> Locator:
        expect(self.last).to_have_attribute("aria-busy", "false")
        return self.last


@pytest.fixture(params=["small", "wide"])
def seeker(new_phone: NewPhone, find_server: Server, request: pytest.FixtureRequest) -> Seeker:
    return Seeker(new_phone(find_server.url, request.param))


@pytest.fixture
def one(new_phone: NewPhone, find_server: Server) -> Seeker:
    return Seeker(new_phone(find_server.url))


def test_a_need_shows_people_with_their_words(seeker: Seeker) -> None:
    seeker.phone.shot("find-start")
    assert problems(seeker.page) == []
    reply = seeker.say(NEED)
    expect(reply.locator(".person")).to_have_count(3)
    first = reply.locator(".person").first
    expect(first.locator("h3")).to_have_text("王阿姨")
    expect(first.locator("q").first).to_contain_text("辅食我都会做")
    expect(first).to_contain_text("7,500元/月")
    expect(first.locator(".marks li").first).to_contain_text("张敏")
    expect(reply.locator(".back-question")).to_be_visible()
    seeker.phone.shot("find-people")
    assert problems(seeker.page) == []


def test_a_tapped_answer_is_said_and_goes_away(one: Seeker) -> None:
    one.say(NEED).locator(".quick .chip").first.click()
    expect(one.page.locator(".asked")).to_have_count(2)
    one.answered()
    expect(one.page.locator(".reply").first.locator(".quick")).to_have_count(0)


def test_a_condition_is_tapped_away(seeker: Seeker) -> None:
    seeker.say(NEED)
    chips = seeker.page.locator(".need-chip")
    count = chips.count()
    seeker.page.get_by_role("button", name=re.compile("去掉：8000")).click()
    expect(chips).to_have_count(count - 1)
    seeker.answered()
    assert problems(seeker.page) == []


def test_a_person_opens_in_full_and_is_asked_about(seeker: Seeker) -> None:
    seeker.say(NEED)
    opener = seeker.page.get_by_role("button", name="看详情").first
    opener.click()
    panel = seeker.page.locator("#panel")
    expect(panel.locator(".marks li").first).to_contain_text("核实")
    expect(panel).to_contain_text("辅食我都会做")
    for secret in ("王秀英", "周口", "四十六"):
        expect(panel).not_to_contain_text(secret)
    seeker.phone.shot("find-person")
    assert problems(seeker.page) == []
    for _ in range(20):
        seeker.page.keyboard.press("Tab")
        assert seeker.page.evaluate("() => Boolean(document.activeElement.closest('#panel'))")
    panel.locator("#ask-her").fill("会用烤箱吗")
    panel.get_by_role("button", name="问", exact=True).click()
    expect(seeker.answered()).to_contain_text("烤箱我也会用")


def test_the_back_button_closes_what_was_opened(one: Seeker) -> None:
    one.say(NEED)
    opener = one.page.get_by_role("button", name="看详情").first
    opener.click()
    one.page.locator(".person-part").first.wait_for()
    one.page.go_back()
    expect(one.page.locator("#panel")).to_be_hidden()
    expect(opener).to_be_focused()


def test_three_people_stand_side_by_side_with_a_picture(seeker: Seeker) -> None:
    seeker.say(NEED)
    picks = seeker.page.locator(".pick")
    for n in range(3):
        picks.nth(n).click()
    expect(picks.first).to_have_attribute("aria-pressed", "true")
    assert problems(seeker.page) == []
    seeker.page.get_by_role("button", name="比较 3 位").click()
    table = seeker.page.locator("#panel table")
    expect(table.locator("thead th")).to_have_count(4)
    expect(seeker.page.locator("#panel svg.radar")).to_have_attribute("aria-label", re.compile("王阿姨"))
    seeker.phone.shot("find-compare")
    assert problems(seeker.page) == []
    seeker.page.keyboard.press("Escape")
    seeker.page.get_by_role("button", name="清空").click()
    expect(picks.first).to_have_attribute("aria-pressed", "false")


def test_a_rule_and_a_person_are_answered_together_and_the_clause_opens(one: Seeker) -> None:
    one.say(NEED)
    reply = one.say("王阿姨会用烤箱吗？另外定金最多收多少？")
    expect(reply).to_contain_text("20%")
    expect(reply).to_contain_text("烤箱我也会用")
    reply.locator(".cite").first.click()
    expect(one.page.locator(".clause.cited")).to_be_in_viewport()
    assert problems(one.page) == []


def test_an_interview_is_asked_for_with_times_and_a_proven_number(seeker: Seeker) -> None:
    seeker.page.route("**/api/v1/phone-codes", lambda route: route.fulfill(status=202, json={"seconds": 300}))
    token = {"token": "t", "expires_at": "2030-01-01T00:00:00Z"}
    seeker.page.route("**/api/v1/phone-codes/consumer", lambda route: route.fulfill(json=token))
    sent: list[dict[str, Any]] = []

    def take(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}"))
        route.fulfill(status=201, json={})

    seeker.page.route(re.compile(r"/api/v1/chats/[^/]+/orders$"), take)
    seeker.say(NEED)
    seeker.say("约王阿姨面试").get_by_role("button", name="约面试").click()
    panel = seeker.page.locator("#panel")
    panel.get_by_role("button", name="提出申请").click()
    expect(panel.locator(".message")).to_contain_text("时间")
    seeker.page.locator("#time-0").fill("2035-05-01T10:00")
    panel.get_by_role("button", name="提出申请").click()
    expect(panel.locator(".message")).to_contain_text("11 位")
    panel.locator("#request-phone").fill("13800138000")
    panel.get_by_role("button", name="发验证码").click()
    panel.locator("#request-code").fill("123456")
    seeker.phone.shot("find-request")
    assert problems(seeker.page) == []
    panel.get_by_role("button", name="提出申请").click()
    expect(panel.locator(".done")).to_be_visible()
    assert [(each["worker_id"], each["times"]) for each in sent] == [("wrk_wang", ["2035-05-01T10:00"])]


def test_the_requests_of_a_chat_are_listed(one: Seeker) -> None:
    one.say("我约的面试怎么样了")
    expect(one.last).to_contain_text("还没有提过")


def test_an_unlawful_filter_is_declined_calmly(one: Seeker) -> None:
    one.say(NEED)
    expect(one.say("不要河南的")).to_have_class(re.compile("refusal"))
    assert problems(one.page) == []


def test_an_emergency_shows_the_number_to_call_first(one: Seeker) -> None:
    reply = one.say("老人摔倒起不来了")
    expect(reply.locator("a.urgent").first).to_have_attribute("href", "tel:120")
    expect(reply.locator("a.urgent").first).to_be_in_viewport()
    assert problems(one.page) == []


def test_a_reload_takes_the_chat_up_again(one: Seeker) -> None:
    one.say(NEED)
    one.page.reload()
    expect(one.page.locator(".person")).to_have_count(3)
    expect(one.page.locator(".need-chip").first).to_be_visible()
    expect(one.say("她们谁会开车")).to_contain_text("赵阿姨")


def test_a_chat_is_deleted_after_being_asked_again(one: Seeker) -> None:
    one.say(NEED)
    one.page.locator(".need-more summary").click()
    one.page.get_by_role("button", name="删除这次对话").click()
    assert problems(one.page) == []
    one.page.get_by_role("button", name="删除", exact=True).click()
    expect(one.page.locator(".reply")).to_have_count(0)
    one.page.reload()
    expect(one.page.locator("#examples .chip").first).to_be_visible()


def test_a_lost_connection_can_be_tried_again(one: Seeker) -> None:
    one.page.route("**/messages", lambda route: route.abort())
    reply = one.say(NEED)
    expect(reply).to_contain_text("没连上")
    assert problems(one.page) == []
    one.page.unroute("**/messages")
    reply.get_by_role("button", name="再试一次").click()
    expect(one.page.locator(".person")).to_have_count(3)
    expect(one.page.locator(".asked")).to_have_count(1)


def test_what_takes_long_says_so(one: Seeker) -> None:
    held: list[Route] = []
    one.page.route("**/messages", lambda route: held.append(route))
    one.page.locator("#box").fill(NEED)
    with one.page.expect_request("**/messages"):
        one.page.locator(".ask-now").click()
    expect(one.last).to_contain_text("正在比对")
    held[0].continue_()
    one.answered()


def test_words_with_markup_stay_words(one: Seeker) -> None:
    one.say("<img src=x onerror=alert(1)> 找个阿姨")
    expect(one.page.locator(".asked")).to_contain_text("<img src=x")
    expect(one.page.locator(".log img")).to_have_count(0)


def test_an_empty_message_is_not_sent(one: Seeker) -> None:
    one.page.locator(".ask-now").click()
    expect(one.page.locator("#message")).to_contain_text("先写几个字")
    assert problems(one.page) == []


def test_the_page_speaks_english_whole(seeker: Seeker) -> None:
    seeker.page.locator("#language").click()
    expect(seeker.page.locator("html")).to_have_attribute("lang", "en")
    seen = seeker.page.locator("body").inner_text().replace("中文", "")
    assert re.findall(r"[\u4e00-\u9fff]+", seen) == []
    reply = seeker.say("I need a live-in nanny in Beijing who can make baby food, up to 8000 a month")
    expect(reply.locator(".person").first).to_be_visible()
    seeker.phone.shot("find-english")
    assert problems(seeker.page) == []


@pytest.mark.parametrize("size", ["small", "zoomed"])
def test_large_type_still_fits(new_phone: NewPhone, find_server: Server, size: str) -> None:
    seeker = Seeker(new_phone(find_server.url, size))
    seeker.page.locator("#size").click()
    expect(seeker.page.locator("html")).to_have_class(re.compile("large"))
    seeker.say(NEED)
    seeker.phone.shot("find-large")
    assert problems(seeker.page) == []


def leaves(branch: dict[str, Any], path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in branch.items():
        found |= leaves(value, f"{path}{name}.") if isinstance(value, dict) else {path + name: value}
    return found


def text(language: str) -> dict[str, Any]:
    return leaves(json.loads((WEB / "text" / "find" / f"{language}.json").read_text(encoding="utf-8")))


def test_both_languages_say_the_same_things() -> None:
    zh, en = text("zh"), text("en")
    assert zh.keys() == en.keys()
    for key, words in zh.items():
        blanks = [sorted(re.findall(r"\{\w+\}", str(each))) for each in (words, en[key])]
        assert blanks[0] == blanks[1], key
    assert not [key for key, words in en.items() if re.search(r"[\u4e00-\u9fff]", str(words))]


def test_every_word_is_used_and_every_used_word_exists() -> None:
    sources = [*MODULES, WEB / "static" / "shared" / "frame.js", WEB / "templates" / "find.html.j2"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = text("zh")
    built = re.compile(r"^(kinds|pay|part|what|wrong|orders\.aspects)\.")
    unused = [key for key in known if not built.match(key) and key not in code and key not in ("lang", "name")]
    assert unused == []
    groups = {key.split(".")[0] for key in known}
    asked = set(re.findall(r"[\"'`]([a-z]+\.[a-z_]+)[\"'`]", code))
    missing = {key for key in asked if key.split(".")[0] in groups and not any(k.startswith(key) for k in known)}
    assert missing == set()
