"""The public page behind a card's code. Nothing of it is cached anywhere, so that a withdrawal holds at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from assistant.api.privacy import Rooms
from assistant.consumer.orders.reviews import OrderReviews
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.review.card import Review, card_page, card_view, gone_page
from assistant.review.publication import Card

router = APIRouter(tags=["public"])

_HEADERS = {
    "Cache-Control": "no-store, max-age=0",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
_REVIEWS_SHOWN = 5


@router.get("/w/{code}", response_class=HTMLResponse)
async def show_card(
    code: str, request: Request, rooms: Rooms, lang: Annotated[Language | None, Query()] = None
) -> HTMLResponse:
    """Whose card this is as far as she shows it, what was checked, by whom, when, and until when it holds.

    A code that is unknown, withdrawn, expired or made up gets one and the same page.
    """
    settings: Settings = request.app.state.settings
    language = lang or settings.default_language
    card = await rooms.publication.card(code)
    if card is None:
        return HTMLResponse(gone_page(language), status_code=404, headers=_HEADERS)
    view = card_view(card, language, settings.timezone, await _reviews(request, card, language))
    return HTMLResponse(card_page(view), headers=_HEADERS)


@router.get(
    "/w/{code}/photo",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "Her photo"}},
)
async def show_photo(code: str, rooms: Rooms) -> Response:
    """The photo on a card that is good, as long as she agrees to it."""
    card = await rooms.publication.card(code)
    photo = await rooms.photos.on_card(card) if card is not None else None
    if photo is None:
        return Response(status_code=404, headers=_HEADERS)
    return Response(photo, media_type="image/jpeg", headers=_HEADERS)


async def _reviews(request: Request, card: Card, language: Language) -> list[Review]:
    reviews: OrderReviews | None = getattr(request.app.state, "order_reviews", None)
    if reviews is None:
        return []
    found = await reviews.reviews_of(card.interview_id, language)
    return [
        Review(tuple(f"{rating.label} {rating.stars}/5" for rating in item.ratings), item.text, item.month)
        for item in found.items[:_REVIEWS_SHOWN]
    ]
