"""A scripted stand-in for the API: the real pages, and an interview that only counts answers.

It exists to put the page into states that a real interview reaches late or seldom. What it "understands" is written
below, so it says nothing about the product's understanding.
"""

from __future__ import annotations

import argparse
import asyncio
from typing import Annotated, Any

import uvicorn
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from assistant.api import pages
from assistant.api.middleware import RequestLog
from assistant.api.security import SecurityHeaders
from assistant.kit.settings import Settings
from tests.e2e import fake_live, fake_voice
from tests.e2e.fake_voice import owned, script_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)
QUESTIONS: list[tuple[str, str, list[str]]] = [
    (
        "consent",
        "您好，我是 AI 面试员，不是真人。您说的话会记下来做简历，随时能删。想找真人就说“人工”。可以开始吗？",
        ["可以", "不可以"],
    ),
    ("job", "您想做哪一样活？", ["月嫂", "育儿嫂", "做饭", "保洁", "护老"]),
    ("age", "您今年多大了？", []),
    ("salary", "工资想要多少？按月还是按天？", []),
    ("skills", "带宝宝的活，您会哪些？", ["洗澡", "抚触", "做辅食", "都会"]),
    ("confirm", "我念一遍，您听听对不对：您做月嫂，四十七岁，想要八千到九千一个月。对吗？", ["都对", "有不对的"]),
]
VALUES: dict[str, list[dict[str, Any]]] = {
    "job": [{"field": "jobs", "value": "maternity_nurse"}],
    "age": [{"field": "birth_year", "value": 1979}],
    "salary": [
        {"field": "expected_salary", "value": {"min": 8000, "max": 9000, "unit": "month"}, "flags": ["approximate"]}
    ],
    "skills": [
        {"field": "skills", "value": {"id": "infant_bathing"}},
        {"field": "skills", "value": {"id": "infant_massage", "level": "good"}},
        {"field": "skills", "value": {"id": "insulin_injection"}, "polarity": "negative"},
        {"field": "rest_days_per_month", "value": {"min": 4, "max": 4}},
        {"field": "hometown", "value": {"province": "河南", "city": "周口"}},
    ],
}
RESUME = (
    "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><style>body{color:rgb(1, 2, 3);font-size:20px}</style>"
    "<body><h1>李姐</h1><p>月嫂。AI 整理。</p></body></html>"
)

CODES = {"ears_missing": "现在听不了录音，请先打字。"}


class Scripted:
    """One process's interviews, and switches by which a test makes the network or the server misbehave."""

    def __init__(self) -> None:
        self.interviews: dict[str, dict[str, Any]] = {}
        self.received: list[dict[str, Any]] = []
        # What goes wrong next: a status, or the code of a problem that comes as 503.
        self.fail: list[int | str] = []
        self.delay = 0.0
        # What is heard next: words, or {"trouble": ...}; and whether replies can be listened to.
        self.hear: list[str | dict[str, str]] = []
        self.voice = False
        # The steps of a live conversation; None: there is no line.
        self.live: list[str] | None = None

    def open(self) -> dict[str, Any]:
        number = len(self.interviews) + 1
        made: dict[str, Any] = {"id": f"int_{number}", "token": f"secret-{number}", "at": 0, "facts": [], "lines": []}
        made["state"] = "consent"
        made["answered"] = {}
        made["recordings"] = []
        made["sounds"] = {}
        made["reply"] = self.spoken(made, "turn_0", reply(0))
        made["lines"].append({"turn_id": "turn_0", "role": "interviewer", "text": made["reply"]["text"]})
        self.interviews[made["id"]] = made
        return made

    def take(self, made: dict[str, Any], text: str, client_turn_id: str) -> dict[str, Any]:
        if client_turn_id in made["answered"]:
            again: dict[str, Any] = made["answered"][client_turn_id]
            return again
        topic = QUESTIONS[made["at"]][0] if made["at"] < len(QUESTIONS) else ""
        turn_id = f"turn_{len(made['answered']) + 1}"
        facts = [fact(spec, text, turn_id) for spec in VALUES.get(topic, [])]
        if topic == "consent" and text == "不可以":
            made["state"] = "declined"
            made["reply"] = reply(0) | {"text": "好，不聊了。", "asking": None, "quick_replies": [], "done": True}
        elif "人工" in text:
            made["state"] = "handoff"
            made["reply"] = made["reply"] | {"text": "好，我去请真人。", "handoff": True, "quick_replies": []}
        else:
            made["at"] += 1
            made["state"] = state(made["at"])
            made["reply"] = reply(made["at"])
        made["reply"] = self.spoken(made, turn_id, made["reply"])
        made["facts"] += facts
        made["lines"] += [
            {"turn_id": turn_id, "role": "worker", "text": text},
            {"turn_id": turn_id, "role": "interviewer", "text": made["reply"]["text"]},
        ]
        answer = {"turn_id": turn_id, "reply": made["reply"], "facts": facts, "progress": progress(made)}
        made["answered"][client_turn_id] = answer
        return answer

    def unheard(self, made: dict[str, Any], client_turn_id: str) -> dict[str, Any]:
        """The same question, asked again kindly."""
        turn_id = f"turn_{len(made['answered']) + 1}"
        text = f"不好意思，没听清，请再说一遍。{QUESTIONS[made['at']][1]}"
        made["reply"] = self.spoken(made, turn_id, made["reply"] | {"text": text})
        made["lines"].append({"turn_id": turn_id, "role": "interviewer", "text": text})
        answer = {"turn_id": turn_id, "reply": made["reply"], "facts": [], "progress": progress(made)}
        made["answered"][client_turn_id] = answer
        return answer

    def spoken(self, made: dict[str, Any], turn_id: str, said: dict[str, Any]) -> dict[str, Any]:
        """The reply with the address of its sound, if there is a voice."""
        url = f"/api/v1/interviews/{made['id']}/speech/{turn_id}.mp3?key=k" if self.voice else None
        return said | {"speech_url": url}


def fact(spec: dict[str, Any], text: str, turn_id: str) -> dict[str, Any]:
    base = {"polarity": "positive", "quote": text, "turn_id": turn_id, "start": 0, "end": len(text)}
    return base | {"source": "rules", "confidence": 0.9, "status": "claimed", "flags": []} | spec


def state(at: int) -> str:
    return "done" if at >= len(QUESTIONS) else "read_back" if QUESTIONS[at][0] == "confirm" else "asking"


def reply(at: int) -> dict[str, Any]:
    if at >= len(QUESTIONS):
        return {"text": "谢谢您，简历做好了。", "asking": None, "quick_replies": [], "done": True, "handoff": False}
    asking, text, chips = QUESTIONS[at]
    return {"text": text, "asking": asking, "quick_replies": chips, "done": False, "handoff": False}


def progress(made: dict[str, Any]) -> dict[str, Any]:
    total = len(QUESTIONS) - 1
    return {"answered": made["at"], "total": total, "percent": min(100, 100 * made["at"] // total), "topics": []}


router = APIRouter()
Owned = Annotated[dict[str, Any], Depends(owned)]
Script = Annotated[Scripted, Depends(script_of)]


@router.post("/api/v1/interviews", status_code=201)
async def open_interview(script: Script) -> dict[str, Any]:
    made = script.open()
    return {"id": made["id"], "token": made["token"], "reply": made["reply"]}


@router.post("/api/v1/interviews/{interview_id}/turns")
async def turn(request: Request, script: Script, interview_id: str) -> dict[str, Any]:
    await asyncio.sleep(script.delay)
    made = owned(request, interview_id)
    body = await request.json()
    script.received.append(body)
    if "太长" in body["text"]:
        raise HTTPException(413, "这句太长了，分两次说吧。")
    answer = script.take(made, body["text"], body["client_turn_id"])
    # A failing answer comes after the turn was taken: the reply is lost on its way, the hardest case.
    if script.fail:
        raise HTTPException(int(script.fail.pop(0)), "稍后再试。")
    return answer


@router.get("/api/v1/interviews/{interview_id}")
async def view(made: Owned) -> dict[str, Any]:
    known = {name: made[name] for name in ("id", "state", "facts", "reply", "recordings")}
    rest = {"language": "zh", "live": list(range(len(made["facts"]))), "progress": progress(made)}
    return known | rest | {"job": None, "profile": {}, "transcript": made["lines"]}


@router.post("/api/v1/interviews/{interview_id}/finish")
async def finish(made: Owned) -> dict[str, Any]:
    made["at"], made["state"], made["reply"] = len(QUESTIONS), "done", reply(len(QUESTIONS))
    return {"turn_id": "turn_end", "reply": made["reply"], "facts": [], "progress": progress(made)}


@router.delete("/api/v1/interviews/{interview_id}", status_code=204)
async def delete(script: Script, made: Owned) -> Response:
    del script.interviews[made["id"]]
    return Response(status_code=204)


@router.get("/api/v1/interviews/{interview_id}/resume.{suffix}")
async def resume(suffix: str) -> Response:
    kinds = {"html": ("text/html", RESUME), "txt": ("text/plain", "李姐"), "pdf": ("application/pdf", "%PDF-1.7")}
    if suffix == "png":
        return Response(PNG, media_type="image/png")
    media_type, text = kinds[suffix]
    return Response(text, media_type=media_type)


@router.post("/_test/switch")
async def switch(request: Request, script: Script) -> None:
    body = await request.json()
    if body.get("forget"):
        script.received.clear()
    script.fail = body.get("fail", script.fail)
    script.delay = body.get("delay", script.delay)
    script.hear = body.get("hear", script.hear)
    script.voice = body.get("voice", script.voice)
    script.live = body.get("live", script.live)


@router.get("/_test/received")
async def received(script: Script) -> list[dict[str, Any]]:
    return script.received


async def problem(_: Request, error: Exception) -> Response:
    """Errors leave as problem documents, as the product's do."""
    assert isinstance(error, HTTPException)
    body = {"status": error.status_code, "detail": error.detail}
    if error.detail in CODES:
        body |= {"code": error.detail, "detail": CODES[error.detail]}
    return JSONResponse(body, error.status_code, media_type="application/problem+json")


def create_app() -> FastAPI:
    """The real pages over a scripted interview, with switches below `/_test`."""
    app = FastAPI()
    app.state.settings = Settings(_env_file=None)
    app.state.script = Scripted()
    app.add_middleware(SecurityHeaders, settings=app.state.settings)
    app.add_middleware(RequestLog)
    app.include_router(fake_voice.router)
    app.include_router(fake_live.router)
    app.include_router(router)
    app.add_exception_handler(HTTPException, problem)
    pages.install(app)
    return app


def main() -> None:
    """Serve on the given port."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    uvicorn.run(create_app(), host="127.0.0.1", port=arguments.port, log_level="warning")


if __name__ == "__main__":
    main()
