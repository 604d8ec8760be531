"""Files are kept whole, under safe names, and really removed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.kit.blobs import FolderBlobStore
from assistant.kit.errors import BadInputError, NotFoundError


async def test_what_is_put_can_be_got(tmp_path: Path) -> None:
    store = FolderBlobStore(tmp_path)
    await store.put("interviews/int_A/turn_1.webm", b"sound")
    await store.put("interviews/int_A/turn_1.webm", b"better sound")
    assert await store.get("interviews/int_A/turn_1.webm") == b"better sound"


async def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        await FolderBlobStore(tmp_path).get("no/such.txt")


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a//b", "a/../b", "", "a\x00b", "a b", "名字"])
async def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadInputError):
        await FolderBlobStore(tmp_path).put(key, b"x")


async def test_deleting_a_person_leaves_no_file_of_hers(tmp_path: Path) -> None:
    store = FolderBlobStore(tmp_path)
    for key in ("interviews/int_A/1.webm", "interviews/int_A/photo/2.jpg", "interviews/int_B/1.webm"):
        await store.put(key, b"x")
    assert await store.delete_prefix("interviews/int_A") == 2
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["1.webm"]
    assert await store.delete_prefix("interviews/int_A") == 0


async def test_one_file_can_go_and_the_rest_stays(tmp_path: Path) -> None:
    store = FolderBlobStore(tmp_path)
    for key in ("interviews/int_A/1.webm", "interviews/int_A/2.webm"):
        await store.put(key, b"x")
    assert await store.delete("interviews/int_A/1.webm")
    assert not await store.delete("interviews/int_A/1.webm")
    assert await store.get("interviews/int_A/2.webm") == b"x"


async def test_files_that_have_settled_are_named_and_fresh_ones_are_not(tmp_path: Path) -> None:
    store = FolderBlobStore(tmp_path)
    for key in ("interviews/int_A/1.webm", "interviews/int_B/2.webm", "papers/3.pdf"):
        await store.put(key, b"x")
    os.utime(tmp_path / "interviews/int_A/1.webm", (1_000, 1_000))
    os.utime(tmp_path / "papers/3.pdf", (1_000, 1_000))
    assert await store.settled("interviews", datetime.fromtimestamp(2_000, UTC)) == ["interviews/int_A/1.webm"]
    assert await store.settled("nothing", datetime.fromtimestamp(2_000, UTC)) == []
