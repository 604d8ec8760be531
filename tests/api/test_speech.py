"""What the interviewer says can be heard: whole or by sentence, by whoever holds the address and nobody else."""

from __future__ import annotations

import io
from typing import Any

import av
import httpx
import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings
from tests.api.conftest import SpokenWalk, Stage, staged


def seconds_of(mp3: bytes) -> float:
    with av.open(io.BytesIO(mp3), "r", format="mp3") as container:
        return sum((frame.samples / frame.sample_rate for frame in container.decode(audio=0)), 0.0)


async def plan_of(stage: Stage, reply: dict[str, Any]) -> dict[str, Any]:
    response = await stage.client.get(reply["speech_url"].replace(".mp3", ".json"))
    assert response.status_code == 200, response.text
    plan: dict[str, Any] = response.json()
    return plan


async def test_every_reply_has_the_address_of_its_sound(stage: Stage) -> None:
    walk = await stage.open(consent=False)
    stage.script[1.0] = "同意"
    replies = [walk.reply, (await walk.speak(1.0))["reply"], (await walk.say("我叫王芳"))["reply"]]
    replies.append((await walk.get()).json()["reply"])
    replies.append((await stage.client.post(f"{walk.path}/finish", headers=walk.headers)).json()["reply"])
    assert replies[2]["speech_url"] == replies[3]["speech_url"], "the same turn"
    urls = {reply["speech_url"] for reply in replies}
    assert len(urls) == 4
    for url in urls:
        assert url.startswith(f"{walk.path}/speech/turn_")
        assert walk.token not in url
        assert (await stage.client.get(url)).headers["Content-Type"] == "audio/mpeg"


async def test_the_plan_names_the_sentences_in_order_and_they_make_up_the_whole(stage: Stage) -> None:
    walk = await stage.open(consent=False)
    plan = await plan_of(stage, walk.reply)
    assert plan["language"] == "zh"
    assert "".join(piece["text"] for piece in plan["sentences"]) == walk.reply["text"]
    parts = [(await stage.client.get(piece["audio"])).content for piece in plan["sentences"]]
    whole = await stage.client.get(walk.reply["speech_url"])
    assert whole.content == b"".join(parts)
    assert seconds_of(whole.content) > 5


async def test_the_mouth_moves_as_long_as_the_sentence_lasts(stage: Stage) -> None:
    walk = await stage.open(consent=False)
    piece = (await plan_of(stage, walk.reply))["sentences"][0]
    track = (await stage.client.get(piece["audio"].replace(".mp3", ".json"))).json()
    sound = (await stage.client.get(piece["audio"])).content
    assert track["seconds"] == pytest.approx(seconds_of(sound), abs=0.2)
    assert track["visemes"][-1]["end"] <= track["seconds"] + 0.01
    assert {viseme["shape"] for viseme in track["visemes"]} - {"rest"}


async def test_a_sentence_is_made_once(stage: Stage) -> None:
    walk = await stage.open(consent=False)
    await stage.client.get(walk.reply["speech_url"])
    made = len(stage.synthesizer.calls)
    await stage.client.get(walk.reply["speech_url"])
    other = await stage.open(consent=False)
    await stage.client.get(other.reply["speech_url"])
    assert len(stage.synthesizer.calls) == made


async def test_a_players_first_range_is_answered_as_a_range(stage: Stage) -> None:
    walk = await stage.open(consent=False)
    whole = (await stage.client.get(walk.reply["speech_url"])).content
    part = await stage.client.get(walk.reply["speech_url"], headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, whole[:2])
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(whole)}"


async def test_what_is_said_may_be_kept_by_her_own_browser_only(stage: Stage) -> None:
    walk = await stage.open(consent=False)
    plan = await plan_of(stage, walk.reply)
    for url in (walk.reply["speech_url"], plan["sentences"][0]["audio"]):
        cache = (await stage.client.get(url)).headers["Cache-Control"]
        assert "private" in cache
        assert "public" not in cache


async def spellings(walk: SpokenWalk, other: SpokenWalk) -> list[str]:
    """Addresses near a real one that must open nothing."""
    url, key = walk.reply["speech_url"].split("?key=")
    foreign = other.reply["speech_url"].split("?key=")[1]
    return [
        url,
        f"{url}?key=",
        f"{url}?key={foreign}",
        f"{url}?key={key[:-1]}",
        f"{url}?key={key}钥",
        url.replace(walk.id, other.id) + f"?key={key}",
        url.replace(".mp3", "/0.mp3") + f"?key={foreign}",
        url.replace(".mp3", "/0.json"),
        url.replace(".mp3", ".json") + "?key=x",
        url.replace(".mp3", "/99.mp3") + f"?key={key}",
        url.replace(".mp3", "/-1.mp3") + f"?key={key}",
    ]


async def test_a_wrong_key_opens_nothing_and_tells_nothing(stage: Stage) -> None:
    walk, other = await stage.open(consent=False), await stage.open(consent=False)
    for url in await spellings(walk, other):
        response = await stage.client.get(url)
        assert (response.status_code, response.json()["code"]) == (404, "not_found"), url


async def test_after_deletion_nothing_is_said_any_more(stage: Stage) -> None:
    walk = await stage.open()
    url = (await walk.say("我叫王芳"))["reply"]["speech_url"]
    await stage.client.delete(walk.path, headers=walk.headers)
    assert (await stage.client.get(url)).status_code == 404


async def test_a_voice_that_fails_says_so_and_the_words_remain(settings: Settings, clock: FixedClock) -> None:
    async with staged(settings, clock, failures=[UnavailableError("voice_failed")]) as stage:
        walk = await stage.open(consent=False)
        refused = await stage.client.get(walk.reply["speech_url"])
        assert (refused.status_code, refused.json()["code"]) == (503, "voice_failed")
        assert (await walk.get()).json()["reply"]["text"] == walk.reply["text"]
        assert (await stage.client.get(walk.reply["speech_url"])).status_code == 200, "the next try may succeed"


async def test_without_a_voice_no_reply_promises_a_sound(client: httpx.AsyncClient) -> None:
    created = (await client.post("/api/v1/interviews", json={"channel": "audio"})).json()
    assert created["reply"]["speech_url"] is None
    headers = {"Authorization": f"Bearer {created['token']}"}
    document = (await client.get(f"/api/v1/interviews/{created['id']}", headers=headers)).json()
    assert document["reply"]["speech_url"] is None
