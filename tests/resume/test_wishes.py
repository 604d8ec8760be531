"""The work wanted, and what she says beforehand."""

from __future__ import annotations

from assistant.profile.model import Fact
from assistant.resume.model import Resume
from tests.resume.samples import Sample, exact, said


def lines_of(resume: Resume, section_id: str) -> dict[str, str]:
    section = resume.section(section_id)
    return {line.label or line.key: line.text for line in section.lines} if section else {}


def resume_of(*facts: Fact) -> Resume:
    return Sample("one", facts).resume()


def test_pay_may_be_negotiable_or_conditional() -> None:
    pay = said("expected_salary", {**exact(8000), "unit": "month"}, "八千", flags=("conditional",))
    talk = said("expected_salary", {"negotiable": True}, "可以谈")
    assert lines_of(resume_of(pay, talk), "wishes") == {"期望工资": "八千/月（8,000元），可以商量，有条件，面谈时说"}
    assert lines_of(resume_of(talk), "wishes") == {"期望工资": "可以商量"}


def test_pay_of_the_last_family_is_not_hers_to_wish() -> None:
    said_before = said("expected_salary", {**exact(9500), "unit": "month"}, "上家九千五", status="corrected")
    assert lines_of(resume_of(said_before, said("jobs", "cook", "做饭")), "wishes") == {"工种": "做饭阿姨"}


def test_the_start_may_be_a_day_or_about_a_day() -> None:
    day = said("available_from", "2026-12-01", "十二月一号")
    about = said("available_from", "2027-06-15", "麦收完", flags=("approximate",))
    assert lines_of(resume_of(day), "wishes") == {"到岗": "2026年12月1日起可以上岗"}
    assert lines_of(resume_of(about), "wishes") == {"到岗": "2027年6月15日前后可以上岗"}


def test_no_rest_is_left_out() -> None:
    assert lines_of(resume_of(said("rest_days_per_month", exact(0), "我不休")), "wishes") == {}
    assert lines_of(resume_of(said("rest_days_per_month", {"min": 2, "max": 4}, "两到四天")), "wishes") == {
        "休息": "每月休两到四天"
    }


def test_conditions_stand_by_what_they_mean() -> None:
    facts = (
        said("preferences", {"dogs": True, "cats": False}, "狗行猫不行"),
        said("preferences", {"own_room": True}, "要单独一间"),
        said("preferences", {"phone_free": True}, "不看手机"),
    )
    assert lines_of(resume_of(*facts), "limits") == {
        "可以接受": "家里有狗", "自己有": "带娃不看手机", "希望有": "单独房间", "不太合适": "家里有猫",
    }  # fmt: skip


def test_a_wish_she_gave_up_is_not_mentioned() -> None:
    assert lines_of(resume_of(said("preferences", {"own_room": False}, "不用单间")), "limits") == {}


def test_what_she_does_not_take_is_said_beforehand() -> None:
    facts = (
        said("jobs", "patient_carer", "护工不做", polarity="negative"),
        said("skills", {"id": "insulin_injection"}, "打胰岛素我不敢", polarity="negative"),
        said("work_modes", "night", "夜班不上", polarity="negative"),
        said("service_areas", "昌平", "昌平远", polarity="negative"),
        said("cuisines", "western", "西餐不会", polarity="negative"),
    )
    assert lines_of(resume_of(*facts), "limits") == {
        "不做的工种": "护工", "不做的活": "注射胰岛素", "不做的方式": "夜班", "不会的菜": "西餐", "不去的地方": "昌平",
    }  # fmt: skip
