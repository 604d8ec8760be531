"""Poor networks: nothing she said is lost, doubled or reordered."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import FakeServer
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]


def at_the_second_question(new_phone: NewPhone, server: FakeServer) -> Phone:
    phone = new_phone(server.url)
    phone.start()
    phone.choose("可以")
    return phone


def texts(server: FakeServer) -> list[str]:
    return [body["text"] for body in server.received()]


def test_answers_given_offline_survive_a_reload_and_go_out_once_in_order(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    # The second visit is served by the service worker, as every one after the first is.
    phone.page.reload()
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.write("月嫂")
    expect(phone.waiting).to_have_count(1)
    phone.write("属羊的，七九年的")
    expect(phone.waiting).to_have_count(2)
    expect(phone.box).to_have_value("")
    phone.page.reload()
    expect(phone.waiting).to_have_count(2)
    expect(phone.question).to_have_text("您想做哪一样活？")
    assert texts(fake_server) == ["可以"]
    phone.context.set_offline(False)
    expect(phone.waiting).to_have_count(0)
    expect(phone.question).to_contain_text("工资")
    assert texts(fake_server) == ["可以", "月嫂", "属羊的，七九年的"]


def test_a_reply_lost_on_its_way_is_asked_for_again_under_the_same_id(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    fake_server.switch(fail=[503, 502])
    phone.write("月嫂")
    expect(phone.question).to_contain_text("多大")
    received = [body for body in fake_server.received() if body["text"] == "月嫂"]
    assert len(received) == 3
    assert len({body["client_turn_id"] for body in received}) == 1
    phone.tap("更多")
    phone.tap("看聊过的话")
    expect(phone.page.locator(".line.worker")).to_have_text(["您可以", "您月嫂"])


def test_a_double_tap_answers_once(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    fake_server.switch(delay=0.3)
    phone.chips.get_by_text("月嫂", exact=True).dblclick()
    expect(phone.question).to_contain_text("多大")
    assert texts(fake_server) == ["可以", "月嫂"]


def test_an_answer_may_be_taken_back_while_it_waits(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.context.set_offline(True)
    phone.write("做饭")
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    phone.tap("不发了")
    expect(phone.waiting).to_have_count(0)
    expect(phone.box).to_have_value("做饭")
    phone.box.fill("月嫂")
    phone.page.locator(".send").click()
    phone.context.set_offline(False)
    expect(phone.question).to_contain_text("多大")
    assert texts(fake_server) == ["可以", "月嫂"]


def test_an_answer_the_server_will_not_take_comes_back_into_the_box(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.write("太长了的一句话")
    expect(phone.message).to_have_text("这句太长了，分两次说吧。")
    expect(phone.box).to_have_value("太长了的一句话")
    expect(phone.waiting).to_have_count(0)


def test_half_a_sentence_survives_a_reload(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.box.fill("我以前在")
    phone.page.reload()
    expect(phone.box).to_have_value("我以前在")


def test_the_page_opens_without_a_network_and_shows_where_she_was(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.choose("月嫂")
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.open("/i")
    expect(phone.question).to_contain_text("多大")
    phone.page.locator("#notes").click()
    expect(phone.page.locator(".panel .card")).to_have_count(1)


def test_answers_wait_for_their_own_interview_when_another_is_opened(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.page.route("**/turns", lambda route: route.abort())
    phone.write("月嫂")
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    first = phone.address()
    phone.page.unroute("**/turns")
    phone.open("/i?start=zh")
    expect(phone.question).to_contain_text("可以开始吗")
    assert phone.address() != first
    phone.open(f"/i#{first[0]}.{first[1]}")
    expect(phone.question).to_contain_text("多大")
    # Leaving a page may cut off an answer the server has already taken; then it comes again, under the same id.
    assert len({body["client_turn_id"] for body in fake_server.received() if body["text"] == "月嫂"}) == 1


def test_a_hotel_s_login_page_is_taken_for_a_missing_network(new_phone: NewPhone, fake_server: FakeServer) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.page.route(
        "**/turns", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Log in</h1>")
    )
    phone.write("月嫂")
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    phone.page.unroute("**/turns")
    phone.page.route("**/turns", lambda route: route.fulfill(status=403, content_type="text/html", body="Log in"))
    phone.tap("现在再试")
    expect(phone.waiting).to_contain_text("等网络好了自动发")
    phone.page.unroute("**/turns")
    expect(phone.question).to_contain_text("多大")
    assert texts(fake_server) == ["可以", "月嫂"]


def test_unsent_words_of_a_deleted_interview_are_not_sent_for_ever(
    new_phone: NewPhone, fake_server: FakeServer
) -> None:
    phone = at_the_second_question(new_phone, fake_server)
    phone.context.set_offline(True)
    phone.write("月嫂")
    expect(phone.waiting).to_have_count(1)
    interview, token = phone.address()
    other = new_phone(fake_server.url)
    other.open(f"/i#{interview}.{token}")
    other.tap("更多")
    other.tap("删除我的全部资料")
    other.tap("是，全部删除")
    expect(other.page.locator("main h1")).to_have_text("已经全部删除")
    phone.context.set_offline(False)
    expect(phone.page.locator("main h1")).to_have_text("这个链接打不开了")
    phone.requests.clear()
    phone.page.reload()
    expect(phone.page.locator("main h1")).to_have_text("还没有开始")
    assert [request.url for request in phone.requests if "/turns" in request.url] == []
