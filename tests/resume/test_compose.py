"""What may stand on a résumé, and what never does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.fold import fold
from assistant.profile.model import Fact, Language, Range, WorkerProfile
from assistant.resume.compose import compose
from assistant.resume.model import Resume, ResumeOptions
from assistant.resume.wording import has_superlative
from tests.resume.samples import BARE, ENGLISH, FULL, HOURLY, SAMPLES, TODAY, TYPICAL, Sample, exact, said

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def resume_of(*facts: Fact, language: Language = "zh", **options: Any) -> Resume:
    return Sample("one", facts).resume(language, **options)


def text_of(resume: Resume) -> str:
    return "\n".join(line.text for line in resume.lines())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_every_line_rests_on_facts_that_are_listed(sample: Sample, language: Language) -> None:
    resume = sample.resume(language)
    listed = {item.id for item in resume.evidence}
    assert resume.lines()
    for line in resume.lines():
        assert line.evidence
        assert set(line.evidence) <= listed
        for mark in line.marks:
            assert mark.evidence
            assert set(mark.evidence) <= set(line.evidence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_nothing_praises(sample: Sample, language: Language) -> None:
    resume = sample.resume(language)
    assert not has_superlative(text_of(resume))
    assert not has_superlative(" ".join(post.title + "".join(post.details + post.quotes) for post in resume.posts))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_an_english_resume_has_no_chinese_but_names_and_her_own_words(sample: Sample) -> None:
    resume = sample.resume("en")
    ours = [line for line in resume.lines() if not line.quoted and line.key not in ("name", "post", "certificate")]
    assert [line.text for line in ours if re.search(r"[\u4e00-\u9fff]", line.text)] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_a_chinese_resume_has_no_english(sample: Sample) -> None:
    resume = sample.resume("zh")
    assert [line.text for line in resume.lines() if not line.quoted and re.search(r"[A-Za-z]{2,}", line.text)] == []


def test_a_profile_without_facts_says_nothing() -> None:
    profile = WorkerProfile(name="王秀兰", jobs=["cook"], years_experience=Range(min=8, max=8), phone="13812345678")
    resume = compose(profile, (), "zh", ResumeOptions(generated_on=TODAY))
    assert resume.sections == ()
    assert resume.name is None
    assert resume.display_name == "未留姓名"
    assert resume.headline == ""


def test_a_value_nobody_said_is_not_written_down() -> None:
    folded = fold([said("jobs", "cook", "做饭"), said("years_experience", exact(3), "三年")])
    changed = folded.profile.model_copy(update={"years_experience": Range(min=9, max=9), "jobs": ["cook", "butler"]})
    text = text_of(compose(changed, folded.live, "zh", ResumeOptions(generated_on=TODAY)))
    assert "九" not in text
    assert "管家" not in text
    assert "做饭" in text


@given(st.data())
def test_taking_a_fact_away_never_adds_a_word(data: st.DataObject) -> None:
    live = fold(TYPICAL.facts).live
    gone = data.draw(st.sets(st.integers(0, len(live) - 1)))
    kept = [fact for at, fact in enumerate(live) if at not in gone]
    folded = fold(kept)
    resume = compose(folded.profile, folded.live, "zh", ResumeOptions(generated_on=TODAY))
    said_fields = {fact.field for fact in kept}
    assert {item.field for item in resume.evidence} <= said_fields


def test_the_same_words_make_the_same_resume() -> None:
    assert TYPICAL.resume() == TYPICAL.resume()
    assert TYPICAL.resume().content_id == TYPICAL.resume().content_id
    assert TYPICAL.resume().content_id != FULL.resume().content_id
    assert TYPICAL.resume(content_id="n1").content_id == "n1"


def test_the_summary_says_who_what_and_what_for() -> None:
    summary = TYPICAL.resume().section("summary")
    assert summary is not None
    assert [line.text for line in summary.lines] == [
        "河南周口人，1979年生，现在住在北京朝阳。",
        "月嫂五年，育儿嫂三年，做过二十来家。",
        "想找月嫂、育儿嫂的工作，可以住家，月休四天，期望一万二/26天，随时可以上岗。",
    ]


def test_the_english_summary() -> None:
    summary = ENGLISH.resume().section("summary")
    assert summary is not None
    assert [line.text for line in summary.lines] == [
        "Now in Pudong, Shanghai.",
        "4 years as nanny, 2.5 years as housekeeper.",
        (
            "Looking for work as nanny, housekeeper, live-out, 8 days off a month, 8,000–9,000 yuan a month, "
            "available now."
        ),
    ]


def test_self_praise_and_family_matters_are_not_quoted() -> None:
    words = FULL.resume().section("words")
    assert words is not None
    assert [line.text for line in words.lines] == [
        "每天买菜的小票我都留着，记在本子上",
        "厨房的抹布和厕所的抹布我从来分开用",
    ]
    assert all(line.quoted for line in words.lines)


def test_a_list_of_skills_is_not_a_way_of_working() -> None:
    facts = (
        said("skills", {"id": "complementary_food"}, "辅食、抚触、洗澡都没问题"),
        said("skills", {"id": "burping"}, "拍嗝我都竖着抱二十分钟"),
        said("skills", {"id": "school_run"}, "接送会"),
    )
    words = resume_of(*facts).section("words")
    assert words is not None
    assert [line.text for line in words.lines] == ["拍嗝我都竖着抱二十分钟"]


def test_her_own_copy_quotes_no_family_matters_either_but_shows_the_evidence() -> None:
    own = FULL.resume(view="own")
    assert "老公" not in text_of(own)
    assert any("伺候" in (item.quote or "") for item in own.evidence)
    public = FULL.resume()
    assert not any("伺候" in (item.quote or "") for item in public.evidence)


def test_no_days_off_is_not_shown_as_a_merit() -> None:
    resume = HOURLY.resume()
    assert "rest" not in {item.key for item in resume.highlights}
    assert "休" not in text_of(resume)


def test_the_phone_is_masked_unless_asked_for() -> None:
    masked, whole = TYPICAL.resume(), TYPICAL.resume(mask_phone=False)
    assert "138****5678" in text_of(masked)
    assert masked.profile.phone == "138****5678"
    assert "13812345678" not in masked.model_dump_json()
    assert "13812345678" in text_of(whole)


def test_strangers_get_no_interview_cues_and_no_private_reasons() -> None:
    facts = (
        said("work_history", {"job": "cook", "reason_left": "嫌我菜咸", "reason_private": True}, "嫌我菜咸，我就走了"),
        said("scenarios", {"question_id": "choking", "answer": "拍背", "outcome": "needs_human"}, "拍背"),
    )
    public, own = resume_of(*facts), resume_of(*facts, view="own")
    assert "菜咸" not in public.model_dump_json()
    assert public.profile.scenarios == []
    assert own.profile.work_history[0].reason_left == "嫌我菜咸"
    assert "菜咸" not in text_of(own)


def test_without_a_name_the_page_says_so() -> None:
    resume = resume_of(said("jobs", "cook", "做饭"))
    assert resume.display_name == "未留姓名"
    assert resume.initial == "未"


def test_a_name_is_one_line_of_sensible_length() -> None:
    assert resume_of(said("name", "王\n秀兰", "王\n秀兰")).display_name == "王 秀兰"
    assert resume_of(said("name", "王" * 500, "王" * 500)).display_name == "王" * 60 + "…"


@pytest.mark.parametrize(
    ("name", "initial"),
    [("王秀兰", "王"), ("阿依古丽·买买提江", "阿"), ("maria dela cruz", "M"), ("“小李”", "小"), ("···", "·")],
)
def test_the_avatar_shows_the_first_letter(name: str, initial: str) -> None:
    assert resume_of(said("name", name, name)).initial == initial


def test_the_barest_profile_still_makes_a_resume() -> None:
    resume = BARE.resume()
    assert [section.id for section in resume.sections] == ["summary", "wishes"]
    assert resume.headline == "保姆"
    assert resume.jobs_other == ("Housekeeper",)


def test_highlights_are_short() -> None:
    shown = {item.key: (item.value, item.unit) for item in TYPICAL.resume().highlights}
    assert shown == {
        "pay": ("一万二", "/26天"), "years": ("八年", ""), "families": ("二十来家", ""), "rest": ("四天", ""),
        "start": ("随时", ""),
    }  # fmt: skip
    later = {item.key: item.value for item in FULL.resume().highlights}
    assert later["start"] == "12月15日"


def test_endless_lists_and_speeches_are_bounded() -> None:
    facts = [said("service_areas", f"某区{n}", f"某区{n}") for n in range(500)]
    facts += [said("work_history", {"job": "cook", "months": n + 1}, f"第{n}家") for n in range(200)]
    facts += [said("work_history", {"job": "cook", "duties": "做" * 5000}, "做" * 5000)]
    resume = resume_of(*facts)
    assert len(resume.posts) == 12
    assert max(len(line.text) for line in resume.lines()) < 400
