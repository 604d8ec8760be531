"""Reviews as each side may see them: pure, from rows. Only with its masks is anything of a review shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.consumer.orders.masking import covered
from assistant.consumer.orders.model import (
    AgencyReview,
    FoundMask,
    PublicReview,
    Rating,
    ReviewView,
    WorkerReviews,
)
from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.tables import OrderRow, ReviewRow
from assistant.consumer.orders.views import name_of
from assistant.consumer.orders.wording import OrderWords

SHOWN: Final = ("published", "disputed")
"""Reviews everybody sees: one she disagrees with stays until somebody has looked, and says that she does."""


def consumer_review(row: ReviewRow | None, say: OrderWords) -> ReviewView | None:
    """As the consumer who wrote it sees it: as everybody will."""
    return _view(row, say) if row is not None else None


def worker_review(row: ReviewRow, say: OrderWords) -> ReviewView:
    """As she sees it, with what she may do about it."""
    shown = _view(row, say)
    shown.can_reply = row.state in SHOWN
    shown.can_dispute = row.state == "published" and row.settled is None
    return shown


def agency_review(row: ReviewRow | None, order: OrderRow | None, say: OrderWords) -> AgencyReview | None:
    """As the agency sees it: with the words as written, so that what is left uncovered can be found."""
    if row is None:
        return None
    return AgencyReview(
        **_view(row, say).model_dump(),
        display_name=name_of(order, say) if order else say.text("gone_name"),
        written=row.text,
        masks=_found(row.masks),
        reply_written=row.reply,
        reply_masks=_found(row.reply_masks),
        dispute_words=row.dispute_words,
        publish_by=row.publish_by,
    )


def summed(rows: Sequence[ReviewRow], say: OrderWords) -> WorkerReviews:
    """All published reviews; an average only of aspects that enough of them judged."""
    bounds, averages = rules().review, {}
    for aspect in bounds.aspects:
        stars = [row.ratings[aspect] for row in rows if aspect in row.ratings]
        if len(stars) >= bounds.fewest_for_average:
            averages[aspect] = round(sum(stars) / len(stars), 1)
    enough = len(rows) >= bounds.fewest_for_average
    return WorkerReviews(
        count=len(rows),
        averages=averages if enough and averages else None,
        labels=say.names("aspects", bounds.aspects),
        items=[_public(row, say) for row in rows],
    )


def _public(row: ReviewRow, say: OrderWords) -> PublicReview:
    at = row.published_at or row.created_at
    return PublicReview(
        id=row.id,
        month=f"{at:%Y-%m}",
        job=row.job,
        ratings=_ratings(row, say),
        text=covered(row.text, row.masks, say.language),
        reply=covered(row.reply, row.reply_masks, say.language) if row.reply else None,
    )


def _view(row: ReviewRow, say: OrderWords) -> ReviewView:
    return ReviewView(
        id=row.id,
        order_id=row.order_id,
        state=row.state,
        label=say.text(f"review_states.{row.state}"),
        version=row.version,
        ratings=_ratings(row, say),
        text=covered(row.text, row.masks, say.language),
        reply=covered(row.reply, row.reply_masks, say.language) if row.reply else None,
        dispute=say.text(f"review_disputes.{row.dispute_reason}") if row.dispute_reason else None,
        settled=say.text(f"review_removals.{row.settled}") if row.state == "removed" and row.settled else None,
        created_at=row.created_at,
        published_at=row.published_at,
    )


def _ratings(row: ReviewRow, say: OrderWords) -> list[Rating]:
    known = [aspect for aspect in rules().review.aspects if aspect in row.ratings]
    return [Rating(id=each, label=say.text(f"aspects.{each}"), stars=row.ratings[each]) for each in known]


def _found(masks: Sequence[Sequence[object]]) -> list[FoundMask]:
    return [FoundMask(start=int(str(m[0])), end=int(str(m[1])), kind=str(m[2])) for m in masks]
