"""A recruiter's edit: beside her words, with evidence or a reason, never over them and never what only she can say."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.kit.errors import BadInputError, ConflictError
from assistant.matching.publishable import publishable
from assistant.profile.model import STAFF_WORDS
from assistant.resume.files import KINDS, make_file
from assistant.resume.model import ResumeOptions
from assistant.review.model import Edit, FileDocument, Patch, Words
from tests.review.conftest import COOK, LI, Office


async def edit(office: Office, file_id: str, field: str, value: Any, **more: Any) -> FileDocument:
    given = {"reason_code": "misheard", "reason": "听了录音，是五年"} | more
    body = Patch(version=await office.version(file_id), edits=[Edit(field=field, value=value, **given)])
    await office.rooms.desk.edit(LI, file_id, body)
    return await office.file(file_id)


async def turn_with(office: Office, file_id: str, words: str) -> tuple[str, int, int]:
    shown = await office.file(file_id)
    line = next(line for line in shown.transcript if line.role == "worker" and words in line.text)
    start = line.text.index(words)
    return line.turn_id, start, start + len(words)


async def test_an_edit_stands_and_hers_stays(office: Office) -> None:
    file_id = await office.interview(COOK)
    before = await office.file(file_id)
    after = await edit(office, file_id, "years_experience", {"min": 5, "max": 5})
    assert after.profile["years_experience"] == {"min": 5, "max": 5}
    assert [f.model_dump(exclude={"live"}) for f in after.facts[: len(before.facts)]] == [
        f.model_dump(exclude={"live"}) for f in before.facts
    ]
    made = after.facts[-1]
    assert (made.source, made.quote, made.by, made.reason) == (
        "recruiter",
        "听了录音，是五年",
        "李娜",
        "听了录音，是五年",
    )
    assert STAFF_WORDS in made.flags


async def test_both_are_shown_side_by_side(office: Office) -> None:
    file_id = await office.interview(COOK)
    after = await edit(office, file_id, "years_experience", {"min": 5, "max": 5})
    assert [(c.field, c.before, c.after) for c in after.edited] == [("years_experience", ["八年"], ["五年"])]


async def test_an_edit_may_quote_her(office: Office) -> None:
    file_id = await office.interview("我叫王芳，属羊的，四十七", COOK)
    turn_id, start, end = await turn_with(office, file_id, "四十七")
    shown = await edit(office, file_id, "age", 47, words=Words(turn_id=turn_id, start=start, end=end))
    assert (shown.facts[-1].quote, shown.facts[-1].turn_id) == ("四十七", turn_id)
    assert STAFF_WORDS not in shown.facts[-1].flags


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", 30),
        ("birth_year", 1990),
        ("gender", "male"),
        ("hometown", {"province": "四川"}),
        ("phone", "13800138000"),
    ],
)
async def test_what_is_protected_or_hers_alone_needs_her_words(office: Office, field: str, value: Any) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(BadInputError, match="edit_her_words"):
        await edit(office, file_id, field, value)


@pytest.mark.parametrize("field", ["scenarios", "background_check_consent", "strengths"])
async def test_what_only_she_can_say_is_never_written(office: Office, field: str) -> None:
    file_id = await office.interview(COOK)
    turn_id, start, end = await turn_with(office, file_id, "王芳")
    with pytest.raises(BadInputError, match="edit_never"):
        await edit(office, file_id, field, "yes", words=Words(turn_id=turn_id, start=start, end=end))


@pytest.mark.parametrize("field", ["religion", "ethnicity", "married", "zodiac", "children", "looks"])
async def test_there_is_no_field_for_what_must_not_be_asked(office: Office, field: str) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(BadInputError, match="edit_field_unknown"):
        await edit(office, file_id, field, "x")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("jobs", "astronaut"),
        ("jobs", None),
        ("skills", {"id": "flying"}),
        ("skills", "burping"),
        ("skills", {"id": "burping", "sparkle": 1}),
        ("years_experience", "many"),
        ("years_experience", {"min": "x"}),
        ("expected_salary", {"min": 1, "max": 2, "unit": "year"}),
        ("preferences", {"likes_cars": True}),
        ("work_history", {"job": "cook", "months": "long"}),
        ("service_areas", "x" * 3000),
        ("education", "phd"),
    ],
)
async def test_a_value_that_does_not_fit_is_refused(office: Office, field: str, value: Any) -> None:
    file_id = await office.interview(COOK)
    version = await office.version(file_id)
    with pytest.raises(BadInputError, match="edit_value_wrong"):
        await edit(office, file_id, field, value)
    assert await office.version(file_id) == version


async def test_a_reason_is_needed_where_nothing_is_quoted(office: Office) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(BadInputError, match="reason_needed"):
        await edit(office, file_id, "cuisines", "hunan", reason=None)
    with pytest.raises(BadInputError, match="reason_unknown"):
        await edit(office, file_id, "cuisines", "hunan", reason_code="because")


async def test_evidence_must_be_there(office: Office) -> None:
    file_id = await office.interview(COOK)
    turn_id, _, end = await turn_with(office, file_id, "王芳")
    for words in (Words(turn_id="turn_X", start=0, end=2), Words(turn_id=turn_id, start=end, end=9999)):
        with pytest.raises(BadInputError, match="edit_words_unknown"):
            await edit(office, file_id, "name", "王方", words=words)


async def test_all_edits_are_written_or_none(office: Office) -> None:
    file_id = await office.interview(COOK)
    good = Edit(field="cuisines", value="hunan", reason_code="misread", reason="她说会湘菜")
    bad = Edit(field="cuisines", value="martian", reason_code="misread", reason="她说会湘菜")
    version = await office.version(file_id)
    with pytest.raises(BadInputError):
        await office.rooms.desk.edit(LI, file_id, Patch(version=version, edits=[good, bad]))
    assert "hunan" not in (await office.file(file_id)).profile["cuisines"]


async def test_an_item_can_be_taken_out(office: Office) -> None:
    file_id = await office.interview(COOK)
    after = await edit(office, file_id, "cuisines", "sichuan", polarity="negative")
    assert "cuisines" not in after.profile
    assert after.profile["declined_cuisines"] == ["sichuan"]


async def test_settling_a_conflict_settles_it(office: Office) -> None:
    file_id = await office.interview("我做了五年做饭阿姨", "我叫王芳", "我干了八年了")
    assert (await office.file(file_id)).conflicts
    after = await edit(office, file_id, "years_experience", {"min": 8, "max": 8}, reason_code="settled")
    assert after.conflicts == []


async def test_after_an_approval_nothing_is_edited(office: Office) -> None:
    file_id = await office.approved()
    with pytest.raises(ConflictError, match="file_cannot_edit"):
        await edit(office, file_id, "years_experience", {"min": 5, "max": 5})


async def test_her_later_word_goes_over_an_edit(office: Office) -> None:
    file_id = await office.interview(COOK)
    await edit(office, file_id, "years_experience", {"min": 5, "max": 5})
    await office.say(file_id, "不对，我做了九年")
    assert (await office.file(file_id)).profile["years_experience"] == {"min": 9, "max": 9}


async def test_a_reason_of_the_staff_is_never_shown_as_her_words(office: Office) -> None:
    file_id = await office.interview(COOK)
    reason = "老客户打电话来夸她面点做得特别细"
    await edit(office, file_id, "skills", {"id": "deep_cleaning", "level": "good"}, reason=reason)
    await edit(office, file_id, "work_history", {"job": "cook", "duties": "面点做得特别细"}, reason=reason)
    case = await office.rooms.desk.reach(LI, file_id)
    for kind in ("txt", "md", "html", "json", "jsonresume"):
        assert kind in KINDS
        content = make_file(kind, case.folded, "zh", ResumeOptions(generated_on=office.clock.today())).decode()
        assert reason not in content, kind
        assert "“面点" not in content, kind
    _, facts = publishable(case.folded.profile, case.folded.live)
    assert all("老客户" not in fact.quote for fact in facts)
    assert any(fact.field == "skills" and fact.quote == "" for fact in facts)
