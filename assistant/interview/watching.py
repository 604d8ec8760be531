"""Rooms above may follow what happens to an interview, in its own transaction: either both are written or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.state import Event
from assistant.interview.tables import InterviewRow


@dataclass(frozen=True, slots=True)
class Change:
    """What one turn did to an interview; its words and facts are in the session already."""

    row: InterviewRow
    turn_id: str
    events: Sequence[Event] = ()


class Watcher(Protocol):
    """One who follows interviews."""

    async def changed(self, session: AsyncSession, change: Change) -> None:
        """An interview was opened or took a turn. What is raised here undoes the turn."""

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        """These interviews are gone for good; called after their rows are."""
