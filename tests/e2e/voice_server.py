"""The real product with scripted ears and mouth: whatever is recorded, she gave the answer to what was asked."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import uvicorn
from fastapi import FastAPI

from assistant.app import create_app
from assistant.interview.ears import FileEars
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.model import Sound, Transcript
from assistant.speech.scripted import ScriptedRecognizer, ScriptedSynthesizer
from assistant.wiring_voice import Pools, Voice, speaker_of
from tests.e2e.answers import CHINESE, CHOSEN
from tests.speech.live.fakes import LoudIsVoice

ANSWERS = CHINESE | CHOSEN | {"consent": "同意", "confirm": "都对"}
NOTHING = "没有"


@dataclass
class TopicListener:
    """Hears her answer to the topic that was asked, and nothing more to say when it is asked again.

    In a live conversation (`live`) the same words are listened to several times, so there she never runs out of them.
    """

    pool: WorkerPool
    live: bool
    asked: Counter[str] = field(default_factory=Counter)

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        """The answer as a transcript with the times of its words."""
        topic = asking.value if asking else ""
        self.asked[topic] += 1
        again = not self.live and self.asked[topic] > 1 and topic not in ("consent", "confirm", "scenario")
        line = NOTHING if again else ANSWERS.get(topic, NOTHING)
        return await self.pool.run(ScriptedRecognizer([line]).transcribe, sound, language)


def make_voice(settings: Settings, *, live: bool = False) -> Voice:
    """Ears that know the answers, and a mouth of tones."""
    pools = Pools.of(settings)
    listener = TopicListener(pools.ears, live)
    ears = FileEars(ScriptedRecognizer([]), listener, pools.sound, settings)
    return Voice(pools, ears, listener, speaker_of(settings, ScriptedSynthesizer(), pools.mouth))


def voice_app(*, live: bool) -> FastAPI:
    """The application; in a live conversation whatever is loud is taken for her voice."""
    app = create_app(Settings(knowledge_build=False, speech_ahead=False), make_voice=partial(make_voice, live=live))
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[None]:
        async with whole(started):
            started.state.live.new_activity = LoudIsVoice
            yield

    app.router.lifespan_context = lifespan
    return app


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--live", action="store_true")
    arguments = parser.parse_args()
    uvicorn.run(voice_app(live=arguments.live), host="127.0.0.1", port=arguments.port, log_level="error")


if __name__ == "__main__":
    main()
