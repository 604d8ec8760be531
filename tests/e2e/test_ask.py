"""The page to ask, as a household, a worker or a clerk uses it, on the real product with a few of its documents."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.access import problems
from tests.e2e.conftest import ROOT, Server
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]

WEB = ROOT / "web"
MODULES = sorted((WEB / "static" / "ask").glob("*.js"))
LANGUAGES = ("zh", "en")
CONTRACT = """家政服务合同
第一条 甲方聘请乙方做住家保姆，每月工资八千元，按月支付。
第二条 服务期间乙方发生人身伤害，甲方概不负责。
第三条 甲方预付定金，定金为总价的30%，概不退还。
第四条 用户绕开公司私下签约的，应支付中介费。"""


@pytest.fixture(scope="module")
def ask_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with a small library."""
    data = tmp_path_factory.mktemp("ask")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.ask_server", "--port", str(port)]

    server = Server(command, {"AYI_DATA_DIR": str(data), "AYI_LOG_LEVEL": "ERROR"}, "/healthz")
    server.start()
    yield server
    server.kill()


class Asker:
    """What a person does on the page."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page: Page = phone.page
        phone.open("/ask")
        self.page.locator(".chip").first.wait_for()

    @property
    def last(self) -> Locator:
        return self.page.locator(".reply").last

    def ask(self, text: str) -> Locator:
        self.page.locator("#box").fill(text)
        self.page.locator("#box").press("Enter")
        return self.answered()

    def answered(self) -> Locator:
        expect(self.last).to_have_attribute("aria-busy", "false")
        return self.last

    def asked(self) -> dict[str, Any]:
        """The last question as it went to the server."""
        sent = [request for request in self.phone.requests if request.url.endswith("/api/v1/ask")]
        body: dict[str, Any] = json.loads(sent[-1].post_data or "{}")
        return body

    def review(self, text: str) -> None:
        self.page.locator("#tab-contract").click()
        self.page.locator("#contract-box").fill(text)
        self.page.locator(".contract-form .primary").click()
        self.page.locator(".result h2").wait_for()


@pytest.fixture(params=["small", "wide"])
def asker(new_phone: NewPhone, ask_server: Server, request: pytest.FixtureRequest) -> Asker:
    return Asker(new_phone(ask_server.url, request.param))


@pytest.fixture
def one(new_phone: NewPhone, ask_server: Server) -> Asker:
    return Asker(new_phone(ask_server.url))


def test_a_tapped_question_is_answered_with_its_clause(asker: Asker) -> None:
    asker.phone.shot("ask-start")
    assert problems(asker.page) == []
    asker.page.get_by_role("button", name="定金最多收多少？").click()
    answer = asker.answered()
    expect(answer.locator("strong")).to_contain_text("20%")
    expect(answer.locator(".cite").first).to_contain_text("第五百八十六条")
    expect(answer).to_contain_text("不是法律意见")
    expect(asker.page.locator(".foot-notice")).to_be_in_viewport()
    asker.phone.shot("ask-answer")
    assert problems(asker.page) == []


def test_a_citation_opens_its_clause_in_the_document(asker: Asker) -> None:
    cite = asker.ask("定金最多收多少？").locator(".cite").first
    cite.click()
    cited = asker.page.locator(".clause.cited")
    expect(cited).to_be_in_viewport()
    expect(cited.locator("h3")).to_contain_text("第五百八十六条")
    expect(asker.page.locator(".clause").nth(3)).to_be_attached()
    expect(cited).to_be_focused()
    asker.phone.shot("ask-sheet")
    assert problems(asker.page) == []
    for _ in range(40):
        asker.page.keyboard.press("Tab")
        assert asker.page.evaluate("() => Boolean(document.activeElement.closest('#sheet'))")
    asker.page.keyboard.press("Escape")
    expect(asker.page.locator("#sheet")).to_be_hidden()
    expect(cite).to_be_focused()


def test_the_phone_s_back_button_closes_the_document(one: Asker) -> None:
    one.ask("定金最多收多少？").locator(".cite").first.click()
    one.page.locator(".clause.cited").wait_for()
    one.page.go_back()
    expect(one.page.locator("#sheet")).to_be_hidden()
    expect(one.last).to_contain_text("20%")


def test_follow_ups_go_back_to_the_question_that_stood_for_itself(one: Asker) -> None:
    one.ask("上门要带什么证？")
    assert one.asked()["before"] is None
    one.ask("那上海呢？")
    assert one.asked()["before"] == "上门要带什么证？"
    expect(one.last).to_contain_text("上门服务证")
    one.ask("那广东呢？")
    assert one.asked()["before"] == "上门要带什么证？"
    one.ask("定金最多收多少？")
    assert one.asked()["before"] is None


def test_a_chosen_place_goes_with_the_question(one: Asker) -> None:
    expect(one.page.locator("#place option").nth(4)).to_be_attached()
    names = one.page.locator("#place option").all_inner_texts()
    assert names[:4] == ["全国", "北京", "上海", "广东"]
    assert "温州" in names
    one.page.locator("#place").select_option("上海")
    answer = one.ask("上门要带什么证？")
    assert one.asked()["jurisdiction"] == "cn-sh"
    expect(answer.locator(".cite").first).to_contain_text("上海")
    expect(answer.locator(".chip")).to_have_count(0)


def test_a_rule_of_one_place_offers_the_others(asker: Asker) -> None:
    answer = asker.ask("上门要带什么证？")
    expect(answer).to_contain_text("这是上海的规定")
    asker.phone.shot("ask-places")
    assert problems(asker.page) == []
    answer.get_by_role("button", name="上海", exact=True).click()
    expect(asker.page.locator(".reply")).to_have_count(2)
    asker.answered()
    assert asker.asked()["jurisdiction"] == "cn-sh"
    expect(asker.page.locator("#place")).to_have_value("cn-sh")


def test_an_emergency_shows_the_number_to_call_first(asker: Asker) -> None:
    asker.ask("定金最多收多少？")
    answer = asker.ask("老人摔倒起不来了")
    expect(answer.locator("h2")).to_have_text("紧急！先打电话")
    call = answer.locator("a.urgent").first
    expect(call).to_have_attribute("href", "tel:120")
    expect(call).to_be_in_viewport()
    expect(answer).not_to_contain_text("法律意见")
    asker.phone.shot("ask-emergency")
    assert problems(asker.page) == []


def test_a_refusal_says_calmly_whom_to_ask(asker: Asker) -> None:
    answer = asker.ask("量子计算机怎么造")
    expect(answer).to_have_class(re.compile("refusal"))
    expect(answer.locator("a.call")).to_have_attribute("href", "tel:12345")
    expect(answer.locator(".urgent")).to_have_count(0)
    asker.phone.shot("ask-refusal")
    assert problems(asker.page) == []


def test_an_empty_question_is_not_sent(one: Asker) -> None:
    one.page.locator(".ask-now").click()
    expect(one.page.locator("#message")).to_contain_text("先写几个字")
    expect(one.page.locator(".reply")).to_have_count(0)
    assert problems(one.page) == []


def test_words_with_markup_stay_words(one: Asker) -> None:
    one.ask("<img src=x onerror=alert(1)> 定金最多收多少？")
    expect(one.page.locator(".asked")).to_contain_text("<img src=x")
    expect(one.page.locator(".log img")).to_have_count(0)


def test_a_lost_connection_can_be_tried_again(one: Asker) -> None:
    one.page.route("**/api/v1/ask", lambda route: route.abort())
    answer = one.ask("定金最多收多少？")
    expect(answer).to_contain_text("没连上")
    assert problems(one.page) == []
    one.page.unroute("**/api/v1/ask")
    answer.get_by_role("button", name="再试一次").click()
    expect(one.last.locator("strong")).to_contain_text("20%")
    expect(one.page.locator(".asked")).to_have_count(1)


def test_a_stream_that_breaks_off_is_no_answer(one: Asker) -> None:
    half = 'event: start\ndata: {"kind": "answer"}\n\nevent: text\ndata: {"text": "最多"}\n\n'
    one.page.route("**/api/v1/ask", lambda route: route.fulfill(body=half, content_type="text/event-stream"))
    expect(one.ask("定金最多收多少？")).to_contain_text("没连上")


def test_a_slow_answer_says_that_it_is_being_looked_up(one: Asker) -> None:
    held: list[Route] = []
    one.page.route("**/api/v1/ask", lambda route: held.append(route))
    one.page.locator("#box").fill("定金最多收多少？")
    with one.page.expect_request("**/api/v1/ask"):
        one.page.locator(".ask-now").click()
    expect(one.last).to_contain_text("正在查")
    expect(one.last).to_contain_text("正在翻规定")
    assert problems(one.page) == []
    held[0].continue_()
    expect(one.answered().locator("strong")).to_contain_text("20%")


def test_an_answer_can_be_copied_with_its_sources(new_phone: NewPhone, ask_server: Server) -> None:
    asker = Asker(new_phone(ask_server.url, permissions=["clipboard-read", "clipboard-write"]))
    asker.ask("定金最多收多少？").get_by_role("button", name="复制回答").click()
    expect(asker.last).to_contain_text("已复制")
    copied = asker.page.evaluate("() => navigator.clipboard.readText()")
    for part in ("20%", "第五百八十六条", "不是法律意见"):
        assert part in copied


def test_a_pasted_contract_is_read_clause_by_clause(asker: Asker) -> None:
    asker.review(CONTRACT)
    terms = asker.page.locator(".terms > li")
    expect(terms).to_have_count(5)
    expect(terms.nth(2).locator(".badge")).to_have_text("✕ 可能无效或不允许")
    expect(terms.nth(2).locator("mark")).to_contain_text("概不负责")
    expect(terms.nth(4).locator(".badge")).to_have_text("！ 有规定管着")
    expect(asker.page.locator("section.missing li .badge").first).to_have_text("缺")
    expect(asker.page.locator(".disclaimer").first).to_contain_text("不是法律意见")
    asker.phone.shot("ask-review", whole=True)
    assert problems(asker.page) == []
    asker.page.get_by_role("button", name="只看有标记的").click()
    expect(terms.nth(1)).to_be_hidden()
    expect(terms.nth(2)).to_be_visible()
    terms.nth(2).locator(".cite").first.click()
    expect(asker.page.locator(".clause.cited")).to_be_in_viewport()


def test_an_uploaded_contract_is_read_too(one: Asker, tmp_path: Path) -> None:
    path = tmp_path / "合同.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    one.page.locator("#tab-contract").click()
    one.page.locator("#contract-file").set_input_files(path)
    expect(one.page.locator(".chosen")).to_contain_text("合同.txt")
    assert problems(one.page) == []
    one.page.locator(".contract-form .primary").click()
    expect(one.page.locator(".terms > li")).to_have_count(5)


def test_a_file_that_cannot_be_read_says_why(one: Asker, tmp_path: Path) -> None:
    path = tmp_path / "合同.exe"
    path.write_bytes(b"MZ")
    one.page.locator("#tab-contract").click()
    one.page.locator("#contract-file").set_input_files(path)
    one.page.locator(".contract-form .primary").click()
    expect(one.page.locator("#contract .message")).not_to_be_empty()
    one.page.get_by_role("button", name="不用这个文件").click()
    expect(one.page.locator("#contract-box")).to_be_enabled()


@pytest.mark.parametrize(("format_id", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_contract_is_drafted_and_saved(asker: Asker, format_id: str, start: bytes) -> None:
    asker.page.locator("#tab-draft").click()
    asker.page.get_by_label("雇主姓名").fill("李女士")
    asker.page.get_by_label("工资（元）").fill("8000")
    asker.page.get_by_label("做什么").select_option("月嫂")
    asker.page.locator('label[for="draft-two_party"]').click()
    expect(asker.page.get_by_label("雇主姓名")).to_have_value("李女士")
    expect(asker.page.get_by_label("家政公司名称")).to_have_count(0)
    asker.page.locator(f'label[for="draft-{format_id}"]').click()
    asker.phone.shot("ask-draft", whole=True)
    assert problems(asker.page) == []
    with asker.page.expect_download() as waiting:
        asker.page.get_by_role("button", name="做成文件").click()
    assert waiting.value.path().read_bytes().startswith(start)
    expect(asker.page.locator("#draft")).to_contain_text("做好了")
    assert waiting.value.suggested_filename.endswith(format_id)


def test_the_tabs_answer_to_the_keyboard(one: Asker) -> None:
    one.page.locator("#tab-chat").focus()
    one.page.keyboard.press("ArrowRight")
    expect(one.page.locator("#contract-box")).to_be_visible()
    expect(one.page.locator("#composer")).to_be_hidden()
    assert problems(one.page) == []
    one.page.keyboard.press("ArrowRight")
    one.page.keyboard.press("ArrowRight")
    expect(one.page.locator("#box")).to_be_visible()


def test_the_page_speaks_english_whole(asker: Asker) -> None:
    asker.page.locator("#language").click()
    expect(asker.page.locator("html")).to_have_attribute("lang", "en")
    seen = asker.page.locator("body").inner_text().replace("中文", "")
    assert re.findall(r"[\u4e00-\u9fff]+", seen) == []
    answer = asker.ask("How large can a deposit be?")
    expect(answer.locator("strong")).to_contain_text("20%")
    expect(answer.locator(".cite-name").first).to_contain_text("Civil Code")
    asker.phone.shot("ask-english")
    assert problems(asker.page) == []
    answer.locator(".cite").first.click()
    expect(asker.page.locator(".clause.cited")).to_contain_text("At most 20%")
    asker.page.keyboard.press("Escape")
    asker.review(CONTRACT)
    expect(asker.page.locator(".badge").first).to_be_visible()
    assert problems(asker.page) == []


@pytest.mark.parametrize("size", ["small", "zoomed"])
def test_large_type_still_fits(new_phone: NewPhone, ask_server: Server, size: str) -> None:
    asker = Asker(new_phone(ask_server.url, size))
    asker.page.locator("#size").click()
    expect(asker.page.locator("html")).to_have_class(re.compile("large"))
    asker.ask("上门要带什么证？")
    asker.phone.shot("ask-large")
    assert problems(asker.page) == []


def tree(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((WEB / "text" / "ask" / f"{language}.json").read_text(encoding="utf-8"))
    return loaded


def leaves(branch: dict[str, Any], path: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in branch.items():
        found |= leaves(value, f"{path}{name}.") if isinstance(value, dict) else {path + name: str(value)}
    return found


def test_both_languages_have_the_same_words_with_the_same_holes() -> None:
    zh, en = (leaves(tree(language)) for language in LANGUAGES)
    assert zh.keys() == en.keys()
    holes = {key: re.findall(r"\{(\w+)\}", text) for key, text in zh.items()}
    assert {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in en.items()} == {
        key: sorted(names) for key, names in holes.items()
    }
    assert [len(group["questions"]) for group in tree("zh")["examples"]] == [
        len(group["questions"]) for group in tree("en")["examples"]
    ]


def test_every_word_is_asked_for_and_exists() -> None:
    sources = [*MODULES, WEB / "static" / "shared" / "frame.js", WEB / "templates" / "ask.html.j2"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = set(leaves(tree("zh")))
    asked = set(re.findall(r'"((?:{})\.[a-z_]+)"'.format("|".join(tree("zh"))), code))
    asked |= set(re.findall(r"(?:words|text\[\w+\])\.([a-z_.]+)", code))
    asked = {key for key in asked if key.split(".")[0] in tree("zh")} - {path.name for path in MODULES}
    assert asked <= known
    # Keys that an id completes.
    built = ("draft.", "phones.", "status.", "mark.", "answer.kind_", "contract.count_")
    assert {key for key in known - asked if not key.startswith(built)} <= {"lang", "name", "examples"}


def test_the_styles_run_on_browsers_of_2020_and_the_page_is_small() -> None:
    sheets = sorted((WEB / "static" / "ask").glob("*.css"))
    css = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
    newer = r":has\(|:is\(|:where\(|\binset:|aspect-ratio|\bdvh\b|@layer|@container|^\s+gap:"
    assert re.findall(newer, css, re.MULTILINE) == []
    assert sum(path.stat().st_size for path in [*MODULES, *sheets]) < 56 * 1024
