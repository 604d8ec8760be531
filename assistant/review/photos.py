"""Her own photo: drawn anew without its metadata, shown only while her consent and her card hold."""

from __future__ import annotations

from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import Actor
from assistant.kit.workers import WorkerPool
from assistant.resume.photo import square_photo
from assistant.review.audit import AuditTrail
from assistant.review.consents import ConsentService
from assistant.review.erasure import PHOTOS
from assistant.review.publication import Card, PublicationService
from assistant.review.trust_repository import TrustRepository
from assistant.review.trust_tables import PhotoRow


class PhotoService:
    """Keeps and gives photos."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        blobs: BlobStore,
        trail: AuditTrail,
        consents: ConsentService,
        publication: PublicationService,
        pool: WorkerPool,
        make_id: IdMaker = new_id,
    ) -> None:
        self._database = database
        self._clock = clock
        self._blobs = blobs
        self._trail = trail
        self._consents = consents
        self._publication = publication
        self._pool = pool
        self._make_id = make_id

    async def put(self, actor: Actor, interview_id: str, data: bytes) -> None:
        """Keep her photo in place of an earlier one. On a card it appears with the next publication.

        Raises:
            ConflictError: she has not agreed to a photo. BadInputError, TooLargeError: it is no picture we can use.
        """
        async with self._database.reading() as session:
            if not (await self._consents.standings(session, interview_id))["video"].holds:
                raise ConflictError("photo_needs_consent")
        square = await self._pool.run(square_photo, data)
        public_key = self._make_id("pic")
        key = f"{PHOTOS}/{interview_id}/{public_key}.jpg"
        await self._blobs.put(key, square)
        async with self._database.session() as session:
            repository = TrustRepository(session)
            old = await repository.photo(interview_id)
            before = old.blob_key if old else None
            if old is not None:
                old.blob_key, old.public_key, old.added_at = key, public_key, self._clock.now()
            else:
                row = PhotoRow(
                    interview_id=interview_id, blob_key=key, public_key=public_key, added_at=self._clock.now()
                )
                repository.add(row)
            # Nobody has looked at the new picture yet: the card goes without one until it is issued again.
            await self._publication.drop_photo(session, interview_id)
            await self._trail.record(session, actor, "photo.put", interview_id)
        if before is not None:
            await self._blobs.delete(before)
        await self._publication.settle()

    async def remove(self, actor: Actor, interview_id: str) -> None:
        """Forget her photo."""
        async with self._database.session() as session:
            repository = TrustRepository(session)
            row = await repository.photo(interview_id)
            if row is None:
                return
            key = row.blob_key
            await repository.remove_photo(interview_id)
            await self._publication.drop_photo(session, interview_id)
            await self._trail.record(session, actor, "photo.remove", interview_id)
        await self._blobs.delete(key)
        await self._publication.settle()

    async def of(self, interview_id: str) -> bytes:
        """Her photo as a square JPEG. The caller has made sure who asks.

        Raises:
            NotFoundError: she gave none.
        """
        async with self._database.reading() as session:
            row = await TrustRepository(session).photo(interview_id)
        if row is None:
            raise NotFoundError("photo_none")
        return await self._blobs.get(row.blob_key)

    async def on_card(self, card: Card) -> bytes | None:
        """The photo that is on a good card, if there is one."""
        if not card.good or card.worker is None or card.worker.photo_key is None:
            return None
        async with self._database.reading() as session:
            row = await TrustRepository(session).photo(card.interview_id)
            consents = await self._consents.standings(session, card.interview_id)
        if row is None or row.public_key != card.worker.photo_key or not consents["video"].given:
            return None
        return await self._blobs.get(row.blob_key)
