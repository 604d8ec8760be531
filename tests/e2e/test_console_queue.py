"""The queue in a real browser: found, filtered, many at once, kept views; for everybody and in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.e2e.conftest import Server
from tests.e2e.desk import Clerk
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]


def test_without_a_session_there_is_only_the_way_to_sign_in(desk_server: Server, new_phone: NewPhone) -> None:
    phone = new_phone(desk_server.url, "wide")
    phone.open("/console")
    link = phone.page.locator("#gate a")
    link.wait_for()
    assert link.get_attribute("href") == "/sign-in"
    assert phone.page.locator(".row").count() == 0


def test_the_list_is_filtered_searched_and_counted(clerk: Clerk) -> None:
    clerk.row("李桂英").wait_for()
    page = clerk.page
    page.locator("#search").fill("苏州")
    clerk.row("李桂英").wait_for(state="detached")
    assert clerk.rows.count() == 1
    assert "孙玉梅" in clerk.rows.first.inner_text()
    page.locator("#search").fill("")
    clerk.row("李桂英").wait_for()
    clerk.status_chip("正在聊")
    clerk.row("周小红").wait_for()
    clerk.status_chip("正在聊")
    clerk.row("周小红").wait_for(state="detached")


def test_many_at_once_and_what_failed_is_said(clerk: Clerk) -> None:
    clerk.row("赵秀兰").locator("input").check()
    clerk.page.locator(".bulk .small-button", has_text="通过").click()
    clerk.confirm("都看过")
    failed = clerk.page.locator(".failed")
    failed.wait_for()
    assert "赵秀兰" in failed.inner_text()


def test_a_view_is_kept(clerk: Clerk) -> None:
    page = clerk.page
    page.locator(".filters summary").click()
    page.locator("#filter-job").select_option("childcare_nanny")
    clerk.row("孙玉梅").wait_for(state="detached")
    page.locator(".views .quiet", has_text="存成常用").click()
    clerk.dialog.locator("input").fill("带孩子的")
    clerk.dialog.locator(".primary").click()
    clerk.closed()
    page.locator(".views .quiet", has_text="清空").click()
    clerk.row("孙玉梅").wait_for()
    page.locator(".views .chip", has_text="带孩子的").click()
    clerk.row("孙玉梅").wait_for(state="detached")


@pytest.mark.parametrize("size", ["wide", "large"])
def test_the_desk_is_for_everybody(desk_server: Server, new_phone: NewPhone, size: str) -> None:
    clerk = Clerk(new_phone(desk_server.url, size), "reviewer")
    assert clerk.fits() == []
    clerk.open("赵秀兰")
    clerk.page.locator(".line").first.wait_for()
    for tab in ("file", "papers", "record"):
        clerk.page.locator(f"#tab-{tab}").click()
        clerk.page.locator(f".tab-{tab}").wait_for()
        assert clerk.fits() == [], tab
        clerk.phone.shot(f"desk-{tab}")


def test_both_languages_are_whole(clerk: Clerk) -> None:
    clerk.page.locator("#language").click()
    clerk.page.locator("h1", has_text="Files").wait_for()
    clerk.rows.first.wait_for()
    clerk.open("赵秀兰")
    text = clerk.page.locator("body").inner_text()
    assert not re.search(r"\b(desk|queue|status|act|file|gate|papers)\.[a-z_]+", text)
    assert "Nanny" in text
