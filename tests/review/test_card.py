"""What a card shows was published, is in both languages, and names whoever looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.matching.model import Mark, PublishedWorker
from assistant.matching.names import display_name
from assistant.matching.publishable import publishable
from assistant.profile.fold import fold
from assistant.profile.model import Language
from assistant.review.card import Review, card_page, card_view, card_words, gone_page
from assistant.review.publication import Card
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from tests.review.trust_people import WORDS

CODE = "7KQ2M5TTNRV3XWBJHGFD"
NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def card() -> Card:
    """A good card of somebody whose identity, record and one certificate were looked at."""
    facts = [
        fact
        for n, words in enumerate(WORDS)
        for fact in read(words, Context(today=NOW.date(), language="zh"), f"t{n}").facts
    ]
    folded = fold(facts)
    profile, told = publishable(folded.profile, folded.live)
    worker = PublishedWorker(
        worker_id="int_1",
        agency_id="north",
        display_name=display_name(folded.profile),
        card_code=CODE,
        profile=profile,
        facts=told,
        marks=[
            Mark(what="identity", by="北方家政", on=date(2026, 11, 20)),
            Mark(what="record_check", by="北方家政", on=date(2026, 11, 20), until=date(2027, 11, 20)),
            Mark(what="certificate:infant_care", by="北方家政", on=date(2026, 11, 20)),
        ],
        published_at=NOW,
        valid_until=datetime(2027, 4, 30, 16, tzinfo=UTC),
    )
    until = datetime(2027, 4, 30, 16, tzinfo=UTC)  # midnight in Shanghai: the 30th is the last day
    return Card(CODE, "int_1", "north", "active", NOW, until, worker, "北方家政", good=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_says_who_looked_at_what_when_and_until_when(language: Language) -> None:
    view = card_view(card(), language, ZONE)
    assert view.name == "王阿姨"
    assert all("北方家政" in mark.by for mark in view.marks)
    assert [mark.until is not None for mark in view.marks] == [False, True, False]
    assert ("2027年4月30日" if language == "zh" else "30 April 2027") == view.valid_until
    assert view.jobs == (("育儿嫂",) if language == "zh" else ("Nanny",))
    assert len(view.skills) == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_page_carries_the_ai_mark_and_nothing_private_and_runs_nothing(language: Language) -> None:
    page = card_page(card_view(card(), language, ZONE))
    assert card_words(language).ai_label in page[: page.index("<main>")]
    assert "noindex" in page
    for absent in ("秀英", "13812345678", "四十七", "周口", "<script", "style=", "http://", "https://"):
        assert absent not in page
    assert "八千五" in page or "8500" in page or "8,500" in page


def test_what_a_customer_wrote_is_shown_as_text() -> None:
    page = card_page(card_view(card(), "zh", ZONE, [Review(("准时 5",), "<b>很好</b>", "2026-11")]))
    assert "准时 5" in page
    assert "&lt;b&gt;很好&lt;/b&gt;" in page


def test_a_card_that_is_not_good_shows_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        card_view(replace(card(), good=False), "zh", ZONE)


def test_the_page_of_a_code_that_shows_nothing_says_what_to_do() -> None:
    assert "问一下" in gone_page("zh")
    assert "noindex" in gone_page("en")
