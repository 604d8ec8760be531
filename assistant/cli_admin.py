"""`ayi admin …`: agencies and the people who work there, from the operator's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

import typer
from rich.console import Console
from rich.table import Table

from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings

if TYPE_CHECKING:
    from assistant.accounts.model import Account, StaffRole
    from assistant.accounts.room import Accounts
    from assistant.accounts.staff import Invited

T = TypeVar("T")

app = typer.Typer(help="Agencies, and who signs in for them.", no_args_is_help=True)
out = Console(highlight=False)

_OPERATOR = Actor("operator", "system")
_LOCAL = "http://127.0.0.1:8000"


@asynccontextmanager
async def _opened() -> AsyncIterator[Accounts]:
    from assistant.accounts.room import accounts_of
    from assistant.kit.clock import SystemClock
    from assistant.wiring import opened_database

    settings = Settings()
    async with opened_database(settings) as database:
        accounts = accounts_of(database, settings, SystemClock(settings.timezone))
        try:
            yield accounts
        finally:
            await accounts.close()


def _run(work: Callable[[Accounts], Awaitable[T]]) -> T:
    async def within() -> T:
        async with _opened() as accounts:
            return await work(accounts)

    return asyncio.run(within())


def _print_link(invited: Invited) -> None:
    from assistant.accounts.bounds import bounds

    origin = (Settings().public_url or _LOCAL).rstrip("/")
    out.print(f"{invited.account.email} sets a password here, once, within {bounds().link.hours} hours:", markup=False)
    out.print(f"{origin}/sign-in#link={invited.link}", markup=False, soft_wrap=True)


def _role(value: str) -> StaffRole:
    from assistant.accounts.model import StaffRole

    chosen: StaffRole | None = next((role for role in get_args(StaffRole) if role == value), None)
    if chosen is None:
        raise typer.BadParameter(f"--role is one of {', '.join(get_args(StaffRole))}")
    return chosen


@app.command()
def create(
    email: Annotated[str, typer.Argument(help="The address she signs in with.")],
    name: Annotated[str, typer.Option(help="What colleagues call her; the address if left out.")] = "",
    agency: Annotated[str, typer.Option(help="The agency's short name.")] = DEFAULT_AGENCY,
    role: Annotated[str, typer.Option(help="owner, recruiter, reviewer or auditor.")] = "owner",
) -> None:
    """Make an account, an owner's unless told otherwise, and print the link to set its password with."""
    chosen = _role(role)

    async def work(accounts: Accounts) -> Invited:
        found = await accounts.staff.agency_of_slug(agency)
        return await accounts.staff.invite(_OPERATOR, found.id, email, name or email, chosen)

    _print_link(_run(work))


@app.command()
def agency(
    slug: Annotated[str, typer.Argument(help="Its short name: lower-case letters, digits and hyphens.")],
    name: Annotated[str, typer.Option(help="Its name, as people read it.")] = "",
) -> None:
    """Make an agency."""
    made = _run(lambda accounts: accounts.staff.new_agency(slug, name or slug))
    out.print(f"{made.slug} {made.id}", markup=False)


@app.command(name="list")
def list_accounts() -> None:
    """Every agency and its people."""

    async def work(accounts: Accounts) -> tuple[dict[str, str], list[Account]]:
        slugs = {each.id: each.slug for each in await accounts.staff.agencies()}
        return slugs, await accounts.staff.accounts(None)

    slugs, found = _run(work)
    table = Table(box=None, pad_edge=False)
    for heading in ("agency", "address", "name", "role", "second step", "last signed in", ""):
        table.add_column(heading)
    for each in found:
        seen = each.last_signed_in_at.date().isoformat() if each.last_signed_in_at else "never"
        table.add_row(
            slugs[each.agency_id],
            each.email,
            each.name,
            each.role,
            "yes" if each.has_second_factor else "no",
            seen,
            "disabled" if each.disabled else "",
        )
    out.print(table)
    out.print(f"{len(slugs)} agencies, {len(found)} accounts")


@app.command()
def reset(
    email: Annotated[str, typer.Argument(help="Whose account.")],
    *,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="Forget the authenticator, too: it was lost.")
    ] = False,
) -> None:
    """End every session of an account and print a new link to set its password with."""

    async def work(accounts: Accounts) -> Invited:
        account = await accounts.staff.of_email(email)
        return await accounts.staff.reset(_OPERATOR, account.id, second_factor_too=second_factor)

    _print_link(_run(work))


@app.command()
def disable(email: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Let nobody in with this account any more; its sessions are over at once."""
    _set_disabled(email, disabled=True)
    out.print(f"{email} is disabled", markup=False)


@app.command()
def enable(email: Annotated[str, typer.Argument(help="Whose account.")]) -> None:
    """Let her in again."""
    _set_disabled(email, disabled=False)
    out.print(f"{email} is enabled", markup=False)


def _set_disabled(email: str, *, disabled: bool) -> None:
    from assistant.accounts.staff import Change

    async def work(accounts: Accounts) -> None:
        account = await accounts.staff.of_email(email)
        await accounts.staff.change(_OPERATOR, account.id, Change(disabled=disabled))

    _run(work)
