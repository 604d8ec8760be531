"""Years, families and posts."""

from __future__ import annotations

from typing import Any

from assistant.profile.model import Fact, WorkerProfile, WorkPeriod
from assistant.resume.compose import compose
from assistant.resume.model import Post, Resume, ResumeOptions
from tests.resume.samples import FULL, TODAY, Sample, exact, said


def resume_of(*facts: Fact) -> Resume:
    return Sample("one", facts).resume()


def post_of(**value: Any) -> Post:
    quote = value.pop("quote", "一户")
    return resume_of(said("work_history", value, quote)).posts[0]


def test_a_post_says_what_where_and_how_long() -> None:
    post = post_of(job="childcare_nanny", city="北京", district="海淀", months=26, ended="2025-06")
    assert (post.title, post.place, post.length, post.ended) == ("育儿嫂", "北京海淀", "两年两个月", "2025年6月")
    assert post.months == 26


def test_a_post_without_a_job_is_a_family() -> None:
    assert post_of(months={"min": 3, "max": 4}).title == "一户人家"
    assert post_of(months={"min": 3, "max": 4}).length == "三四个月"
    assert post_of(months={"min": 3, "max": 4}).months == 3.5


def test_her_words_are_quoted_and_ours_are_not() -> None:
    quoted = post_of(job="cook", duties="一天三顿，六口人", quote="一天三顿，六口人，都是我做")
    ours = post_of(job="cook", duties="做三餐", quote="一天三顿都是我做")
    assert (quoted.quotes, quoted.details) == (("一天三顿，六口人",), ())
    assert (ours.quotes, ours.details) == ((), ("做三餐",))


def test_duties_that_praise_or_tell_secrets_are_left_out() -> None:
    assert post_of(job="cook", duties="手艺最好").details == ()
    assert post_of(job="cook", duties="雇主有高血压").details == ()


def test_a_reason_is_private_unless_she_publishes_it() -> None:
    assert post_of(job="cook", reason_left="孩子大了").details == ()
    assert post_of(job="cook", reason_left="孩子大了", reason_private=True).details == ()
    assert post_of(job="cook", reason_left="孩子大了", reason_private=False).details == ("离开的原因：孩子大了",)


def test_a_post_told_in_two_turns_rests_on_both() -> None:
    facts = (
        said("work_history", {"job": "cook", "city": "上海", "months": 24}, "上海做饭两年"),
        said("work_history", {"months": 36}, "哦不，三年", flags=("correction",)),
    )
    told = WorkerProfile(work_history=[WorkPeriod(job="cook", city="上海", months=36)])
    post = compose(told, facts, "zh", ResumeOptions(generated_on=TODAY)).posts[0]
    assert (post.title, post.place, post.length) == ("做饭阿姨", "上海", "三年")
    assert post.evidence == (0, 1)


def test_a_post_of_which_only_the_end_is_known_is_left_out() -> None:
    assert resume_of(said("work_history", {"ended": "2026-10"}, "上个月刚下户")).posts == ()


def test_english_readers_are_not_shown_chinese_duties() -> None:
    fact = said("work_history", {"job": "cook", "duties": "做三餐"}, "做三餐的")
    post = Sample("one", (fact,)).resume("en").posts[0]
    assert (post.title, post.details, post.quotes) == ("Cook", (), ())


def test_each_post_rests_on_its_own_words() -> None:
    posts = FULL.resume().posts
    assert len(posts) == 8
    assert len({post.evidence for post in posts}) == 8
    assert all(len(post.evidence) == 1 for post in posts)


def test_bars_are_longest_first_and_keep_ranges() -> None:
    bars = FULL.resume().bars
    assert [bar.text for bar in bars] == ["七八年", "四年", "三年半", "两年", "一年两个月"]
    assert (bars[0].low, bars[0].high) == (7, 8)


def test_experience_of_no_length_is_no_experience() -> None:
    resume = resume_of(said("years_experience", exact(0), "没做过"), said("families_served", exact(0), "没有"))
    assert resume.sections == ()
    assert resume.highlights == ()


def test_years_of_care_for_her_own_family_are_not_among_the_jobs() -> None:
    resume = resume_of(said("skills", {"id": "feeding_assistance", "level": "informal"}, "伺候过老人"))
    assert resume.bars == ()
    assert resume.skill_groups == ()
    assert [line.text for line in resume.lines()] == ["协助进食（照顾自家人，不算工作经历）"]


def test_one_job_is_not_counted_twice() -> None:
    total = said("years_experience", exact(8), "做月嫂八年")
    by_job = said("experience_by_job", {"job": "maternity_nurse", **exact(8)}, "做月嫂八年")
    section = resume_of(total, by_job).section("experience")
    assert section is not None
    assert [line.text for line in section.lines] == ["一共做了八年"]
    alone = resume_of(by_job).section("experience")
    assert alone is not None
    assert [(line.label, line.text) for line in alone.lines] == [("做了多久", "月嫂八年")]
