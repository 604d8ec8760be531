"""Her answers are hers: a link that went through other hands shows her requests and answers nothing in her name."""

from __future__ import annotations

import re

from assistant.accounts.phones import PhoneService
from tests.api.town import TUESDAY, Town
from tests.api.world import ORIGIN, bearer


async def lent(town: Town, order_id: str) -> dict[str, str]:
    """The token of a link that a recruiter made."""
    link = await town.ask("POST", f"/orders/{order_id}/link", town.recruiter)
    found = re.fullmatch(rf"{ORIGIN}/i/requests#{town.worker}\.(\S+)", link["url"])
    assert found is not None
    return bearer(found[1])


async def own(town: Town, headers: dict[str, str], status: int = 200) -> dict[str, str]:
    """The token she gets for the code that came to her phone."""
    sent = await town.ask("POST", f"/interviews/{town.worker}/own-code", headers, status=202)
    assert "****" in sent["phone"]
    phones: PhoneService = town.app.state.accounts.phones
    await phones.settle()
    code = re.search(r"\d{6}", town.sms.sent[-1][1])
    assert code is not None
    answer = await town.ask("POST", f"/interviews/{town.worker}/own-proof", headers, {"code": code[0]}, status)
    return bearer(answer["token"])


async def test_a_link_from_the_agency_shows_her_requests_and_answers_nothing(town: Town) -> None:
    created = await town.request()
    headers = await lent(town, created["id"])
    (order,) = await town.ask("GET", f"/interviews/{town.worker}/orders", headers)
    assert order["id"] == created["id"]
    path = f"/interviews/{town.worker}/orders/{created['id']}"
    refused = await town.ask("POST", f"{path}/agree", headers, {"version": 1, "times": [TUESDAY]}, 403)
    assert refused["code"] == "own_code_needed"
    for action in ("decline", "offer"):
        await town.ask("POST", f"{path}/{action}", headers, {"version": 1, "times": [TUESDAY]}, 403)


async def test_with_the_code_from_her_phone_the_link_answers(town: Town) -> None:
    created = await town.request()
    mine = await own(town, await lent(town, created["id"]))
    path = f"/interviews/{town.worker}/orders/{created['id']}/agree"
    (order,) = await town.ask("POST", path, mine, {"version": 1, "times": [TUESDAY]})
    assert order["state"] == "worker_agreed"


async def test_a_wrong_code_opens_nothing(town: Town) -> None:
    created = await town.request()
    headers = await lent(town, created["id"])
    await town.ask("POST", f"/interviews/{town.worker}/own-code", headers, status=202)
    await town.ask("POST", f"/interviews/{town.worker}/own-proof", headers, {"code": "not it"}, 401)


async def test_nobody_of_the_staff_answers_with_her_own_token_either(town: Town) -> None:
    created = await town.request()
    both = {**town.recruiter, **town.hers}
    path = f"/interviews/{town.worker}/orders/{created['id']}/agree"
    body = {"version": 1, "times": [TUESDAY]}
    assert (await town.ask("POST", path, both, body, 403))["code"] == "own_code_needed"
    mine = {**town.recruiter, **(await own(town, both))}
    assert (await town.ask("POST", path, mine, body))[0]["state"] == "worker_agreed"


async def test_a_code_typed_on_a_browser_of_the_staff_is_good_for_minutes(town: Town) -> None:
    created = await town.request()
    both = {**town.recruiter, **town.hers}
    mine = await own(town, both)
    town.clock.advance(minutes=30)
    body = {"version": 1, "times": [TUESDAY]}
    await town.ask("POST", f"/interviews/{town.worker}/orders/{created['id']}/agree", mine, body, 401)


async def test_on_her_own_phone_her_own_token_is_enough(town: Town) -> None:
    await town.request()
    (order,) = await town.she("agree", times=[TUESDAY])
    assert order["state"] == "worker_agreed"
