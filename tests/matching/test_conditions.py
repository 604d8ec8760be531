"""A condition means the same to the database and to Python; terms keep their numbers for ever."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from assistant.kit.database import Database
from assistant.matching.codes import CITIES, TERMS, Codes, bit, district_bit, term
from assistant.matching.conditions import Bits, Compared, Condition
from assistant.matching.near_misses import failed
from assistant.matching.repository import MatchRepository, Question
from assistant.matching.tables import COLUMNS, MASK_BITS, MASKS, MatchPostRow

EMPTY: dict[str, int | None] = {"job": 1, "city": 1, "spin": 0, **dict.fromkeys(COLUMNS, 0)}
KEYS = st.tuples(st.sampled_from([TERMS, CITIES, "districts/北京"]), st.text(min_size=1, max_size=4))
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


@given(
    st.lists(
        st.tuples(st.sampled_from([TERMS, CITIES, "districts/北京"]), st.text(min_size=1, max_size=4)), max_size=60
    )
)
def test_a_number_once_given_stays(keys: list[tuple[str, str]]) -> None:
    half = Codes().with_new(keys[: len(keys) // 2])
    whole = half.with_new(keys)
    assert half.given.items() <= whole.given.items()
    assert whole.missing(keys) == []
    for kind in (TERMS, CITIES):
        codes = [code for (each, _), code in whole.given.items() if each == kind]
        assert len(set(codes)) == len(codes)
    assert all(code >= 1 for (kind, _), code in whole.given.items() if kind != TERMS), "0 stands for unknown"


def test_every_bit_fits_a_signed_column_and_a_full_index_gives_no_more() -> None:
    room = MASK_BITS * len(MASKS)
    full = Codes().with_new(term("skills", str(n)) for n in range(room + 5))
    assert len(full.given) == room
    assert len({bit(code) for code in full.given.values()}) == room
    assert all(bit(code)[1] < 2**63 for code in full.given.values())
    assert district_bit(1) == 1
    assert district_bit(500) == 1 << (MASK_BITS - 1)
