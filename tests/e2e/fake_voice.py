"""The scripted stand-in's ears and mouth: it hears what a test told it to, and speaks in short tones."""

from __future__ import annotations

import asyncio
import io
import math
import struct
import wave
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile

RATE = 24_000
PITCH = 220.0
SHAPES = ("a", "i", "o", "e", "u", "f", "closed")
router = APIRouter(prefix="/api/v1/interviews")


def tone(seconds: float, rate: int = RATE, pause: float = 0.0) -> bytes:
    """A WAV file of a tone that swells and fades four times a second, as loud as speech; `pause` seconds are silent."""
    samples = (
        int(12_000 * math.sin(2 * math.pi * PITCH * n / rate) * abs(math.sin(2 * math.pi * 2 * n / rate)))
        if n < (seconds - pause) * rate
        else 0
        for n in range(int(seconds * rate))
    )
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return made.getvalue()


def visemes(text: str, step: float = 0.12) -> list[dict[str, Any]]:
    """A shape of the mouth for each letter."""
    shapes = [SHAPES[ord(letter) % len(SHAPES)] if letter.isalnum() else "rest" for letter in text]
    return [{"start": n * step, "end": (n + 1) * step, "shape": shape} for n, shape in enumerate(shapes)]


def sentences(text: str) -> list[str]:
    """Sentences as they are spoken one by one."""
    marked = text.replace("。", "。\n").replace("？", "？\n")
    return [part for part in marked.split("\n") if part]


def transcript(line: str | dict[str, Any], seconds: float) -> dict[str, Any]:
    """What was heard: words, or a trouble."""
    text = line if isinstance(line, str) else ""
    trouble = None if isinstance(line, str) else line["trouble"]
    step = seconds / max(1, len(text))
    words = [{"text": one, "start": n * step, "end": (n + 1) * step, "confidence": 0.9} for n, one in enumerate(text)]
    base = {"text": text, "heard": text, "language": "zh", "seconds": seconds, "words": words}
    return base | {"confidence": 0.9, "trouble": trouble, "changes": []}


def script_of(request: Request) -> Any:
    """The interviews and switches of this process."""
    return request.app.state.script


def owned(request: Request, interview_id: str) -> dict[str, Any]:
    """The interview, if the token is its own."""
    made: dict[str, Any] | None = script_of(request).interviews.get(interview_id)
    if made is None or request.headers.get("Authorization") != f"Bearer {made['token']}":
        raise HTTPException(404, "没有这个面试。")
    return made


@router.post("/{interview_id}/audio")
async def audio(
    request: Request, interview_id: str, file: Annotated[UploadFile, File()], client_turn_id: Annotated[str, Form()]
) -> dict[str, Any]:
    """A recorded answer, taken as the switches say."""
    script = script_of(request)
    await asyncio.sleep(script.delay)
    made = owned(request, interview_id)
    data = await file.read()
    script.received.append(
        {"client_turn_id": client_turn_id, "bytes": str(len(data)), "kind": str(file.content_type), "text": ""}
    )
    if script.fail:
        status = script.fail.pop(0)
        if isinstance(status, str):
            raise HTTPException(503, status)
        raise HTTPException(status, "录音收到了，正在排队，一会儿就好。" if status == 503 else "这段录音没法听。")
    if client_turn_id in made["answered"]:
        again: dict[str, Any] = made["answered"][client_turn_id]
        return again
    heard = transcript(script.hear.pop(0) if script.hear else "月嫂", 1.5)
    script.received[-1]["text"] = heard["text"]
    if heard["trouble"]:
        answer: dict[str, Any] = script.unheard(made, client_turn_id)
    else:
        answer = script.take(made, heard["text"], client_turn_id)
    answer["transcript"] = heard
    turn_id = answer["turn_id"]
    made["recordings"].append({"turn_id": turn_id, "seconds": heard["seconds"], "words": heard["words"]})
    made["sounds"][turn_id] = (data, str(file.content_type))
    return answer


@router.get("/{interview_id}/recordings/{turn_id}")
async def recording(request: Request, interview_id: str, turn_id: str) -> Response:
    """Her own recording back."""
    made = owned(request, interview_id)
    if turn_id not in made["sounds"]:
        raise HTTPException(404, "没有这段录音。")
    data, kind = made["sounds"][turn_id]
    return Response(data, media_type=kind)


def _said(request: Request, interview_id: str, turn_id: str, key: str) -> str:
    made = script_of(request).interviews.get(interview_id)
    if made is None or key != "k":
        raise HTTPException(404, "没有。")
    lines = [line["text"] for line in made["lines"] if line["turn_id"] == turn_id and line["role"] == "interviewer"]
    return str(lines[-1])


@router.get("/{interview_id}/speech/{turn_id}.json")
async def plan(request: Request, interview_id: str, turn_id: str, key: str = "") -> dict[str, Any]:
    """The sentences of a reply."""
    root = f"/api/v1/interviews/{interview_id}/speech/{turn_id}"
    parts = sentences(_said(request, interview_id, turn_id, key))
    pieces = [{"text": part, "audio": f"{root}/{n}.mp3?key={key}"} for n, part in enumerate(parts)]
    return {"language": "zh", "sentences": pieces}


@router.get("/{interview_id}/speech/{turn_id}/{number}.mp3")
async def sentence(request: Request, interview_id: str, turn_id: str, number: int, key: str = "") -> Response:
    """One sentence of a reply; browsers look at the content, so a WAV does for an MP3."""
    await asyncio.sleep(script_of(request).delay)
    text = sentences(_said(request, interview_id, turn_id, key))[number]
    return Response(tone(0.12 * len(text), 8_000), media_type="audio/mpeg")


@router.get("/{interview_id}/speech/{turn_id}/{number}.json")
async def mouth(request: Request, interview_id: str, turn_id: str, number: int, key: str = "") -> dict[str, Any]:
    """What the mouth does."""
    text = sentences(_said(request, interview_id, turn_id, key))[number]
    return {"seconds": 0.12 * len(text), "visemes": visemes(text)}
