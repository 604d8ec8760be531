"""A file is looked at and written to by those whose agency it is of."""

from __future__ import annotations

import pytest

from assistant.kit.errors import ConflictError, NotFoundError
from assistant.review.model import Edit, NewNote, Patch
from tests.review.conftest import CHEN, COOK, LI, STRANGER, Office


async def test_a_note_is_kept_with_its_author(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.rooms.desk.note(LI, file_id, NewNote(text="  约了周三来公司  "))
    assert [(note.text, note.by) for note in (await office.file(file_id)).notes] == [("约了周三来公司", "李娜")]


async def test_who_uncovers_her_number_stands_in_the_trail(office: Office) -> None:
    file_id = await office.interview(COOK, "电话是13812345678")
    assert "13812345678" not in (await office.file(file_id)).model_dump_json()
    assert await office.rooms.desk.phone(CHEN, file_id) == "13812345678"
    entry = (await office.trail(file_id))[-1]
    assert (entry.action, entry.actor_id) == ("phone.view", CHEN.id)


async def test_a_file_that_is_published_is_not_edited_under_the_card(office: Office) -> None:
    file_id = await office.approved(COOK)
    with pytest.raises(ConflictError, match="file_cannot_edit"):
        await office.rooms.desk.edit(
            LI,
            file_id,
            Patch(
                version=await office.version(file_id),
                edits=[Edit(field="city", value="上海", reason_code="misheard", reason="她说过")],
            ),
        )


async def test_nobody_of_another_agency_looks(office: Office) -> None:
    file_id = await office.interview(COOK)
    for attempt in (office.rooms.desk.phone(STRANGER, file_id), office.rooms.desk.reach(STRANGER, file_id)):
        with pytest.raises(NotFoundError, match="file_unknown"):
            await attempt
