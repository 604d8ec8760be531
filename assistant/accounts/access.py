"""Through these few functions every object is reached: they alone decide whose it is.

What is another agency's, another worker's or another consumer's is told from what does not exist by nobody. A file, its
papers and its recordings are named by their interview and reached through it.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.repository import AccountRepository
from assistant.accounts.tables import AccountRow
from assistant.consumer.orders.reviews import reach_review
from assistant.consumer.orders.service import reach
from assistant.consumer.orders.tables import OrderRow, ReviewRow
from assistant.consumer.repository import ChatRepository
from assistant.consumer.tables import ChatRow
from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import InterviewRow
from assistant.kit.errors import NotFoundError
from assistant.kit.people import DEFAULT_AGENCY, STAFF, Actor


def same_agency(actor: Actor, agency_id: str | None) -> bool:
    """Whether the actor is staff of this agency; what has none belongs to the default one."""
    return actor.role in STAFF and actor.agency_id == (agency_id or DEFAULT_AGENCY)


async def access_interview(session: AsyncSession, actor: Actor, interview_id: str) -> InterviewRow:
    """The interview: for staff of its agency, and for her who gave it.

    Raises:
        NotFoundError: there is none, or it is not the actor's to see.
    """
    row = await InterviewRepository(session).get(interview_id)
    own = actor.role == "worker" and actor.id == interview_id
    if row is None or not (own or same_agency(actor, row.agency_id)):
        raise NotFoundError("not_found")
    return row


async def access_chat(session: AsyncSession, actor: Actor, chat_id: str) -> ChatRow:
    """The chat: for staff of its agency, and for the consumer who holds it.

    Raises:
        NotFoundError: there is none, or it is not the actor's to see.
    """
    row = await ChatRepository(session).get(chat_id)
    own = actor.role == "consumer" and actor.id == chat_id
    if row is None or not (own or same_agency(actor, row.agency_id)):
        raise NotFoundError("not_found")
    return row


async def access_account(session: AsyncSession, actor: Actor, account_id: str) -> AccountRow:
    """The account: for staff of its agency.

    Raises:
        NotFoundError: there is none, or it is not the actor's to see.
    """
    row = await AccountRepository(session).account(account_id)
    if row is None or not same_agency(actor, row.agency_id):
        raise NotFoundError("not_found")
    return row


async def access_order(session: AsyncSession, actor: Actor, order_id: str) -> OrderRow:
    """The order: for staff of its agency, its worker and the consumer of its chat.

    Raises:
        NotFoundError: there is none, or it is not the actor's to see.
    """
    return await reach(session, actor, order_id)


async def access_order_review(session: AsyncSession, actor: Actor, review_id: str) -> ReviewRow:
    """The review of an order: for staff of its agency, and for the worker it is about.

    Raises:
        NotFoundError: there is none, or it is not the actor's to see.
    """
    return await reach_review(session, actor, review_id)
