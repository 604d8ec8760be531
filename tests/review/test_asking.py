"""She is asked for one consent by a link to her own page; nobody but she gives it."""

from __future__ import annotations

import pytest

from assistant.kit.errors import ConflictError, NotFoundError
from tests.review.conftest import COOK, LI, STRANGER, Office


async def test_a_link_opens_her_page_at_the_layer_and_is_written_down(office: Office) -> None:
    file_id = await office.interview(COOK)
    asked = await office.rooms.links.link(LI, file_id, "background_check")
    page, _, rest = asked.link.partition("#")
    assert page.endswith("/i/consents")
    name, token, layer = rest.split(".")
    assert (name, layer) == (file_id, "background_check")
    assert (await office.interviews.view(file_id, token)).id == file_id
    entry = (await office.trail(file_id))[-1]
    assert (entry.action, entry.actor_id, entry.detail) == ("consent.ask", LI.id, {"layer": "background_check"})


async def test_the_link_ends_with_its_days(office: Office) -> None:
    file_id = await office.interview(COOK)
    asked = await office.rooms.links.link(LI, file_id, "papers")
    token = asked.link.split(".")[-2]
    office.clock.advance(days=asked.days, minutes=1)
    with pytest.raises(Exception, match="token_wrong"):
        await office.interviews.view(file_id, token)


async def test_nobody_is_asked_for_what_she_gave(office: Office) -> None:
    file_id = await office.interview(COOK)
    await office.consent(file_id, "background_check")
    with pytest.raises(ConflictError, match="consent_given_already"):
        await office.rooms.links.link(LI, file_id, "background_check")


async def test_another_agency_asks_nobody(office: Office) -> None:
    file_id = await office.interview(COOK)
    with pytest.raises(NotFoundError, match="file_unknown"):
        await office.rooms.links.link(STRANGER, file_id, "background_check")
