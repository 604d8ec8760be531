"""Files (photos, audio, papers) by key, behind one small Protocol; a local folder is the embedded store."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
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

    async def delete_prefix(self, prefix: str) -> int:
        """Remove everything below the folder `prefix`; returns how many files that were."""


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

    async def delete_prefix(self, prefix: str) -> int:
        """Remove the folder `prefix` and all in it."""
        return await asyncio.to_thread(self._remove, self._path(prefix))

    @staticmethod
    def _remove(folder: Path) -> int:
        files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
        for path in files:
            path.unlink()
        for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
            path.rmdir()
        if folder.is_dir():
            folder.rmdir()
        return len(files)
