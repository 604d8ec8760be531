"""Files are sealed where they lie and read as ever; what was moved or changed does not open."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.kit.blobs import FolderBlobStore
from assistant.kit.errors import NotFoundError
from assistant.kit.sealed import Sealer, SealError, version_of_bytes
from assistant.kit.sealed_blobs import SealedBlobs

SOUND = b"RIFF her voice, with her number in it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def blobs(folder: Path) -> SealedBlobs:
    return SealedBlobs(FolderBlobStore(folder), Sealer({"1": b"1" * 32}, "1", b"i"))


async def test_a_file_lies_sealed_and_is_read_as_it_was(blobs: SealedBlobs, folder: Path) -> None:
    await blobs.put("interviews/int_1/rec.wav", SOUND)
    kept = (folder / "interviews/int_1/rec.wav").read_bytes()
    assert version_of_bytes(kept) == "1"
    assert b"her voice" not in kept
    assert await blobs.get("interviews/int_1/rec.wav") == SOUND


async def test_a_file_from_before_is_given_as_it_is_until_it_is_sealed(blobs: SealedBlobs, folder: Path) -> None:
    await FolderBlobStore(folder).put("a/b.wav", SOUND)
    assert await blobs.get("a/b.wav") == SOUND
    assert await blobs.reseal("a/b.wav")
    assert not await blobs.reseal("a/b.wav")
    assert version_of_bytes((folder / "a/b.wav").read_bytes()) == "1"
    assert await blobs.get("a/b.wav") == SOUND


async def test_a_file_moved_to_another_key_does_not_open(blobs: SealedBlobs, folder: Path) -> None:
    await blobs.put("a/one.wav", SOUND)
    (folder / "a/one.wav").rename(folder / "a/two.wav")
    with pytest.raises(SealError):
        await blobs.get("a/two.wav")


async def test_removing_and_listing_are_the_inner_stores(blobs: SealedBlobs) -> None:
    await blobs.put("a/one.wav", SOUND)
    await blobs.put("a/two.wav", SOUND)
    assert await blobs.delete("a/one.wav")
    assert await blobs.delete_prefix("a") == 1
    with pytest.raises(NotFoundError):
        await blobs.get("a/two.wav")
