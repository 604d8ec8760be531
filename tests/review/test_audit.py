"""The trail holds what was done, in order, and shows it when anything was touched afterwards."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.review.audit import AuditTrail, Detail, Head, system_actor

OWNER = Actor("acc_1", "owner", "north")
OTHER = Actor("acc_2", "reviewer", "south")


@pytest.fixture
def trail(clock: FixedClock) -> AuditTrail:
    return AuditTrail(clock, b"key")


async def fill(trail: AuditTrail, database: Database, count: int = 4) -> None:
    for n in range(count):
        async with database.session() as session:
            await trail.record(session, OWNER, "file.open", f"int_{n}", {"n": n, "codes": ["a", "b"]})


async def tamper(database: Database, *statements: str) -> None:
    """What somebody does who may do anything to the database, and clears the guards away first."""
    async with database.session() as session:
        for guard in ("update", "delete"):
            await session.execute(text(f"DROP TRIGGER audit_entries_no_{guard}"))
        for statement in statements:
            await session.execute(text(statement))


async def test_an_untouched_trail_is_whole(trail: AuditTrail, database: Database) -> None:
    await fill(trail, database)
    async with database.session() as session:
        await trail.record(session, OTHER, "file.approve", "int_9")
        await trail.record(session, system_actor(), "retention.run", "system")
    verdict = await trail.verify(database)
    assert verdict.whole
    assert (verdict.entries, verdict.chains) == (6, 3)


async def test_an_empty_trail_is_whole(trail: AuditTrail, database: Database) -> None:
    assert (await trail.verify(database)).whole


async def test_an_entry_stands_only_if_what_it_tells_of_does(trail: AuditTrail, database: Database) -> None:
    await fill(trail, database, 1)
    with suppress(RuntimeError):
        async with database.session() as session:
            await trail.record(session, OWNER, "file.approve", "int_1")
            raise RuntimeError
    await fill(trail, database, 1)
    verdict = await trail.verify(database)
    assert verdict.whole
    assert verdict.entries == 2


async def test_several_entries_of_one_transaction_and_many_writers_make_one_chain(
    trail: AuditTrail, database: Database
) -> None:
    async def write(n: int) -> None:
        async with database.session() as session:
            await trail.record(session, OWNER, "file.open", f"int_{n}")
            await trail.record(session, OWNER, "file.note", f"int_{n}")

    await asyncio.gather(*(write(n) for n in range(8)))
    verdict = await trail.verify(database)
    assert verdict.whole
    assert verdict.entries == 16


async def test_the_database_itself_refuses_changes(trail: AuditTrail, database: Database) -> None:
    await fill(trail, database)
    for statement in ("UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"):
        with pytest.raises(DatabaseError, match="only added"):
            async with database.session() as session:
                await session.execute(text(statement))


@pytest.mark.parametrize(
    ("change", "position", "kind"),
    [
        ("UPDATE audit_entries SET actor_id = 'acc_9' WHERE position = 2", 2, "changed"),
        ("UPDATE audit_entries SET detail = '{}' WHERE position = 3", 3, "changed"),
        ("UPDATE audit_entries SET subject = 'int_9' WHERE position = 1", 1, "changed"),
        ("UPDATE audit_entries SET at = '2026-01-01 00:00:00.000000' WHERE position = 1", 1, "changed"),
        ("DELETE FROM audit_entries WHERE position = 2", 2, "missing"),
        ("DELETE FROM audit_entries WHERE position = 4", 4, "missing"),
        ("DELETE FROM audit_heads", 5, "missing"),
        ("UPDATE audit_heads SET length = 3", 5, "head"),
    ],
)
async def test_whatever_is_changed_is_found(
    trail: AuditTrail, database: Database, change: str, position: int, kind: str
) -> None:
    await fill(trail, database)
    await tamper(database, change)
    verdict = await trail.verify(database)
    assert not verdict.whole
    assert (verdict.flaws[0].position, verdict.flaws[0].kind) == (position, kind)


async def test_a_chain_written_anew_without_the_secret_is_found(
    trail: AuditTrail, database: Database, clock: FixedClock
) -> None:
    await fill(AuditTrail(clock, b"another key"), database)
    assert {flaw.kind for flaw in (await trail.verify(database)).flaws} == {"changed"}


async def test_a_chain_cut_short_with_its_end_is_found_by_an_end_noted_before(
    trail: AuditTrail, database: Database
) -> None:
    await fill(trail, database, 3)
    shorter = await trail.heads(database)
    await fill(trail, database, 1)
    noted = await trail.heads(database)
    assert (await trail.verify(database, noted)).whole
    assert (await trail.verify(database, shorter)).whole, "a chain that grew since is still the same"
    await tamper(
        database,
        "DELETE FROM audit_entries WHERE position = 4",
        "UPDATE audit_heads SET length = 3, digest = (SELECT digest FROM audit_entries WHERE position = 3)",
    )
    assert (await trail.verify(database)).whole, "from the database alone nobody could tell"
    assert [flaw.position for flaw in (await trail.verify(database, noted)).flaws] == [4]
    assert not (await trail.verify(database, [Head("gone", 2, "0" * 64)])).whole


@pytest.mark.parametrize(
    "detail",
    [
        {"words": "刚才说错了"},
        {"phone": "13812345678"},
        {"phone": 13812345678},
        {"Name": "x"},
        {"text": "two words"},
        {"list": ["ok", "王阿姨"]},
        {"long": "x" * 121},
    ],
)
async def test_an_entry_cannot_carry_what_a_person_said(trail: AuditTrail, database: Database, detail: Detail) -> None:
    async with database.session() as session:
        with pytest.raises(ValueError, match="never words"):
            await trail.record(session, OWNER, "file.open", "int_1", detail)
        with pytest.raises(ValueError, match="id"):
            await trail.record(session, OWNER, "file.open", "13812345678")
        with pytest.raises(ValueError, match="action"):
            await trail.record(session, OWNER, "He said", "int_1")


@given(st.text("23456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=16, max_size=16).filter(lambda name: not name.isdigit()))
def test_every_id_of_ours_can_be_a_subject(name: str) -> None:
    from assistant.review.audit import _check

    _check("file.open", f"int_{name}", {"turn": f"turn_{name}"})


async def test_an_agency_reads_its_own_entries_newest_first(trail: AuditTrail, database: Database) -> None:
    await fill(trail, database)
    async with database.session() as session:
        await trail.record(session, OTHER, "file.open", "int_1")
    async with database.reading() as session:
        found = await trail.find(session, "north")
        assert [entry.position for entry in found] == [4, 3, 2, 1]
        assert [entry.position for entry in await trail.find(session, "north", before=3, limit=1)] == [2]
        assert [entry.actor_id for entry in await trail.find(session, "north", subject="int_1")] == ["acc_1"]
        assert await trail.find(session, "nowhere") == []
        assert await trail.find(session, "north", action="file.approve") == []


def test_the_trail_of_an_installation_is_keyed_with_its_secret(settings: Settings, clock: FixedClock) -> None:
    assert AuditTrail.of(settings, clock)._keys == AuditTrail.of(settings, clock)._keys


async def test_a_trail_written_under_two_keys_is_whole_under_both(database: Database, clock: FixedClock) -> None:
    await fill(AuditTrail(clock, b"first"), database, 2)
    rotated = AuditTrail(clock, b"second", b"first")
    await fill(rotated, database, 2)
    verdict = await rotated.verify(database)
    assert (verdict.whole, verdict.entries) == (True, 4)
    assert not (await AuditTrail(clock, b"second").verify(database)).whole


async def test_an_old_key_counts_no_more_once_a_newer_one_was_used(database: Database, clock: FixedClock) -> None:
    old, rotated = AuditTrail(clock, b"first"), AuditTrail(clock, b"second", b"first")
    await fill(old, database, 1)
    await fill(rotated, database, 1)
    await fill(old, database, 1)
    assert [(flaw.position, flaw.kind) for flaw in (await rotated.verify(database)).flaws] == [(3, "changed")]
