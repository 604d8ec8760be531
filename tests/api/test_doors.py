"""The doors: cookies nobody else reads, proof against forged requests, roles, tokens, the operator."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from pydantic import SecretStr

from assistant.accounts.csrf import HEADER, csrf_token
from assistant.accounts.model import Level
from assistant.accounts.room import Accounts
from assistant.api import doors
from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings
from tests.api.world import (
    OPERATOR_TOKEN,
    ORIGIN,
    bearer,
    cookies,
    interview,
    phone_consumer,
    second_agency,
    staff_session,
)

router = APIRouter(prefix="/try")


def named(actor: Actor) -> dict[str, str | None]:
    return {"id": actor.id, "role": actor.role, "agency_id": actor.agency_id}


@router.get("/anyone-of-staff")
@router.post("/anyone-of-staff")
async def anyone_of_staff(actor: doors.Staff) -> dict[str, str | None]:
    return named(actor)


@router.get("/reviewers")
async def reviewers(actor: Annotated[Actor, Depends(doors.staff("reviewer"))]) -> dict[str, str | None]:
    return named(actor)


@router.get("/interviews/{interview_id}")
async def an_interview(interview_id: str, actor: doors.Staff) -> dict[str, str | None]:
    del interview_id
    return named(actor)


@router.get("/hers/{interview_id}")
async def hers(actor: doors.Worker) -> dict[str, str | None]:
    return named(actor)


@router.get("/consumers")
async def consumers(actor: doors.Consumer) -> dict[str, str | None]:
    return named(actor)


@router.post("/keepers")
async def keepers(
    actor: Annotated[Actor, Depends(doors.operator_or_staff("owner", "recruiter"))],
) -> dict[str, str | None]:
    return named(actor)


@router.post("/cookies/{token}")
async def give_cookies(token: str, request: Request, response: Response) -> None:
    accounts: Accounts = request.app.state.accounts
    found = await accounts.sessions.find(token)
    assert found is not None
    from assistant.accounts.model import OpenedSession

    doors.set_session(request, response, OpenedSession(token=token, signed_in=found))


@pytest.fixture
async def app(settings: Settings, clock: FixedClock) -> AsyncIterator[FastAPI]:
    app = create_app(settings.model_copy(update={"admin_token": SecretStr(OPERATOR_TOKEN)}), clock)
    app.include_router(router)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_who_is_signed_in_becomes_an_actor(app: FastAPI, client: httpx.AsyncClient) -> None:
    account_id, token = await staff_session(app, "auditor")
    answer = await client.get("/try/anyone-of-staff", headers=cookies(token))
    assert answer.json() == {"id": account_id, "role": "auditor", "agency_id": DEFAULT_AGENCY}


async def test_who_is_not_is_asked_to(client: httpx.AsyncClient) -> None:
    assert code(await client.get("/try/anyone-of-staff")) == (401, "sign_in_needed")
    assert code(await client.get("/try/anyone-of-staff", headers=cookies("made up"))) == (401, "sign_in_needed")


async def test_another_role_does_not_pass(app: FastAPI, client: httpx.AsyncClient) -> None:
    _, recruiter = await staff_session(app, "recruiter")
    _, reviewer = await staff_session(app, "reviewer")
    assert code(await client.get("/try/reviewers", headers=cookies(recruiter))) == (403, "role_forbidden")
    assert (await client.get("/try/reviewers", headers=cookies(reviewer))).status_code == 200


@pytest.mark.parametrize("level", [Level.ENROL, Level.SECOND_FACTOR])
async def test_without_the_second_factor_no_door_opens(app: FastAPI, client: httpx.AsyncClient, level: Level) -> None:
    _, token = await staff_session(app, "owner", level=level)
    assert code(await client.get("/try/anyone-of-staff", headers=cookies(token))) == (403, "second_factor_needed")


async def test_what_changes_something_has_to_come_from_a_page_of_ours(app: FastAPI, client: httpx.AsyncClient) -> None:
    _, token = await staff_session(app, "recruiter")
    _, other = await staff_session(app, "recruiter")
    good = cookies(token)
    assert (await client.post("/try/anyone-of-staff", headers=good)).status_code == 200
    bad = [
        {name: value for name, value in good.items() if name != HEADER},
        good | {HEADER: csrf_token(other)},
        good | {"Origin": "https://evil.example"},
        good | {"Origin": "null"},
        good | {"Sec-Fetch-Site": "cross-site"},
        good | {"Sec-Fetch-Site": "same-site"},
    ]
    for headers in bad:
        assert code(await client.post("/try/anyone-of-staff", headers=headers)) == (403, "cross_site")


async def test_another_agencys_object_in_the_address_does_not_exist(app: FastAPI, client: httpx.AsyncClient) -> None:
    other = await second_agency(app)
    interview_id, _, _ = await interview(app)
    _, ours = await staff_session(app, "recruiter")
    _, theirs = await staff_session(app, "owner", other)
    assert (await client.get(f"/try/interviews/{interview_id}", headers=cookies(ours))).status_code == 200
    for name in (interview_id, "int_NOBODY"):
        answer = await client.get(f"/try/interviews/{name}", headers=cookies(theirs))
        assert code(answer) == (404, "not_found")


async def test_a_worker_comes_with_her_interviews_own_token(app: FastAPI, client: httpx.AsyncClient) -> None:
    mine, token, _ = await interview(app)
    _, others, _ = await interview(app)
    answer = await client.get(f"/try/hers/{mine}", headers=bearer(token))
    assert answer.json() == {"id": mine, "role": "worker", "agency_id": DEFAULT_AGENCY}
    assert code(await client.get(f"/try/hers/{mine}", headers=bearer(others))) == (401, "token_wrong")
    assert code(await client.get(f"/try/hers/{mine}")) == (401, "token_missing")


async def test_a_consumer_comes_with_the_token_for_her_number(
    app: FastAPI, client: httpx.AsyncClient, settings: Settings
) -> None:
    token = await phone_consumer(app, settings)
    answer = await client.get("/try/consumers", headers=bearer(token))
    assert answer.json()["role"] == "consumer"
    assert code(await client.get("/try/consumers", headers=bearer("made up"))) == (401, "token_wrong")
    assert code(await client.get("/try/consumers")) == (401, "token_missing")


async def test_the_operators_token_stands_beside_the_sessions_of_some(app: FastAPI, client: httpx.AsyncClient) -> None:
    _, recruiter = await staff_session(app, "recruiter")
    _, auditor = await staff_session(app, "auditor")
    assert (await client.post("/try/keepers", headers=bearer(OPERATOR_TOKEN))).json()["role"] == "system"
    assert (await client.post("/try/keepers", headers=cookies(recruiter))).json()["role"] == "recruiter"
    assert code(await client.post("/try/keepers", headers=cookies(auditor))) == (403, "role_forbidden")
    both = cookies(recruiter) | bearer("not the operators' token")
    assert code(await client.post("/try/keepers", headers=both)) == (401, "token_wrong")
    assert code(await client.post("/try/keepers")) == (401, "sign_in_needed")


def flags(answer: httpx.Response) -> dict[str, set[str]]:
    found = {}
    for cookie in answer.headers.get_list("set-cookie"):
        name, *rest = cookie.split("; ")
        found[name.split("=")[0]] = {each.lower() for each in rest}
    return found


async def test_over_plain_http_the_cookies_are_for_us_and_for_no_script(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    _, token = await staff_session(app, "recruiter")
    given = flags(await client.post(f"/try/cookies/{token}"))
    assert given["ayi_session"] == {"httponly", "path=/", "samesite=lax"}
    assert given["ayi_csrf"] == {"path=/", "samesite=strict"}


async def test_over_https_they_are_bound_to_this_host_and_to_https(app: FastAPI, client: httpx.AsyncClient) -> None:
    app.state.settings = app.state.settings.model_copy(update={"public_url": "https://ayi.example"})
    _, token = await staff_session(app, "recruiter")
    given = flags(await client.post(f"/try/cookies/{token}"))
    assert given["__Host-ayi_session"] == {"httponly", "path=/", "samesite=lax", "secure"}
    assert given["__Host-ayi_csrf"] == {"path=/", "samesite=strict", "secure"}
    headers = {"Cookie": f"__Host-ayi_session={token}", HEADER: csrf_token(token), "Origin": "https://ayi.example"}
    assert (await client.post("/try/anyone-of-staff", headers=headers)).status_code == 200
    # The plain name could have been set by a neighbour over plain HTTP.
    plain = headers | {"Cookie": f"ayi_session={token}"}
    assert code(await client.post("/try/anyone-of-staff", headers=plain)) == (401, "sign_in_needed")
