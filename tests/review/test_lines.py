"""The profile as lines: what needs a person first, every line with its words."""

from __future__ import annotations

from tests.review.conftest import COOK, LI, NANNY, Office


async def test_every_line_has_words_and_facts_with_quotes_of_hers(office: Office) -> None:
    file_id = await office.interview(COOK)
    shown = await office.file(file_id)
    said = {line.turn_id: line.text for line in shown.transcript if line.role == "worker"}
    assert {line.field for line in shown.lines} >= {"name", "jobs", "location", "cuisines", "expected_salary"}
    for line in shown.lines:
        assert line.words
        assert line.facts
        for n in line.facts:
            fact = shown.facts[n]
            assert fact.turn_id is not None
            assert said[fact.turn_id][fact.start : fact.end] == fact.quote


async def test_what_disagrees_comes_first(office: Office) -> None:
    file_id = await office.interview("我叫王芳，做了五年做饭阿姨", "我干了八年了")
    first = (await office.file(file_id)).lines[0]
    assert first.field == "years_experience"
    assert "conflict" in first.attention


async def test_a_year_that_does_not_fit_is_shown_without_any_sign_of_the_zodiac(office: Office) -> None:
    file_id = await office.interview("我叫王芳，八零年的，属羊", COOK)
    shown = await office.file(file_id)
    assert "year_differs" in {conflict.reason for conflict in shown.conflicts}
    assert "zodiac" not in shown.model_dump_json()


async def test_both_languages_have_words(office: Office) -> None:
    file_id = await office.interview(NANNY)
    english = await office.rooms.desk.file(LI, file_id, "en")
    words = {line.field: line.words for line in english.lines}
    assert words["jobs"].lower() == "nanny"
    assert all(line.words.isascii() for line in english.lines if line.field != "name")


async def test_not_asked_not_answered_and_refused_are_told_apart(office: Office) -> None:
    file_id = await office.interview("我叫王芳，做饭阿姨", "做了八年", "年龄就不说了吧", done=True)
    missing = {row.topic.value: row.why for row in (await office.file(file_id)).missing}
    assert missing["age"] == "refused"
    assert "not_asked" in missing.values()
    assert "confirm" not in missing
