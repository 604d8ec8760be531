"""Spoken sentences kept for the next time: by content, in bounded memory, and on disk only where that is allowed.

Only a sentence of the product's own data goes to disk. Whatever else is spoken can hold what a person said, so it lives
in memory, within a bound, and is gone when the process ends.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import Collection
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np

from assistant.kit.data import data_path
from assistant.profile.model import Language
from assistant.speech.model import Clip, Viseme

_LOG = logging.getLogger(__name__)
_SUFFIX: Final = ".npz"
# Changes whenever a stored clip would be read or made differently.
_FORMAT: Final = "1"
_VISEME_BYTES: Final = 100


def clip_key(engine: str, sentence: str, language: Language) -> str:
    """The name of a spoken sentence: the same engine, words and language always give the same one."""
    parts = json.dumps([_FORMAT, _readings(), engine, language, sentence], ensure_ascii=False)
    return hashlib.sha256(parts.encode()).hexdigest()


@cache
def _readings() -> str:
    """The state of the data that says how things are read: a word read otherwise is a clip made anew."""
    digest = hashlib.sha256()
    for path in sorted(data_path("knowledge_base", "speech").glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class ClipCache:
    """Clips by `clip_key`. Safe from several threads; several processes may share the folder.

    `folder` None keeps nothing on disk. `memory_bytes` bounds what is held in memory, the longest unused going first.
    """

    def __init__(self, folder: Path | None, *, memory_bytes: int = 48_000_000) -> None:
        self._folder = folder
        self._bound = memory_bytes
        self._held = 0
        self._clips: OrderedDict[str, Clip] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Clip | None:
        """The clip, from memory or from disk; None when there is none. A damaged file counts as none and is removed."""
        with self._lock:
            if (clip := self._clips.get(key)) is not None:
                self._clips.move_to_end(key)
                return clip
        stored = self._read(key)
        if stored is not None:
            self._remember(key, stored)
        return stored

    def put(self, key: str, clip: Clip, *, keep: bool) -> None:
        """Hold a clip in memory; with `keep` write it to disk too, in one step, so that no reader sees half a file."""
        self._remember(key, clip)
        if keep and self._folder is not None:
            try:
                self._write(self._path(self._folder, key), clip)
            except OSError as error:
                _LOG.warning("a spoken sentence could not be kept: %s", error.strerror)

    def kept(self, key: str) -> bool:
        """Whether the clip is on disk."""
        return self._folder is not None and self._path(self._folder, key).is_file()

    def prune(self, keys: Collection[str]) -> int:
        """Remove every kept clip but these (another voice's, an old wording's); how many went."""
        if self._folder is None or not self._folder.is_dir():
            return 0
        wanted = frozenset(keys)
        gone = [path for path in self._folder.glob(f"*/*{_SUFFIX}") if path.stem not in wanted]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    @property
    def memory_bytes(self) -> int:
        """How much is held in memory now."""
        return self._held

    def _remember(self, key: str, clip: Clip) -> None:
        with self._lock:
            if (before := self._clips.pop(key, None)) is not None:
                self._held -= _size(before)
            if _size(clip) > self._bound:
                return
            self._clips[key] = clip
            self._held += _size(clip)
            while self._held > self._bound:
                _, oldest = self._clips.popitem(last=False)
                self._held -= _size(oldest)

    def _read(self, key: str) -> Clip | None:
        if self._folder is None:
            return None
        path = self._path(self._folder, key)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                visemes = tuple(Viseme.model_validate(item) for item in json.loads(str(stored["visemes"])))
                return Clip(stored["samples"].astype(np.int16, copy=False), int(stored["rate"]), visemes)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            _LOG.warning("a kept sentence was damaged and is made again")
            path.unlink(missing_ok=True)
            return None

    @staticmethod
    def _write(path: Path, clip: Clip) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        visemes = json.dumps([viseme.model_dump() for viseme in clip.visemes])
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, samples=clip.samples, rate=clip.rate, visemes=visemes)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}{_SUFFIX}"


def _size(clip: Clip) -> int:
    return clip.samples.nbytes + _VISEME_BYTES * len(clip.visemes)
