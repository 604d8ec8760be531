"""What goes with an interview when it goes: its files, and what other rooms hold of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.interview.assisting import Assistance
from assistant.interview.state import Phase
from assistant.interview.tables import InterviewRow
from assistant.interview.watching import Watcher
from assistant.kit.blobs import BlobStore

FILES = "interviews"
"""The folder of the blob store below which every interview has one of its own."""


class Forgetting:
    """Removes what lies outside the database's rows once these are gone."""

    def __init__(self, blobs: BlobStore, watchers: Sequence[Watcher], assistance: Assistance | None) -> None:
        self._blobs = blobs
        self._watchers = tuple(watchers)
        self._assistance = assistance

    async def beside_rows(self, interview_ids: Sequence[str]) -> None:
        """Remove files of interviews whose rows are deleted, and have every other room forget them."""
        for interview_id in interview_ids:
            await self._blobs.delete_prefix(f"{FILES}/{interview_id}")
        if self._assistance is not None:
            self._assistance.forget(interview_ids)
        for watcher in self._watchers if interview_ids else ():
            await watcher.forgotten(interview_ids)

    async def declined(self, row: InterviewRow) -> None:
        """Keep no file of an interview without consent; another's files stay."""
        if row.phase == Phase.DECLINED:
            await self._blobs.delete_prefix(f"{FILES}/{row.id}")
