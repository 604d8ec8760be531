"""The scripted stand-in's live line: it speaks the wire of a live conversation and follows a script a test gave it.

A step is taken whenever `STEP` seconds of sound have come: `say TEXT` hears an answer, `partial TEXT` only shows words,
`hush` stops the sentence that is being said, `nudge`, `problem` and `fatal` say so, `drop` breaks the connection.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from tests.e2e.fake_voice import RATE, tone, transcript, visemes

STEP = 0.3
FRAME = 4_800
WAV_HEAD = 44
router = APIRouter()


class Line:
    """One connection of a scripted conversation."""

    def __init__(self, socket: WebSocket, script: Any, made: dict[str, Any]) -> None:
        self.socket = socket
        self.script = script
        self.made = made

    async def run(self) -> None:
        hello = json.loads(await self.socket.receive_text())
        live = self.made.setdefault("live", {"samples": 0, "clip": 0, "turns": 0})
        self.script.received.append({"live": "hello", "resume": hello.get("resume") or "", "text": ""})
        if hello["token"] != self.made["token"]:
            await self.tell("problem", key="token", detail="没有这个面试。", fatal=True)
            return
        await self.tell("ready", session="live_1", rate=RATE, received=live["samples"], voice=True)
        if not hello.get("resume"):
            await self.say(self.made["reply"]["text"])
        await self.tell("state", state="listening")
        heard = 0
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("bytes"):
                live["samples"] += len(message["bytes"]) // 2
                heard += len(message["bytes"]) // 2
                if heard >= STEP * 16_000 and self.script.live:
                    heard = 0
                    if not await self.step(self.script.live.pop(0)):
                        return
            elif not await self.take(json.loads(message["text"])):
                return

    async def take(self, message: dict[str, Any]) -> bool:
        """One message of hers; False at the end."""
        if message["type"] == "ping":
            await self.tell("pong")
            return True
        self.script.received.append({"live": message["type"], "text": message.get("text", ""), "message": message})
        if message["type"] == "text":
            await self.answer(message["text"], message["client_turn_id"])
        return bool(message["type"] != "bye")

    async def step(self, step: str) -> bool:
        """One step of the script; False when it breaks the connection."""
        kind, _, text = step.partition(" ")
        if kind == "drop":
            await self.socket.close(1011)
            return False
        if kind == "say":
            await self.tell("partial", text=text[:2])
            await self.tell("heard", transcript=transcript(text, 1.5), client_turn_id="live")
            await self.tell("state", state="thinking")
            live = self.made["live"]
            live["turns"] += 1
            await self.answer(text, f"live_1.{live['turns']}")
        elif kind == "hush":
            await self.tell("hush", clip=self.made["live"]["clip"])
            await self.tell("state", state="listening")
        elif kind in ("problem", "fatal"):
            await self.tell("problem", key="x", detail=text, fatal=kind == "fatal")
        else:
            await self.tell(kind, text=text)
        return True

    async def answer(self, text: str, turn_id: str) -> None:
        await self.tell("turn", **self.script.take(self.made, text, turn_id), again=False)
        await self.say(self.made["reply"]["text"])
        await self.tell("state", state="listening")

    async def say(self, text: str) -> None:
        live = self.made["live"]
        live["clip"] += 1
        seconds = min(2.0, 0.12 * len(text))
        await self.tell("state", state="speaking")
        await self.tell("speak", clip=live["clip"], text=text, seconds=seconds, visemes=visemes(text))
        samples = tone(seconds)[WAV_HEAD:]
        for at in range(0, len(samples), FRAME):
            await self.socket.send_bytes(samples[at : at + FRAME])
        await self.tell("spoken", clip=live["clip"])

    async def tell(self, kind: str, **fields: Any) -> None:
        await self.socket.send_text(json.dumps({"type": kind} | fields, ensure_ascii=False))


@router.websocket("/api/v1/interviews/{interview_id}/live")
async def live(socket: WebSocket, interview_id: str) -> None:
    """A live conversation as the script wants it; without a script there is no line."""
    script = socket.app.state.script
    made = script.interviews.get(interview_id)
    if made is None or script.live is None:
        await socket.close(1008)
        return
    await socket.accept()
    try:
        await Line(socket, script, made).run()
        await socket.close()
    except (WebSocketDisconnect, RuntimeError):
        return
