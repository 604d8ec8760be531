"""`ayi audit` and `ayi keys`, as an operator types them."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
from pathlib import Path

import pytest

from assistant.accounts.phones import PHONE_CONTEXT
from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import SystemClock
from assistant.kit.people import Actor
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.review.audit import AuditTrail
from assistant.review.card_code import CardCodes
from assistant.review.model import QueueQuery
from assistant.review.queue_repository import QueueRepository
from assistant.review.word_index import WordIndex
from assistant.wiring import blob_store, interview_service, opened_database
from assistant.wiring_review import filing_of
from tests.terminal import ayi


def typed(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return ayi(*arguments, data=data, settings=settings)


async def write(settings: Settings, count: int) -> None:
    trail = AuditTrail.of(settings, SystemClock())
    async with opened_database(settings) as database:
        for n in range(count):
            async with database.session() as session:
                await trail.record(session, Actor("acc_1", "owner", "north"), "file.open", f"int_{n}")


@pytest.fixture
def written(settings: Settings) -> Settings:
    asyncio.run(write(settings, 3))
    return settings


def test_a_whole_trail_ends_with_status_0_and_a_tampered_one_with_3(written: Settings, tmp_path: Path) -> None:
    whole = typed(written.data_dir, "audit", "verify")
    assert (whole.returncode, whole.stdout.strip()) == (0, "3 entries in 1 chains: whole")
    heads = typed(written.data_dir, "audit", "heads")
    (tmp_path / "heads.json").write_text(heads.stdout, encoding="utf-8")
    with sqlite3.connect(written.data_dir / "ayi.db") as connection:
        connection.execute("DROP TRIGGER audit_entries_no_delete")
        connection.execute("DELETE FROM audit_entries WHERE position = 3")
        connection.execute(
            "UPDATE audit_heads SET length = 2, digest = (SELECT digest FROM audit_entries WHERE position = 2)"
        )
    assert typed(written.data_dir, "audit", "verify").returncode == 0, "cut off so, only a noted end can tell"
    tampered = typed(written.data_dir, "audit", "verify", "--noted", str(tmp_path / "heads.json"))
    assert tampered.returncode == 3
    assert "entry 3: missing" in tampered.stderr


def test_ends_that_cannot_be_read_are_no_verdict(written: Settings, tmp_path: Path) -> None:
    (tmp_path / "heads.json").write_text("[{}]", encoding="utf-8")
    assert typed(written.data_dir, "audit", "verify", "--noted", str(tmp_path / "heads.json")).returncode == 1


async def talk(settings: Settings) -> None:
    async with opened_database(settings) as database:
        interviews = interview_service(database, settings)
        opened = await interviews.open("zh", None, "text")
        await interviews.answer(opened.id, opened.token, "同意")
        await interviews.answer(opened.id, opened.token, "电话13812345678")
    await blob_store(settings).put(f"interviews/{opened.id}/rec_1.wav", b"her voice")


def test_after_a_rotation_the_old_key_is_needed_no_more(settings: Settings) -> None:
    asyncio.run(talk(settings))
    entry = typed(settings.data_dir, "keys", "new", "b").stdout.strip()
    done = typed(settings.data_dir, "keys", "rotate", AYI_FIELD_KEYS=entry)
    assert done.returncode == 0, done.stderr
    assert "files: 1" in done.stdout
    with sqlite3.connect(settings.data_dir / "ayi.db") as connection:
        values = [
            str(value)
            for query in ("SELECT text FROM interview_turns", "SELECT fact FROM facts", "SELECT state FROM interviews")
            for (value,) in connection.execute(query)
        ]
    assert values
    assert all("ayi~b~" in value for value in values)
    (recording,) = settings.data_dir.glob("files/interviews/*/*.wav")
    assert recording.read_bytes().startswith(b"AYI~b~")


def test_a_key_with_a_bad_name_is_not_made(tmp_path: Path) -> None:
    assert typed(tmp_path, "keys", "new", "0").returncode != 0


def test_keys_that_cannot_be_read_end_in_one_plain_sentence(tmp_path: Path) -> None:
    done = typed(tmp_path, "keys", "rotate", AYI_FIELD_KEYS="b:short")
    assert done.returncode == 1
    assert done.stderr.strip() == "the key of version b is not base64"


async def found_again(settings: Settings) -> list[str]:
    """Who is found by what she said, and whose number is known, as the server would after it started again."""
    async with opened_database(settings) as database, database.reading() as session:
        queue = QueueRepository(session, WordIndex(sealer_of(settings)))
        rows = await queue.page("default", QueueQuery(q="王芳 川菜"), None)
        index = sealer_of(settings).blind_index("13812345678", PHONE_CONTEXT)
        by_number = await InterviewRepository(session).of_phone(index)
    return [*(row.name for row in rows), *(row.id for row in by_number)]


async def reviewed(settings: Settings) -> str:
    """An interview with a file that can be looked for."""
    clock = SystemClock()
    async with opened_database(settings) as database:
        interviews = interview_service(database, settings, watchers=[filing_of(database, settings, clock)])
        opened = await interviews.open("zh", None, "text")
        for words in ("同意", "我叫王芳，会川菜", "电话13812345678"):
            await interviews.answer(opened.id, opened.token, words)
    return opened.id


def test_a_new_secret_proves_what_the_old_one_signed_and_finds_what_it_hid(written: Settings) -> None:
    file_id = asyncio.run(reviewed(written))
    code = CardCodes.of(written).new()
    replaced = typed(written.data_dir, "keys", "secret")
    assert replaced.returncode == 0, replaced.stderr
    assert "secret.old" in replaced.stdout
    assert typed(written.data_dir, "audit", "verify").returncode == 0
    assert CardCodes.of(written).genuine(code) == code
    assert asyncio.run(found_again(written)) == []
    done = typed(written.data_dir, "keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert "numbers: 1" in done.stdout
    assert "words: 1" in done.stdout
    assert asyncio.run(found_again(written)) == ["王芳", file_id]
    # Nothing that lies sealed needs the old secret any more; the trail and the cards do.
    (written.data_dir / "secret.old").unlink()
    assert asyncio.run(found_again(written)) == ["王芳", file_id]
    assert typed(written.data_dir, "audit", "verify").returncode == 3


def test_a_secret_that_is_set_is_the_operators_to_replace(tmp_path: Path) -> None:
    done = typed(tmp_path, "keys", "secret", AYI_SECRET_KEY="mine")
    assert done.returncode == 0
    assert len(done.stdout.strip()) >= 64
    assert "AYI_OLD_SECRET_KEYS" in done.stderr
    assert not (tmp_path / "secret.key").exists()
