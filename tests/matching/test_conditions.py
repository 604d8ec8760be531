"""Conditions hold or not, what is unsaid fulfils none, and terms keep their numbers for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching.codes import CITIES, TERMS, Codes, bit, district_bit, term
from assistant.matching.conditions import Bits, Compared, Condition
from assistant.matching.tables import MASK_BITS, MASKS

KEYS = st.tuples(st.sampled_from([TERMS, CITIES, "districts/北京"]), st.text(min_size=1, max_size=4))
ROW: dict[str, int | None] = {"m0": 0b101, "pay_month": 8000, "available": None}


@pytest.mark.parametrize(
    "atom",
    [
        Bits("m0", 0b101),
        Bits("m0", 0b110, "any"),
        Bits("m0", 0b010, "none"),
        Compared("pay_month", "<=", 8000),
        Compared("pay_month", "==", 8000),
    ],
)
def test_what_she_has_and_said_holds(atom: Bits | Compared) -> None:
    assert atom.holds(ROW)


@pytest.mark.parametrize(
    "atom",
    [
        Bits("m0", 0b111),
        Bits("m0", 0b010, "any"),
        Bits("m0", 0b001, "none"),
        Compared("pay_month", "<=", 7999),
        Compared("pay_month", ">=", 8001),
        Compared("available", "<=", 9_999_999),
        Compared("available", ">=", 0),
    ],
)
def test_what_she_has_not_and_what_is_unsaid_does_not(atom: Bits | Compared) -> None:
    assert not atom.holds(ROW)


def test_a_condition_holds_when_one_of_its_parts_does_and_never_without_any() -> None:
    yes, no = Bits("m0", 1), Bits("m0", 2)
    assert Condition("x", (no, yes)).holds(ROW)
    assert not Condition("x", (no,)).holds(ROW)
    assert not Condition("x", ()).holds(ROW)


@given(st.lists(KEYS, max_size=60))
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
