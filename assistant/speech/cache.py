"""Spoken sentences kept for the next time: by content, in bounded memory, and on disk only where that is allowed.

Only a sentence of the product's own data goes to disk. Whatever else is spoken can hold what a person said, so it lives
in memory, within a bound, and is gone when the process ends. A clip and the same clip encoded for players are two
entries of one name, so that a player need not wait for an encoder.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Final

import numpy as np

from assistant.kit.data import data_path
from assistant.profile.model import Language
from assistant.speech.model import Clip, Viseme

_LOG = logging.getLogger(__name__)
_SUFFIX: Final = ".npz"
_ENCODED: Final = ".mp3"
# Changes whenever a stored clip would be read or made differently.
_FORMAT: Final = "1"
_VISEME_BYTES: Final = 100
# The data that says how things are read; what only concerns listening changes no clip.
_READINGS: Final = ("aloud.yaml", "en.yaml", "mouth.yaml", "zh.yaml")


def clip_key(engine: str, sentence: str, language: Language) -> str:
    """The name of a spoken sentence: the same engine, words and language always give the same one."""
    parts = json.dumps([_FORMAT, _readings(), engine, language, sentence], ensure_ascii=False)
    return hashlib.sha256(parts.encode()).hexdigest()


@cache
def _readings() -> str:
    """The state of the data that says how things are read: a word read otherwise is a clip made anew."""
    digest = hashlib.sha256()
    for name in _READINGS:
        digest.update(data_path("knowledge_base", "speech", name).read_bytes())
    return digest.hexdigest()


class ClipCache:
    """Clips by `clip_key`. Safe from several threads; several processes may share the folder.

    `folder` None keeps nothing on disk. `memory_bytes` bounds what is held in memory, the longest unused going first.
    """

    def __init__(self, folder: Path | None, *, memory_bytes: int = 48_000_000) -> None:
        self._folder = folder
        self._bound = memory_bytes
        self._held = 0
        self._items: OrderedDict[str, Clip | bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Clip | None:
        """The clip, from memory or from disk; None when there is none. A damaged file counts as none and is removed."""
        held = self._recall(key)
        if isinstance(held, Clip):
            return held
        stored = self._read(key)
        if stored is not None:
            self._remember(key, stored)
        return stored

    def encoded(self, key: str) -> bytes | None:
        """The clip as it is sent to players, from memory or from disk; None when it was not kept so."""
        held = self._recall(key + _ENCODED)
        if isinstance(held, bytes):
            return held
        if self._folder is None:
            return None
        try:
            stored = self._path(self._folder, key, _ENCODED).read_bytes()
        except OSError:
            return None
        self._remember(key + _ENCODED, stored)
        return stored

    def put(self, key: str, clip: Clip, *, keep: bool) -> None:
        """Hold a clip in memory; with `keep` write it to disk too, in one step, so that no reader sees half a file."""
        self._remember(key, clip)
        if keep:
            self._keep(key, _SUFFIX, lambda file: _save(file, clip))

    def put_encoded(self, key: str, data: bytes, *, keep: bool) -> None:
        """The same for the clip as it is sent to players."""
        self._remember(key + _ENCODED, data)
        if keep:
            self._keep(key, _ENCODED, lambda file: file.write(data))

    def kept(self, key: str) -> bool:
        """Whether the clip is on disk, as it is and encoded."""
        folder = self._folder
        return folder is not None and all(self._path(folder, key, kind).is_file() for kind in (_SUFFIX, _ENCODED))

    def prune(self, keys: Collection[str]) -> int:
        """Remove every kept clip but these (another voice's, an old wording's); how many files went."""
        if self._folder is None or not self._folder.is_dir():
            return 0
        wanted = frozenset(keys)
        kinds = (_SUFFIX, _ENCODED)
        gone = [path for path in self._folder.glob("*/*") if path.suffix in kinds and path.stem not in wanted]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    @property
    def memory_bytes(self) -> int:
        """How much is held in memory now."""
        return self._held

    def _recall(self, name: str) -> Clip | bytes | None:
        with self._lock:
            if (item := self._items.get(name)) is not None:
                self._items.move_to_end(name)
            return item

    def _remember(self, name: str, item: Clip | bytes) -> None:
        with self._lock:
            if (before := self._items.pop(name, None)) is not None:
                self._held -= _size(before)
            if _size(item) > self._bound:
                return
            self._items[name] = item
            self._held += _size(item)
            while self._held > self._bound:
                _, oldest = self._items.popitem(last=False)
                self._held -= _size(oldest)

    def _read(self, key: str) -> Clip | None:
        if self._folder is None:
            return None
        path = self._path(self._folder, key, _SUFFIX)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                visemes = tuple(Viseme.model_validate(item) for item in json.loads(str(stored["visemes"])))
                return Clip(stored["samples"].astype(np.int16, copy=False), int(stored["rate"]), visemes)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            _LOG.warning("kept_sentence_damaged")
            path.unlink(missing_ok=True)
            return None

    def _keep(self, key: str, kind: str, write: Callable[[IO[bytes]], object]) -> None:
        if self._folder is None:
            return
        path = self._path(self._folder, key, kind)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    write(file)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            _LOG.warning("sentence_not_kept", extra={"error_type": type(error).__name__})

    @staticmethod
    def _path(folder: Path, key: str, kind: str) -> Path:
        return folder / key[:2] / f"{key}{kind}"


def _save(file: IO[bytes], clip: Clip) -> None:
    visemes = json.dumps([viseme.model_dump() for viseme in clip.visemes])
    np.savez(file, samples=clip.samples, rate=clip.rate, visemes=visemes)


def _size(item: Clip | bytes) -> int:
    return len(item) if isinstance(item, bytes) else item.samples.nbytes + _VISEME_BYTES * len(item.visemes)
