"""From a match to a review over HTTP, with the real chat, search, codes by phone and drafts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.kit.clock import FixedClock
from tests.api.town import PHONE, TUESDAY, Town
from tests.api.world import cookies, staff_session


async def test_the_whole_way_from_a_request_to_a_review_with_her_answer(town: Town, clock: FixedClock) -> None:
    created = await town.request()
    assert (created["state"], created["phone"]) == ("created", "139****9000")
    (hers,) = await town.ask("GET", f"/interviews/{town.worker}/orders", town.hers)
    assert {line["label"]: line["text"] for line in hers["family"]}["孩子"] == "宝宝18个月"
    await town.she("agree", times=[TUESDAY])
    page = await town.ask("GET", "/orders?state=worker_agreed", town.recruiter)
    assert (page["items"][0]["id"], page["items"][0]["called"]) == (created["id"], "陈女士")
    contact = await town.ask("POST", f"/orders/{created['id']}/contact", town.recruiter)
    assert contact == {"phone": PHONE, "called": "陈女士"}
    await town.clerk("confirm", meeting=TUESDAY)
    clock.advance(days=3)
    town.recruiter = cookies((await staff_session(town.app, "recruiter"))[1])
    base = f"/chats/{town.chat}/orders/{created['id']}"
    await town.ask("POST", f"{base}/meet", town.consumer, {"version": (await town.order())["version"]})
    await town.clerk("hire")
    await town.ask(
        "POST", f"{base}/review", town.consumer, {"ratings": {"skill": 5}, "text": f"很好，电话{PHONE}"}, 201
    )
    (review,) = await town.ask("GET", "/order-reviews", town.recruiter)
    await town.ask("POST", f"/order-reviews/{review['id']}/publish", town.recruiter, {"version": 1}, 204)
    (seen,) = await town.ask("GET", f"/interviews/{town.worker}/reviews", town.hers)
    reply = {"version": seen["version"], "text": "谢谢您家"}
    (replied,) = await town.ask("POST", f"/interviews/{town.worker}/reviews/{seen['id']}/reply", town.hers, reply)
    assert replied["reply"] == "谢谢您家"
    shown = await town.ask("GET", f"/workers/{town.worker}/reviews", {})
    assert (shown["count"], shown["averages"], shown["items"][0]["text"]) == (1, None, "很好，电话［电话已隐去］")
    objection = {"version": replied["version"], "reason": "wrong_person"}
    await town.ask("POST", f"/interviews/{town.worker}/reviews/{seen['id']}/dispute", town.hers, objection)
    settling = {"version": replied["version"] + 1, "outcome": "keep"}
    await town.ask("POST", f"/order-reviews/{seen['id']}/settle", town.recruiter, settling, 204)
    after = await town.ask("DELETE", f"{base}/review", town.consumer)
    assert after["review"] is None


async def test_the_chat_says_how_it_stands(town: Town) -> None:
    await town.request()
    path = f"/chats/{town.chat}/messages"
    reply = await town.ask("POST", path, town.consumer, {"text": "我约的面试怎么样了"})
    assert "欧阳阿姨：等她回复。" in reply["text"]
    assert [action["kind"] for action in reply["actions"]] == ["orders"]


async def test_a_number_has_to_be_ones_own(town: Town) -> None:
    refused = await town.request(422, phone="13700137000")
    assert refused["code"] == "order_phone_unproven"
    refused = await town.request(422, phone_token="made-up")
    assert refused["code"] == "order_phone_unproven"
    refused = await town.request(422, phone="12345")
    assert refused["code"] == "phone_wrong"


@pytest.mark.parametrize(
    "more",
    [
        {"phone_token": "\ud800"},
        {"client_order_id": "a\u0000b"},
        {"times": ["２０２６-11-25T10:00"]},
        {"times": ["2026-02-30T10:00"]},
        {"times": ["9999-12-31T10:00"]},
        {"times": []},
        {"worker_id": "../../etc"},
        {"state": "hired"},
    ],
)
async def test_what_is_no_request_is_refused(town: Town, more: dict[str, Any]) -> None:
    body = {"worker_id": town.worker, "times": [TUESDAY], "phone": PHONE, "phone_token": town.phone_token} | more
    answer = await town.client.post(
        f"/api/v1/chats/{town.chat}/orders",
        content=json.dumps(body),
        headers=town.consumer | {"Content-Type": "application/json"},
    )
    assert answer.status_code == 422, answer.text


async def test_odd_characters_in_words_are_kept_as_words(town: Town) -> None:
    created = await town.request(note="好\u0000吗")
    assert created["note"] == "好 吗"


async def test_steps_out_of_turn_are_refused_with_a_sentence(town: Town) -> None:
    await town.request()
    refused = await town.clerk("confirm", 409, meeting=TUESDAY)
    assert (refused["code"], refused["detail"]) == ("order_cannot_confirm", "要等她同意见面以后，才能定时间。")
    assert (await town.clerk("hire", 409))["code"] == "order_cannot_hire"
    assert (await town.she("agree", 422, times=["2026-11-26T10:00"]))["code"] == "order_time_unknown"
    await town.she("decline")
    assert (await town.she("agree", 409, times=[TUESDAY]))["code"] == "order_cannot_agree"


async def test_no_side_has_the_others_steps(town: Town) -> None:
    created = await town.request()
    body = {"version": created["version"], "times": [TUESDAY]}
    await town.ask("POST", f"/chats/{town.chat}/orders/{created['id']}/agree", town.consumer, body, 422)
    await town.ask("POST", f"/orders/{created['id']}/agree", town.recruiter, body, 422)
    await town.ask("POST", f"/interviews/{town.worker}/orders/{created['id']}/hire", town.hers, body, 422)


async def test_nothing_of_the_household_reaches_her(town: Town) -> None:
    await town.request(note=f"打我电话{PHONE}，住朝阳路88号院3号楼")
    answer = await town.client.get(f"/api/v1/interviews/{town.worker}/orders", headers=town.hers)
    for secret in (PHONE, "139****", "陈女士", "88号院", town.chat):
        assert secret not in answer.text


async def test_a_contract_is_drafted_with_what_was_agreed(town: Town, clock: FixedClock) -> None:
    created = await town.request()
    path = f"/chats/{town.chat}/orders/{created['id']}/contract.html"
    assert (await town.ask("GET", path, town.consumer, status=409))["code"] == "order_no_draft"
    await town.ask("POST", f"/chats/{town.chat}/orders/{created['id']}/cancel", town.consumer, {"version": 1})
    clock.advance(seconds=60)
    await town.request()
    (order, _) = await town.ask("GET", f"/chats/{town.chat}/orders", town.consumer)
    step = f"/interviews/{town.worker}/orders/{order['id']}/agree"
    await town.ask("POST", step, town.hers, {"version": 1, "times": [TUESDAY]})
    clerk = f"/orders/{order['id']}"
    await town.ask("POST", f"{clerk}/confirm", town.recruiter, {"version": 2, "meeting": TUESDAY})
    theirs = (await town.ask("GET", f"{clerk}/contract.html", town.recruiter)).text
    own = (await town.ask("GET", f"/chats/{town.chat}/orders/{order['id']}/contract.html", town.consumer)).text
    assert "育儿嫂" in own
    assert PHONE in own
    assert PHONE not in theirs
    assert "陈女士" not in theirs


async def test_a_short_list_is_kept_with_the_chat(town: Town) -> None:
    path = f"/chats/{town.chat}/shortlist"
    kept = await town.ask("PUT", f"{path}/{town.worker}", town.consumer)
    assert kept == await town.ask("GET", path, town.consumer)
    assert [each["display_name"] for each in kept] == ["欧阳阿姨"]
    assert await town.ask("DELETE", f"{path}/{town.worker}", town.consumer) == []


async def test_a_deleted_chat_takes_its_requests_along(town: Town) -> None:
    created = await town.request()
    await town.she("agree", times=[TUESDAY])
    await town.ask("DELETE", f"/chats/{town.chat}", town.consumer, status=204)
    (order,) = (await town.ask("GET", "/orders", town.recruiter))["items"]
    assert (order["id"], order["state"], order["called"], order["family"]) == (created["id"], "cancelled", None, [])
    assert (await town.ask("POST", f"/orders/{created['id']}/contact", town.recruiter, status=409))["code"]


async def test_a_deleted_interview_takes_her_orders_and_reviews_along(town: Town, clock: FixedClock) -> None:
    order = await town.hired(clock)
    path = f"/chats/{town.chat}/orders/{order['id']}/review"
    await town.ask("POST", path, town.consumer, {"ratings": {"skill": 1}, "text": "一般"}, 201)
    await town.ask("DELETE", f"/interviews/{town.worker}", town.hers, status=204)
    left = await town.order()
    assert (left["state"], left["worker_id"], left["display_name"], left["review"]) == ("ended", None, "一位阿姨", None)
