"""One action on many files: each has a result of its own, and none gets through a gate it would not pass alone."""

from __future__ import annotations

from assistant.review.model import AskedField, Bulk, Pick
from tests.review.conftest import COOK, LI, Office


async def test_bulk_gives_each_file_a_result_of_its_own(office: Office) -> None:
    one, other = await office.interview(COOK), await office.interview(COOK)
    picks = [
        Pick(id=one, version=await office.version(one)),
        Pick(id=other, version=99),
        Pick(id="int_NONE", version=1),
    ]
    results = await office.rooms.bulk.run(LI, Bulk(action="take", files=picks), "zh")
    assert [(result.done, result.problem) for result in results] == [
        (True, None),
        (False, "file_changed"),
        (False, "file_unknown"),
    ]
    assert all(result.detail for result in results if not result.done)


async def test_bulk_opens_no_gate(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.take(file_id)
    pick = Pick(id=file_id, version=await office.version(file_id))
    results = await office.rooms.bulk.run(LI, Bulk(action="approve", files=[pick], reason="都好"), "en")
    assert [result.problem for result in results] == ["gate_not_looked"]


async def test_many_can_be_asked_the_same(office: Office) -> None:
    ids = [await office.interview(COOK) for _ in range(2)]
    picks = [Pick(id=each, version=await office.version(each)) for each in ids]
    bulk = Bulk(
        action="return", files=picks, questions=[AskedField(text="健康证哪天到期？", field="health_certificate")]
    )
    results = await office.rooms.bulk.run(LI, bulk, "zh")
    assert [result.status for result in results] == ["returned", "returned"]
    nothing = await office.rooms.bulk.run(LI, Bulk(action="return", files=picks), "zh")
    assert {result.problem for result in nothing} == {"question_needed"}
