"""Files (photos, audio, papers) by key, behind one small Protocol; a local folder is the embedded store."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from assistant.kit.errors import BadInputError, NotFoundError

_KEY = re.compile(r"[A-Za-z0-9_\-]+(/[A-Za-z0-9_\-]+)*(\.[a-z0-9]{1,5})?")


class BlobStore(Protocol):
    """Keeps bytes under a key such as `interviews/int_X/turn_3.webm`."""

    async def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`, replacing what was there, all or nothing."""

    async def get(self, key: str) -> bytes:
        """The bytes under `key`; raises NotFoundError."""

    async def delete(self, key: str) -> bool:
        """Remove the file under `key`; whether there was one."""

    async def delete_prefix(self, prefix: str) -> int:
        """Remove everything below the folder `prefix`; returns how many files that were."""

    async def settled(self, prefix: str, before: datetime) -> list[str]:
        """Keys below the folder `prefix` last written before a moment, in order."""


class FolderBlobStore:
    """A folder on this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise BadInputError("file_name")
        return self._root / key

    async def put(self, key: str, data: bytes) -> None:
        """Write to a temporary file beside the target, then rename: a reader never sees half a file."""
        await asyncio.to_thread(self._write, self._path(key), data)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    async def get(self, key: str) -> bytes:
        """The file's bytes.

        Raises:
            NotFoundError: there is none under this key.
        """
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError as error:
            raise NotFoundError("file_unknown") from error

    async def delete(self, key: str) -> bool:
        """Remove the file."""
        return await asyncio.to_thread(self._unlink, self._path(key))

    @staticmethod
    def _unlink(path: Path) -> bool:
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        return True

    async def settled(self, prefix: str, before: datetime) -> list[str]:
        """Keys of the files below the folder, by the time they were last written; half-written ones included."""
        return await asyncio.to_thread(self._older, self._path(prefix), before.timestamp())

    def _older(self, folder: Path, before: float) -> list[str]:
        found: list[str] = []
        for path in folder.rglob("*") if folder.is_dir() else ():
            with suppress(FileNotFoundError):  # removed meanwhile
                if path.is_file() and path.stat().st_mtime < before:
                    found.append(path.relative_to(self._root).as_posix())
        return sorted(found)

    async def delete_prefix(self, prefix: str) -> int:
        """Remove the folder `prefix` and all in it."""
        return await asyncio.to_thread(self._remove, self._path(prefix))

    @staticmethod
    def _remove(folder: Path) -> int:
        files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
        for path in files:
            path.unlink(missing_ok=True)
        folders = sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else []
        for path in (*folders, folder):
            with suppress(OSError):  # gone already, or a file has just come into it
                path.rmdir()
        return len(files)
