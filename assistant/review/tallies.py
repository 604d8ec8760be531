"""What everybody adds to the fairness report, worked out once for each interview and kept until she says more.

Folding the facts of ten thousand files takes half a minute; reading what came of it, a moment. Whether a tally still
fits is told by the interview itself when it is read (`Standing`), so nothing that changes an interview has to think of
the report, and the report is as exact as if it were made from the first word every time.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant import __version__
from assistant.interview.state import InterviewState, Phase
from assistant.interview.views import heard_in
from assistant.kit.database import Database
from assistant.review.fairness import Tally, Told, tally_of
from assistant.review.fairness_repository import FairnessRepository, Heard, Standing
from assistant.review.groups import fairness_rules

_AT_ONCE: Final = 100


@dataclass(slots=True)
class Progress:
    """How many interviews of how many are looked at, and how many tallies had to be made."""

    of: int = 0
    done: int = 0
    made: int = 0


class Tallies:
    """Keeps the tallies of interviews."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._making = asyncio.Lock()

    async def of(self, session: AsyncSession, agency_id: str, progress: Progress) -> dict[str, Tally]:
        """The tally of every interview of an agency as it is now; those that had to be made anew are kept."""
        repository = FairnessRepository(session)
        progress.of = await repository.count(agency_id)
        found: dict[str, Tally] = {}
        # Two who ask at the same time do not both do the same work.
        async with self._making:
            async for standings in repository.standings(agency_id):
                fitting = {
                    each.interview_id: _opened(each.tally)
                    for each in standings
                    if each.tally is not None and each.kept == _mark(each)
                }
                found.update(fitting)
                progress.done += len(fitting)
                others = [each for each in standings if each.interview_id not in found]
                for start in range(0, len(others), _AT_ONCE):
                    some = others[start : start + _AT_ONCE]
                    found.update(await self._made(session, some))
                    progress.done += len(some)
                    progress.made += len(some)
        return found

    async def _made(self, session: AsyncSession, standings: Sequence[Standing]) -> dict[str, Tally]:
        """Make these anew and keep them."""
        heard = await FairnessRepository(session).heard([each.interview_id for each in standings])
        session.expunge_all()
        made = await asyncio.to_thread(lambda: {each.row.id: tally_of_interview(each) for each in heard})
        marks = {each.interview_id: _mark(each) for each in standings}
        kept = {name: (marks[name], list(tally)) for name, tally in made.items()}
        async with self._database.session() as writing:
            await FairnessRepository(writing).keep_tallies(kept)
        return made


def tally_of_interview(heard: Heard) -> Tally:
    """The tally of one interview."""
    state = InterviewState.model_validate(heard.row.state)
    transcripts = [transcript for each in heard.recordings if (transcript := heard_in(each)) is not None]
    return tally_of(
        Told(
            opened=f"{heard.row.created_at:%Y-%m}",
            year=heard.row.created_at.year,
            # Whoever is asked back by a reviewer has been through it all before.
            completed=Phase.DONE in (state.phase, state.reviewer_return),
            consented=state.consented,
            facts=heard.facts,
            confidences=[transcript.confidence for transcript in transcripts],
        )
    )


def _opened(kept: list[Any]) -> Tally:
    opened, groups, stages = kept
    return Tally(opened, tuple(groups), tuple((stage, of, had) for stage, of, had in stages))


def _mark(standing: Standing) -> str:
    return f"{standing.mark} {_recipe()}"


@cache
def _recipe() -> str:
    """By what tallies are made: another release, other groups or another shape make all of them anew."""
    made_by = f"{Tally._fields} {fairness_rules().model_dump_json()}"
    return f"{__version__} {hashlib.sha256(made_by.encode()).hexdigest()[:12]}"
