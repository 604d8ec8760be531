"""A household finds its requests again on another phone: by its number and a code, without the chat."""

from __future__ import annotations

from assistant.kit.clock import FixedClock
from tests.api.town import TUESDAY, Town
from tests.api.world import bearer


async def test_requests_are_found_by_the_number_alone(town: Town) -> None:
    created = await town.request()
    (found,) = await town.ask("GET", "/my-orders", bearer(town.phone_token))
    assert (found["id"], found["display_name"], found["state"]) == (created["id"], "欧阳阿姨", "created")
    body = {"version": found["version"], "reason": "changed_plans"}
    gone = await town.ask("POST", f"/my-orders/{created['id']}/cancel", bearer(town.phone_token), body)
    assert gone["state"] == "cancelled"
    assert (await town.order())["state"] == "cancelled"


async def test_who_has_shown_no_number_or_another_finds_nothing(town: Town) -> None:
    created = await town.request()
    await town.ask("GET", "/my-orders", {}, status=401)
    await town.ask("GET", "/my-orders", town.consumer, status=401)
    other = bearer(await town.consumer_token("13700137000"))
    assert await town.ask("GET", "/my-orders", other) == []
    await town.ask("POST", f"/my-orders/{created['id']}/cancel", other, {"version": 1}, 404)
    await town.ask("POST", f"/my-orders/{created['id']}/review", other, {"ratings": {"skill": 1}}, 404)
    await town.ask("GET", f"/my-orders/{created['id']}/contract.html", other, status=404)


async def test_a_review_and_the_draft_are_there_on_the_other_phone_too(town: Town, clock: FixedClock) -> None:
    order = await town.hired(clock)
    mine, path = bearer(await town.consumer_token()), f"/my-orders/{order['id']}"
    assert "育儿嫂" in (await town.ask("GET", f"{path}/contract.html", mine)).text
    reviewed = await town.ask("POST", f"{path}/review", mine, {"ratings": {"skill": 5}, "text": "很好"}, 201)
    assert reviewed["review"]["text"] == "很好"
    assert (await town.ask("DELETE", f"{path}/review", mine))["review"] is None


async def test_a_deleted_chat_leaves_nothing_to_find(town: Town) -> None:
    await town.request(times=[TUESDAY])
    await town.ask("DELETE", f"/chats/{town.chat}", town.consumer, status=204)
    assert await town.ask("GET", "/my-orders", bearer(town.phone_token)) == []
