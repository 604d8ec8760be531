"""Which ears listen here: a server's when one is set, with the embedded ones behind it; else those; else none."""

from __future__ import annotations

import logging

from assistant.kit.errors import AyiError, UnavailableError
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.speech import fetch, whisper
from assistant.speech.model import Recognizer, Sound, Transcript
from assistant.speech.remote_ears import OpenAIRecognizer

log = logging.getLogger(__name__)


def make_recognizer(settings: Settings) -> Recognizer | None:
    """The recognizer of these settings; None when speech is off or no ears are installed. Loads nothing.

    The embedded model is put together and loaded with the first recording, or by its `load`.
    """
    if settings.speech == "off":
        return None
    embedded = _embedded(settings)
    if settings.asr_base_url is None:
        return embedded
    key = settings.asr_api_key.get_secret_value() if settings.asr_api_key else ""
    # Half the time is the server's, so that the embedded ears still have the other half.
    remote = OpenAIRecognizer(
        settings.asr_base_url, key, settings.asr_remote_model, timeout_seconds=settings.asr_seconds / 2
    )
    return remote if embedded is None else Fallback(remote, embedded)


def _embedded(settings: Settings) -> whisper.WhisperRecognizer | None:
    if settings.asr_model not in {"", fetch.EARS}:
        try:
            folder = fetch.ears_folder(settings.data_dir, settings.asr_model)
        except AyiError as error:
            log.warning("asr_model_unusable", extra={"code": error.key})
        else:
            return whisper.shared(folder, settings.asr_threads)
    model = fetch.embedded(fetch.EARS)
    if not fetch.is_ready(settings.data_dir, model) and fetch.missing_packages(model):
        return None
    return whisper.shared(fetch.folder_of(settings.data_dir, fetch.EARS), settings.asr_threads)


class Fallback:
    """A recognizer of a server with the embedded one behind it: what the first cannot do now, the second does."""

    def __init__(self, first: Recognizer, second: Recognizer) -> None:
        self._first = first
        self._second = second
        self._failing = False

    @property
    def name(self) -> str:
        """The engine that answered last."""
        return self._second.name if self._failing else self._first.name

    @property
    def degraded(self) -> bool:
        """Whether the last recording was left to the second engine."""
        return self._failing

    def load(self) -> None:
        """Load what can be loaded ahead, so that the first failure of the server costs no second wait.

        Raises:
            UnavailableError: the embedded engine cannot be loaded.
        """
        for engine in (self._first, self._second):
            load = getattr(engine, "load", None)
            if load is not None:
                load()

    def transcribe(self, sound: Sound, language: Language | None, *, words: bool = True) -> Transcript:
        """What the first engine hears, or the second when the first fails.

        Raises:
            UnavailableError: both fail.
        """
        try:
            heard = self._first.transcribe(sound, language, words=words)
        except UnavailableError:
            if not self._failing:
                log.warning("ears_server_silent")
            self._failing = True
            return self._second.transcribe(sound, language, words=words)
        self._failing = False
        return heard
