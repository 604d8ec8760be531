"""Which facts carry a value."""

from __future__ import annotations

from assistant.profile.model import Pay, Range
from assistant.resume.evidence import Ledger, plain, unique
from tests.resume.samples import exact, said


def test_only_publishable_facts_count() -> None:
    facts = [
        said("name", "王秀兰", "王秀兰"),
        said("name", "王兰", "王兰", status="corrected"),
        said("name", None, "不说", status="refused"),
        said("name", "李姐", "李姐", status="confirmed"),
        said("name", "张姐", "张姐", status="verified"),
    ]
    assert Ledger(facts).of("name") == (0, 3, 4)


def test_values_compare_whatever_their_form() -> None:
    ledger = Ledger([said("years_experience", {"min": 8, "max": 8.0}, "八年")])
    assert ledger.equal("years_experience", Range(min=8, max=8)) == (0,)
    assert ledger.equal("years_experience", Range(min=9, max=9)) == ()
    assert plain(Pay(min=7000, max=None, unit="month")) == {"min": 7000, "unit": "month"}


def test_denials_stand_apart() -> None:
    ledger = Ledger([said("jobs", "cook", "做饭"), said("jobs", "cleaner", "保洁不做", polarity="negative")])
    assert ledger.of("jobs") == (0,)
    assert ledger.of("jobs", negative=True) == (1,)


def test_an_object_keeps_only_the_keys_somebody_said() -> None:
    ledger = Ledger(
        [said("hometown", {"province": "河南"}, "河南"), said("hometown", {"city": "周口"}, "周口", status="corrected")]
    )
    assert ledger.parts(ledger.of("hometown"), {"province": "河南", "city": "周口"}) == ({"province": "河南"}, (0,))


def test_a_line_is_verified_only_when_all_of_it_is() -> None:
    ledger = Ledger([said("jobs", "cook", "做饭", status="verified"), said("jobs", "cleaner", "保洁")])
    assert ledger.verified((0,))
    assert not ledger.verified((0, 1))
    assert not ledger.verified(())


def test_flags_are_found() -> None:
    ledger = Ledger([said("families_served", exact(20), "二十来家", flags=("approximate",))])
    assert ledger.flagged((0,), "approximate", "vague")
    assert not ledger.flagged((0,), "vague")


def test_strangers_do_not_see_private_words() -> None:
    ledger = Ledger(
        [
            said("skills", {"id": "burping"}, "拍嗝会"),
            said("phone", "13812345678", "13812345678"),
            said("strengths", "照顾过", "我婆婆瘫了四年都是我伺候的"),
        ]
    )
    assert [item.quote for item in ledger.evidence((2, 0, 1), "public")] == ["拍嗝会", None, None]
    assert [item.quote for item in ledger.evidence((0, 1, 2), "own")] == [
        "拍嗝会", "13812345678", "我婆婆瘫了四年都是我伺候的",
    ]  # fmt: skip


def test_positions_are_kept_once_and_in_order() -> None:
    assert unique([3, 1, 3, 2]) == (1, 2, 3)
