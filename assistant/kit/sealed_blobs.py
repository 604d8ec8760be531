"""Files sealed at rest: what a recording holds, a number among it, is no less private than what was typed."""

from __future__ import annotations

import asyncio
from datetime import datetime

from assistant.kit.blobs import BlobStore
from assistant.kit.sealed import Sealer, version_of_bytes


class SealedBlobs:
    """A store in front of another: files are sealed for their own key on the way in and open on the way out.

    A file from before there were keys is given as it is.
    """

    def __init__(self, inner: BlobStore, sealer: Sealer) -> None:
        self._inner = inner
        self._sealer = sealer

    async def put(self, key: str, data: bytes) -> None:
        """Seal and store."""
        sealed = await asyncio.to_thread(self._sealer.seal_bytes, data, key)
        await self._inner.put(key, sealed)

    async def get(self, key: str) -> bytes:
        """The file's bytes.

        Raises:
            NotFoundError: there is none under this key.
            SealError: it was changed, moved here from another key, or its key of sealing is not at hand.
        """
        kept = await self._inner.get(key)
        if version_of_bytes(kept) is None:
            return kept
        return await asyncio.to_thread(self._sealer.open_bytes, kept, key)

    async def reseal(self, key: str) -> bool:
        """Seal a file with the current key; whether it was not."""
        kept = await self._inner.get(key)
        if version_of_bytes(kept) == self._sealer.current:
            return False
        await self.put(key, await self.get(key))
        return True

    async def delete(self, key: str) -> bool:
        """Remove the file."""
        return await self._inner.delete(key)

    async def delete_prefix(self, prefix: str) -> int:
        """Remove everything below the folder."""
        return await self._inner.delete_prefix(prefix)

    async def settled(self, prefix: str, before: datetime) -> list[str]:
        """Keys below the folder last written before a moment, in order."""
        return await self._inner.settled(prefix, before)
