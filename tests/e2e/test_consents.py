"""Her page of consents and the page behind her card, in a real browser: seen, taken down, gone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.access import problems
from tests.e2e.conftest import Server
from tests.e2e.phone import SHOTS, Phone

NewPhone = Callable[..., Phone]


@pytest.fixture
def out(tmp_path: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    """A server with her card out, and what opens her page and her card."""

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.consents_server", "--port", str(port)]

    server = Server(command, {"AYI_DATA_DIR": str(tmp_path), "AYI_LOG_LEVEL": "ERROR"}, "/healthz")
    server.start()
    yield server, json.loads((tmp_path / "her.json").read_text(encoding="utf-8"))
    server.kill()


def test_she_sees_her_card_takes_it_down_and_deletes_everything(
    out: tuple[Server, dict[str, str]], new_phone: NewPhone
) -> None:
    server, her = out
    phone, customer = new_phone(server.url), new_phone(server.url)
    customer.open(her["card"])
    expect(customer.page.get_by_role("heading", name="王阿姨")).to_be_visible()
    assert problems(customer.page) == []
    phone.open(f"/i/consents#{her['id']}.{her['token']}")
    down = phone.page.get_by_role("button", name="马上撤下，不让人看")
    expect(down).to_be_visible()
    assert her["token"] not in phone.page.url, "the token does not stay in the address"
    assert problems(phone.page) == []
    SHOTS.mkdir(exist_ok=True)
    phone.page.screenshot(path=SHOTS / "consents.png", full_page=True)
    customer.page.screenshot(path=SHOTS / "card.png", full_page=True)
    down.click()
    expect(phone.page.locator("#message")).to_contain_text("已经撤下了")
    expect(phone.page.locator('[data-layer="publish"] .state')).to_have_text("您没同意")
    customer.page.reload()
    expect(customer.page.get_by_role("heading", name="这张卡现在看不了")).to_be_visible()
    phone.page.get_by_role("button", name="全部删除", exact=True).click()
    phone.page.get_by_role("button", name="确定全部删除").click()
    expect(phone.page.locator("#layers")).to_contain_text("都删掉了")


def test_she_agrees_and_takes_back_layer_by_layer_in_large_english(
    out: tuple[Server, dict[str, str]], new_phone: NewPhone
) -> None:
    server, her = out
    phone = new_phone(server.url)
    phone.open(f"/i/consents#{her['id']}.{her['token']}")
    phone.page.locator("#language").click()
    phone.page.locator("#size").click()
    video = phone.page.locator('[data-layer="video"]')
    video.get_by_role("button", name="I agree", exact=True).click()
    expect(video.locator(".state")).to_have_text("You agreed")
    expect(phone.page.get_by_text("Choose a photo")).to_be_visible()
    assert problems(phone.page) == []
    video.get_by_role("button", name="I do not agree").click()
    expect(video.locator(".state")).to_have_text("You did not agree")
    expect(phone.page.get_by_text("Choose a photo")).to_have_count(0)


def test_without_her_link_the_page_says_where_to_go(out: tuple[Server, dict[str, str]], new_phone: NewPhone) -> None:
    phone = new_phone(out[0].url)
    phone.open("/i/consents")
    expect(phone.page.get_by_text("请用您自己的面谈链接打开这一页")).to_be_visible()
