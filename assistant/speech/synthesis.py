"""Which voice speaks here: a server's when one is set, else the embedded one where it is installed, else none."""

from __future__ import annotations

from typing import Final

from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.speech.fetch import MOUTH, embedded, ensure, folder_of, is_ready, missing_packages
from assistant.speech.kokoro import DEFAULT_VOICES, MODEL_FILE, KokoroSynthesizer
from assistant.speech.model import Synthesizer
from assistant.speech.remote_mouth import FallbackSynthesizer, OpenAISynthesizer

# A voice every server that follows the interface knows.
_SERVER_VOICE: Final = "alloy"


def make_synthesizer(settings: Settings) -> Synthesizer | None:
    """The synthesizer of these settings; None when speech is off or no voice is installed. Loads nothing."""
    if settings.speech == "off":
        return None
    embedded_voice = _kokoro(settings)
    if settings.tts_base_url is None:
        return embedded_voice
    remote = _server(settings, settings.tts_base_url)
    return remote if embedded_voice is None else FallbackSynthesizer(remote, embedded_voice)


def _server(settings: Settings, base_url: str) -> OpenAISynthesizer:
    names: dict[Language, str] = {
        "zh": settings.tts_voice_zh or _SERVER_VOICE,
        "en": settings.tts_voice_en or _SERVER_VOICE,
    }
    key = settings.tts_api_key.get_secret_value() if settings.tts_api_key else ""
    # Half the time is the server's, so that the embedded voice still has the other half.
    return OpenAISynthesizer(
        base_url, key, settings.tts_model, names, timeout_seconds=settings.tts_seconds / 2, speed=settings.tts_speed
    )


def _kokoro(settings: Settings) -> KokoroSynthesizer | None:
    model = embedded(MOUTH)
    if not is_ready(settings.data_dir, model) and missing_packages(model):
        return None
    chosen: dict[Language, str] = {"zh": settings.tts_voice_zh, "en": settings.tts_voice_en}
    # With a server the names are its own, and the embedded voice behind it is the usual one.
    ours = settings.tts_base_url is None
    voices: dict[Language, str] = {
        language: voice if voice and ours else DEFAULT_VOICES[language] for language, voice in chosen.items()
    }
    return KokoroSynthesizer(
        folder_of(settings.data_dir, MOUTH) / MODEL_FILE,
        voices=voices,
        threads=settings.tts_threads,
        speed=settings.tts_speed,
        before_loading=lambda: ensure(settings.data_dir, MOUTH),
    )
