"""The routes of verification: papers in and out, checks by shape."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.test_review import Desk, desk
from tests.review.conftest import ID_NUMBER, picture

__all__ = ["desk"]


async def add(desk: Desk, what: str = "health", data: bytes | None = None, who: str = "recruiter") -> Any:
    files = {"file": ("paper.png", picture() if data is None else data, "image/png")}
    return await desk.client.post(
        f"/api/v1/profiles/{desk.file_id}/papers", data={"what": what}, files=files, headers=desk.who[who]
    )


async def test_a_paper_goes_in_and_comes_out_as_a_picture(desk: Desk) -> None:
    added = await add(desk)
    assert added.status_code == 201
    shown = await desk.ask("GET", added.json()["url"].removeprefix("/api/v1"))
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.content.startswith(b"\xff\xd8")
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"MZ"])
async def test_what_is_no_paper_is_refused(desk: Desk, data: bytes) -> None:
    refused = await add(desk, data=data)
    assert (refused.status_code, refused.json()["code"]) == (422, "paper_unreadable")


async def test_an_upload_has_a_bound(desk: Desk) -> None:
    refused = await add(desk, data=b"x" * 10_100_000)
    assert (refused.status_code, refused.json()["code"]) == (413, "paper_too_large")


async def test_only_those_who_review_see_papers(desk: Desk) -> None:
    url = (await add(desk)).json()["url"].removeprefix("/api/v1")
    assert (await desk.ask("GET", url, who="auditor")).status_code == 403
    assert (await desk.ask("GET", url, who="stranger")).status_code == 404
    assert (await desk.ask("DELETE", url, who="stranger")).status_code == 404
    assert (await desk.ask("DELETE", url)).status_code == 204
    assert (await desk.ask("GET", url)).status_code == 410


async def check(desk: Desk, **body: Any) -> Any:
    return await desk.ask("POST", f"/profiles/{desk.file_id}/checks", {"version": await desk.version()} | body)


async def test_an_identity_is_checked_and_its_number_comes_back_nowhere(desk: Desk) -> None:
    body = {"what": "identity", "number": ID_NUMBER, "name_matches": True, "face_matches": True}
    assert (await check(desk, **body)).status_code == 201
    shown = (await desk.ask("GET", f"/profiles/{desk.file_id}")).text
    assert ID_NUMBER not in shown
    assert '"last_four":"002X"' in shown.replace(" ", "")


async def test_a_wrong_number_is_not_repeated(desk: Desk) -> None:
    wrong = ID_NUMBER[:-1] + "1"
    refused = await check(desk, what="identity", number=wrong, name_matches=True, face_matches=True)
    assert (refused.status_code, refused.json()["code"]) == (422, "id_wrong")
    assert wrong not in refused.text


@pytest.mark.parametrize(
    "body",
    [
        {"what": "fortune"},
        {"what": "health", "check_class": "ordinary", "passed": True, "exam_date": "2026-11-01"},
        {"what": "record_check", "outcome": "clear", "checked_on": "2026-11-01", "content": "x"},
        {"what": "certificate", "kind": "infant_care", "outcome": "seen", "register_url": "javascript:alert(1)"},
    ],
)
async def test_a_check_of_another_shape_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert (await check(desk, **body)).status_code == 422


async def test_where_to_look_is_told(desk: Desk) -> None:
    place = (await desk.ask("GET", "/review/registries/record_check")).json()
    assert place["found"] == "by_hand"
    assert "公安" in place["name"]
