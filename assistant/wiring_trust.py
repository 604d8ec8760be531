"""Builds what publication, consent, export and erasure need from settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.repository import AccountRepository
from assistant.interview.watching import Watcher
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.audit import AuditTrail
from assistant.review.card_code import CardCodes
from assistant.review.choices import Choices
from assistant.review.consents import ConsentService, ConsentWatcher
from assistant.review.erasure import ErasureService, Orders
from assistant.review.export import ExportService, ReviewsOf
from assistant.review.photos import PhotoService
from assistant.review.publication import Index, PublicationService
from assistant.review.retention import RetentionService
from assistant.wiring import blob_store
from assistant.wiring_review import ReviewRooms


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
    orders: Orders | None = None,
    reviews: ReviewsOf | None = None,
    watchers: Sequence[Watcher] = (),
) -> TrustRooms:
    """Publication and trust on this database; `index` is the search, `pool` draws pictures.

    `watchers` are told of erased interviews.
    """
    trail, blobs = AuditTrail.of(settings, clock), blob_store(settings)
    consents = consents_of(settings, clock)
    publication = PublicationService(
        database, clock, settings, trail, consents, files.review, index, CardCodes.of(settings), agency_name
    )
    files.review.publishes_through(publication)
    erasure = ErasureService(database, clock, blobs, trail, publication, orders, watchers)
    return TrustRooms(
        trail=trail,
        consents=consents,
        publication=publication,
        choices=Choices(database, consents, publication),
        photos=PhotoService(database, clock, blobs, trail, consents, publication, pool),
        erasure=erasure,
        export=ExportService(database, clock, blobs, trail, consents, files.verification, reviews),
        retention=RetentionService(database, clock, settings, blobs, trail, erasure, publication),
    )


async def agency_name(session: AsyncSession, agency_id: str) -> str:
    """What an agency is called; empty for one that has no name."""
    row = await AccountRepository(session).agency(agency_id)
    return row.name if row is not None else ""
