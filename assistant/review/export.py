"""Everything we hold of somebody, for herself: one archive of JSON any program reads, and her files as they are."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from typing import IO, Any, Protocol

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.repository import InterviewRepository, RecordingRepository
from assistant.interview.tables import RecordingRow
from assistant.interview.views import transcript_of
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.data import data_path, load_yaml
from assistant.kit.database import Database
from assistant.kit.errors import AyiError
from assistant.kit.people import Actor
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail
from assistant.review.consents import ConsentService
from assistant.review.files import Case, load_case
from assistant.review.trust_repository import TrustRepository
from assistant.review.trust_tables import PhotoRow

_IN_MEMORY = 8_000_000


class Papers(Protocol):
    """Opens proof documents; the review room's verification does."""

    async def paper(self, actor: Actor, interview_id: str, paper_id: str) -> tuple[bytes, str]:
        """The document and its media type."""


class ReviewsOf(Protocol):
    """What households wrote of her; the consumer's room does."""

    async def reviews_of(self, worker_id: str, language: Language) -> BaseModel:
        """All that is shown."""


class OrdersOf(Protocol):
    """What households asked of her, and what she answered; the consumers' room does."""

    async def worker_orders(self, actor: Actor, language: Language) -> Sequence[BaseModel]:
        """All of it, as she sees it."""


class ExportService:
    """Packs archives."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        blobs: BlobStore,
        trail: AuditTrail,
        consents: ConsentService,
        papers: Papers | None = None,
        reviews: ReviewsOf | None = None,
        orders: OrdersOf | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._blobs = blobs
        self._trail = trail
        self._consents = consents
        self._papers = papers
        self._reviews = reviews
        self._orders = orders

    async def pack(self, actor: Actor, interview_id: str) -> IO[bytes]:
        """The archive as an open file, at its start; the caller closes it. The caller has made sure who asks.

        Raises:
            NotFoundError: there is no such interview any more.
        """
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id)
            documents = await self._documents(session, case)
            recordings = await RecordingRepository(session).of_interview(interview_id)
            photo = await TrustRepository(session).photo(interview_id)
            await self._trail.record(session, actor, "person.export", interview_id)
        if self._reviews is not None:
            shown = await self._reviews.reviews_of(interview_id, case.state.language)
            documents["reviews.json"] = shown.model_dump(mode="json")
        if self._orders is not None:
            hers = Actor(interview_id, "worker", case.file.agency_id)
            asked = await self._orders.worker_orders(hers, case.state.language)
            documents["requests.json"] = [order.model_dump(mode="json") for order in asked]
        # Recordings may be many: what does not fit into memory goes to a file without a name.
        archive: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            words = load_yaml(data_path("prompts", "review", "export.yaml"))
            packed.writestr("README.txt", "\n".join(str(words[language]) for language in ("zh", "en")))
            for name, document in documents.items():
                packed.writestr(name, json.dumps(document, ensure_ascii=False, indent=2, default=str))
            await self._add_files(packed, case, recordings, photo)
        archive.seek(0)
        return archive

    async def _documents(self, session: AsyncSession, case: Case) -> dict[str, Any]:
        history = await self._consents.history(session, case.interview.id)
        cards = await TrustRepository(session).cards(case.interview.id)
        events = await InterviewRepository(session).events(case.interview.id)
        return {
            "interview.json": {
                "id": case.interview.id,
                "language": case.state.language,
                "state": case.interview.phase,
                "created_at": case.interview.created_at,
                "updated_at": case.interview.updated_at,
                "deleted_after": case.interview.expires_at,
                "transcript": [line.model_dump(mode="json") for line in transcript_of(case.turns)],
                "events": [{"kind": event.kind, "at": event.created_at} for event in events],
            },
            "profile.json": case.folded.profile.wire(),
            "facts.json": [fact.model_dump(mode="json") for fact in case.facts],
            "consents.json": [_row(row, "layer", "given", "version", "channel", "at") for row in history],
            "review.json": _review(case),
            "cards.json": [
                _row(row, "code", "state", "published", "issued_at", "valid_until", "ended_at", "ended_why")
                for row in cards
            ],
        }

    async def _add_files(
        self, packed: zipfile.ZipFile, case: Case, recordings: Sequence[RecordingRow], photo: PhotoRow | None
    ) -> None:
        heard = [
            _row(row, "id", "turn_id", "media_type", "seconds", "status", "transcript", "created_at")
            for row in recordings
        ]
        packed.writestr("recordings.json", json.dumps(heard, ensure_ascii=False, indent=2, default=str))
        keys = {f"recordings/{row.blob_key.rsplit('/', 1)[-1]}": row.blob_key for row in recordings}
        if photo is not None:
            keys["photo.jpg"] = photo.blob_key
        for name, key in keys.items():
            try:
                packed.writestr(name, await self._blobs.get(key), zipfile.ZIP_STORED)
            except AyiError:  # past its time and gone already
                continue
        for paper in case.papers if self._papers is not None else ():
            if paper.removed_at is None and self._papers is not None:
                staff = Actor("system", "system", case.file.agency_id)
                data, media_type = await self._papers.paper(staff, case.interview.id, paper.id)
                packed.writestr(f"papers/{paper.id}.{media_type.rsplit('/', 1)[-1]}", data, zipfile.ZIP_STORED)


def _review(case: Case) -> Mapping[str, Any]:
    """What people decided, asked and checked: by role, since who of the staff it was is theirs."""
    return {
        "status": case.file.status,
        "decisions": [
            _row(row, "action", "before", "after", "actor_role", "reason_code", "reason", "at")
            for row in case.decisions
        ],
        "questions": [_row(row, "text", "topic", "asked_at", "settled") for row in case.questions],
        "notes": [_row(row, "kind", "text", "field", "at") for row in case.notes],
        "checks": [_row(row, "what", "outcome", "checked_on", "valid_until", "detail", "at") for row in case.checks],
        "papers": [_row(row, "id", "what", "media_type", "added_at", "removed_at") for row in case.papers],
    }


def _row(row: object, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
