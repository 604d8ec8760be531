"""The profile is a fold of facts: last clear word wins, nothing is lost, disagreement is seen."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.fold import fold
from assistant.profile.model import Fact


def said(field: str, value: object, quote: str = "话", **more: Any) -> Fact:
    return Fact(field=field, value=value, quote=quote, start=0, end=len(quote), **more)


def profile(*facts: Fact) -> dict[str, Any]:
    return fold(facts).profile.wire()


def test_what_nobody_spoke_of_is_absent() -> None:
    assert profile() == {}


def test_the_last_clear_word_wins() -> None:
    assert profile(said("age", 45), said("age", 46)) == {"age": 46}


def test_an_unclear_word_does_not_replace_a_clear_one() -> None:
    assert profile(said("age", 45), said("age", {"min": 40, "max": 49}, confidence=0.3)) == {"age": 45}


def test_a_correction_in_the_same_breath_leaves_only_the_later_value() -> None:
    first = said("years_experience", {"min": 3, "max": 3}, status="corrected")
    later = said("years_experience", {"min": 4, "max": 4}, flags=("correction",))
    folded = fold([first, later])
    assert folded.profile.wire() == {"years_experience": {"min": 4, "max": 4}}
    assert folded.history["years_experience"] == (first, later)
    assert folded.conflicts == ()


def test_what_a_person_verified_is_not_overturned_by_a_remark() -> None:
    assert profile(said("name", "王芳", status="verified"), said("name", "王方")) == {"name": "王芳"}


def test_a_correction_overturns_even_a_confirmed_value() -> None:
    facts = [said("age", 45, status="confirmed"), said("age", 46, flags=("correction",))]
    assert profile(*facts) == {"age": 46}


def test_two_values_without_a_correction_are_a_conflict() -> None:
    folded = fold([said("age", 45), said("age", 47)])
    assert [(c.field, c.reason) for c in folded.conflicts] == [("age", "changed")]


def test_a_paper_that_differs_is_a_conflict_until_confirmed() -> None:
    claimed = said("birth_year", 1979, flags=("document_differs",))
    assert [c.reason for c in fold([claimed]).conflicts] == ["document_differs"]
    assert fold([claimed.model_copy(update={"status": "confirmed"})]).conflicts == ()


def test_a_refusal_is_remembered_until_she_answers_after_all() -> None:
    refusal = said("age", None, status="refused")
    assert fold([refusal]).refused == {"age"}
    assert fold([refusal, said("age", 45)]).refused == frozenset()


def test_a_declined_job_leaves_the_list_and_is_kept_as_declined() -> None:
    facts = [said("jobs", "cleaner"), said("jobs", "cook"), said("jobs", "cleaner", polarity="negative")]
    assert profile(*facts) == {"jobs": ["cook"], "declined_jobs": ["cleaner"]}


def test_a_job_taken_up_again_is_no_longer_declined() -> None:
    assert profile(said("jobs", "cleaner", polarity="negative"), said("jobs", "cleaner")) == {"jobs": ["cleaner"]}


def test_objects_of_one_kind_merge_key_by_key() -> None:
    facts = [
        said("certificates", {"kind": "infant_care"}),
        said("certificates", {"kind": "infant_care", "level": "高级"}),
    ]
    assert profile(*facts)["certificates"] == [{"kind": "infant_care", "level": "高级", "verified": "no"}]


def test_a_fact_said_over_again_in_full_no_longer_carries_the_profile() -> None:
    first = said("skills", {"id": "burping"})
    confirmed = first.model_copy(update={"status": "confirmed"})
    assert fold([first, confirmed]).live == (confirmed,)


def test_a_skill_carries_its_words() -> None:
    assert profile(said("skills", {"id": "burping"}, "会拍嗝"))["skills"] == [{"id": "burping", "evidence": "会拍嗝"}]


def test_another_province_takes_the_old_city_with_it() -> None:
    facts = [said("hometown", {"province": "河南", "city": "周口"}), said("hometown", {"province": "安徽"})]
    assert profile(*facts) == {"hometown": {"province": "安徽"}}


def test_a_city_completes_a_province_said_before() -> None:
    facts = [said("hometown", {"province": "河南"}), said("hometown", {"city": "周口"})]
    assert profile(*facts) == {"hometown": {"province": "河南", "city": "周口"}}


def test_a_unit_said_later_completes_the_pay() -> None:
    facts = [said("expected_salary", {"min": 8000, "max": 8000}), said("expected_salary", {"unit": "month"})]
    assert profile(*facts)["expected_salary"] == {"min": 8000, "max": 8000, "unit": "month"}


def test_an_open_end_stays_visible() -> None:
    assert profile(said("expected_salary", {"min": 7000, "max": None, "unit": "month"}))["expected_salary"] == {
        "min": 7000,
        "max": None,
        "unit": "month",
    }


def test_years_in_a_second_job_do_not_lower_the_total() -> None:
    facts = [
        said("years_experience", {"min": 8, "max": 8}, turn_id="t1"),
        said("experience_by_job", {"job": "maternity_nurse", "min": 8, "max": 8}, turn_id="t1"),
        said("years_experience", {"min": 2, "max": 2}, turn_id="t2"),
        said("experience_by_job", {"job": "childcare_nanny", "min": 2, "max": 2}, turn_id="t2"),
    ]
    result = profile(*facts)
    assert result["years_experience"] == {"min": 8, "max": 8}
    assert set(result["experience_by_job"]) == {"maternity_nurse", "childcare_nanny"}


def test_a_denied_yes_or_no_is_an_answer() -> None:
    assert profile(said("background_check_consent", value=False, polarity="negative")) == {
        "background_check_consent": False
    }


def test_the_same_post_told_twice_is_one_post() -> None:
    post = {"job": "cook", "city": "北京", "months": 12}
    assert profile(said("work_history", post), said("work_history", dict(post)))["work_history"] == [post]


def test_a_corrected_post_keeps_what_was_not_corrected() -> None:
    first = said("work_history", {"job": "cook", "city": "北京", "months": 24})
    later = said("work_history", {"months": 36}, flags=("correction",))
    assert profile(first, later)["work_history"] == [{"job": "cook", "city": "北京", "months": 36}]


def test_a_field_from_a_newer_version_changes_nothing_and_is_kept() -> None:
    folded = fold([said("shoe_size", 38)])
    assert folded.profile.wire() == {}
    assert "shoe_size" in folded.history


VALUES = st.sampled_from(
    [
        ("age", 45),
        ("age", {"min": 41, "max": 49}),
        ("jobs", "cook"),
        ("jobs", "cleaner"),
        ("name", "王芳"),
        ("expected_salary", {"min": 8000, "max": 9000, "unit": "month"}),
        ("hometown", {"province": "河南"}),
        ("preferences", {"dogs": True}),
        ("skills", {"id": "burping"}),
        ("work_history", {"job": "cook"}),
        ("experience_by_job", {"job": "cook", "min": 2, "max": 2}),
        ("years_experience", {"min": 2, "max": 2}),
        ("age", None),
    ]
)
FACTS = st.lists(
    st.builds(
        lambda pair, polarity, status: said(pair[0], pair[1], polarity=polarity, status=status),
        VALUES,
        st.sampled_from(["positive", "negative"]),
        st.sampled_from(["claimed", "confirmed", "corrected", "refused"]),
    ),
    max_size=20,
)


@given(FACTS)
def test_any_facts_fold_and_every_live_fact_was_said(facts: list[Fact]) -> None:
    folded = fold(facts)
    assert all(fact in facts for fact in folded.live)
    assert sum(len(history) for history in folded.history.values()) == len(facts)


@given(FACTS)
def test_saying_everything_twice_changes_nothing(facts: list[Fact]) -> None:
    once, twice = fold(facts), fold([*facts, *facts[-1:]])
    assert once.profile == twice.profile
