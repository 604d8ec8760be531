"""What is sealed says nothing, opens only where it belongs, and survives a change of keys."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from assistant.kit.sealed import (
    DERIVED,
    KeysError,
    Sealer,
    SealError,
    new_key,
    parse_keys,
    sealer_of,
    version_of,
    version_of_bytes,
)
from assistant.kit.settings import Settings

ONE, TWO = b"1" * 32, b"2" * 32
SEALER = Sealer({"1": ONE}, "1", b"index")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("abc._"))
def test_what_was_sealed_opens_again(text: str, context: str) -> None:
    assert SEALER.open(SEALER.seal(text, context), context) == text


@given(st.binary(), st.text("abc._"))
def test_so_do_files(data: bytes, context: str) -> None:
    sealed = SEALER.seal_bytes(data, context)
    assert SEALER.open_bytes(sealed, context) == data
    assert version_of_bytes(sealed) == "1"


def test_a_sealed_value_shows_nothing_and_never_looks_the_same_twice() -> None:
    sealed = SEALER.seal("13812345678", "phone")
    assert "13812345678" not in sealed
    assert sealed.isascii()
    assert sealed != SEALER.seal("13812345678", "phone")


def test_it_opens_only_for_what_it_was_sealed_for() -> None:
    with pytest.raises(SealError):
        SEALER.open(SEALER.seal("words", "facts.fact"), "turns.text")


@pytest.mark.parametrize("broken", ["", "words", "ayi~1~", "ayi~1~!!", "ayi~1~AAAA", "ayi~9~AAAAAAAAAAAAAAAAAAAA"])
def test_what_was_never_sealed_here_does_not_open(broken: str) -> None:
    with pytest.raises(SealError):
        SEALER.open(broken, "phone")


@given(st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(at: int, change: int) -> None:
    sealed = bytearray(SEALER.seal_bytes(b"x" * 200, "file"))
    at = at % (len(sealed) - 6) + 6
    sealed[at] ^= change
    with pytest.raises(SealError):
        SEALER.open_bytes(bytes(sealed), "file")


def test_after_a_rotation_old_values_open_and_new_ones_carry_the_new_version() -> None:
    rotated = Sealer({"2": TWO, "1": ONE}, "2", b"index")
    assert rotated.open(SEALER.seal("old", "c"), "c") == "old"
    assert version_of(rotated.seal("new", "c")) == "2"
    with pytest.raises(SealError, match="version 2"):
        SEALER.open(rotated.seal("new", "c"), "c")


def test_the_index_finds_a_value_without_holding_it_and_outlives_a_rotation() -> None:
    rotated = Sealer({"2": TWO}, "2", b"index")
    index = SEALER.blind_index("13812345678", "phone")
    assert index == rotated.blind_index("13812345678", "phone")
    assert index != SEALER.blind_index("13812345679", "phone")
    assert index != SEALER.blind_index("13812345678", "other")
    assert index != Sealer({"1": ONE}, "1", b"another").blind_index("13812345678", "phone")
    assert "138" * 2 not in index


def test_without_keys_of_its_own_an_installation_seals_with_its_secret(settings: Settings) -> None:
    sealed = sealer_of(settings).seal("words", "c")
    assert str(version_of(sealed)).startswith(DERIVED)
    assert sealer_of(settings).open(sealed, "c") == "words"


def test_keys_set_later_seal_and_what_was_sealed_before_still_opens(settings: Settings) -> None:
    before = sealer_of(settings).seal("words", "c")
    keys = SecretStr(f"{new_key('b')},{new_key('a')}")
    after = sealer_of(settings.model_copy(update={"field_keys": keys}))
    assert after.open(before, "c") == "words"
    assert version_of(after.seal("words", "c")) == "b"
    assert set(after.versions) == {version_of(before), "a", "b"}


def test_what_a_replaced_secret_sealed_still_opens_and_is_found(settings: Settings) -> None:
    old = settings.model_copy(update={"secret_key": SecretStr("first")})
    new = settings.model_copy(update={"secret_key": SecretStr("second"), "old_secret_keys": SecretStr("first")})
    alone = settings.model_copy(update={"secret_key": SecretStr("second")})
    sealed, index = sealer_of(old).seal("words", "c"), sealer_of(old).blind_index("138", "phone")
    assert sealer_of(new).open(sealed, "c") == "words"
    assert sealer_of(new).blind_indexes("138", "phone") == (sealer_of(alone).blind_index("138", "phone"), index)
    anew = sealer_of(new).seal("words", "c")
    assert version_of(anew) == sealer_of(new).current != version_of(sealed)
    assert sealer_of(alone).open(anew, "c") == "words"
    with pytest.raises(SealError):
        sealer_of(alone).open(sealed, "c")


def test_values_sealed_before_derived_keys_had_names_of_their_own_still_open(settings: Settings) -> None:
    sealer = sealer_of(settings)
    nameless = sealer.seal("words", "c").replace(f"~{sealer.current}~", f"~{DERIVED}~")
    assert sealer.open(nameless, "c") == "words"
    with pytest.raises(SealError):
        sealer.open(nameless, "other")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "key",
        "1:short",
        f"0:{base64.b64encode(ONE).decode()}",
        "1:" + base64.b64encode(b"x" * 16).decode(),
        ",".join(f"1:{base64.b64encode(key * 32).decode()}" for key in (b"a", b"b")),
        f"A:{base64.b64encode(ONE).decode()}",
    ],
)
def test_keys_that_cannot_be_read_are_refused_without_showing_them(text: str) -> None:
    with pytest.raises(KeysError) as raised:
        parse_keys(text)
    assert base64.b64encode(ONE).decode() not in str(raised.value)


def test_a_sealer_wants_whole_keys_and_a_current_one() -> None:
    with pytest.raises(KeysError):
        Sealer({"1": b"short"}, "1", b"i")
    with pytest.raises(KeysError):
        Sealer({"1": ONE}, "2", b"i")
    with pytest.raises(KeysError):
        Sealer({"~": ONE}, "~", b"i")


def test_plain_values_have_no_version() -> None:
    assert version_of("words") is None
    assert version_of_bytes(b"RIFF") is None
    assert version_of_bytes(b"AYI~") is None
