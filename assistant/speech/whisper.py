"""The embedded recognizer: Whisper on CTranslate2, with a context as short as the recording.

Whisper always encodes 30 seconds. An answer of three seconds followed by a few seconds of silence gives the same words
for a third of the work; where that makes the model repeat itself, the whole window is read instead. Temperature 0 only:
a guess sampled at random must not become a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from math import exp
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant.kit.errors import UnavailableError
from assistant.profile.model import Language
from assistant.speech import activity, captions, fetch, forced
from assistant.speech.expected import Score, rule
from assistant.speech.hearing import hearing
from assistant.speech.model import HEARING_RATE, Sound, Transcript, Trouble, Word
from assistant.speech.sound import at_speaking_level, part

if TYPE_CHECKING:
    from faster_whisper.feature_extractor import FeatureExtractor
    from faster_whisper.tokenizer import Tokenizer

_WHOLE_WINDOW = 30.0
_FRAMES_A_SECOND = 100
_MOST_TOKENS = 448
_TOKEN_SECONDS = 0.02
_SCORED_PADDING = 2.0  # seconds of silence after a sound whose possible texts are given: none can loop
_SPOKEN: Final[dict[str, Language]] = {"<|zh|>": "zh", "<|yue|>": "zh", "<|en|>": "en"}


@dataclass(frozen=True, slots=True)
class _Engine:
    """The loaded model and what goes with it."""

    model: Any  # ctranslate2.models.Whisper, which ships no types
    tokenizers: dict[Language, Tokenizer]
    features: FeatureExtractor


@dataclass(frozen=True, slots=True)
class _Pass:
    """One reading of a piece: its words, how sure the model is of them, and the sum behind that."""

    words: tuple[Word, ...]
    log_probability: float
    tokens: int

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


class WhisperRecognizer:
    """Whisper from a folder of CTranslate2 files. The model is loaded on first use; safe from several threads.

    `threads` bounds the processor threads of one recognition; recognitions beside one another wait for each other.
    `before_loading` may bring the folder's files; it may raise an `UnavailableError` itself.
    """

    def __init__(self, folder: Path, *, threads: int = 2, before_loading: Callable[[], object] = lambda: None) -> None:
        self._folder = folder
        self._threads = threads
        self._before_loading = before_loading
        self._engine: _Engine | None = None
        self._lock = Lock()
        self._on_silence = forced.Known()

    @property
    def name(self) -> str:
        """Engine and model, for figures and `/readyz`."""
        return self._folder.name

    def load(self) -> None:
        """Load the model now instead of with the first recording.

        Raises:
            UnavailableError: the packages or the files are missing or cannot be used.
        """
        self._loaded()

    def _loaded(self) -> _Engine:
        with self._lock:
            if self._engine is None:
                self._before_loading()
                self._engine = _load(self._folder, self._threads)
            return self._engine

    def transcribe(self, sound: Sound, language: Language | None, *, words: bool = True) -> Transcript:
        """The words of `sound`; without a language the likelier of Chinese and English, or `OTHER_LANGUAGE`.

        Recordings longer than a window are cut at their pauses. `words` False leaves out the times and saves a pass.

        Raises:
            UnavailableError: the engine is missing or failed.
        """
        engine = self._loaded()
        with _failures_told():
            return _transcribe(engine, sound, language, words=words)

    def glance(self, sound: Sound, language: Language) -> str:
        """What seems to be said, soon told and of use only to be shown; nothing where it repeats itself.

        Raises:
            UnavailableError: the engine is missing or failed.
        """
        engine = self._loaded()
        with _failures_told():
            text = _glanced(engine, at_speaking_level(sound), language)
        text = captions.simplified(text) if language == "zh" else text
        return "" if captions.is_suspect(text) else text

    def score(self, sound: Sound, texts: tuple[str, ...], language: Language) -> tuple[Score, ...]:
        """How well each of a few short texts fits the sound, and how well it fits silence.

        Raises:
            UnavailableError: the engine is missing or failed.
        """
        engine = self._loaded()
        with _failures_told():
            quiets = self._on_silence.totals(texts, language, partial(_on_silence, engine))
            found = _totals(engine, at_speaking_level(sound), texts, language)
        return tuple(
            Score(text=text, total=total, tokens=tokens, on_silence=quiet)
            for text, quiet, (total, tokens) in zip(texts, quiets, found, strict=True)
        )

    def prepare(self, texts: tuple[str, ...], language: Language) -> None:
        """Know ahead how well these texts fit silence.

        Raises:
            UnavailableError: the engine is missing or failed.
        """
        engine = self._loaded()
        with _failures_told():
            self._on_silence.totals(texts, language, partial(_on_silence, engine))


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError) as error:  # what CTranslate2 raises
        raise UnavailableError("ears_failed") from error


@cache
def shared(folder: Path, threads: int) -> WhisperRecognizer:
    """The one recognizer of this process for a folder, because a model takes 200 MB.

    The folder of the embedded model (`models/whisper-base` below a data folder) is put together on first use.
    """
    if folder.name == fetch.EARS and folder.parent.name == "models":
        data_dir = folder.parent.parent
        return WhisperRecognizer(folder, threads=threads, before_loading=lambda: fetch.ensure(data_dir, fetch.EARS))
    return WhisperRecognizer(folder, threads=threads)


def _load(folder: Path, threads: int) -> _Engine:
    try:
        # Half a second to import; a process that only shows text never needs it.
        import ctranslate2
        import tokenizers
        from faster_whisper.feature_extractor import FeatureExtractor
        from faster_whisper.tokenizer import Tokenizer
    except ImportError as error:
        raise UnavailableError("ears_missing") from error
    try:
        model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8", intra_threads=threads)
        pieces = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the tokenizers library raises Exception itself
        raise UnavailableError("ears_missing") from error
    languages: tuple[Language, ...] = ("zh", "en")
    return _Engine(
        model,
        {
            language: Tokenizer(pieces, multilingual=True, task="transcribe", language=language)
            for language in languages
        },
        FeatureExtractor(feature_size=model.n_mels),
    )


def _transcribe(engine: _Engine, sound: Sound, language: Language | None, *, words: bool) -> Transcript:
    level = at_speaking_level(sound)
    trouble: Trouble | None = None
    read: list[_Pass] = []
    for start, end in _pieces(level, hearing().recognition.window):
        piece = part(level, start, end)
        if language is None:
            language, trouble = _spoken_language(engine, piece)
        passes = _read_whole(engine, piece, language, words=words)
        read.extend(_moved(one, start, sound.seconds) for one in passes)
    chosen: Language = language or "zh"
    said = tuple(word for one in read for word in one.words)
    text = captions.simplified("".join(word.text for word in said)) if chosen == "zh" else _joined(said)
    tokens = sum(one.tokens for one in read)
    return Transcript(
        text=text,
        heard=text,
        language=chosen,
        seconds=sound.seconds,
        words=captions.respelled(said, text) if words else (),
        confidence=_confidence(sum(one.log_probability for one in read), tokens) if text else 0.0,
        trouble=trouble,
    )


def _joined(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words)


def _confidence(log_probability: float, tokens: int) -> float:
    return min(1.0, max(0.0, exp(log_probability / max(1, tokens))))


def _pieces(sound: Sound, longest: float) -> list[tuple[float, float]]:
    """The whole recording, or pieces that end in its pauses, so that none is longer than `longest` seconds.

    Where there is no pause a piece may be as long as the window, and beyond that it ends in the middle of a word.
    """
    if sound.seconds <= longest:
        return [(0.0, sound.seconds)]
    window = hearing().recognition.window
    spans = activity.speech_spans(sound)
    pauses = [(before[1] + after[0]) / 2 for before, after in pairwise(spans)]
    pieces, start = [], 0.0
    while sound.seconds - start > longest:
        ahead = [pause for pause in pauses if start + 1.0 < pause <= start + window]
        early = [pause for pause in ahead if pause <= start + longest]
        if not ahead and sound.seconds - start <= window:
            break
        end = early[-1] if early else ahead[0] if ahead else start + window
        pieces.append((start, end))
        start = end
    return [*pieces, (start, sound.seconds)]


def _read_whole(engine: _Engine, sound: Sound, language: Language, *, words: bool) -> list[_Pass]:
    """One reading, or several of shorter pieces where far less was written than was spoken."""
    rule = hearing().recognition
    read = _read(engine, sound, language, words=words)
    if sound.seconds <= 2 * rule.small_piece:
        return [read]
    spoken = sum(end - start for start, end in activity.speech_spans(sound))
    if len(captions.bare(read.text, language)) >= rule.fewest_characters_per_second * spoken:
        return [read]
    return [
        _moved(_read(engine, part(sound, start, end), language, words=words), start, sound.seconds)
        for start, end in _pieces(sound, rule.small_piece)
    ]


def _moved(read: _Pass, start: float, seconds: float) -> _Pass:
    moved = tuple(
        word.model_copy(update={"start": min(seconds, word.start + start), "end": min(seconds, word.end + start)})
        for word in read.words
    )
    return _Pass(moved, read.log_probability, read.tokens)


def _encoded(engine: _Engine, sound: Sound, seconds: float) -> Any:  # noqa: ANN401 - a storage of CTranslate2, which ships no types
    """The encoder's output for the sound filled up with silence to `seconds`."""
    import ctranslate2

    missing = max(0, round(seconds * HEARING_RATE) - len(sound.samples))
    features = engine.features(np.pad(sound.samples, (0, missing)), padding=0)
    bounded = np.ascontiguousarray(features[None, :, : round(_WHOLE_WINDOW * _FRAMES_A_SECOND)], dtype=np.float32)
    return engine.model.encode(ctranslate2.StorageView.from_array(bounded))


def _short(sound: Sound) -> float:
    return min(_WHOLE_WINDOW, sound.seconds + hearing().recognition.padding)


def _spoken_language(engine: _Engine, sound: Sound) -> tuple[Language, Trouble | None]:
    """The likelier of the two languages, and the trouble of a third one that is much likelier than both."""
    likely = dict(engine.model.detect_language(_encoded(engine, sound, _WHOLE_WINDOW))[0])
    first = max(likely, key=lambda token: likely[token])
    rule = hearing().recognition
    other = (
        first not in _SPOKEN and likely[first] >= rule.other_language and sound.seconds >= rule.other_language_seconds
    )
    chosen = max(_SPOKEN, key=lambda token: likely.get(token, 0.0))
    return _SPOKEN[chosen], Trouble.OTHER_LANGUAGE if other else None


def _read(engine: _Engine, sound: Sound, language: Language, *, words: bool) -> _Pass:
    short = _read_in(engine, sound, language, _short(sound), words=words)
    if not captions.is_suspect(short.text) or _short(sound) >= _WHOLE_WINDOW:
        return short
    return _read_in(engine, sound, language, _WHOLE_WINDOW, words=words)


def _read_in(engine: _Engine, sound: Sound, language: Language, seconds: float, *, words: bool) -> _Pass:
    tokenizer = engine.tokenizers[language]
    encoded = _encoded(engine, sound, seconds)
    result = _written(engine, encoded, sound, language, hearing().recognition.beam)
    tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
    log_probability = float(result.scores[0]) * len(tokens)
    if words and tokens:
        said = _timed(engine.model, tokenizer, encoded, tokens, sound.seconds)
    else:
        text = tokenizer.decode(tokens).strip()
        said = (Word(text=text, start=0.0, end=sound.seconds),) if text else ()
    # The end mark counts as a token that was surely there, as in Whisper's own average.
    return _Pass(said, log_probability, len(tokens) + 1)


def _written(engine: _Engine, encoded: Any, sound: Sound, language: Language, beam: int) -> Any:  # noqa: ANN401 - CTranslate2 ships no types
    rule, prompt = hearing().recognition, _prompt(engine.tokenizers[language], language)
    most = round(rule.spare_tokens + rule.tokens_per_second * sound.seconds)
    longest = min(_MOST_TOKENS, len(prompt) + most)
    return engine.model.generate(encoded, [prompt], beam_size=beam, max_length=longest, return_scores=True)[0]


def _glanced(engine: _Engine, sound: Sound, language: Language) -> str:
    rule, tokenizer = hearing().recognition.glance, engine.tokenizers[language]
    encoded = _encoded(engine, sound, sound.seconds + rule.padding)
    written = _written(engine, encoded, sound, language, rule.beam).sequences_ids[0]
    return str(tokenizer.decode([token for token in written if token < tokenizer.eot])).strip()


def _on_silence(engine: _Engine, texts: Sequence[str], language: Language) -> list[float]:
    silence = Sound(np.zeros(round(rule().silence * HEARING_RATE), np.float32))
    return [total for total, _ in _totals(engine, silence, texts, language)]


def _totals(engine: _Engine, sound: Sound, texts: Sequence[str], language: Language) -> list[tuple[float, int]]:
    if not texts:
        return []
    encoded = np.array(_encoded(engine, sound, sound.seconds + _SCORED_PADDING))
    tokenizer = engine.tokenizers[language]
    # What is forced follows the mark that there are no times, which `align` adds itself.
    return forced.totals(engine.model, tokenizer, encoded, _prompt(tokenizer, language)[:-1], texts)


def _prompt(tokenizer: Tokenizer, language: Language) -> list[int]:
    told = hearing().prompts[language]
    before = [tokenizer.sot_prev, *tokenizer.encode(f" {told}")] if told else []
    return [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]


def _timed(model: Any, tokenizer: Tokenizer, encoded: Any, tokens: list[int], seconds: float) -> tuple[Word, ...]:  # noqa: ANN401 - CTranslate2 ships no types
    """The words of `tokens` with their times, from the attention of the decoder to the recording."""
    frames = min(round(_WHOLE_WINDOW * _FRAMES_A_SECOND), max(1, round(seconds * _FRAMES_A_SECOND)))
    aligned = model.align(encoded, tokenizer.sot_sequence, [tokens], frames)[0]
    pieces, piece_tokens = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
    starts = _token_starts(aligned.alignments, len(tokens), seconds)
    words: list[Word] = []
    at = 0
    for piece, inside in zip(pieces[:-1], piece_tokens[:-1], strict=True):
        until = at + len(inside)
        start, end = float(starts[at]), float(starts[until])
        sure = float(np.mean(aligned.text_token_probs[at:until]))
        words.append(Word(text=piece, start=start, end=max(start, end), confidence=min(1.0, max(0.0, sure))))
        at = until
    return _trimmed(_with_marks(words))


def _token_starts(alignments: list[tuple[int, int]], count: int, seconds: float) -> NDArray[np.float64]:
    """When each token and the end begins; never backwards and never after the recording."""
    starts = np.full(count + 1, np.nan)
    for token, moment in alignments:
        if token <= count and np.isnan(starts[token]):
            starts[token] = moment * _TOKEN_SECONDS
    starts[0] = 0.0 if np.isnan(starts[0]) else starts[0]
    starts[count] = seconds if np.isnan(starts[count]) else starts[count]
    known = np.flatnonzero(~np.isnan(starts))
    filled = np.interp(np.arange(count + 1), known, starts[known])
    return np.asarray(np.round(np.minimum(np.maximum.accumulate(filled), seconds), 3), dtype=np.float64)


def _with_marks(words: list[Word]) -> list[Word]:
    """Punctuation belongs to the word before it and takes no time."""
    out: list[Word] = []
    for word in words:
        if out and word.text.strip() and not any(c.isalnum() for c in word.text):
            out[-1] = out[-1].model_copy(update={"text": out[-1].text + word.text})
        else:
            out.append(word)
    return out


def _trimmed(words: list[Word]) -> tuple[Word, ...]:
    """Without spaces at either end of the text."""
    while words and not words[0].text.strip():
        words = words[1:]
    while words and not words[-1].text.strip():
        words = words[:-1]
    if words:
        words[0] = words[0].model_copy(update={"text": words[0].text.lstrip()})
        words[-1] = words[-1].model_copy(update={"text": words[-1].text.rstrip()})
    return tuple(words)
