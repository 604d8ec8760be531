"""Which voice speaks here: a server's when one is set, else the embedded one where it is installed, else none."""

from __future__ import annotations

from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.speech.fetch import MOUTH, embedded, ensure, folder_of, is_ready, missing_packages
from assistant.speech.kokoro import DEFAULT_VOICES, MODEL_FILE, KokoroSynthesizer
from assistant.speech.model import Synthesizer


def make_synthesizer(settings: Settings) -> Synthesizer | None:
    """The synthesizer of these settings; None when speech is off or no voice is installed. Loads nothing."""
    if settings.speech == "off":
        return None
    return _kokoro(settings)


def _kokoro(settings: Settings) -> KokoroSynthesizer | None:
    model = embedded(MOUTH)
    if not is_ready(settings.data_dir, model) and missing_packages(model):
        return None
    chosen: dict[Language, str] = {"zh": settings.tts_voice_zh, "en": settings.tts_voice_en}
    voices: dict[Language, str] = {language: voice or DEFAULT_VOICES[language] for language, voice in chosen.items()}
    return KokoroSynthesizer(
        folder_of(settings.data_dir, MOUTH) / MODEL_FILE,
        voices=voices,
        threads=settings.tts_threads,
        speed=settings.tts_speed,
        before_loading=lambda: ensure(settings.data_dir, MOUTH),
    )
