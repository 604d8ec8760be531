"""The real product with a few interviews to review and doors through which a test walks in as one of the staff."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request, Response

from assistant.accounts.csrf import csrf_token
from assistant.accounts.model import StaffRole
from assistant.api import doors
from assistant.app import create_app
from assistant.interview.recordings import RecordingService
from assistant.interview.service import InterviewService
from assistant.interview.views import Opened
from assistant.kit.settings import Settings
from assistant.speech.model import Transcript, Word
from tests.api.sounds import tone
from tests.api.world import staff_session

COOK = ("我叫王芳，做了五年做饭阿姨，人在北京朝阳", "会川菜，想要八千一个月", "健康证有", "我这行干了八年了")
NANNY = (
    "我叫赵秀兰，四十六了，做了六年育儿嫂，人在上海",
    "有育婴员证，健康证也有，会做辅食，会拍嗝，想要一万二一个月，月休四天",
    "住家，会说普通话和河南话，过完十五就能上班",
)
CARER = ("我叫孙玉梅，做了十年护老，会翻身拍背，人在苏州", "年龄就不说了吧", "工资七千打底")
SCENARIO = "我赶紧打120，告诉家长，不能使劲摇晃"
SPOKEN = (("我叫李桂英做了八年月嫂", 4.0), ("健康证有明年三月到期", 3.0))


def transcript(text: str, seconds: float) -> Transcript:
    """What a recognizer would have heard, its characters spread evenly."""
    each = seconds / len(text)
    words = tuple(Word(text=c, start=round(n * each, 2), end=round((n + 1) * each, 2)) for n, c in enumerate(text))
    return Transcript(text=text, heard=text, language="zh", seconds=seconds, words=words)


async def written(service: InterviewService, *texts: str, job: str | None = None, done: bool = True) -> None:
    """One interview that was typed; where `SCENARIO` is among the words, it goes on until that can be the answer."""
    opened = await service.open("zh", job, "text")
    for text in ("同意", *texts):
        turn = await service.answer(opened.id, opened.token, text)
        while texts[-1] == SCENARIO and text == texts[-2] and turn.reply.asking != "scenario" and not turn.reply.done:
            turn = await service.answer(opened.id, opened.token, "跳过")
    if done:
        await service.finish(opened.id, opened.token)


async def spoken(service: InterviewService, recordings: RecordingService) -> Opened:
    """One interview that was spoken, with its recordings."""
    opened = await service.open("zh", "maternity_nurse", "audio")
    await service.answer(opened.id, opened.token, "同意")
    for text, seconds in SPOKEN:
        await recordings.answer_heard(opened.id, opened.token, transcript(text, seconds), None, "audio", tone(seconds))
    await service.finish(opened.id, opened.token)
    return opened


def console_app() -> FastAPI:
    """The application with interviews in it."""
    app = create_app(Settings(knowledge_build=False, speech="off"))
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[None]:
        async with whole(started):
            service: InterviewService = started.state.interviews
            await written(service, *COOK)
            await written(service, *CARER)
            her = await spoken(service, started.state.recordings)
            link = started.state.settings.data_dir / "her-link"
            await asyncio.to_thread(link.write_text, f"/i/consents#{her.id}.{her.token}", "utf-8")
            await written(service, *NANNY, SCENARIO, job="childcare_nanny")
            await written(service, "我叫周小红", done=False)
            yield

    app.router.lifespan_context = lifespan

    @app.get("/_test/enter/{role}")
    async def enter(role: StaffRole, request: Request) -> Response:
        _, token = await staff_session(app, role)
        response = Response("in")
        response.set_cookie(doors.session_cookie(request), token, path="/", httponly=True, samesite="lax")
        response.set_cookie(doors.CSRF_COOKIE, csrf_token(token), path="/", samesite="strict")
        return response

    # Behind everything else the application has mounted, this one would never be reached.
    app.router.routes.insert(0, app.router.routes.pop())
    return app


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(console_app(), host="127.0.0.1", port=parser.parse_args().port, log_level="error")


if __name__ == "__main__":
    main()
