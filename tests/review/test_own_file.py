"""She sees where her file stands, and what she says against a decision is looked at."""

from __future__ import annotations

import pytest

from assistant.kit.errors import ConflictError
from tests.review.conftest import CHEN, COOK, LI, Office


async def declined(office: Office) -> str:
    file_id = await office.interview(COOK)
    for actor in (LI, CHEN):
        body = await office.decide(file_id, "duplicate", "重复")
        await office.rooms.review.decline(actor, file_id, body)
    return file_id


async def test_her_appeal_takes_the_file_up_again(office: Office) -> None:
    file_id = await declined(office)
    her = LI.__class__(file_id, "worker", "default")
    assert (await office.rooms.own.appeal(her, file_id, "我只聊过这一次")).status == "in_review"
    last = (await office.file(file_id)).decisions[-1]
    assert (last.action, last.role, last.reason) == ("appeal", "worker", "我只聊过这一次")


async def test_only_a_declined_file_can_be_appealed(office: Office) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(ConflictError, match="file_cannot_appeal"):
        await office.rooms.review.appeal(LI, file_id, await office.decide(file_id, reason="她打电话来了"))
