"""Files are kept whole, under safe names, and really removed."""

from __future__ import annotations

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
