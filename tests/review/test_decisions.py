"""What people decide: with a person, a reason, an entry in the trail, and never over another's head."""

from __future__ import annotations

import asyncio

import pytest

from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.profile.model import Range
from assistant.review.model import AskedField, Decide, NewNote, Return
from tests.review.conftest import CHEN, COOK, LI, NANNY, STRANGER, Office


def question(text: str = "您到底做了几年？", field: str | None = "years_experience") -> list[AskedField]:
    return [AskedField(text=text, field=field)]


async def test_the_way_of_a_good_file(office: Office) -> None:
    file_id = await office.interview(COOK)
    assert (await office.file(file_id)).status == "finished"
    taken = await office.take(file_id)
    assert taken.status == "in_review"
    await office.verify(file_id, record=False)
    assert (await office.approve(file_id)).status == "approved"
    shown = await office.file(file_id)
    assert [decision.action for decision in shown.decisions] == ["finish", "take", "approve"]
    assert (shown.decisions[-1].by, shown.decisions[-1].reason) == ("李娜", "看过原话，没有问题")


async def test_every_decision_has_an_entry_in_the_trail(office: Office) -> None:
    file_id = await office.approved()
    entries = await office.trail(file_id)
    assert [entry.action for entry in entries if entry.action.startswith("file.")] == [
        "file.finish",
        "file.take",
        "file.check",
        "file.check",
        "file.check",
        "file.open",
        "file.approve",
    ]
    assert entries[-1].actor_id == LI.id
    assert entries[-1].detail["before"] == "in_review"


async def test_two_clerks_cannot_overwrite_each_other(office: Office) -> None:
    file_id = await office.interview(COOK)
    version = await office.version(file_id)
    results = await asyncio.gather(
        office.rooms.review.take(LI, file_id, version),
        office.rooms.review.take(CHEN, file_id, version),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, ConflictError)]
    assert [error.key for error in refused] == ["file_changed"]
    assert (await office.file(file_id)).assignee in (LI.id, CHEN.id)


async def test_a_decision_about_a_file_that_changed_meanwhile_is_refused(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    seen = await office.decide(file_id, reason="好")
    await office.say(file_id, "刚才说错了，做了五年")
    with pytest.raises(ConflictError, match="file_changed"):
        await office.rooms.review.approve(LI, file_id, seen)


async def test_another_agencys_file_does_not_exist(office: Office) -> None:
    file_id = await office.interview(COOK)
    body = Decide(version=1, reason="好")
    review, desk = office.rooms.review, office.rooms.desk
    for attempt in (
        desk.file(STRANGER, file_id, "zh"),
        desk.open(STRANGER, file_id),
        review.take(STRANGER, file_id, 1),
        review.approve(STRANGER, file_id, body),
        review.return_to_her(STRANGER, file_id, Return(version=1, questions=question())),
        desk.note(STRANGER, file_id, NewNote(text="看看")),
        desk.reach(STRANGER, file_id),
    ):
        with pytest.raises(NotFoundError, match="file_unknown"):
            await attempt


async def test_nothing_is_approved_that_this_person_has_not_looked_at(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    await office.verify(file_id)
    await office.rooms.desk.open(CHEN, file_id)
    with pytest.raises(ConflictError, match="gate_not_looked"):
        await office.rooms.review.approve(LI, file_id, await office.decide(file_id, reason="好"))
    assert (await office.approve(file_id, CHEN)).status == "approved"


async def test_what_she_says_after_the_look_must_be_looked_at_too(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    await office.verify(file_id)
    await office.rooms.desk.open(LI, file_id)
    await office.say(file_id, "我还会做粤菜")
    with pytest.raises(ConflictError, match="gate_not_looked"):
        await office.rooms.review.approve(LI, file_id, await office.decide(file_id, reason="好"))


async def test_no_approval_without_an_identity(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    with pytest.raises(ConflictError, match="gate_identity"):
        await office.approve(file_id)


async def test_no_approval_near_children_without_a_clear_record(office: Office) -> None:
    file_id = await office.interview(NANNY)
    await office.take(file_id)
    await office.verify(file_id, record=False)
    with pytest.raises(ConflictError, match="gate_record_check"):
        await office.approve(file_id)
    await office.verify(file_id)
    assert (await office.approve(file_id)).status == "approved"


async def test_a_warning_wants_a_reason_in_words(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    await office.verify(file_id)
    await office.rooms.desk.open(LI, file_id)
    with pytest.raises(BadInputError, match="reason_needed_for_warnings"):
        await office.rooms.review.approve(LI, file_id, await office.decide(file_id))


async def test_a_conflict_must_be_settled_first(office: Office) -> None:
    file_id = await office.interview("我做了五年做饭阿姨", "我叫王芳", "我干了八年了")
    await office.take(file_id)
    await office.verify(file_id)
    assert [conflict.field for conflict in (await office.file(file_id)).conflicts] == ["years_experience"]
    with pytest.raises(ConflictError, match="gate_conflict"):
        await office.approve(file_id)


async def test_returned_answered_and_back_in_review(office: Office) -> None:
    file_id = await office.interview("我叫王芳，做了五年做饭阿姨", "我干了八年了")
    await office.take(file_id)
    body = Return(version=await office.version(file_id), questions=question())
    returned = await office.rooms.review.return_to_her(LI, file_id, body)
    assert returned.status == "returned"
    interview_id, token = returned.link.split("#")[1].split(".")
    assert interview_id == file_id
    view = await office.interviews.view(interview_id, token)
    assert view.reply.text.endswith("您到底做了几年？")
    answered = await office.interviews.answer(interview_id, token, "八年")
    assert answered.reply.done
    shown = await office.file(file_id)
    assert shown.status == "in_review"
    assert [(asked.settled, asked.turn_id) for asked in shown.questions] == [("answered", answered.turn_id)]
    assert shown.conflicts == []
    assert shown.profile["years_experience"] == Range(min=8, max=8).model_dump()


async def test_her_own_link_opens_with_the_question_too(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    await office.rooms.review.return_to_her(
        LI, file_id, Return(version=await office.version(file_id), questions=question("健康证哪天到期？", None))
    )
    view = await office.interviews.view(file_id, office.tokens[file_id])
    assert "健康证哪天到期？" in view.reply.text


async def test_she_may_leave_the_question_alone(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    await office.rooms.review.return_to_her(
        LI, file_id, Return(version=await office.version(file_id), questions=question())
    )
    await office.interviews.finish(file_id, office.tokens[file_id])
    shown = await office.file(file_id)
    assert (shown.status, shown.questions[0].settled) == ("in_review", "left")


async def test_a_file_can_be_taken_on_without_her_answer(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    await office.rooms.review.return_to_her(
        LI, file_id, Return(version=await office.version(file_id), questions=question())
    )
    recalled = await office.rooms.review.recall(LI, file_id, await office.decide(file_id))
    assert recalled.status == "in_review"


async def test_nothing_is_put_to_her_where_the_file_cannot_go_back(office: Office) -> None:
    file_id = await office.interview("我叫王芳", done=False)
    with pytest.raises(ConflictError, match="file_cannot_return"):
        await office.rooms.review.return_to_her(
            LI, file_id, Return(version=await office.version(file_id), questions=question())
        )
    view = await office.interviews.view(file_id, office.tokens[file_id])
    assert "几年" not in view.reply.text or view.reply.asking != "experience"
    assert (await office.file(file_id)).questions == []


async def test_declining_takes_two_people_and_a_reason(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    review = office.rooms.review
    with pytest.raises(BadInputError, match="reason_unknown"):
        await review.decline(LI, file_id, await office.decide(file_id, "looks", "看着不行"))
    with pytest.raises(BadInputError, match="reason_needed"):
        await review.decline(LI, file_id, await office.decide(file_id, "papers_forged"))
    body = await office.decide(file_id, "papers_forged", "证书在查询网站上查不到")
    assert (await review.decline(LI, file_id, body)).status == "in_review"
    again = await office.decide(file_id, "papers_forged", "还是我")
    with pytest.raises(ConflictError, match="decline_needs_another"):
        await review.decline(LI, file_id, again)
    second = await office.decide(file_id, "papers_forged", "我也查过了")
    assert (await review.decline(CHEN, file_id, second)).status == "declined"
    actors = [d.by for d in (await office.file(file_id)).decisions if d.action in ("propose_decline", "decline")]
    assert actors == ["李娜", "陈静"]


async def test_a_proposal_can_be_rejected(office: Office) -> None:
    file_id = await office.interview(COOK)
    review = office.rooms.review
    await review.decline(LI, file_id, await office.decide(file_id, "duplicate", "好像建过档"))
    assert (await office.file(file_id)).decline_by == LI.id
    await office.verify(file_id)
    with pytest.raises(ConflictError, match="gate_decline_proposed"):
        await office.approve(file_id, CHEN)
    await review.keep(CHEN, file_id, await office.decide(file_id, reason="不是同一个人"))
    assert (await office.file(file_id)).decline_by is None


async def test_what_she_changes_after_an_approval_takes_it_back_into_review(office: Office) -> None:
    file_id = await office.approved()
    await office.say(file_id, "工资改成一万")
    shown = await office.file(file_id)
    assert shown.status == "in_review"
    assert [change.field for change in shown.since_approval] == ["expected_salary"]
    assert shown.since_approval[0].before != shown.since_approval[0].after


async def test_a_thank_you_after_an_approval_changes_nothing(office: Office) -> None:
    file_id = await office.approved()
    await office.say(file_id, "谢谢")
    assert (await office.file(file_id)).status == "approved"


async def test_the_time_on_task_runs_from_opening_to_the_first_decision(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.rooms.desk.open(LI, file_id)
    office.clock.advance(seconds=20)
    await office.take(file_id)
    office.clock.advance(seconds=75)
    await office.rooms.review.decline(LI, file_id, await office.decide(file_id, "duplicate", "重复"))
    await office.rooms.review.keep(LI, file_id, await office.decide(file_id, reason="不重复"))
    taken = [(d.action, d.seconds) for d in (await office.file(file_id)).decisions if d.by]
    assert taken == [("take", None), ("propose_decline", 95.0), ("keep", None)]


async def test_a_withdrawal_reaches_whoever_publishes(office: Office) -> None:
    gone: list[tuple[str, str]] = []

    class Publisher:
        async def unpublish(self, session: object, interview_id: str, why: str) -> None:
            del session
            gone.append((interview_id, why))

    office.rooms.review.publishes_through(Publisher())
    file_id = await office.approved()
    done = await office.rooms.review.withdraw(LI, file_id, await office.decide(file_id, "placed"))
    assert (done.status, gone) == ("withdrawn", [(file_id, "placed")])
    reopened = await office.rooms.review.reopen(LI, file_id, await office.decide(file_id, reason="下户了"))
    assert reopened.status == "in_review"
