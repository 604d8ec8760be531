"""Every layer is a yes of its own, kept with its text and time, and taken back at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.interview.repository import InterviewRepository
from assistant.interview.state import Event, EventKind, InterviewState
from assistant.interview.tables import InterviewRow
from assistant.interview.watching import Change
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.review.audit import AuditTrail
from assistant.review.consents import FOUNDATION, LAYERS, ConsentService, ConsentWatcher, Layer, consent_texts

HER = Actor("int_1", "worker", "north")


@pytest.fixture
def consents(clock: FixedClock, settings: Settings) -> ConsentService:
    return ConsentService(clock, settings, AuditTrail(clock, b"key"))


@pytest.fixture
async def row(database: Database, clock: FixedClock) -> InterviewRow:
    now = clock.now()
    made = InterviewRow(
        id="int_1",
        token_digest="d",
        agency_id="north",
        language="zh",
        channel="text",
        phase="asking",
        state={},
        turns=0,
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(days=1),
    )
    async with database.session() as session:
        InterviewRepository(session).add(made)
    return made


async def say(database: Database, consents: ConsentService, row: InterviewRow, kind: EventKind) -> None:
    async with database.session() as session:
        change = Change(row, "turn_1", InterviewState(), events=[Event(kind=kind)])
        await ConsentWatcher(consents).changed(session, change)


async def press(database: Database, consents: ConsentService, layer: Layer, *, given: bool) -> bool:
    async with database.session() as session:
        return await consents.set(session, HER, "int_1", layer, "page", given=given)


async def held(database: Database, consents: ConsentService) -> set[Layer]:
    async with database.reading() as session:
        return {layer for layer, standing in (await consents.standings(session, "int_1")).items() if standing.holds}


async def test_her_yes_in_the_conversation_gives_what_the_interview_rests_on_and_no_more(
    database: Database, consents: ConsentService, row: InterviewRow
) -> None:
    assert await held(database, consents) == set()
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    assert await held(database, consents) == FOUNDATION


async def test_publication_is_a_yes_of_its_own_and_needs_the_interviews(
    database: Database, consents: ConsentService, row: InterviewRow
) -> None:
    with pytest.raises(ConflictError, match="consent_interview_first"):
        await press(database, consents, "publish", given=True)
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    assert await press(database, consents, "publish", given=True)
    assert await held(database, consents) == FOUNDATION | {"publish"}
    assert not await press(database, consents, "publish", given=True), "said twice, it is written once"
    assert await press(database, consents, "publish", given=False)
    assert await held(database, consents) == FOUNDATION


@pytest.mark.parametrize("kind", [EventKind.CONSENT_WITHDRAWN, EventKind.DELETE_REQUESTED, EventKind.CONSENT_DECLINED])
async def test_taking_back_the_interviews_consent_takes_back_all(
    database: Database, consents: ConsentService, row: InterviewRow, kind: EventKind
) -> None:
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    await press(database, consents, "publish", given=True)
    await say(database, consents, row, kind)
    async with database.reading() as session:
        standings = await consents.standings(session, "int_1")
    assert {layer: standing.given for layer, standing in standings.items()} == {
        "interview": False,
        "keep": False,
        "publish": False,
        "video": None,
        "papers": None,
        "background_check": None,
        "messages": None,
    }


@pytest.mark.parametrize("kind", [EventKind.CONSENT_WITHDRAWN, EventKind.DELETE_REQUESTED])
async def test_what_she_takes_back_in_the_conversation_is_due_at_once(
    database: Database, consents: ConsentService, row: InterviewRow, clock: FixedClock, kind: EventKind
) -> None:
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    assert row.expires_at > clock.now()
    await say(database, consents, row, kind)
    assert row.expires_at == clock.now()


async def test_who_agreed_to_an_older_text_is_asked_again_before_anything_new_rests_on_it(
    database: Database, consents: ConsentService, row: InterviewRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    newer = consent_texts().model_copy(update={"version": "2027-01"})
    monkeypatch.setattr("assistant.review.consents.consent_texts", lambda: newer)
    async with database.session() as session:
        standing = (await consents.standings(session, "int_1"))["keep"]
        assert (standing.given, standing.current, standing.holds) == (True, False, False)
        with pytest.raises(ConflictError, match="consent_text_changed"):
            await consents.set(session, HER, "int_1", "publish", "page", given=True, version="2026-11")
    assert await press(database, consents, "keep", given=True)


async def test_every_change_is_kept_with_time_way_and_version_and_stands_in_the_trail(
    database: Database, consents: ConsentService, row: InterviewRow, clock: FixedClock
) -> None:
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    clock.advance(days=1)
    await press(database, consents, "publish", given=True)
    async with database.reading() as session:
        history = await consents.history(session, "int_1")
        trail = await AuditTrail(clock, b"key").find(session, "north", subject="int_1")
    assert [(each.layer, each.given, each.channel) for each in history] == [
        ("interview", True, "text"),
        ("keep", True, "text"),
        ("publish", True, "page"),
    ]
    assert history[-1].at == clock.now()
    assert {each.version for each in history} == {consent_texts().version}
    assert [entry.action for entry in trail] == ["consent.give"] * 3


def test_every_layer_says_what_for_how_long_and_how_it_ends(consents: ConsentService) -> None:
    assert [layer.id for layer in consent_texts().layers] == list(LAYERS)
    for layer in consent_texts().layers:
        for language in ("zh", "en"):
            words = consents.words(layer, language)
            assert all(words.values())
            assert "{" not in "".join(words.values())


async def test_consents_go_with_the_interview(database: Database, consents: ConsentService, row: InterviewRow) -> None:
    await say(database, consents, row, EventKind.CONSENT_GIVEN)
    async with database.session() as session:
        await InterviewRepository(session).delete("int_1")
    async with database.reading() as session:
        assert await consents.history(session, "int_1") == []
