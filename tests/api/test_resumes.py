"""Her résumé in every form, over HTTP."""

from __future__ import annotations

import json

import httpx
import pypdfium2
import pytest

from tests.api.conftest import Opener, Walk

WORDS = "我叫王芳，四十五岁，河南周口的，做了八年月嫂，会拍嗝和抚触，想要一万二一个月，保洁不做，电话13800138000"


@pytest.fixture
async def walk(open_walk: Opener) -> Walk:
    opened = await open_walk()
    await opened.say(WORDS)
    return opened


@pytest.mark.parametrize(
    ("suffix", "kind", "magic"),
    [
        ("txt", "text/plain", b""),
        ("md", "text/markdown", b""),
        ("html", "text/html", b"<"),
        ("pdf", "application/pdf", b"%PDF"),
        ("png", "image/png", b"\x89PNG"),
        ("json", "application/json", b"{"),
        ("jsonresume", "application/json", b"{"),
    ],
)
async def test_every_form_is_served_as_what_it_is(walk: Walk, suffix: str, kind: str, magic: bytes) -> None:
    response = await walk.get(f"/resume.{suffix}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(kind)
    assert response.content.lstrip().startswith(magic)
    assert response.headers["cache-control"] == "no-store"


async def test_the_text_says_what_she_said_and_marks_the_machines_hand(walk: Walk) -> None:
    text = (await walk.get("/resume.txt")).text
    for said in ("王芳", "月嫂", "周口", "一万二"):
        assert said in text
    assert "AI" in text or "人工智能" in text


async def test_the_pdf_reads_back(walk: Walk) -> None:
    document = pypdfium2.PdfDocument((await walk.get("/resume.pdf")).content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for said in ("王芳", "月嫂", "周口"):
        assert said in text


async def test_every_sentence_of_the_json_points_at_her_words(walk: Walk) -> None:
    document = json.loads((await walk.get("/resume.json")).content)
    quotes = [item["quote"] for item in document["evidence"] if item["quote"]]
    assert quotes
    assert all(quote in WORDS for quote in quotes)


async def test_the_phone_is_masked(walk: Walk) -> None:
    for suffix in ("txt", "html", "json"):
        assert "13800138000" not in (await walk.get(f"/resume.{suffix}")).text


async def test_english_speaks_english(walk: Walk) -> None:
    assert "Maternity nurse" in (await walk.get("/resume.txt?language=en")).text


async def test_the_page_runs_nothing_and_loads_nothing(walk: Walk) -> None:
    response = await walk.get("/resume.html")
    assert "<script" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "sandbox" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/resume.exe", "/resume.pdf?theme=nosuch", "/resume.pdf?theme=../../etc", "/resume.txt?language=fr"]
)
async def test_what_does_not_exist_is_a_problem_document(walk: Walk, path: str) -> None:
    response = await walk.get(path)
    assert response.status_code in (404, 422)
    assert response.headers["content-type"] == "application/problem+json"


async def test_there_is_no_resume_before_consent(open_walk: Opener) -> None:
    walk = await open_walk(consent=False)
    response = await walk.get("/resume.txt")
    assert response.status_code == 409
    assert response.json()["code"] == "resume_needs_consent"


async def test_a_resume_of_nothing_is_still_a_page(open_walk: Opener) -> None:
    walk = await open_walk()
    for suffix in ("txt", "html", "pdf"):
        assert (await walk.get(f"/resume.{suffix}")).status_code == 200


async def test_a_full_press_says_to_come_back(walk: Walk, client: httpx.AsyncClient) -> None:
    pool = client._transport.app.state.render_pool  # type: ignore[attr-defined]
    pool._room = 0
    response = await walk.get("/resume.pdf")
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
