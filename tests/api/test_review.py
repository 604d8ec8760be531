"""The recruiters' routes: who may, what comes back, and sentences for what may not be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.app import create_app
from assistant.interview.recordings import RecordingService
from assistant.interview.service import InterviewService
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.api.sounds import tone
from tests.api.world import cookies, second_agency, staff_session
from tests.e2e.console_server import transcript

COOK = "我叫王芳，做了八年做饭阿姨，人在北京朝阳，会川菜，想要八千一个月"


@dataclass
class Desk:
    """The application, one member of staff at a time, and an interview to review."""

    app: FastAPI
    client: httpx.AsyncClient
    who: dict[str, dict[str, str]]
    file_id: str
    token: str

    async def ask(
        self, method: str, path: str, body: Any = None, who: str = "recruiter", **more: Any
    ) -> httpx.Response:
        headers = self.who[who] | more.pop("headers", {})
        return await self.client.request(method, f"/api/v1{path}", json=body, headers=headers, **more)

    async def version(self) -> int:
        version: int = (await self.ask("GET", f"/profiles/{self.file_id}")).json()["version"]
        return version

    async def act(self, action: str, who: str = "recruiter", **body: Any) -> httpx.Response:
        given = {"version": await self.version()} | body
        return await self.ask("POST", f"/profiles/{self.file_id}/{action}", given, who)


@pytest.fixture
async def desk(settings: Settings, clock: FixedClock) -> AsyncIterator[Desk]:
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
            who = {}
            for role in ("owner", "recruiter", "reviewer", "auditor"):
                who[role] = cookies((await staff_session(app, role))[1])
            who["stranger"] = cookies((await staff_session(app, "owner", await second_agency(app)))[1])
            service: InterviewService = app.state.interviews
            opened = await service.open("zh", None, "text")
            for text in ("同意", COOK):
                await service.answer(opened.id, opened.token, text)
            await service.finish(opened.id, opened.token)
            yield Desk(app, client, who, opened.id, opened.token)


async def test_the_queue_comes_with_counts(desk: Desk) -> None:
    page = (await desk.ask("GET", "/profiles?status=finished&q=王芳&sort=name")).json()
    assert [(row["name"], row["job"], row["status"]) for row in page["items"]] == [("王芳", "cook", "finished")]
    assert page["counts"] == {"finished": 1}
    assert page["cities"] == ["北京"]


async def test_me_is_whoever_asks(desk: Desk) -> None:
    await desk.act("take")
    assert len((await desk.ask("GET", "/profiles?assignee=me")).json()["items"]) == 1
    assert (await desk.ask("GET", "/profiles?assignee=me", who="reviewer")).json()["items"] == []


@pytest.mark.parametrize("query", ["status=nice", "sort=looks", "limit=0", "cursor=x", "flag=A B", "since=tomorrow"])
async def test_a_query_that_cannot_be_is_refused(desk: Desk, query: str) -> None:
    assert (await desk.ask("GET", f"/profiles?{query}")).status_code == 422


async def test_a_file_is_whole_and_in_the_readers_language(desk: Desk) -> None:
    zh = (await desk.ask("GET", f"/profiles/{desk.file_id}")).json()
    en = (await desk.ask("GET", f"/profiles/{desk.file_id}", headers={"Accept-Language": "en"})).json()
    words = {line["field"]: line["words"] for line in zh["lines"]}
    assert words["jobs"] == "做饭阿姨"
    assert {line["field"]: line["words"] for line in en["lines"]}["jobs"].lower() == "cook"
    assert set(zh["actions"]) >= {"take", "return", "propose_decline", "withdraw"}
    assert zh["profile"]["name"] == "王芳"


async def test_a_step_that_cannot_be_taken_has_a_sentence(desk: Desk) -> None:
    refused = await desk.act("approve", reason="好")
    assert (refused.status_code, refused.json()["code"]) == (409, "file_cannot_approve")
    assert "领走" in refused.json()["detail"]


async def test_an_old_version_is_refused(desk: Desk) -> None:
    refused = await desk.ask("POST", f"/profiles/{desk.file_id}/take", {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "file_changed")


async def test_an_auditor_reads_and_writes_nothing(desk: Desk) -> None:
    assert (await desk.ask("GET", f"/profiles/{desk.file_id}", who="auditor")).status_code == 200
    assert (await desk.act("take", who="auditor")).status_code == 403


async def test_another_agency_finds_nothing(desk: Desk) -> None:
    assert (await desk.ask("GET", "/profiles", who="stranger")).json()["items"] == []
    for path in ("", "/recordings/turn_X", "/resume.txt", "/papers/paper_X"):
        answer = await desk.ask("GET", f"/profiles/{desk.file_id}{path}", who="stranger")
        assert answer.status_code == 404
        assert "王芳" not in answer.text
    assert (await desk.act("take", who="stranger")).status_code == 404


async def test_a_request_from_elsewhere_changes_nothing(desk: Desk) -> None:
    forged = await desk.ask(
        "POST", f"/profiles/{desk.file_id}/take", {"version": await desk.version()}, headers={"X-CSRF-Token": "x"}
    )
    assert forged.status_code == 403


async def test_returned_with_a_link_that_opens_her_interview(desk: Desk) -> None:
    await desk.act("take")
    returned = await desk.act("return", questions=[{"text": "健康证哪天到期？", "field": "health_certificate"}])
    assert returned.status_code == 200
    interview_id, token = returned.json()["link"].removeprefix("/i#").split(".")
    view = await desk.client.get(f"/api/v1/interviews/{interview_id}", headers={"Authorization": f"Bearer {token}"})
    assert "健康证哪天到期？" in view.json()["reply"]["text"]
    assert view.json()["reply"]["asking"] == "health"


async def test_an_edit_is_written_and_a_wrong_one_refused(desk: Desk) -> None:
    edit = {"field": "cuisines", "value": "hunan", "reason_code": "misread", "reason": "她说会湘菜"}
    done = await desk.ask("PATCH", f"/profiles/{desk.file_id}", {"version": await desk.version(), "edits": [edit]})
    assert done.status_code == 200
    for wrong in (
        {"field": "religion"},
        {"value": "martian"},
        {"reason_code": "because"},
        {"field": "age", "value": 30},
    ):
        body = {"version": await desk.version(), "edits": [edit | wrong]}
        assert (await desk.ask("PATCH", f"/profiles/{desk.file_id}", body)).status_code == 422


async def test_two_people_decline_and_she_appeals(desk: Desk) -> None:
    await desk.act("take")
    given = {"reason_code": "duplicate", "reason": "重复"}
    assert (await desk.act("decline", **given)).json()["status"] == "in_review"
    assert (await desk.act("decline", **given)).json()["code"] == "decline_needs_another"
    assert (await desk.act("decline", who="reviewer", **given)).json()["status"] == "declined"
    appeal = await desk.client.post(
        f"/api/v1/interviews/{desk.file_id}/appeal",
        json={"text": "我只聊过这一次"},
        headers={"Authorization": f"Bearer {desk.token}"},
    )
    assert appeal.json()["status"] == "in_review"


async def test_bulk_says_what_became_of_each(desk: Desk) -> None:
    files = [{"id": desk.file_id, "version": await desk.version()}, {"id": "int_X", "version": 1}]
    results = (await desk.ask("POST", "/profiles/bulk", {"action": "take", "files": files})).json()
    assert [result["done"] for result in results] == [True, False]
    assert results[1]["detail"]


async def test_views_are_ones_own(desk: Desk) -> None:
    kept = await desk.ask("POST", "/review/views", {"name": "厨师", "query": {"job": "cook"}})
    assert kept.status_code == 201
    assert [view["name"] for view in (await desk.ask("GET", "/review/views")).json()] == ["厨师"]
    assert (await desk.ask("GET", "/review/views", who="reviewer")).json() == []
    assert (await desk.ask("DELETE", f"/review/views/{kept.json()['id']}", who="reviewer")).status_code == 404
    assert (await desk.ask("DELETE", f"/review/views/{kept.json()['id']}")).status_code == 204


@pytest.mark.parametrize("suffix", ["txt", "html", "json"])
async def test_the_resume_can_be_looked_at_before(desk: Desk, suffix: str) -> None:
    shown = await desk.ask("GET", f"/profiles/{desk.file_id}/resume.{suffix}?theme=plain&language=zh")
    assert shown.status_code == 200
    assert "王" in shown.text
    if suffix == "html":
        assert shown.headers["x-frame-options"] == "SAMEORIGIN"
        assert "sandbox" in shown.headers["content-security-policy"]


async def test_a_recording_is_heard_in_ranges(desk: Desk) -> None:
    service: InterviewService = desk.app.state.interviews
    recordings: RecordingService = desk.app.state.recordings
    opened = await service.open("zh", None, "audio")
    await service.answer(opened.id, opened.token, "同意")
    turn = await recordings.answer_heard(
        opened.id, opened.token, transcript("我做了八年月嫂", 3.0), None, "audio", tone(3.0)
    )
    shown = (await desk.ask("GET", f"/profiles/{opened.id}")).json()
    fact = next(fact for fact in shown["facts"] if fact["field"] == "years_experience")
    assert 0 < fact["audio_start"] < fact["audio_end"] <= 3.0
    (spoken,) = shown["audio"]
    assert spoken["turn_id"] == turn.turn_id
    heard = await desk.ask("GET", spoken["url"].removeprefix("/api/v1"), headers={"Range": "bytes=0-3"})
    assert (heard.status_code, heard.content) == (206, b"RIFF")


async def test_reminders_are_listed(desk: Desk) -> None:
    assert (await desk.ask("GET", "/review/reminders")).json() == []


async def test_the_desk_is_a_page_without_anybodys_data(desk: Desk) -> None:
    page = await desk.client.get("/console")
    assert page.status_code == 200
    assert "王芳" not in page.text
    assert "审核台" in page.text


async def test_she_is_told_where_her_file_stands_and_why(desk: Desk) -> None:
    bearer = {"Authorization": f"Bearer {desk.token}", "Accept-Language": "zh"}
    path = f"/api/v1/interviews/{desk.file_id}/review"
    assert (await desk.client.get(path, headers=bearer)).json()["status"] == "finished"
    for who in ("recruiter", "reviewer"):
        await desk.act("decline", who=who, reason_code="no_work_offered", reason="眼下没有厨房的活")
    told = (await desk.client.get(path, headers=bearer)).json()
    assert (told["status"], told["may_appeal"], told["reason"]) == ("declined", True, "她要做的活我们没有")
    assert "眼下" not in str(told)
    assert (await desk.client.get(path, headers={"Authorization": "Bearer x"})).status_code == 401
