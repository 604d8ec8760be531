"""What she may do with all that is kept of her; and that nothing is left when she deletes it."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from PIL import Image
from sqlalchemy import select

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.database import Base, Database
from assistant.kit.settings import Settings
from assistant.wiring import blob_store
from tests.api.published import OWN_WORDS, SAID, Her, approved
from tests.api.sounds import tone


def photo() -> bytes:
    """A picture as a phone makes it, with where it was taken written into it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Exif words"
    Image.new("RGB", (640, 480), "#a33b24").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
async def her(settings: Settings, clock: FixedClock) -> AsyncIterator[Her]:
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
            yield await approved(app, client, clock)


async def test_every_layer_is_shown_in_her_language_and_switched_by_itself(her: Her) -> None:
    shown = (await her.get("/consents")).json()
    given = {layer["layer"]: layer["given"] for layer in shown["layers"]}
    asked = ("publish", "video", "papers", "background_check", "messages")
    assert given == {"interview": True, "keep": True} | dict.fromkeys(asked)
    answer = await her.post("/consents", {"layer": "publish", "given": True, "version": "1999-01"})
    assert (answer.status_code, answer.json()["code"]) == (409, "consent_text_changed")
    await her.post("/consents", {"layer": "publish", "given": True, "version": shown["version"]})
    staff = await her.client.get(f"/api/v1/profiles/{her.id}/consents", headers=her.clerk | {"Accept-Language": "en"})
    publish = next(layer for layer in staff.json()["layers"] if layer["layer"] == "publish")
    assert publish["given"]
    assert "customers" in publish["title"]


async def test_staff_cannot_agree_for_her(her: Her) -> None:
    body = {"layer": "publish", "given": True}
    path = f"/api/v1/interviews/{her.id}/consents"
    assert (await her.client.post(path, headers=her.clerk, json=body)).status_code == 401


async def test_staff_sees_her_number_covered_and_uncovers_it_in_the_trail(her: Her) -> None:
    shown = json.dumps(await her.file(), ensure_ascii=False)
    assert "13812345678" not in shown
    assert "138••••5678" in shown
    answer = await her.client.get(f"/api/v1/profiles/{her.id}/phone", headers=her.clerk)
    assert answer.json() == {"phone": "13812345678"}
    async with her.app.state.database.reading() as session:
        assert await her.app.state.trust.trail.find(session, "default", action="phone.view", subject=her.id)


async def test_her_copy_holds_everything_in_words_and_files(her: Her) -> None:
    await her.consent("video")
    path = f"/api/v1/interviews/{her.id}/photo"
    await her.client.put(path, headers=her.own, files={"file": ("me.jpg", photo(), "image/jpeg")})
    answer = await her.get("/export")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
        words = archive.read("interview.json").decode()
        profile = json.loads(archive.read("profile.json"))
        consents = json.loads(archive.read("consents.json"))
        picture = archive.read("photo.jpg")
    assert {"README.txt", "facts.json", "review.json", "cards.json", "recordings.json"} <= names
    assert all(text in words for text in SAID)
    assert profile["phone"] == "13812345678"
    assert [entry["layer"] for entry in consents] == ["interview", "keep", "video"]
    assert picture.startswith(b"\xff\xd8"), "her own copy is opened, whatever it is kept as"


async def test_a_photo_is_drawn_anew_and_anything_else_is_refused(her: Her) -> None:
    path = f"/api/v1/interviews/{her.id}/photo"
    refused = await her.client.put(path, headers=her.own, files={"file": ("me.jpg", photo(), "image/jpeg")})
    assert (refused.status_code, refused.json()["code"]) == (409, "photo_needs_consent")
    await her.consent("video")
    for wrong in (b"", b"<svg/>", b"GIF89a" + b"0" * 50):
        answer = await her.client.put(path, headers=her.own, files={"file": ("me.jpg", wrong, "image/jpeg")})
        assert answer.status_code == 422, answer.text
    put = await her.client.put(path, headers=her.own, files={"file": ("me.jpg", photo(), "image/jpeg")})
    assert put.status_code == 204
    kept = await her.get("/photo")
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert picture.size == (480, 480)
        assert not picture.getexif()
    staff = await her.client.get(f"/api/v1/profiles/{her.id}/photo", headers=her.clerk)
    assert staff.content == kept.content
    assert (await her.client.delete(path, headers=her.own)).status_code == 204
    assert (await her.get("/photo")).status_code == 404


async def test_how_long_what_is_kept_is_no_secret(her: Her) -> None:
    kept = {each["id"]: each["days"] for each in (await her.client.get("/api/v1/retention")).json()}
    assert kept["recordings"] == 90
    assert kept["withdrawn"] == 7


def rows_that_hold(path: Path, needles: tuple[str, ...]) -> list[str]:
    """Every table in which one of these stands, by the text of every value of every row."""
    found = []
    with sqlite3.connect(path) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names come from the schema
                text = " ".join(_text(value) for value in row)
                found += [f"{table}: {needle}" for needle in needles if needle in text]
    return found


async def opened_rows_that_hold(database: Database, needles: tuple[str, ...]) -> list[str]:
    """The same with everything that is sealed opened, as only the application can."""
    found = []
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in await session.execute(select(table)):
                text = json.dumps([value if _is_plain(value) else str(value) for value in row], ensure_ascii=False)
                found += [f"{table.name}: {needle}" for needle in needles if needle in text]
    return found


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float, bool, list, dict))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return str(value).encode().decode("unicode_escape", "ignore") + str(value)


def files_that_hold(folder: Path, needles: tuple[str, ...]) -> list[str]:
    """Every file below a folder in which one of these stands, as text in any form it could be kept in."""
    forms = {
        needle: {needle.encode(), needle.encode("utf-16-le"), json.dumps(needle)[1:-1].encode()} for needle in needles
    }
    return [
        f"{path.name}: {needle}"
        for path in folder.rglob("*")
        if path.is_file()
        for needle, encoded in forms.items()
        if any(form in path.read_bytes() for form in encoded)
    ]


async def test_what_she_said_stands_nowhere_in_the_open_while_it_is_kept(her: Her, settings: Settings) -> None:
    """Her phone is in no file and no row that is not sealed."""
    await her.app.state.database.wipe()
    phone = ("13812345678", "电话13812345678")
    assert rows_that_hold(settings.data_dir / "ayi.db", phone) == []
    assert files_that_hold(settings.data_dir, phone) == []


async def test_after_deletion_nothing_of_hers_is_found_in_any_store(
    her: Her, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await her.consent("publish")
    await her.consent("video")
    path = f"/api/v1/interviews/{her.id}"
    await her.client.put(f"{path}/photo", headers=her.own, files={"file": ("me.jpg", photo(), "image/jpeg")})
    await her.publish()
    # A consumer looks for somebody and is shown her.
    chat = (await her.client.post("/api/v1/chats", json={})).json()
    consumer = {"Authorization": f"Bearer {chat['token']}"}
    words = {"text": "想找个住家育儿嫂，北京朝阳，预算九千，会做辅食"}
    asked = await her.client.post(f"/api/v1/chats/{chat['id']}/messages", headers=consumer, json=words)
    assert her.id in asked.text, "she was found before she went"
    database: Database = her.app.state.database
    kept = {each.split(":")[0] for each in await opened_rows_that_hold(database, OWN_WORDS)}
    assert {"interview_turns", "facts", "match_workers", "cards"} <= kept, "the search finds what is there"
    # A recording and a proof document lie in the file store.
    sound = tone(1.0)
    blobs = blob_store(settings)
    await blobs.put(f"interviews/{her.id}/rec_x.wav", sound)
    await blobs.put(f"papers/{her.id}/paper_x.bin", b"sealed")
    # And what she adds to the fairness report is kept.
    assert await her.app.state.trust.fairness.keep_up() == 1
    assert rows_that_hold(settings.data_dir / "ayi.db", (her.id,))

    assert (await her.client.delete(path, headers=her.own)).status_code == 204

    await database.wipe()
    assert rows_that_hold(settings.data_dir / "ayi.db", (*OWN_WORDS, "王阿姨")) == []
    assert await opened_rows_that_hold(database, (*OWN_WORDS, "王阿姨")) == []
    # Her random id stays where it proves that she was erased, and nowhere else.
    assert {each.split(":")[0] for each in rows_that_hold(settings.data_dir / "ayi.db", (her.id,))} <= {
        "audit_entries",
        "erasures",
    }
    assert files_that_hold(settings.data_dir, (*OWN_WORDS, "王阿姨")) == []
    assert [each for each in settings.data_dir.rglob("*") if her.id in str(each)] == []
    assert not [each for each in settings.data_dir.rglob("*") if each.is_file() and sound[:200] in each.read_bytes()]
    assert all(needle not in caplog.text for needle in OWN_WORDS)
    assert (await her.get()).status_code in (401, 404)
    again = await her.client.post(
        f"/api/v1/chats/{chat['id']}/messages", headers=consumer, json={"text": "刚才那位再说说"}
    )
    assert again.status_code == 200, "the consumer's chat goes on without her"
    assert her.id not in again.text
