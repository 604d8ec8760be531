"""Staff at a desk: a link, a password, a second step; an owner who invites; nothing that the policy would block."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.access import problems
from tests.e2e.conftest import ROOT, Server, serving
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]
PASSWORD = "seven lanterns over quiet water"
TEXT = ROOT / "web" / "text" / "console"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product by text, with an owner invited."""
    with serving(tmp_path_factory.mktemp("desk")) as server:
        yield server


def invited(server: Server, email: str) -> str:
    """The part of a fresh link behind the address."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "admin", "create", email, "--name", "王主任"],
        cwd=ROOT,
        env=os.environ | server.environment | {"COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = re.search(r"/sign-in(#link=\S+)", done.stdout)
    assert found
    return "/sign-in" + found.group(1)


def no_problems(page: Page) -> None:
    found = problems(page)
    assert found == [], found


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_an_owner_comes_in_by_her_link_invites_a_clerk_and_comes_back_with_two_steps(
    desk: Server, new_phone: NewPhone
) -> None:
    phone = new_phone(desk.url, "wide")
    page = phone.page
    phone.open(invited(desk, "owner@example.com"))
    expect(page.get_by_role("heading", name="设置密码")).to_be_visible()
    assert "link=" not in page.url
    page.get_by_label("新密码").fill("short")
    press(page, "进入")
    expect(page.get_by_role("alert")).to_contain_text("12")
    no_problems(page)
    page.get_by_label("新密码").fill(PASSWORD)
    press(page, "进入")
    picture = page.locator("img.qr")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    no_problems(page)
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("验证码").fill("000000")
    press(page, "确认")
    expect(page.get_by_role("alert")).not_to_be_empty()
    page.get_by_label("验证码").fill(pyotp.TOTP(secret).now())
    press(page, "确认")
    expect(page.locator(".recovery span")).to_have_count(10)
    recovery = page.locator(".recovery span").first.inner_text().strip()
    no_problems(page)

    phone.open("/account")
    expect(page.get_by_role("heading", name="王主任")).to_be_visible()
    no_problems(page)
    page.locator("#email").fill("clerk@example.com")
    page.locator("#name").fill("小周")
    press(page, "邀请")
    link = page.locator("#link")
    expect(link).to_contain_text("/sign-in#link=")
    clerk = new_phone(desk.url, "small")
    clerk.open(link.inner_text().replace(desk.url, "").strip())
    clerk.page.get_by_label("新密码").fill(PASSWORD)
    press(clerk.page, "进入")
    clerk.page.wait_for_url("**/console")
    press(page, "返回")
    row = page.locator("#staff tr", has_text="clerk@example.com")
    # The choice shows at once; the server's word is what counts.
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        row.get_by_label("身份").select_option("reviewer")
    expect(row.locator("select")).to_have_value("reviewer")
    # Another role: she has to sign in again.
    clerk.open("/account")
    clerk.page.wait_for_url("**/sign-in")

    press(page, "退出登录")
    page.wait_for_url("**/sign-in")
    page.get_by_label("邮箱").fill("owner@example.com")
    page.get_by_label("密码").fill("wrong password")
    press(page, "进入")
    expect(page.get_by_role("alert")).to_contain_text("不对")
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "进入")
    expect(page.get_by_role("heading", name="第二步验证")).to_be_visible()
    no_problems(page)
    page.get_by_label("验证码").fill(recovery)
    press(page, "确认")
    page.wait_for_url("**/console")


def test_the_page_speaks_both_languages_and_keeps_the_choice(desk: Server, new_phone: NewPhone) -> None:
    phone = new_phone(desk.url, "small")
    phone.open("/sign-in")
    expect(phone.page.get_by_role("heading", name="登录")).to_be_visible()
    no_problems(phone.page)
    press(phone.page, "English")
    expect(phone.page.get_by_role("heading", name="Sign in")).to_be_visible()
    phone.page.reload()
    expect(phone.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert phone.page.locator("html").get_attribute("lang") == "en"


def keys(tree: dict[str, Any], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in tree.items():
        found |= keys(value, f"{path}{name}.") if isinstance(value, dict) else {path + name}
    return found


def words(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TEXT / f"sign_in.{language}.json").read_text(encoding="utf-8"))
    return loaded


def test_every_word_is_there_in_both_languages_and_asked_for() -> None:
    assert keys(words("zh")) == keys(words("en"))
    folder = ROOT / "web" / "static" / "console"
    files: list[Path] = [folder / f"{name}.js" for name in ("entry", "sign_in", "account")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    template = (ROOT / "web" / "templates" / "sign_in.html.j2").read_text(encoding="utf-8")
    asked = set(re.findall(r'"(entry\.\w+)"', code)) | {
        f"entry.{name}" for name in re.findall(r"\.entry\.(\w+)", template)
    }
    built = {"entry.sign_in", "entry.account"}
    assert {key for key in keys(words("zh")) if key.startswith("entry.")} == asked | built
