"""What she says is sealed in the database and reads as ever in Python; offsets do not move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import InterviewRow, TurnRow
from assistant.kit import migrations
from assistant.kit.database import Database
from assistant.kit.sealed import Sealer, SealError, version_of
from assistant.profile.model import Fact

NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
WORDS = "电话一三八一二三四五六七八，哦不，尾号五六七九"
SEALER = Sealer({"1": b"1" * 32}, "1", b"i")
FACT = Fact(
    field="phone", value="13812345679", quote="尾号五六七九", turn_id="turn_1", start=17, end=23, source="rules"
)


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[dict[str, Database]]:
    """The same database, opened without keys, with them, and with others."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    databases = {
        "plain": Database(url),
        "sealing": Database(url, SEALER),
        "foreign": Database(url, Sealer({"1": b"2" * 32}, "1", b"i")),
    }
    await migrations.upgrade(databases["plain"])
    yield databases
    for database in databases.values():
        await database.close()


async def write(database: Database, interview_id: str) -> None:
    async with database.session() as session:
        repository = InterviewRepository(session)
        dates = {"created_at": NOW, "updated_at": NOW, "expires_at": NOW}
        row = InterviewRow(
            id=interview_id, token_digest="d", language="zh", channel="text", phase="asking", turns=0, **dates
        )
        row.state = {"parked": [{"text": WORDS}]}
        row.agency_id = "default"
        repository.add(row)
        await session.flush()
        repository.add(
            TurnRow(
                id=f"turn_{interview_id}",
                interview_id=interview_id,
                position=1,
                text=WORDS,
                response={"reply": {"text": "13812345679，对吗？"}},
                created_at=NOW,
            )
        )
        await repository.add_facts(interview_id, [FACT], 0, NOW)


async def raw(database: Database) -> list[str]:
    async with database.reading() as session:
        found = []
        for query in ("state FROM interviews", "text FROM interview_turns", "response FROM interview_turns"):
            found += list((await session.execute(text(f"SELECT {query}"))).scalars())
        return [*found, *(await session.execute(text("SELECT fact FROM facts"))).scalars()]


async def test_nothing_she_said_stands_in_the_database_and_all_of_it_is_read_back(
    opened: dict[str, Database],
) -> None:
    await write(opened["sealing"], "int_1")
    stored = await raw(opened["sealing"])
    assert len(stored) == 4
    assert all(version_of(value.strip('"')) == "1" for value in stored)
    async with opened["sealing"].reading() as session:
        repository = InterviewRepository(session)
        (turn,) = await repository.turns("int_1")
        (fact,) = await repository.facts("int_1")
        row = await repository.get("int_1")
    assert turn.text[fact.start : fact.end] == fact.quote
    assert fact == FACT
    assert row is not None
    assert row.state["parked"][0]["text"] == WORDS
    assert turn.response["reply"]["text"].startswith("13812345679")


async def test_rows_from_before_there_were_keys_are_read_and_sealed_when_written_again(
    opened: dict[str, Database],
) -> None:
    await write(opened["plain"], "int_1")
    assert any(WORDS in value for value in await raw(opened["plain"]))
    async with opened["sealing"].session() as session:
        (turn,) = await InterviewRepository(session).turns("int_1")
        assert turn.text == WORDS
        turn.text = WORDS + "。"
    assert not any(value == WORDS + "。" for value in await raw(opened["plain"]))


@pytest.mark.parametrize("name", ["plain", "foreign"])
async def test_without_the_right_keys_nothing_opens(opened: dict[str, Database], name: str) -> None:
    await write(opened["sealing"], "int_1")
    with pytest.raises((SealError, StatementError)):
        async with opened[name].reading() as session:
            await InterviewRepository(session).facts("int_1")


async def test_a_value_moved_to_another_column_does_not_open(opened: dict[str, Database]) -> None:
    await write(opened["sealing"], "int_1")
    async with opened["sealing"].session() as session:
        await session.execute(text("UPDATE facts SET fact = (SELECT state FROM interviews)"))
    with pytest.raises((SealError, StatementError)):
        async with opened["sealing"].reading() as session:
            await InterviewRepository(session).facts("int_1")
