"""Rooms above may follow what happens to an interview, in its own transaction: either both are written or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.state import Event, InterviewState
from assistant.interview.tables import InterviewRow
from assistant.profile.fold import Folded, fold
from assistant.profile.model import Fact


@dataclass(frozen=True)
class Change:
    """What one turn did to an interview; its words and facts are in the session already.

    `facts` are all that stand after it, so that nobody who follows need read and fold them again.
    """

    row: InterviewRow
    turn_id: str
    state: InterviewState
    facts: Sequence[Fact] = ()
    events: Sequence[Event] = ()

    @cached_property
    def folded(self) -> Folded:
        """The profile after the turn, folded once for all who follow."""
        return fold(self.facts)


class Watcher(Protocol):
    """One who follows interviews."""

    async def changed(self, session: AsyncSession, change: Change) -> None:
        """An interview was opened or took a turn. What is raised here undoes the turn."""

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        """These interviews are gone for good; called after their rows are."""
