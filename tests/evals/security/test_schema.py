"""The run over the OpenAPI document notices what is wrong, and finds nothing in the product at a first look."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

from evals.security import schema, serving
from evals.security.schema import failures_of, try_out
from evals.security.serving import served
from tests.api.world import OPERATOR_TOKEN, Person, World


def broken() -> FastAPI:
    app = FastAPI(openapi_url="/api/v1/openapi.json")

    @app.get("/api/v1/falls/{interview_id}")
    async def falls(interview_id: str) -> None:
        raise RuntimeError(interview_id)

    @app.get("/api/v1/mumbles")
    async def mumbles() -> PlainTextResponse:
        return PlainTextResponse("no", status_code=409)

    @app.get("/api/v1/lies", response_model=dict[str, int])
    async def lies() -> PlainTextResponse:
        return PlainTextResponse('{"a": "b"}', media_type="application/json")

    @app.get("/api/v1/fine")
    async def fine() -> dict[str, int]:
        return {"a": 1}

    @app.delete("/api/v1/fine")
    async def gone() -> None:
        return None

    return app


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_errors_wrong_shapes_and_refusals_of_another_form_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "create_app", lambda _: broken())

    async def world(_: object) -> World:
        return World({"anonymous": Person("anonymous")}, {"interview_id": "int_X"}, ())

    monkeypatch.setattr(schema, "_world", world)
    with served(OPERATOR_TOKEN) as place:
        tried = try_out(place, ["anonymous"], 1)
    told = failures_of(tried)
    assert {each.split(":")[1].strip() for each in told} == {
        "GET /api/v1/falls/{interview_id}",
        "GET /api/v1/mumbles",
        "GET /api/v1/lies",
    }
    assert "int_X" in next(command for what, command in tried["anonymous"].failures.items() if "falls" in what)


def test_what_removes_something_is_tried_last() -> None:
    methods = [operation.method.upper() for operation in schema.operations(broken().openapi())]
    assert methods[-1] == "DELETE"


@pytest.mark.slow
def test_no_made_up_request_of_a_stranger_or_a_clerk_ends_in_a_server_error() -> None:
    with served(OPERATOR_TOKEN) as place:
        tried = try_out(place, ["anonymous", "recruiter_a"], 1)
    assert failures_of(tried) == []
    assert tried["recruiter_a"].classes["2xx"] > tried["anonymous"].classes["2xx"] > 0
