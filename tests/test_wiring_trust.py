"""The rooms of trust are built from settings, and a rotation reaches everything that is sealed."""

from __future__ import annotations

from pydantic import SecretStr

from assistant.accounts.repository import AccountRepository
from assistant.accounts.second_factor import begin
from assistant.accounts.tables import AccountRow, AgencyRow
from assistant.interview.repository import InterviewRepository
from assistant.interview.state import Event, EventKind, InterviewState
from assistant.interview.watching import Change
from assistant.kit.clock import FixedClock
from assistant.kit.sealed import new_key, sealer_of, version_of, version_of_bytes
from assistant.kit.settings import Settings
from assistant.review.repository import ReviewRepository
from assistant.review.tables import PaperRow
from assistant.review.verification import paper_context
from assistant.wiring import blob_store, opened_database
from assistant.wiring_trust import agency_name, consent_watcher, consents_of, reseal_everything
from tests.review.trust_people import AGENCY, enter, trust


async def test_second_factors_and_proof_documents_are_sealed_anew_too(settings: Settings, clock: FixedClock) -> None:
    key = "papers/int_1/paper_1.bin"
    old = sealer_of(settings)
    async with opened_database(settings) as database:
        await enter(trust(database, clock, settings))
        account = AccountRow(
            id="acc_1",
            agency_id="default",
            email="a@example.com",
            name="a",
            role="owner",
            recovery_digests=[],
            created_at=clock.now(),
        )
        begin(account, old, "Ayi")
        await blob_store(settings).put(key, old.seal_bytes(b"paper", paper_context("paper_1")))
        async with database.session() as session:
            AccountRepository(session).add(account)
            ReviewRepository(session).add(
                PaperRow(
                    id="paper_1",
                    interview_id="int_1",
                    agency_id=AGENCY,
                    what="health",
                    blob_key=key,
                    media_type="image/jpeg",
                    bytes=5,
                    pages=1,
                    added_by="acc_1",
                    added_at=clock.now(),
                )
            )
    changed = settings.model_copy(update={"field_keys": SecretStr(new_key("b"))})
    done = await reseal_everything(changed)
    assert (done["second_factors"], done["papers"]) == (1, 1)
    inner = await blob_store(changed).get(key)
    assert version_of_bytes(inner) == "b"
    assert sealer_of(changed).open_bytes(inner, paper_context("paper_1")) == b"paper"
    async with opened_database(changed) as database, database.reading() as session:
        (kept,) = [row for row in await AccountRepository(session).accounts() if row.id == "acc_1"]
    assert kept.totp_pending is not None
    assert version_of(kept.totp_pending) == "b"


async def test_an_agency_without_a_name_is_called_nothing(settings: Settings, clock: FixedClock) -> None:
    async with opened_database(settings) as database, database.session() as session:
        AccountRepository(session).add(AgencyRow(id="north", slug="north", name="北方家政", created_at=clock.now()))
        await session.flush()
        assert await agency_name(session, "north") == "北方家政"
        assert await agency_name(session, "nowhere") == ""


async def test_consents_of_a_conversation_are_written_by_what_follows_it(settings: Settings, clock: FixedClock) -> None:
    async with opened_database(settings) as database:
        await enter(trust(database, clock, settings))
        async with database.session() as session:
            row = await InterviewRepository(session).get("int_1")
            assert row is not None
            change = Change(row, "turn_1", InterviewState(), events=[Event(kind=EventKind.CONSENT_GIVEN)])
            await consent_watcher(settings, clock).changed(session, change)
        async with database.reading() as session:
            standings = await consents_of(settings, clock).standings(session, "int_1")
    assert standings["keep"].holds
