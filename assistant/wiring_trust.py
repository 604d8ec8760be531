"""Builds what publication, consent, export and erasure need from settings."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.phones import PHONE_CONTEXT, PhoneIndex
from assistant.accounts.repository import AccountRepository
from assistant.accounts.second_factor import reseal as reseal_second_factor
from assistant.consumer.orders.service import OrderService
from assistant.interview.book import load
from assistant.interview.sources import Folders
from assistant.interview.watching import Watcher
from assistant.kit.clock import Clock, SystemClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.reseal_repository import reseal
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.audit import AuditTrail
from assistant.review.card_code import CardCodes
from assistant.review.choices import Choices
from assistant.review.consents import ConsentService, ConsentWatcher
from assistant.review.erasure import FOLDERS, ErasureService
from assistant.review.export import ExportService, ReviewsOf
from assistant.review.fairness_reports import FairnessReports
from assistant.review.fairness_service import FairnessService
from assistant.review.photos import PhotoService
from assistant.review.publication import Index, PublicationService
from assistant.review.retention import RetentionService
from assistant.review.trust_repository import TrustRepository
from assistant.review.verification import paper_context
from assistant.wiring import blob_store, opened_database
from assistant.wiring_orders import reindex_numbers
from assistant.wiring_review import ReviewRooms, filing_of


@dataclass(frozen=True, slots=True)
class TrustRooms:
    """Everything of publication and trust that the edge uses."""

    trail: AuditTrail
    consents: ConsentService
    publication: PublicationService
    choices: Choices
    photos: PhotoService
    erasure: ErasureService
    export: ExportService
    retention: RetentionService
    fairness: FairnessService
    reports: FairnessReports


def consents_of(settings: Settings, clock: Clock) -> ConsentService:
    """Consents of this installation."""
    return ConsentService(clock, settings, AuditTrail.of(settings, clock))


def consent_watcher(settings: Settings, clock: Clock) -> Watcher:
    """What writes down consents given in a conversation; it has to be given to the interview room."""
    return ConsentWatcher(consents_of(settings, clock))


def trust_rooms(
    database: Database,
    settings: Settings,
    clock: Clock,
    files: ReviewRooms,
    index: Index,
    pool: WorkerPool,
    orders: OrderService | None = None,
    reviews: ReviewsOf | None = None,
    watchers: Sequence[Watcher] = (),
    fairness: FairnessService | None = None,
) -> TrustRooms:
    """Publication and trust on this database; `index` is the search, `pool` draws pictures.

    `watchers` are told of erased interviews.
    """
    trail, blobs = AuditTrail.of(settings, clock), blob_store(settings)
    consents = consents_of(settings, clock)
    publication = PublicationService(
        database, clock, settings, trail, consents, files.review, index, CardCodes.of(settings), agency_name, orders
    )
    files.review.publishes_through(publication)
    fairness = fairness or FairnessService(database, clock)
    erasure = ErasureService(database, clock, blobs, trail, publication, orders, watchers, fairness.keep_counts)
    return TrustRooms(
        trail=trail,
        consents=consents,
        publication=publication,
        choices=Choices(database, consents, publication, files.verification),
        photos=PhotoService(database, clock, blobs, trail, consents, publication, pool),
        erasure=erasure,
        export=ExportService(database, clock, blobs, trail, consents, files.verification, reviews, orders),
        retention=RetentionService(database, clock, settings, blobs, trail, erasure, publication),
        fairness=fairness,
        reports=FairnessReports(fairness),
    )


async def agency_name(session: AsyncSession, agency_id: str) -> str:
    """What an agency is called; empty for one that has no name."""
    row = await AccountRepository(session).agency(agency_id)
    return row.name if row is not None else ""


async def reseal_everything(settings: Settings) -> dict[str, int]:
    """Seal every column, every second factor, every proof document and every file with the current key; how many.

    What things are found by, numbers and words, is made anew under the current secret.
    """
    sealer, blobs = sealer_of(settings), blob_store(settings)
    async with opened_database(settings) as database:
        done = await reseal(database)
        done["numbers"] = await _reindex_numbers(database, PhoneIndex(sealer))
        done["order_numbers"] = await reindex_numbers(
            database, lambda number: sealer.blind_index(number, PHONE_CONTEXT)
        )
        filing = filing_of(database, settings, SystemClock(settings.timezone))
        filing.book = load(Folders.below(settings.interview_dir))
        done["words"] = await filing.index_older()
        async with database.session() as session:
            accounts = await AccountRepository(session).accounts()
            done["second_factors"] = sum(reseal_second_factor(account, sealer) for account in accounts)
        async with database.reading() as session:
            papers = [(row.id, row.blob_key) for row in await TrustRepository(session).papers_kept()]
        for paper_id, key in papers:
            with suppress(NotFoundError):  # deleted meanwhile
                opened = sealer.open_bytes(await blobs.get(key), paper_context(paper_id))
                await blobs.put(key, sealer.seal_bytes(opened, paper_context(paper_id)))
        done["papers"] = len(papers)
        done["files"] = 0
        for folder in FOLDERS:
            for key in await blobs.settled(folder, datetime.now(UTC)):
                with suppress(NotFoundError):
                    done["files"] += await blobs.reseal(key)
    return done


async def _reindex_numbers(database: Database, index: PhoneIndex) -> int:
    """Let every worker be found by her number under the current secret; how many were not."""
    after, changed = "", 0
    while True:
        async with database.session() as session:
            rows = await TrustRepository(session).with_numbers(after)
            changed += sum([await index.reindex(session, row) for row in rows])
        if not rows:
            return changed
        after = rows[-1].id
