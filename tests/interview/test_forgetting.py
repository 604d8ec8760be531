"""An interview that goes takes its files with it, and every room that follows it hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.book import load
from assistant.interview.forgetting import FILES
from assistant.interview.service import InterviewService
from assistant.interview.sources import Folders
from assistant.interview.watching import Change
from assistant.kit.blobs import FolderBlobStore
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.settings import Settings


class Follower:
    """A room that remembers which interviews it was told to forget."""

    def __init__(self) -> None:
        self.gone: list[str] = []

    async def changed(self, session: AsyncSession, change: Change) -> None:
        del session, change

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        self.gone += interview_ids


@pytest.fixture
def follower() -> Follower:
    return Follower()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobStore:
    return FolderBlobStore(tmp_path / "blobs")


@pytest.fixture
def service(
    database: Database, settings: Settings, clock: FixedClock, blobs: FolderBlobStore, follower: Follower
) -> InterviewService:
    return InterviewService(database, clock, settings, load(Folders.below(None)), blobs, watchers=[follower])


async def test_what_is_past_its_time_is_deleted_and_the_rest_is_not(
    service: InterviewService, clock: FixedClock, blobs: FolderBlobStore, follower: Follower
) -> None:
    old = await service.open("zh", None, "text")
    clock.advance(days=20)
    new = await service.open("zh", None, "text")
    clock.advance(days=15)
    for opened in (old, new):
        await blobs.put(f"{FILES}/{opened.id}/a.webm", b"sound")
    assert await service.purge() == 1
    assert follower.gone == [old.id]
    with pytest.raises(NotFoundError):
        await service.view(old.id, old.token)
    with pytest.raises(NotFoundError):
        await blobs.get(f"{FILES}/{old.id}/a.webm")
    assert (await service.view(new.id, new.token)).id == new.id
    assert await blobs.get(f"{FILES}/{new.id}/a.webm") == b"sound"


async def test_where_nothing_is_past_its_time_nobody_is_told(service: InterviewService, follower: Follower) -> None:
    await service.open("zh", None, "text")
    assert await service.purge() == 0
    assert follower.gone == []


async def test_her_no_removes_the_files_and_leaves_the_no(service: InterviewService, blobs: FolderBlobStore) -> None:
    opened = await service.open("zh", None, "text")
    await blobs.put(f"{FILES}/{opened.id}/a.webm", b"sound")
    while (await service.view(opened.id, opened.token)).phase != "declined":
        assert await blobs.get(f"{FILES}/{opened.id}/a.webm") == b"sound"
        await service.answer(opened.id, opened.token, "不同意")
    with pytest.raises(NotFoundError):
        await blobs.get(f"{FILES}/{opened.id}/a.webm")
