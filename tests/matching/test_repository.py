"""The index in its tables: a condition means the same to the database and to Python; people come, change and go."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from assistant.kit.database import Database
from assistant.matching.conditions import Bits, Compared, Condition
from assistant.matching.index import keys_of, rows_of
from assistant.matching.near_misses import failed
from assistant.matching.repository import VECTOR, MatchRepository, Points, Question
from assistant.matching.tables import COLUMNS, MASK_BITS, MatchPostRow
from tests.matching.people import NANNY, person

EMPTY: dict[str, int | None] = {"job": 1, "city": 1, "spin": 0, **dict.fromkeys(COLUMNS, 0)}
ROWS: list[dict[str, int | None]] = [
    {**EMPTY, "no": 1, "m0": 0b101, "pay_month": 8000, "available": None},
    {**EMPTY, "no": 2, "m0": 0b001, "pay_month": None, "available": 0, "rest": None},
    {**EMPTY, "no": 3, "m0": 0b111, "pay_month": 9000, "available": 700_000, "m8": 1 << (MASK_BITS - 1)},
    {**EMPTY, "no": 4, "m0": 0, "pay_month": 7999, "available": 1, "rest": 4, "gate": 1},
]
ATOMS: list[Any] = [
    Bits("m0", 0b101),
    Bits("m0", 0b110, "any"),
    Bits("m0", 0b010, "none"),
    Bits("m8", 1 << (MASK_BITS - 1)),
    Compared("pay_month", "<=", 8000),
    Compared("pay_month", ">=", 8000),
    Compared("available", "<=", 0),
    Compared("rest", "<=", 2),
    Compared("gate", "==", 0),
    Compared("gate", "!=", 0),
    Compared("rest", "!=", 4),
]


@pytest.mark.parametrize("first", range(len(ATOMS)))
async def test_the_database_and_python_agree(database: Database, first: int) -> None:
    async with database.session() as session:
        await session.execute(insert(MatchPostRow), ROWS)
    for second in range(first, len(ATOMS)):
        either = Condition("either", (ATOMS[first], ATOMS[second]))
        nobody = Condition("nobody", ())
        async with database.reading() as session:
            ask = MatchRepository(session).ask
            found = await ask(Question((1,), (1,), (), (either,)))
            missing = await ask(Question((1,), (1,), (), (either, nobody), misses=2))
        assert {row["no"] for row in found.rows} == {row["no"] for row in ROWS if either.holds(row)}
        assert found.total == len(found.rows)
        assert {row["no"] for row in missing.rows} == {row["no"] for row in ROWS if not either.holds(row)}
        assert all(failed(row, (either, nobody)) == ("either", "nobody") for row in missing.rows)


async def test_nobody_is_asked_where_there_is_no_such_job_or_city(database: Database) -> None:
    async with database.reading() as session:
        ask = MatchRepository(session).ask
        assert (await ask(Question((), None, (), ()))).total == 0
        assert (await ask(Question((1,), (), (), ()))).total == 0


async def test_rows_come_by_the_rough_score_and_then_by_the_turn(database: Database) -> None:
    rows = [{**EMPTY, "no": no, "spin": 1023 - no, "m0": no % 2} for no in range(6)]
    async with database.session() as session:
        await session.execute(insert(MatchPostRow), rows)
    liked = (Points(Condition("liked", (Bits("m0", 1),)), 10),)
    async with database.reading() as session:
        ask = MatchRepository(session).ask
        scored = [row["no"] for row in (await ask(Question((1,), (1,), (), (), liked))).rows]
        turned = [row["no"] for row in (await ask(Question((1,), (1,), (), (), turn=3))).rows]
        few = await ask(Question((1,), (1,), (), (), limit=2, spins=(1018, 1022)))
        without = await ask(Question((1,), (1,), (), (), exclude=(0, 1)))
    assert scored == [5, 3, 1, 4, 2, 0]
    assert turned == [2, 1, 0, 5, 4, 3]
    assert ([row["no"] for row in few.rows], few.total) == ([5, 4], 4)
    assert {row["no"] for row in without.rows} == {2, 3, 4, 5}


async def test_vectors_come_with_the_rows_of_their_own_model_only(database: Database) -> None:
    worker = person("w1", *NANNY)
    async with database.session() as session:
        repository = MatchRepository(session)
        given = await repository.coded(keys_of(worker))
        no = await repository.put(worker, rows_of(worker, given))
        await repository.put_vector(no, "one", b"\x01\x02")
        job = given.get(("jobs", "childcare_nanny"))
        assert job is not None
        for model, vector in (("one", b"\x01\x02"), ("other", None)):
            answered = await repository.ask(Question((job,), None, (), (), model=model))
            assert [row[VECTOR] for row in answered.rows] == [vector]
        assert VECTOR not in (await repository.ask(Question((job,), None, (), ()))).rows[0]
        await repository.put_vector(no, "one", None)
        assert (await repository.ask(Question((job,), None, (), (), model="one"))).rows[0][VECTOR] is None


async def test_nothing_of_a_removed_person_stays(database: Database) -> None:
    worker = person("w1", *NANNY)
    async with database.session() as session:
        repository = MatchRepository(session)
        given = await repository.coded(keys_of(worker))
        no = await repository.put(worker, rows_of(worker, given))
        await repository.put_vector(no, "one", b"\x01")
        assert await repository.remove("w1")
        assert not await repository.remove("w1")
        for table in ("match_workers", "match_posts", "match_vectors"):
            connection = await session.connection()
            left = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own tables
            assert left.scalar_one() == 0


async def test_numbers_of_terms_are_given_once_and_kept(database: Database) -> None:
    async with database.session() as session:
        first = await MatchRepository(session).coded([("cities", "北京"), ("cities", "上海")])
    async with database.session() as session:
        then = await MatchRepository(session).coded([("cities", "广州"), ("cities", "北京")])
    assert first.given.items() <= then.given.items()
    assert then.get(("cities", "广州")) == 3
    async with database.reading() as session:
        assert (await MatchRepository(session).codes()).given == then.given
