"""People for the tests of the search: made of what they say, as real ones are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from assistant.matching.model import Mark, Need, PublishedWorker
from assistant.matching.names import display_name
from assistant.matching.publishable import publishable
from assistant.matching.service import MatchService
from assistant.profile.fold import fold
from assistant.profile.model import Fact, WorkerProfile
from assistant.understanding.reader import read
from assistant.understanding.reading import Context

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
CLEAR = Mark(what="record_check", by="王静", on=date(2026, 10, 1), until=date(2027, 9, 30))
NANNY = ("做育儿嫂六年了", "会做辅食，会拍嗝", "住家", "现在住北京朝阳", "8000一个月", "随时能上户")


def facts_of(*turns: str) -> list[Fact]:
    """What these turns say."""
    return [
        fact
        for number, text in enumerate(turns)
        for fact in read(text, Context(today=TODAY, language="zh"), f"t{number}").facts
    ]


def profile_of(*turns: str) -> WorkerProfile:
    return fold(facts_of(*turns)).profile


def person(
    worker_id: str,
    *turns: str,
    marks: tuple[Mark, ...] = (CLEAR,),
    agency: str = "default",
    published: datetime = datetime(2026, 11, 10, tzinfo=UTC),
    until: datetime | None = None,
) -> PublishedWorker:
    """Somebody who said these turns and is published."""
    facts = facts_of(*turns)
    whole = fold(facts).profile
    profile, kept = publishable(whole, facts)
    return PublishedWorker(
        worker_id=worker_id,
        agency_id=agency,
        display_name=display_name(whole),
        card_code=f"CARD{worker_id}",
        profile=profile,
        facts=kept,
        marks=list(marks),
        published_at=published,
        valid_until=until,
    )


async def published(service: MatchService, *workers: PublishedWorker) -> None:
    """Publish them one after the other."""
    for worker in workers:
        await service.publish(worker)


async def found(service: MatchService, need: Need, **options: object) -> list[str]:
    """Whom a search finds, by id."""
    result = await service.search(need, language="zh", **options)  # type: ignore[arg-type] # options are the search's own
    return [match.worker_id for match in result.matches]


def nanny(**changes: object) -> Need:
    """A need for a nanny in Beijing, with these changes."""
    return Need.model_validate({"job": "childcare_nanny", "city": "北京"} | changes)
