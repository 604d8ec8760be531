"""Reviews kept: written by whoever hired, covered of personal data, published, answered, disputed.

The words are data: nobody ranks by them, no model reads them, and no person may hold one back for what it says. What
the agency does not look at is published by itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.orders.leaving import SYSTEM
from assistant.consumer.orders.masking import Mask, chosen, personal
from assistant.consumer.orders.model import (
    AgencyReview,
    Detail,
    Moderation,
    NewReview,
    Objection,
    Reply,
    ReviewView,
    Settling,
    Trail,
    WorkerReviews,
)
from assistant.consumer.orders.moving import standing
from assistant.consumer.orders.repository import OrderRepository, ReviewRepository
from assistant.consumer.orders.reviewing import SHOWN, agency_review, summed, worker_review
from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.service import reachable
from assistant.consumer.orders.states import REVIEWABLE
from assistant.consumer.orders.tables import ReviewRow
from assistant.consumer.orders.wording import words
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError, TooLargeError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import STAFF, Actor
from assistant.kit.text import storable
from assistant.profile.model import Language

_LISTED: Final = 100


async def reach_review(session: AsyncSession, actor: Actor, review_id: str, *, lock: bool = False) -> ReviewRow:
    """The review, if it is of this worker or this agency's, held against other writers if `lock`.

    Raises:
        NotFoundError: there is none, or it is not.
    """
    row = await ReviewRepository(session).get(review_id, lock=lock)
    own = row is not None and (
        (actor.role == "worker" and row.worker_id == actor.id)
        or (actor.role in STAFF and row.agency_id == actor.agency_id)
    )
    if row is None or not own:
        raise NotFoundError("review_unknown")
    return row


class OrderReviews:
    """The front door of reviews for HTTP, the card and tests."""

    def __init__(self, database: Database, clock: Clock, trail: Trail, make_id: IdMaker = new_id) -> None:
        self._database = database
        self._clock = clock
        self._trail = trail
        self._make_id = make_id

    async def write(self, actor: Actor, order_id: str, review: NewReview) -> None:
        """Review the service of one order, for the consumer who hired; once.

        Raises:
            NotFoundError: there is no such order of hers. ConflictError: nobody was hired, or there is a review.
            BadInputError: something is judged that may not be. TooLargeError: there are too many words.
        """
        now, bounds, text = self._clock.now(), rules().review, storable(review.text)
        if not set(review.ratings) <= set(bounds.aspects):
            raise BadInputError("review_aspect")
        if len(text) > bounds.most_characters:
            raise TooLargeError("order_words_long", limit=bounds.most_characters)
        async with self._database.session() as session:
            order = await OrderRepository(session).get(order_id, lock=True)
            if order is None or actor.role != "consumer" or not reachable(order, actor):
                raise NotFoundError("order_unknown")
            if standing(order, now) not in REVIEWABLE or order.hired_at is None or order.worker_id is None:
                raise ConflictError("review_too_early")
            repository = ReviewRepository(session)
            if order.id in await repository.of_orders([order.id]):
                raise ConflictError("review_exists")
            repository.add(
                ReviewRow(
                    id=self._make_id("rev"),
                    order_id=order.id,
                    worker_id=order.worker_id,
                    agency_id=order.agency_id,
                    job=order.job,
                    state="pending",
                    version=1,
                    ratings=dict(review.ratings),
                    text=text,
                    masks=_kept(personal(text)),
                    reply_masks=[],
                    created_at=now,
                    updated_at=now,
                    publish_by=now + timedelta(days=bounds.publish_days),
                )
            )

    async def take_back(self, actor: Actor, order_id: str) -> None:
        """Remove one's own review.

        Raises:
            NotFoundError: there is no such order of hers, or no review of it.
        """
        async with self._database.session() as session:
            order = await OrderRepository(session).get(order_id)
            if order is None or actor.role != "consumer" or not reachable(order, actor):
                raise NotFoundError("order_unknown")
            repository = ReviewRepository(session)
            if order.id not in await repository.of_orders([order.id]):
                raise NotFoundError("review_unknown")
            await repository.remove([order.id])

    async def waiting(self, actor: Actor, language: Language, state: str | None = None) -> list[AgencyReview]:
        """An agency's reviews to look at (pending or disputed), or those that stand so; oldest first."""
        states = (state,) if state else ("pending", "disputed")
        async with self._database.reading() as session:
            rows = await ReviewRepository(session).of_agency(actor.agency_id or "", states, _LISTED)
            orders = {row.order_id: await OrderRepository(session).get(row.order_id) for row in rows}
        seen = [agency_review(row, orders[row.order_id], words(language)) for row in rows]
        return [each for each in seen if each is not None]

    async def publish(self, actor: Actor, review_id: str, moderation: Moderation) -> None:
        """Publish a review with what is covered of it; one that is published can be covered anew.

        There is no way to hold one back.

        Raises:
            NotFoundError: there is no such review of the agency's. BadInputError: the masks cover what they may not.
            ConflictError: it has changed meanwhile, or was taken down.
        """
        async with self._database.session() as session:
            row = await self._reach(session, actor, review_id, moderation.version)
            if row.state == "removed":
                raise ConflictError("review_cannot_publish")
            row.masks = _kept(chosen(row.text, [Mask(*each) for each in moderation.masks]))
            if row.reply is not None:
                row.reply_masks = _kept(chosen(row.reply, [Mask(*each) for each in moderation.reply_masks]))
            if row.state == "pending":
                self._put_out(row)
            self._touch(row)
            detail: Detail = {"masks": len(row.masks), "kinds": sorted({str(each[2]) for each in row.masks})}
            await self._trail.record(session, actor, "order_review.publish", row.id, detail)

    async def settle(self, actor: Actor, review_id: str, settling: Settling) -> None:
        """Settle a dispute: the review stays, or comes down for a reason there is; only owners take one down.

        Raises:
            NotFoundError: there is no such review of the agency's. BadInputError: that is no reason.
            ConflictError: it is not disputed, or has changed. ForbiddenError: the actor may not take reviews down.
        """
        if settling.outcome == "remove":
            if settling.reason not in rules().review.removals:
                raise BadInputError("review_reason")
            if actor.role != "owner":
                raise ForbiddenError("role_forbidden")
        async with self._database.session() as session:
            row = await self._reach(session, actor, review_id, settling.version)
            if row.state != "disputed":
                raise ConflictError("review_not_disputed")
            removed = settling.outcome == "remove"
            row.state, row.settled = ("removed", settling.reason) if removed else ("published", "kept")
            self._touch(row)
            detail = {"reason": settling.reason} if removed else None
            await self._trail.record(session, actor, f"order_review.{settling.outcome}", row.id, detail)

    async def of_worker(self, actor: Actor, language: Language) -> list[ReviewView]:
        """Published reviews of her, for herself: with what she may do about each."""
        async with self._database.reading() as session:
            rows = await ReviewRepository(session).of_worker(actor.id, SHOWN)
        return [worker_review(row, words(language)) for row in rows]

    async def reply(self, actor: Actor, review_id: str, reply: Reply) -> None:
        """Her answer, shown under the review at once with personal data covered; a new one takes its place.

        Raises:
            NotFoundError: there is no such review of her. ConflictError: it has changed or is not published.
        """
        async with self._database.session() as session:
            row = await self._reach(session, actor, review_id, reply.version)
            if row.state not in SHOWN:
                raise ConflictError("review_not_published")
            row.reply = storable(reply.text)
            row.reply_masks = _kept(personal(row.reply))
            row.replied_at = self._clock.now()
            self._touch(row)

    async def dispute(self, actor: Actor, review_id: str, objection: Objection) -> None:
        """She says that a review is wrong; people of the agency look at it, once.

        Raises:
            NotFoundError: there is no such review of her. BadInputError: that is no reason.
            ConflictError: it has changed, is not published, or was looked at before.
        """
        if objection.reason not in rules().review.disputes:
            raise BadInputError("order_reason")
        async with self._database.session() as session:
            row = await self._reach(session, actor, review_id, objection.version)
            if row.state != "published" or row.settled is not None:
                raise ConflictError("review_cannot_dispute")
            row.state, row.dispute_reason = "disputed", objection.reason
            row.dispute_words = storable(objection.words)[: rules().words_characters] or None
            self._touch(row)

    async def reviews_of(self, worker_id: str, language: Language) -> WorkerReviews:
        """What households say of her, for everybody: published reviews only, newest first."""
        async with self._database.reading() as session:
            rows = await ReviewRepository(session).of_worker(worker_id, SHOWN)
        return summed(rows, words(language))

    async def tend(self) -> int:
        """Publish what nobody looked at in time; returns how many."""
        now = self._clock.now()
        async with self._database.session() as session:
            rows = await ReviewRepository(session).due(now)
            for row in rows:
                self._put_out(row)
                self._touch(row)
                actor = Actor(SYSTEM.id, "system", row.agency_id)
                await self._trail.record(session, actor, "order_review.publish", row.id, {"masks": len(row.masks)})
        return len(rows)

    def _put_out(self, row: ReviewRow) -> None:
        row.state, row.published_at, row.publish_by = "published", self._clock.now(), None

    def _touch(self, row: ReviewRow) -> None:
        row.version += 1
        row.updated_at = self._clock.now()

    @staticmethod
    async def _reach(session: AsyncSession, actor: Actor, review_id: str, version: int) -> ReviewRow:
        row = await reach_review(session, actor, review_id, lock=True)
        if row.version != version:
            raise ConflictError("review_changed")
        return row


def _kept(masks: list[Mask]) -> list[list[int | str]]:
    return [[mask.start, mask.end, mask.kind] for mask in masks]
