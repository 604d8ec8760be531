"""An agency's staff, as its owners see to them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.accounts.model import Account, Agency, StaffRole
from assistant.accounts.staff import Change, Invited
from assistant.api import doors
from assistant.api.sign_in import SIGN_IN_PAGE, Room
from assistant.kit.people import DEFAULT_AGENCY, Actor

router = APIRouter(prefix="/api/v1", tags=["staff"])

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Owner = Annotated[Actor, Depends(doors.staff("owner"))]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Invitation(_Request):
    """Whom to invite, and as what."""

    email: Annotated[str, Field(max_length=400)]
    name: Name
    role: StaffRole


class AccountChange(_Request):
    """What is to be different about an account; what is left out stays."""

    name: Name | None = None
    role: StaffRole | None = None
    disabled: bool | None = None


class Reset(_Request):
    """Whether the second factor is forgotten, too, because the authenticator was lost."""

    second_factor: bool = False


class AgencyChange(_Request):
    """What is to be different about the agency; what is left out stays."""

    name: Name | None = None
    second_factor: bool | None = None


class InvitedDocument(BaseModel):
    """The account, and the address at which its password is set once; shown this once."""

    account: Account
    link: str


def _invited(request: Request, invited: Invited) -> InvitedDocument:
    """After the number sign, what a browser asks for never holds it: no server's log sees the token."""
    origin = next(iter(doors.our_origins(request)))
    return InvitedDocument(account=invited.account, link=f"{origin}{SIGN_IN_PAGE}#link={invited.link}")


@router.get("/agency")
async def show_agency(actor: doors.Staff, room: Room) -> Agency:
    """One's own agency."""
    return await room.staff.agency(actor.agency_id or DEFAULT_AGENCY)


@router.patch("/agency")
async def change_agency(body: AgencyChange, actor: Owner, room: Room) -> Agency:
    """Give one's own agency another name, or want a second factor of all of its staff, or of owners alone."""
    return await room.staff.change_agency(actor, body.name, second_factor=body.second_factor)


@router.get("/accounts")
async def accounts(actor: Annotated[Actor, Depends(doors.staff("owner", "auditor"))], room: Room) -> list[Account]:
    """The staff of one's own agency."""
    return await room.staff.accounts(actor.agency_id or DEFAULT_AGENCY)


@router.post("/accounts", status_code=201)
async def invite(body: Invitation, request: Request, actor: Owner, room: Room) -> InvitedDocument:
    """Invite somebody; the link is theirs to set a password with."""
    agency_id = actor.agency_id or DEFAULT_AGENCY
    return _invited(request, await room.staff.invite(actor, agency_id, body.email, body.name, body.role))


@router.patch("/accounts/{account_id}")
async def change_account(account_id: str, body: AccountChange, actor: Owner, room: Room) -> Account:
    """Rename, give another role, disable or enable. Sessions are over where the role or that changes."""
    return await room.staff.change(actor, account_id, Change(body.name, body.role, body.disabled))


@router.post("/accounts/{account_id}/reset")
async def reset_account(account_id: str, body: Reset, request: Request, actor: Owner, room: Room) -> InvitedDocument:
    """A new password link; the old password and every session are over."""
    return _invited(request, await room.staff.reset(actor, account_id, second_factor_too=body.second_factor))


@router.delete("/accounts/{account_id}/sessions", status_code=204)
async def end_sessions(account_id: str, actor: Owner, room: Room) -> Response:
    """Sign somebody of the agency out everywhere."""
    await room.staff.end_sessions(actor, account_id)
    return Response(status_code=204)
