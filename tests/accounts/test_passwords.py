"""Passwords: long enough and hard to guess, kept as Argon2id, compared in the same time whoever is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from assistant.accounts.passwords import Passwords, require_good
from assistant.kit.errors import BadInputError
from assistant.kit.workers import WorkerPool
from tests.conftest import quick_hasher


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(1, 4, 30)
    yield pool
    pool.close()


async def test_what_is_kept_is_argon2id_and_fits_only_its_password(pool: WorkerPool) -> None:
    passwords = Passwords(pool)
    kept = await passwords.hash("quiet lanterns seven")
    parameters = extract_parameters(kept)
    assert parameters.type is Type.ID
    assert parameters.memory_cost >= 19 * 1024
    assert (await passwords.check("quiet lanterns seven", kept)).right
    assert not (await passwords.check("quiet lanterns eight", kept)).right


async def test_the_same_characters_written_another_way_are_the_same_password(pool: WorkerPool) -> None:
    passwords = Passwords(pool, quick_hasher())
    kept = await passwords.hash("ｑuiet lanterns é")
    assert (await passwords.check("quiet lanterns e\u0301", kept)).right


async def test_without_anything_kept_a_password_is_compared_all_the_same(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    verify = PasswordHasher.verify

    def watched(self: PasswordHasher, kept: str, password: str) -> bool:
        compared.append(kept)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    passwords = Passwords(pool, quick_hasher())
    assert not (await passwords.check("nobody", None)).right
    assert not (await passwords.check("whatever it is", None)).right
    assert len(compared) == 2
    assert all(kept.startswith("$argon2id$") for kept in compared)


async def test_a_hash_of_weaker_parameters_is_made_anew(pool: WorkerPool) -> None:
    weak = await Passwords(pool, quick_hasher()).hash("quiet lanterns seven")
    strong = Passwords(pool, PasswordHasher(time_cost=2, memory_cost=128, parallelism=1))
    checked = await strong.check("quiet lanterns seven", weak)
    assert checked.right
    assert checked.fresh_hash is not None
    assert (await strong.check("quiet lanterns seven", checked.fresh_hash)).fresh_hash is None


@pytest.mark.parametrize(
    "password", ["今天天气真不错我们去公园走走吧", "correct horse battery staple", "x" * 3 + " Rw7-qLz0#vt"]
)
def test_length_is_what_counts(password: str) -> None:
    require_good(password)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Ab1!efgh", "password_short"),
        ("q" * 257, "password_long"),
        ("passwordpassword", "password_common"),
        ("qwertyuiop12", "password_common"),
        ("111111111111111", "password_common"),
        ("zhouxiaolan2026", "password_common"),
        ("阿姨阿姨阿姨阿姨阿姨阿姨", "password_common"),
    ],
)
def test_what_is_short_or_guessed_first_is_refused_with_its_reason(password: str, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        require_good(password, ("zhouxiaolan@example.com", "周小兰"))
    assert refused.value.key == why
