"""What a person checked is judged and written down by its outcome: of a number four digits, of a record one word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.kit.errors import BadInputError
from assistant.review.checks import IdentityBody, RecordBody
from tests.review.conftest import COOK, ID_NUMBER, NANNY, Office

GOOD = {"what": "identity", "number": ID_NUMBER, "name_matches": True, "face_matches": True}


def stored_bytes(office: Office) -> bytes:
    """Everything that lies below the data folder: the database with its journal, and the files."""
    return b"".join(path.read_bytes() for path in Path(office.settings.data_dir).rglob("*") if path.is_file())


async def test_an_identity_keeps_four_digits_and_nothing_else(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.check(file_id, IdentityBody, **GOOD)
    shown = (await office.file(file_id)).checks[0]
    assert (shown.what, shown.outcome, shown.by) == ("identity", "passed", "李娜")
    assert shown.detail["last_four"] == "002X"
    assert ID_NUMBER.encode() not in stored_bytes(office)
    assert ID_NUMBER[:-1].encode() not in stored_bytes(office)


async def test_a_wrong_number_is_not_written(office: Office) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(BadInputError, match="id_wrong"):
        await office.check(file_id, IdentityBody, **(GOOD | {"number": "110105194912310021"}))
    assert (await office.file(file_id)).checks == []


async def test_a_child_is_not_put_forward(office: Office) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(BadInputError, match="id_too_young"):
        await office.check(file_id, IdentityBody, **(GOOD | {"number": "110105201201010015"}))


@pytest.mark.parametrize("missing", ["name_matches", "face_matches"])
async def test_an_identity_that_is_not_hers_does_not_pass(office: Office, missing: str) -> None:
    file_id = await office.interview(COOK)
    await office.check(file_id, IdentityBody, **(GOOD | {missing: False}))
    shown = await office.file(file_id)
    assert shown.checks[0].outcome == "failed"
    assert "identity" in {obstacle.gate for obstacle in shown.obstacles}


async def test_a_year_of_birth_that_differs_is_told(office: Office) -> None:
    file_id = await office.interview("我叫王芳，七九年的", COOK)
    await office.check(file_id, IdentityBody, **GOOD)
    assert (await office.file(file_id)).checks[0].detail["year_differs"] is True


async def test_a_name_checked_on_paper_is_verified_by_her_own_words(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.check(file_id, IdentityBody, **GOOD)
    line = next(line for line in (await office.file(file_id)).lines if line.field == "name")
    assert (line.verified, line.by) == (True, "document")
    fact = (await office.file(file_id)).facts[line.facts[-1]]
    assert (fact.quote, fact.status) == ("王芳", "verified")


async def test_a_foreign_document_keeps_four_characters(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.check(file_id, IdentityBody, **(GOOD | {"document": "other", "number": "P 1234567A"}))
    assert (await office.file(file_id)).checks[0].detail["last_four"] == "567A"


async def test_a_clear_record_holds_a_year_and_says_nothing_more(office: Office) -> None:
    file_id = await office.interview(NANNY)
    await office.consent(file_id, "background_check")
    await office.check(file_id, RecordBody, what="record_check", outcome="clear", checked_on=date(2024, 2, 29))
    shown = (await office.file(file_id)).checks[0]
    assert shown.valid_until == date(2025, 2, 28)
    assert shown.ended
    assert shown.detail == {"asked_by": "agency"}


@pytest.mark.parametrize("outcome", ["pending", "not_cleared"])
async def test_only_clear_opens_the_gate(office: Office, outcome: str) -> None:
    file_id = await office.interview(NANNY)
    await office.consent(file_id, "background_check")
    await office.check(file_id, RecordBody, what="record_check", outcome=outcome, checked_on=office.clock.today())
    gates = {obstacle.gate for obstacle in (await office.file(file_id)).obstacles}
    assert "record_check" in gates
    assert ("not_cleared" in gates) == (outcome == "not_cleared")
