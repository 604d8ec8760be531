"""The shapes of orders and reviews as each side sees them. The JSON is the wire format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.orders.family import FamilyLine
from assistant.consumer.orders.states import Action, ReviewState, Side, State
from assistant.kit.people import Actor
from assistant.matching.model import PublishedWorker
from assistant.profile.model import Language

LocalTime = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")]
"""A date and a time of day where the installation is."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_\-]+$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Amount = Annotated[float, Field(ge=0, le=1_000_000)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class ProvenPhone:
    """A number somebody has shown to be theirs, and what it is counted by."""

    number: str
    index: str


class NewOrder(_Shape):
    """A request for an interview with one person; the number comes proven beside it."""

    worker_id: Id
    times: list[LocalTime] = Field(min_length=1, max_length=10)
    called: Words = ""
    note: Words = ""
    client_order_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:\-]{1,100}$")] | None = None


class Terms(_Shape):
    """What the parties agreed, for the draft contract; as `knowledge_base/contracts/variables.yaml` describes them."""

    pay_amount: Amount | None = None
    pay_unit: Literal["month", "26_days", "day", "hour", "visit", "42_days"] | None = None
    start: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    end: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None
    hours: Annotated[str, StringConstraints(max_length=200)] | None = None
    rest_days: Annotated[int, Field(ge=0, le=31)] | None = None
    trial_days: Annotated[int, Field(ge=0, le=90)] | None = None
    agency_fee: Amount | None = None
    model: Literal["employee", "intermediary"] | None = None


class Move(_Shape):
    """One step of an order as it was at `version`. Which of the others count depends on the step."""

    version: Annotated[int, Field(ge=1)]
    reason: Code | None = None
    words: Words = ""
    times: list[LocalTime] = Field(default=[], max_length=10)
    meeting: LocalTime | None = None
    terms: Terms | None = None


class Choice(_Shape):
    """Something this side may do now, and how its button reads."""

    action: Action
    text: str
    reasons: dict[str, str] = {}


class Moment(_Shape):
    """A time as data and as it is said."""

    at: LocalTime
    text: str


class Step(_Shape):
    """One step of the history. `name` is a member of staff's and only for staff; so are `words` of the other side."""

    at: datetime
    who: Side
    name: str | None = None
    action: str
    text: str
    before: State | None
    after: State
    reason: str | None = None
    meeting: Moment | None = None
    words: str | None = None


class Rating(_Shape):
    """One aspect of the work."""

    id: str
    label: str
    stars: Annotated[int, Field(ge=1, le=5)]


class ReviewView(_Shape):
    """A review as one side sees it. `text` has personal data covered."""

    id: str
    order_id: str
    state: ReviewState
    label: str
    version: int
    ratings: list[Rating]
    text: str
    reply: str | None = None
    dispute: str | None = None
    settled: str | None = None
    created_at: datetime
    published_at: datetime | None = None
    can_reply: bool = False
    can_dispute: bool = False


class OrderView(_Shape):
    """What every side sees of an order."""

    id: str
    state: State
    version: int
    label: str
    next: str
    job: str | None
    times: list[Moment]
    picked: list[Moment]
    meeting: Moment | None
    answer_by: datetime | None
    choices: list[Choice]
    history: list[Step]
    created_at: datetime
    updated_at: datetime


class ConsumerOrder(OrderView):
    """An order as its consumer sees it."""

    worker_id: str | None
    display_name: str
    phone: str | None
    note: str | None
    can_review: bool
    can_draft: bool
    review: ReviewView | None = None


class WorkerOrder(OrderView):
    """An order as she sees it: the family without anything that finds them."""

    family: list[FamilyLine]
    note: str | None


class AgencyOrder(OrderView):
    """An order as the agency sees it; the household's number in full has a route of its own, which is noted."""

    worker_id: str | None
    display_name: str
    called: str | None
    phone: str | None
    can_contact: bool
    can_draft: bool
    family: list[FamilyLine]
    note: str | None
    terms: Terms | None
    review: ReviewView | None = None


class OrderPage(_Shape):
    """Some of an agency's orders, newest step first, and how many stand where."""

    items: list[AgencyOrder]
    next: str | None
    counts: dict[str, int]
    reviews_waiting: int


class Contact(_Shape):
    """How the agency reaches the household."""

    phone: str
    called: str | None


class Kept(_Shape):
    """Somebody on the short-list; `gone` when she is not published any more and nothing more may be told."""

    worker_id: str
    display_name: str | None
    card_url: str | None
    gone: bool


class NewReview(_Shape):
    """A review of one order: stars for what was judged, and words."""

    ratings: dict[Code, Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1, max_length=10)
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""


class Moderation(_Shape):
    """What the agency covers of a review beside what is covered anyway: `[start, end, kind]` over the words."""

    version: Annotated[int, Field(ge=1)]
    masks: list[tuple[int, int, Code]] = Field(default=[], max_length=50)
    reply_masks: list[tuple[int, int, Code]] = Field(default=[], max_length=50)


class Settling(_Shape):
    """How a disputed review was settled: it stays, or it comes down for one of the few reasons there are."""

    version: Annotated[int, Field(ge=1)]
    outcome: Literal["keep", "remove"]
    reason: Code | None = None


class Reply(_Shape):
    """Her answer to a review."""

    version: Annotated[int, Field(ge=1)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Objection(_Shape):
    """That a review is wrong, and why."""

    version: Annotated[int, Field(ge=1)]
    reason: Code
    words: Words = ""


class FoundMask(_Shape):
    """What is covered of a text."""

    start: int
    end: int
    kind: str


class AgencyReview(ReviewView):
    """A review as the agency sees it, with the words as written and what is covered of them."""

    display_name: str
    written: str
    masks: list[FoundMask]
    reply_written: str | None = None
    reply_masks: list[FoundMask] = []
    dispute_words: str | None = None
    publish_by: datetime | None = None


class PublicReview(_Shape):
    """A published review, for everybody; when only to the month."""

    id: str
    month: str
    job: str | None
    ratings: list[Rating]
    text: str
    reply: str | None = None


class WorkerReviews(_Shape):
    """All published reviews of a worker. There is no average of fewer than a few."""

    count: int
    averages: dict[str, float] | None
    labels: dict[str, str]
    items: list[PublicReview]


class People(Protocol):
    """Who is published (`assistant.matching.service.MatchService`)."""

    async def worker(self, worker_id: str) -> PublishedWorker | None:
        """One published person, or None."""


Detail = Mapping[str, str | int | float | bool | Sequence[str | int | float | bool | None] | None]
"""Codes, never words."""


class Trail(Protocol):
    """Where it is noted who of the staff did what (`assistant.review.audit.AuditTrail`)."""

    async def record(
        self,
        session: AsyncSession,
        actor: Actor,
        action: str,
        subject: str,
        detail: Detail | None = None,
    ) -> object:
        """Write one entry into the caller's transaction; `detail` holds codes only."""


class Messenger(Protocol):
    """Tells people that something waits for them; never fails what it tells of."""

    async def tell_worker(self, worker_id: str, kind: str, days: int) -> None:
        """Tell her, with a link to her requests that opens for so many days; `kind` names the message."""

    async def tell_consumer(self, phone: str, kind: str, language: Language) -> None:
        """Tell the household."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Those a step concerns, read before it is forgotten."""

    worker_id: str | None
    phone: str | None
    language: Language
