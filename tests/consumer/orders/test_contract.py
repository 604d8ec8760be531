"""A contract drafted from an order: what was agreed stands in it, what nobody said is a blank."""

from __future__ import annotations

from datetime import date

from assistant.consumer.orders.contract import draft_of
from assistant.knowledge.drafts import Draft, fill
from assistant.profile.model import Language
from tests.consumer.orders.conftest import PHONE, House


async def drafted(house: House, *, with_phone: bool, language: Language = "zh") -> Draft:
    order_id = await house.reach("met")
    terms = {"pay_amount": 7800, "pay_unit": "month", "trial_days": 3}
    await house.step(house.recruiter, order_id, "hire", terms=terms)
    row = await house.orders.row(house.recruiter, order_id)
    worker = await house.people.worker("int_wang")
    order = draft_of(row, worker, {"name": "好家政"}, "three_party", language, with_phone=with_phone)
    return fill(order, lambda *_: None, date(2026, 11, 25))


def words_of(draft: Draft) -> str:
    return "\n".join(run.text for clause in draft.clauses for line in clause.lines for run in line)


async def test_what_was_agreed_stands_in_it(house: House) -> None:
    text = words_of(await drafted(house, with_phone=True))
    for told in ("好家政", "育儿嫂", "住家", "7800", "北京", "朝阳", "陈女士", PHONE.number):
        assert told in text


async def test_the_household_is_left_to_be_written_in_by_hand_for_others(house: House) -> None:
    text = words_of(await drafted(house, with_phone=False))
    assert PHONE.number not in text
    assert "陈女士" not in text


async def test_her_name_is_never_filled_in(house: House) -> None:
    assert "王" not in words_of(await drafted(house, with_phone=True))


async def test_it_comes_in_english_too(house: House) -> None:
    draft = await drafted(house, with_phone=False, language="en")
    assert "7800" in words_of(draft)
    assert draft.blanks > 0
