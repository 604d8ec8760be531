"""Her papers from her phone: with her consent, sealed, seen by the clerk, shown to her, gone when she says so."""

from __future__ import annotations

import pytest

from assistant.kit.errors import BadInputError, ConflictError, GoneError
from assistant.review.checks import CertificateBody, HealthBody, IdentityBody
from assistant.review.model import QueueQuery
from assistant.review.own_papers import OwnPaper
from tests.review.conftest import COOK, ID_NUMBER, LI, NANNY, Office, her, picture


async def agreed(office: Office, words: str = COOK) -> str:
    file_id = await office.interview(words)
    await office.consent(file_id, "papers")
    return file_id


async def give(office: Office, file_id: str, what: str = "health") -> OwnPaper:
    """The newest of her papers after she gave one more."""
    await office.rooms.own_papers.add(her(file_id), file_id, what, picture())
    office.clock.advance(minutes=1)
    return (await held(office, file_id))[0]


async def held(office: Office, file_id: str) -> list[OwnPaper]:
    return (await office.rooms.own_papers.show(her(file_id), file_id)).papers


def stored(office: Office) -> list[str]:
    return [path.stem for path in (office.settings.data_dir / "files" / "papers").rglob("*.bin")]


async def test_nothing_is_taken_before_she_agrees_to_it(office: Office) -> None:
    file_id = await office.interview(COOK)
    assert not (await office.rooms.own_papers.show(her(file_id), file_id)).agreed
    with pytest.raises(ConflictError, match="papers_need_consent"):
        await give(office, file_id)
    assert stored(office) == []


async def test_a_record_certificate_needs_the_consent_to_the_check_too(office: Office) -> None:
    file_id = await agreed(office)
    with pytest.raises(ConflictError, match="papers_need_consent"):
        await give(office, file_id, "record_check")
    await office.consent(file_id, "background_check")
    assert (await give(office, file_id, "record_check")).state == "waiting"


async def test_what_she_gives_lies_sealed_and_the_clerk_finds_it(office: Office) -> None:
    file_id = await agreed(office)
    paper = await give(office, file_id)
    assert (paper.what, paper.state, paper.by_her, paper.kept) == ("health", "waiting", True, True)
    (path,) = (office.settings.data_dir / "files" / "papers").rglob("*.bin")
    assert not path.read_bytes().startswith(b"\xff\xd8")
    rows = (await office.rooms.queue.page(LI, QueueQuery(flag=["paper"]))).items
    assert [row.id for row in rows] == [file_id]
    shown = (await office.file(file_id)).papers[0]
    assert (shown.by_her, shown.seen_at) == (True, None)
    assert (await office.rooms.verification.paper(LI, file_id, paper.id))[1] == "image/jpeg"
    assert (await office.file(file_id)).papers[0].seen_at is not None
    assert (await office.rooms.queue.page(LI, QueueQuery(flag=["paper"]))).items == []
    assert (await held(office, file_id))[0].state == "seen"


async def test_looking_at_her_own_paper_counts_for_nobodys_look(office: Office) -> None:
    file_id = await agreed(office)
    paper = await give(office, file_id)
    assert (await office.rooms.own_papers.open(her(file_id), file_id, paper.id))[1] == "image/jpeg"
    assert (await held(office, file_id))[0].state == "waiting"


@pytest.mark.parametrize(("passed", "state"), [(True, "checked"), (False, "refused")])
async def test_she_sees_what_came_of_it(office: Office, state: str, *, passed: bool) -> None:
    file_id = await agreed(office)
    await give(office, file_id)
    today = office.clock.today()
    until = today.replace(year=today.year + 1)
    given = {"check_class": "mother_infant", "passed": passed, "exam_date": today, "valid_until": until}
    await office.check(file_id, HealthBody, what="health", **given)
    assert [paper.state for paper in await held(office, file_id)] == [state]
    office.clock.advance(minutes=1)
    again = await give(office, file_id)
    assert again.state == "waiting", "a newer one was not looked at yet"


async def test_a_certificate_that_was_seen_is_checked(office: Office) -> None:
    file_id = await agreed(office, NANNY)
    document = await office.rooms.own_papers.show(her(file_id), file_id)
    (kind,) = document.certificates
    await give(office, file_id, f"certificate:{kind}")
    await office.check(file_id, CertificateBody, what="certificate", kind=kind, outcome="seen")
    assert (await held(office, file_id))[0].state == "checked"


async def test_of_an_identity_only_what_came_of_it_is_left(office: Office) -> None:
    file_id = await agreed(office)
    await give(office, file_id, "identity")
    given = {"number": ID_NUMBER, "name_matches": True, "face_matches": True}
    await office.check(file_id, IdentityBody, what="identity", **given)
    (paper,) = await held(office, file_id)
    assert (paper.state, paper.kept) == ("checked", False)
    assert stored(office) == []


async def test_what_she_deletes_is_gone_at_once(office: Office) -> None:
    file_id = await agreed(office)
    paper = await give(office, file_id)
    await office.rooms.own_papers.remove(her(file_id), file_id, paper.id)
    assert await held(office, file_id) == []
    assert stored(office) == []
    with pytest.raises(GoneError):
        await office.rooms.verification.paper(LI, file_id, paper.id)
    assert (await office.rooms.queue.page(LI, QueueQuery(flag=["paper"]))).items == []


@pytest.mark.parametrize("data", [b"<svg/>", b"GIF89a", b"%PDF-1.4 broken", b"MZ"])
async def test_what_is_no_picture_and_no_document_is_refused(office: Office, data: bytes) -> None:
    file_id = await agreed(office)
    with pytest.raises(BadInputError, match="paper_unreadable"):
        await office.rooms.own_papers.add(her(file_id), file_id, "health", data)
