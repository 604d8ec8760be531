"""A clerk's morning in a real browser: asked back, her answer, verification, approval; and a no of two people."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.e2e.conftest import Server
from tests.e2e.desk import Clerk
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]
ID_NUMBER = "11010519491231002X"


def test_return_answer_verify_approve(clerk: Clerk, desk_server: Server, new_phone: NewPhone) -> None:
    page = clerk.page
    clerk.open("王芳")
    clerk.press("t")
    clerk.status("在审")
    approve = page.locator(".decide.primary", has_text="通过")
    assert approve.is_disabled()
    assert "前后不一" in page.locator("#in-the-way").inner_text()

    clerk.line("从业年限").locator(".small-button", has_text="问她这一条").click()
    clerk.dialog.wait_for()
    assert "五年" in clerk.dialog.locator("textarea").input_value()
    clerk.dialog.locator(".primary").click()
    link = page.locator("#her-link")
    link.wait_for()
    address = link.input_value()
    assert "/i#int_" in address
    clerk.press("Escape")
    clerk.closed()
    clerk.status("等她回")

    her = new_phone(desk_server.url)
    her.page.goto(address)
    her.question.wait_for()
    assert "到底是哪个" in her.question.inner_text()
    her.write("八年")
    her.page.locator(".done, .ending, h1", has_text=re.compile("简历|谢谢|好了")).first.wait_for()

    page.reload()
    clerk.rows.first.wait_for()
    clerk.status("在审")
    page.locator(".turn.asked").wait_for()
    assert "前后不一" not in page.locator("#in-the-way").inner_text()

    clerk.press("2")
    card = page.locator("[data-check=identity]")
    card.locator("#id-number").fill("110105194912310021")
    card.locator("#id-name").check()
    card.locator("#id-face").check()
    card.locator(".primary").click()
    card.locator(".wrong", has_text="对不上").wait_for()
    card.locator("#id-number").fill(ID_NUMBER)
    card.locator(".primary").click()
    page.locator("[data-check=identity] .good-word").wait_for()
    assert ID_NUMBER not in page.content()
    assert "002X" in page.locator("[data-check=identity]").inner_text()

    clerk.press("1", "a")
    clerk.confirm("电话核实过，体检下周补")
    clerk.told("已通过")
    clerk.status_chip("已通过")
    clerk.row("王芳").wait_for()
    clerk.open("王芳")
    clerk.status("已通过")
    clerk.press("4")
    record = page.locator(".decisions").inner_text()
    assert "电话核实过" in record
    assert "她回了" in record


def test_declining_takes_a_second_person(clerk: Clerk, desk_server: Server, new_phone: NewPhone) -> None:
    clerk.open("李桂英")
    clerk.press("d")
    clerk.confirm("上个月建过档", "duplicate")
    clerk.told("等第二个人")
    clerk.closed()

    second = Clerk(new_phone(desk_server.url, "wide"), "reviewer")
    second.open("李桂英")
    second.page.locator(".decide", has_text="同意不通过").click()
    second.dialog.wait_for()
    assert "上个月建过档" in second.dialog.inner_text()
    second.confirm("查过了，是同一个人", "duplicate")
    second.told("已定为不通过")
    second.status_chip("未通过")
    second.row("李桂英").wait_for()

    her = new_phone(desk_server.url)
    her.open((Path(desk_server.environment["AYI_DATA_DIR"]) / "her-link").read_text("utf-8"))
    her.page.get_by_text("同一个人重复建档").wait_for()
    assert "上个月" not in her.page.locator("body").inner_text()
    her.page.locator("#appeal").fill("我以前没来过，那个不是我")
    her.page.get_by_role("button", name="请再看一次").click()
    her.page.get_by_text("收到了，会有人重新看。").wait_for()
    second.status_chip("全部")
    second.open("李桂英")
    second.status("在审")
    second.press("4")
    assert "那个不是我" in second.page.locator(".decisions").inner_text()


def test_a_record_check_without_her_yes_offers_a_link_to_ask_her(clerk: Clerk, new_phone: NewPhone) -> None:
    clerk.open("赵秀兰")
    clerk.press("2")
    card = clerk.page.locator('[data-check="record_check"]')
    card.locator("form .primary").click()
    wrong = card.locator(".wrong")
    wrong.get_by_text("她还没同意").wait_for()
    wrong.get_by_role("button", name="发链接请她同意").click()
    link = wrong.locator(".link")
    link.wait_for()
    address = link.input_value()
    her = new_phone(address.split("/i/")[0])
    her.open("/i/" + address.split("/i/")[1])
    asked = her.page.locator('[data-layer="background_check"].asked')
    asked.wait_for()
    asked.get_by_role("button", name="同意", exact=True).click()
    her.page.locator('[data-layer="background_check"] .state.yes').wait_for()
    card.locator("form .primary").click()
    clerk.page.locator('[data-check="record_check"] .check-row', has_text="等结果").wait_for()
