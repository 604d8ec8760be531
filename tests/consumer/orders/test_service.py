"""Orders: she is asked first, each side sees its own, every step is kept, and people can be forgotten."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import text as sql

from assistant.consumer.orders.model import Move, NewOrder, ProvenPhone
from assistant.kit.errors import (
    AyiError,
    BadInputError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    TooLargeError,
    TooManyError,
)
from assistant.kit.people import Actor
from assistant.review.audit import AuditTrail
from tests.consumer.orders.conftest import (
    NEED,
    PHONE,
    SECRET,
    STRANGER,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    House,
    everything,
)

WORDS = "她把我的锅弄坏了"


class TestRequest:
    """A household asks for an interview."""

    async def test_it_waits_for_her_and_says_what_comes_next(self, house: House) -> None:
        order = await house.ask()
        assert (order.state, order.label, order.display_name) == ("created", "等她回复", "王阿姨")
        assert "11月25日前没有回复" in order.next
        assert [each.text for each in order.times] == ["11月24日（周二）上午10点", "11月25日（周三）下午3点半"]
        assert [choice.action for choice in order.choices] == ["cancel"]
        assert house.messenger.told == [("worker", "int_wang", "asked")]

    async def test_the_number_is_sealed_where_it_lies_and_masked_where_it_shows(self, house: House) -> None:
        order = await house.ask(note="孩子怕生")
        assert order.phone == "138****8000"
        kept = await everything(house)
        assert PHONE.number not in kept
        assert "陈女士" not in kept
        assert "孩子怕生" not in kept
        assert "朝阳" not in kept

    async def test_the_words_of_the_chat_stay_in_the_chat(self, house: House) -> None:
        order = await house.ask()
        need = (await house.orders.row(house.consumer, order.id)).need
        assert need is not None
        assert SECRET not in str(need)

    async def test_the_same_send_gives_the_same_order(self, house: House) -> None:
        once = await house.ask(client_order_id="a")
        again = await house.ask(client_order_id="a")
        assert once.id == again.id
        assert len(house.messenger.told) == 1

    async def test_two_sends_at_once_make_one_order(self, house: House) -> None:
        sent = await asyncio.gather(*(house.ask(client_order_id="a") for _ in range(5)))
        assert len({order.id for order in sent}) == 1

    async def test_she_is_not_asked_twice_at_the_same_time(self, house: House) -> None:
        await house.ask()
        with pytest.raises(ConflictError) as refused:
            await house.ask()
        assert refused.value.key == "order_exists"

    async def test_after_her_no_she_may_be_asked_again(self, house: House) -> None:
        order = await house.ask()
        await house.step(house.worker, order.id, "decline")
        assert (await house.ask()).state == "created"

    async def test_who_is_not_published_cannot_be_asked(self, house: House) -> None:
        house.people.found.clear()
        with pytest.raises(NotFoundError):
            await house.ask()

    @pytest.mark.parametrize(
        ("times", "key"),
        [
            (["2026-11-22T20:00"], "order_time_soon"),
            (["2026-11-20T10:00"], "order_time_soon"),
            (["2027-03-01T10:00"], "order_time_far"),
            (["2026-11-24T23:30"], "order_time_night"),
            (["2026-11-24T05:00"], "order_time_night"),
            (["2026-02-30T10:00"], "order_time_wrong"),
            ([TUESDAY, WEDNESDAY, THURSDAY, "2026-11-27T10:00"], "order_times_count"),
        ],
    )
    async def test_times_at_which_nobody_can_come_are_refused(self, house: House, times: list[str], key: str) -> None:
        with pytest.raises(BadInputError) as refused:
            await house.ask(times=times)
        assert refused.value.key == key

    async def test_a_note_has_an_end(self, house: House) -> None:
        with pytest.raises(TooLargeError):
            await house.ask(note="好" * 201)

    async def test_nobody_asks_everybody(self, house: House) -> None:
        worker = house.people.found["int_wang"]
        for number in range(7):
            worker_id = f"int_{number}"
            house.people.found[worker_id] = worker.model_copy(update={"worker_id": worker_id})
        for number in range(6):
            await house.ask(f"int_{number}")
        with pytest.raises(TooManyError) as refused:
            await house.ask("int_6")
        assert refused.value.key == "order_many"

    async def test_one_number_asks_only_so_often_a_day_whatever_the_chat(self, house: House, new_chat: Any) -> None:
        for number in range(8):
            await new_chat(f"chat_x{number}")
            actor = Actor(f"chat_x{number}", "consumer")
            wanted = NewOrder(worker_id="int_wang", times=[TUESDAY])
            await house.orders.request(actor, wanted, NEED, PHONE, "zh")
        with pytest.raises(TooManyError):
            await house.ask()
        other = ProvenPhone("13900139000", "another")
        wanted = NewOrder(worker_id="int_wang", times=[TUESDAY])
        assert (await house.orders.request(house.consumer, wanted, NEED, other, "zh")).state == "created"

    async def test_the_chat_lives_as_long_as_its_order(self, house: House) -> None:
        await house.ask()
        async with house.database.reading() as session:
            until = (await session.execute(sql("SELECT expires_at FROM chats"))).scalar_one()
        assert str(until).startswith("2027-11-22")


class TestHerSide:
    """What she sees and may do."""

    async def test_she_sees_the_family_and_nothing_that_finds_them(self, house: House) -> None:
        await house.ask(note="电话13800138000，我家在朝阳路88号院3号楼")
        (order,) = await house.orders.worker_orders(house.worker, "zh")
        assert order.label == "等您回复"
        told = {line.id: line.text for line in order.family}
        assert told == {
            "job": "育儿嫂、住家",
            "place": "北京、朝阳",
            "time": "月休4天",
            "pay": "8000以内/月",
            "children": "宝宝18个月",
            "wanted": "辅食制作",
        }
        whole = order.model_dump_json()
        for secret in (PHONE.number, "8000138", "朝阳路88号", "陈女士", "chat_1", "138****8000"):
            assert secret not in whole

    async def test_her_yes_takes_one_of_the_times(self, house: House) -> None:
        order = await house.ask()
        with pytest.raises(BadInputError):
            await house.step(house.worker, order.id, "agree", times=[THURSDAY])
        with pytest.raises(BadInputError):
            await house.step(house.worker, order.id, "agree")
        await house.step(house.worker, order.id, "agree", times=[WEDNESDAY])
        shown = await house.orders.consumer_view(house.consumer, order.id, "zh")
        assert (shown.state, [each.at for each in shown.picked]) == ("worker_agreed", [WEDNESDAY])
        assert house.messenger.told[-1] == ("consumer", PHONE.number, "agreed")

    async def test_she_may_suggest_another_time(self, house: House) -> None:
        order = await house.ask()
        await house.step(house.worker, order.id, "offer", times=[THURSDAY])
        shown = await house.orders.consumer_view(house.consumer, order.id, "zh")
        assert shown.state == "worker_agreed"
        assert "她想换个时间：11月26日（周四）晚上7点。" in shown.next

    async def test_her_no_ends_it_and_why_is_hers_to_keep(self, house: House) -> None:
        order = await house.ask()
        await house.step(house.worker, order.id, "decline", reason="far")
        shown = await house.orders.consumer_view(house.consumer, order.id, "zh")
        assert (shown.state, shown.choices) == ("worker_declined", [])
        assert "太远" not in shown.model_dump_json()
        seen = await house.orders.agency_view(house.recruiter, order.id, "zh")
        assert seen.history[-1].reason == "太远"

    async def test_a_reason_nobody_may_give_is_refused(self, house: House) -> None:
        order = await house.ask()
        with pytest.raises(BadInputError):
            await house.step(house.worker, order.id, "decline", reason="zodiac")

    async def test_she_may_change_her_mind_until_she_starts(self, house: House) -> None:
        order_id = await house.reach("confirmed")
        await house.step(house.worker, order_id, "withdraw", reason="taken")
        assert (await house.orders.row(house.worker, order_id)).state == "cancelled"
        assert house.messenger.told[-1] == ("consumer", PHONE.number, "cancelled")

    async def test_without_an_answer_it_ends_by_itself(self, house: House) -> None:
        order = await house.ask()
        house.clock.advance(days=3, seconds=1)
        # Before anybody has written it down, too.
        with pytest.raises(ConflictError):
            await house.step(house.worker, order.id, "agree", times=[WEDNESDAY])
        assert (await house.orders.consumer_view(house.consumer, order.id, "zh")).state == "expired"
        assert await house.orders.tend() == 1
        assert await house.orders.tend() == 0
        shown = await house.orders.consumer_view(house.consumer, order.id, "zh")
        assert [(step.who, step.action) for step in shown.history] == [("consumer", "request"), ("system", "expire")]

    async def test_a_time_that_is_over_cannot_be_taken(self, house: House) -> None:
        order = await house.ask()
        house.clock.advance(days=2)
        with pytest.raises(BadInputError) as refused:
            await house.step(house.worker, order.id, "agree", times=[TUESDAY])
        assert refused.value.key == "order_time_over"


class TestAgency:
    """What the agency sees and may do."""

    async def test_before_her_yes_it_sees_that_she_is_asked_and_not_by_whom(self, house: House) -> None:
        order = await house.ask()
        seen = await house.orders.agency_view(house.recruiter, order.id, "zh")
        assert (seen.called, seen.phone, seen.can_contact) == (None, None, False)
        with pytest.raises(ConflictError):
            await house.orders.contact(house.recruiter, order.id)

    async def test_after_it_the_number_opens_and_that_is_noted(self, house: House) -> None:
        order_id = await house.reach("worker_agreed")
        seen = await house.orders.agency_view(house.recruiter, order_id, "zh")
        assert (seen.called, seen.phone, seen.can_contact) == ("陈女士", "138****8000", True)
        assert (await house.orders.contact(house.recruiter, order_id)).phone == PHONE.number
        assert [entry.action for entry in await house.noted(order_id)] == ["order.contact"]

    async def test_it_fixes_a_time_and_may_move_it(self, house: House) -> None:
        order_id = await house.reach("confirmed")
        await house.step(house.recruiter, order_id, "confirm", meeting=THURSDAY)
        shown = await house.orders.consumer_view(house.consumer, order_id, "en")
        assert shown.meeting is not None
        assert "Thu 26 Nov, 19:00" in shown.next
        assert [step.meeting.at for step in shown.history if step.meeting] == [TUESDAY, THURSDAY]

    async def test_a_time_is_needed(self, house: House) -> None:
        order_id = await house.reach("worker_agreed")
        with pytest.raises(BadInputError):
            await house.step(house.recruiter, order_id, "confirm")

    async def test_they_have_not_met_before_they_meet(self, house: House) -> None:
        order_id = await house.reach("confirmed")
        with pytest.raises(ConflictError) as refused:
            await house.step(house.consumer, order_id, "meet")
        assert refused.value.key == "order_not_met_yet"

    async def test_it_cancels_with_a_reason_only(self, house: House) -> None:
        order_id = await house.reach("met")
        with pytest.raises(BadInputError):
            await house.step(house.recruiter, order_id, "cancel")
        await house.step(house.recruiter, order_id, "cancel", reason="not_hired")
        shown = await house.orders.consumer_view(house.consumer, order_id, "zh")
        assert shown.history[-1].reason == "见面后没有定下来"

    async def test_every_step_of_its_people_stands_in_the_trail(self, house: House) -> None:
        order_id = await house.reach("ended")
        entries = await house.noted(order_id)
        assert [entry.action for entry in entries] == ["order.end", "order.hire", "order.meet", "order.confirm"]
        assert dict(entries[0].detail) == {"before": "hired", "after": "ended", "reason": "agreed_term"}
        assert (await house.trail.verify(house.database)).whole

    async def test_the_whole_way_is_kept(self, house: House) -> None:
        order_id = await house.reach("ended")
        seen = await house.orders.agency_view(house.recruiter, order_id, "zh")
        assert [(step.who, step.name, step.before, step.after) for step in seen.history] == [
            ("consumer", None, None, "created"),
            ("worker", None, "created", "worker_agreed"),
            ("agency", "李经理", "worker_agreed", "confirmed"),
            ("agency", "李经理", "confirmed", "met"),
            ("agency", "李经理", "met", "hired"),
            ("agency", "李经理", "hired", "ended"),
        ]
        shown = await house.orders.consumer_view(house.consumer, order_id, "zh")
        assert "李经理" not in shown.model_dump_json()

    async def test_its_list_counts_and_goes_on(self, house: House) -> None:
        first = await house.ask()
        house.clock.advance(seconds=60)
        second = await house.ask("int_li")
        page = await house.orders.agency_orders(house.recruiter, "zh")
        assert [item.id for item in page.items] == [second.id, first.id]
        assert (page.counts, page.next) == ({"created": 2}, None)
        rest = await house.orders.agency_orders(house.recruiter, "zh", cursor=second.id)
        assert [item.id for item in rest.items] == [first.id]
        assert (await house.orders.agency_orders(house.recruiter, "zh", ["met"])).items == []
        assert (await house.orders.agency_orders(house.stranger, "zh")).items == []


class TestDispute:
    """When something went wrong."""

    async def test_each_side_may_raise_one_and_its_words_are_for_the_agency(self, house: House) -> None:
        order_id = await house.reach("hired")
        await house.step(house.consumer, order_id, "dispute", reason="damage", words=WORDS)
        (hers,) = await house.orders.worker_orders(house.worker, "zh")
        assert WORDS not in hers.model_dump_json()
        assert "12333" in hers.next
        seen = await house.orders.agency_view(house.recruiter, order_id, "zh")
        assert (seen.history[-1].words, seen.history[-1].reason) == (WORDS, "损坏、丢失")
        assert WORDS not in await everything(house)

    async def test_it_needs_a_reason(self, house: House) -> None:
        order_id = await house.reach("hired")
        with pytest.raises(BadInputError):
            await house.step(house.worker, order_id, "dispute")

    async def test_the_service_goes_on_or_ends(self, house: House) -> None:
        order_id = await house.reach("hired")
        await house.step(house.worker, order_id, "dispute", reason="pay")
        await house.step(house.recruiter, order_id, "resume")
        await house.step(house.worker, order_id, "dispute", reason="pay")
        await house.step(house.recruiter, order_id, "resolve", reason="paid")
        assert (await house.orders.row(house.worker, order_id)).state == "ended"

    async def test_one_about_a_meeting_does_not_make_anybody_hired(self, house: House) -> None:
        order_id = await house.reach("met")
        await house.step(house.worker, order_id, "dispute", reason="safety")
        with pytest.raises(ConflictError):
            await house.step(house.recruiter, order_id, "resume")
        await house.step(house.recruiter, order_id, "resolve", reason="to_authority")
        shown = await house.orders.consumer_view(house.consumer, order_id, "zh")
        assert (shown.label, shown.can_review) == ("没有录用，已结束", False)


class TestDoors:
    """Nobody reaches what is another's."""

    @pytest.mark.parametrize(
        "actor",
        [
            Actor("chat_2", "consumer"),
            Actor("int_li", "worker", "default"),
            STRANGER,
            Actor("int_wang", "consumer"),
            Actor("chat_1", "worker"),
            Actor("system", "system"),
        ],
    )
    async def test_what_is_not_ones_own_does_not_exist(self, house: House, actor: Actor) -> None:
        order = await house.ask()
        for attempt in (
            house.orders.consumer_view(actor, order.id, "zh"),
            house.orders.agency_view(actor, order.id, "zh"),
            house.orders.row(actor, order.id),
            house.orders.move(actor, order.id, "cancel", Move(version=1, reason="other")),
        ):
            with pytest.raises(NotFoundError):
                await attempt

    async def test_only_staff_get_the_number(self, house: House) -> None:
        order_id = await house.reach("worker_agreed")
        for actor in (house.worker, house.consumer):
            with pytest.raises(ForbiddenError):
                await house.orders.contact(actor, order_id)

    async def test_a_step_on_an_order_that_changed_meanwhile_is_refused(self, house: House) -> None:
        order = await house.ask()
        await house.step(house.worker, order.id, "agree", times=[TUESDAY])
        with pytest.raises(ConflictError) as refused:
            await house.orders.move(house.consumer, order.id, "cancel", Move(version=order.version))
        assert refused.value.key == "order_changed"

    async def test_of_two_steps_at_once_one_is_taken(self, house: House) -> None:
        order = await house.ask()
        both = await asyncio.gather(
            house.orders.move(house.worker, order.id, "agree", Move(version=order.version, times=[TUESDAY])),
            house.orders.move(house.consumer, order.id, "cancel", Move(version=order.version)),
            return_exceptions=True,
        )
        assert sum(isinstance(each, AyiError) for each in both) == 1
        assert len((await house.orders.consumer_view(house.consumer, order.id, "zh")).history) == 2


class TestChat:
    """What the chat tells of them."""

    async def test_it_tells_how_things_stand(self, house: House) -> None:
        assert (
            await house.orders.status_text("chat_1", "zh") == "您还没有提过面试申请。看中哪位，说“约第一位面试”就行。"
        )
        await house.ask()
        house.clock.advance(seconds=1)
        await house.ask("int_li")
        first, second, third = (await house.orders.status_text("chat_1", "zh")).splitlines()
        assert first == "您的申请："
        assert second.startswith("李阿姨：等她回复。")
        assert third.startswith("王阿姨：等她回复。")
        assert (await house.orders.lines("chat_1", "en"))[0].startswith("Li Ayi: Waiting for her answer.")


async def test_nothing_of_an_order_is_written_when_the_trail_refuses(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = await house.reach("worker_agreed")

    async def broken(*_: object, **__: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(AuditTrail, "record", broken)
    with pytest.raises(ValueError, match="no"):
        await house.step(house.recruiter, order_id, "confirm", meeting=TUESDAY)
    assert (await house.orders.row(house.recruiter, order_id)).state == "worker_agreed"
