"""After a rotation nothing is left that needs the older key."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from assistant.interview.repository import InterviewRepository
from assistant.kit import migrations
from assistant.kit.database import Database
from assistant.kit.reseal_repository import reseal
from assistant.kit.sealed import Sealer
from tests.kit.test_sealed_columns import FACT, NOW, raw, write

OLD = Sealer({"1": b"1" * 32}, "1", b"i")
BOTH = Sealer({"2": b"2" * 32, "1": b"1" * 32}, "2", b"i")
NEW = Sealer({"2": b"2" * 32}, "2", b"i")


async def test_every_value_old_plain_or_sealed_is_sealed_with_the_new_key(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    plain, old, both, new = Database(url), Database(url, OLD), Database(url, BOTH), Database(url, NEW)
    await migrations.upgrade(plain)
    await write(plain, "int_plain")
    for n in range(3):
        await write(old, f"int_{n}")
    done = await reseal(both)
    assert done["facts"] == done["interviews"] == 4
    assert all(value.strip('"').startswith("ayi~2~") for value in await raw(plain))
    async with new.reading() as session:
        assert await InterviewRepository(session).facts("int_plain") == [FACT]
        assert await InterviewRepository(session).facts("int_2") == [FACT]
    assert (await reseal(new))["facts"] == 4, "it may be repeated"
    for database in (plain, old, both, new):
        await database.close()


async def test_more_rows_than_fit_into_one_transaction_are_all_sealed_anew(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"
    old, both = Database(url, OLD), Database(url, BOTH)
    await migrations.upgrade(old)
    await write(old, "int_1")
    async with old.session() as session:
        await InterviewRepository(session).add_facts("int_1", [FACT] * 450, 1, NOW)
    assert (await reseal(both))["facts"] == 451
    async with both.reading() as session:
        left = await session.execute(text("SELECT count(*) FROM facts WHERE fact LIKE '%ayi~1~%'"))
        assert left.scalar_one() == 0
    await old.close()
    await both.close()
