"""Verification: what people saw is written down, numbers and pictures are not kept, papers lie sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from assistant.kit.errors import BadInputError, ConflictError, GoneError, NotFoundError, TooLargeError
from assistant.review import consents, verification
from assistant.review.checks import CertificateBody, CheckBody, HealthBody, IdentityBody, RecordBody
from tests.review.conftest import CHEN, COOK, ID_NUMBER, LI, NANNY, STRANGER, Office, picture

GOOD = {"what": "identity", "number": ID_NUMBER, "name_matches": True, "face_matches": True}


async def test_the_picture_of_an_identity_is_deleted_after_the_check(office: Office) -> None:
    file_id = await office.interview(COOK)
    service = office.rooms.verification
    paper = await service.add_paper(LI, file_id, "identity", picture())
    other = await service.add_paper(LI, file_id, "health", picture())
    await office.check(file_id, IdentityBody, **GOOD)
    with pytest.raises(GoneError):
        await service.paper(LI, file_id, paper.id)
    assert (await service.paper(LI, file_id, other.id))[1] == "image/jpeg"
    files = [path.name for path in (office.settings.data_dir / "files" / "papers").rglob("*.bin")]
    assert files == [f"{other.id}.bin"]
    traces = {each.id: each.removed_at is not None for each in (await office.file(file_id)).papers}
    assert traces == {paper.id: True, other.id: False}


async def test_papers_lie_sealed(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.rooms.verification.add_paper(LI, file_id, "health", picture())
    (path,) = (office.settings.data_dir / "files" / "papers").rglob("*.bin")
    content = path.read_bytes()
    assert b"JFIF" not in content
    assert not content.startswith(b"\xff\xd8")


async def test_looking_at_a_paper_is_written_down(office: Office) -> None:
    file_id = await office.interview(COOK)
    paper = await office.rooms.verification.add_paper(LI, file_id, "health", picture())
    await office.rooms.verification.paper(CHEN, file_id, paper.id)
    entries = [(entry.action, entry.actor_id) for entry in await office.trail(file_id)]
    assert entries[-2:] == [("paper.add", LI.id), ("paper.view", CHEN.id)]


async def test_another_agency_reaches_no_paper(office: Office) -> None:
    file_id = await office.interview(COOK)
    service = office.rooms.verification
    paper = await service.add_paper(LI, file_id, "health", picture())
    for attempt in (
        service.paper(STRANGER, file_id, paper.id),
        service.add_paper(STRANGER, file_id, "health", picture()),
        service.remove_paper(STRANGER, file_id, paper.id),
        service.check(
            STRANGER, file_id, RecordBody(version=1, what="record_check", outcome="clear", checked_on=date.max)
        ),
    ):
        with pytest.raises(NotFoundError):
            await attempt


async def test_a_paper_of_another_file_is_not_found(office: Office) -> None:
    one, other = await office.interview(COOK), await office.interview(COOK)
    paper = await office.rooms.verification.add_paper(LI, one, "health", picture())
    with pytest.raises(NotFoundError, match="paper_unknown"):
        await office.rooms.verification.paper(LI, other, paper.id)


@pytest.mark.parametrize("what", ["", "passport", "certificate:magic", "identity/../x"])
async def test_a_paper_has_a_known_kind(office: Office, what: str) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(BadInputError, match="paper_kind_unknown"):
        await office.rooms.verification.add_paper(LI, file_id, what, picture())


async def test_a_file_keeps_only_so_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "MOST_PAPERS", 1)
    file_id = await office.interview(COOK)
    await office.rooms.verification.add_paper(LI, file_id, "other", picture())
    with pytest.raises(TooLargeError, match="papers_full"):
        await office.rooms.verification.add_paper(LI, file_id, "other", picture())


async def test_nothing_is_kept_without_her_consent(office: Office) -> None:
    opened = await office.interviews.open("zh", None, "text")
    with pytest.raises(ConflictError, match="gate_consent"):
        await office.rooms.verification.add_paper(LI, opened.id, "health", picture())


async def test_a_certificate_is_seen_or_checked(office: Office) -> None:
    file_id = await office.interview(NANNY)
    given = {"what": "certificate", "kind": "infant_care", "issuer_type": "training"}
    await office.check(file_id, CertificateBody, outcome="seen", **given)
    papers = (await office.file(file_id)).profile["certificates"]
    assert papers == [{"kind": "infant_care", "issuer_type": "training", "verified": "seen"}]
    with pytest.raises(BadInputError, match="register_needed"):
        await office.check(file_id, CertificateBody, outcome="checked", **given)
    await office.check(file_id, CertificateBody, outcome="checked", register_url="https://register.example", **given)
    assert (await office.file(file_id)).profile["certificates"][0]["verified"] == "checked"


async def test_a_certificate_she_never_spoke_of_makes_no_fact(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.check(file_id, CertificateBody, what="certificate", kind="lactation", outcome="seen")
    assert "certificates" not in (await office.file(file_id)).profile


@pytest.mark.parametrize("extra", ["hepatitis", "result", "note", "hiv", "blood_type"])
def test_nothing_medical_can_be_written(extra: str) -> None:
    body: dict[str, Any] = {
        "version": 1,
        "what": "health",
        "check_class": "ordinary",
        "passed": True,
        "exam_date": "2026-11-01",
        "valid_until": "2027-10-31",
    }
    adapter: TypeAdapter[CheckBody] = TypeAdapter(CheckBody)
    assert isinstance(adapter.validate_python(body), HealthBody)
    with pytest.raises(ValidationError):
        adapter.validate_python(body | {extra: "negative"})


async def test_a_check_up_has_a_class_and_dates_in_order(office: Office) -> None:
    file_id = await office.interview(NANNY)
    today = office.clock.today()
    given: dict[str, Any] = {"what": "health", "check_class": "mother_infant", "passed": True}
    with pytest.raises(BadInputError, match="dates_wrong"):
        await office.check(file_id, HealthBody, **given, exam_date=today, valid_until=today)
    await office.check(file_id, HealthBody, **given, exam_date=today, valid_until=date(2027, 11, 21))
    health = (await office.file(file_id)).profile["health_certificate"]
    assert health == {"held": True, "valid_until": "2027-11-21", "exam_date": "2026-11-22"}


async def test_a_check_of_a_file_that_changed_is_refused(office: Office) -> None:
    file_id = await office.interview(NANNY)
    body = RecordBody(version=1, what="record_check", outcome="clear", checked_on=office.clock.today())
    with pytest.raises(ConflictError, match="file_changed"):
        await office.rooms.verification.check(LI, file_id, body)


async def test_files_nobody_knows_are_swept(office: Office) -> None:
    file_id = await office.interview(COOK)
    service = office.rooms.verification
    await service.add_paper(LI, file_id, "health", picture())
    stray = office.settings.data_dir / "files" / "papers" / file_id / "stray.bin"
    stray.write_bytes(b"x")
    office.clock.advance(days=400)
    assert await service.purge() >= 1
    left = list((office.settings.data_dir / "files" / "papers").rglob("*.bin"))
    assert stray not in left
    assert len(left) == 1


async def test_the_places_to_look_are_told_in_the_readers_language(office: Office) -> None:
    service = office.rooms.verification
    zh, en = await service.places("certificate:infant_care", "zh"), await service.places("record_check", "en")
    assert (zh.found, en.found) == ("by_hand", "by_hand")
    assert zh.name
    assert zh.how
    assert "police" in en.name.lower()
    with pytest.raises(BadInputError):
        await service.places("fortune", "zh")


async def test_a_record_check_wants_her_yes_to_exactly_that(office: Office) -> None:
    file_id = await office.interview(NANNY)
    given = {"what": "record_check", "outcome": "pending", "checked_on": office.clock.today()}
    with pytest.raises(ConflictError, match="record_check_no_consent"):
        await office.check(file_id, RecordBody, **given)
    assert (await office.file(file_id)).checks == []
    await office.consent(file_id, "background_check")
    await office.check(file_id, RecordBody, **given)
    await office.consent(file_id, "background_check", given=False)
    with pytest.raises(ConflictError, match="record_check_no_consent"):
        await office.check(file_id, RecordBody, **given)


async def test_a_yes_to_an_older_text_is_asked_for_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = await office.interview(NANNY)
    await office.consent(file_id, "background_check")
    newer = consents.consent_texts().model_copy(update={"version": "2999-01"})
    monkeypatch.setattr(consents, "consent_texts", lambda: newer)
    given = {"what": "record_check", "outcome": "pending", "checked_on": office.clock.today()}
    with pytest.raises(ConflictError, match="record_check_old_consent"):
        await office.check(file_id, RecordBody, **given)
