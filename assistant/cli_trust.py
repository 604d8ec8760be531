"""`ayi audit …` and `ayi keys …`: the trail of what was done, and the keys of what is sealed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.kit.settings import Settings

if TYPE_CHECKING:
    from assistant.review.audit import Head, Verdict

audit = typer.Typer(help="The tamper-evident trail of who did what.", no_args_is_help=True)
keys = typer.Typer(help="The keys that personal data is sealed with.", no_args_is_help=True)
out = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

TAMPERED = 3
"""The status `ayi audit verify` ends with when the trail is not as it was written."""


@audit.command()
def verify(
    noted: Annotated[Path | None, typer.Option(help="Ends noted earlier with `ayi audit heads`.")] = None,
) -> None:
    """Go through the whole trail. Status 0: whole. 3: tampered with. 1: it could not be checked."""
    verdict = asyncio.run(_verify(_noted(noted) if noted else []))
    for flaw in verdict.flaws:
        errors.print(f"chain {flaw.chain}, entry {flaw.position}: {flaw.kind}", soft_wrap=True)
    out.print(f"{verdict.entries} entries in {verdict.chains} chains: {'whole' if verdict.whole else 'TAMPERED WITH'}")
    if not verdict.whole:
        raise typer.Exit(TAMPERED)


@audit.command()
def heads() -> None:
    """Print where every chain ends, as JSON; kept elsewhere, it shows later that nothing was cut off."""
    ends = asyncio.run(_heads())
    typer.echo(json.dumps([{"chain": end.chain, "length": end.length, "digest": end.digest} for end in ends], indent=1))


def _noted(path: Path) -> list[Head]:
    from assistant.review.audit import Head

    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return [Head(str(entry["chain"]), int(entry["length"]), str(entry["digest"])) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError) as error:
        errors.print(f"[red]{path} cannot be read as ends of chains[/red]", soft_wrap=True)
        raise typer.Exit(1) from error


async def _verify(noted: list[Head]) -> Verdict:
    from assistant.kit.clock import SystemClock
    from assistant.review.audit import AuditTrail
    from assistant.wiring import opened_database

    settings = Settings()
    async with opened_database(settings) as database:
        return await AuditTrail.of(settings, SystemClock(settings.timezone)).verify(database, noted)


async def _heads() -> list[Head]:
    from assistant.kit.clock import SystemClock
    from assistant.review.audit import AuditTrail
    from assistant.wiring import opened_database

    settings = Settings()
    async with opened_database(settings) as database:
        return await AuditTrail.of(settings, SystemClock(settings.timezone)).heads(database)


@keys.command()
def new(version: Annotated[str, typer.Argument(help="A name for the key: small letters and digits.")]) -> None:
    """Make a key and print it as an entry of AYI_FIELD_KEYS; put it first there and keep the older ones behind it."""
    from assistant.kit.sealed import new_key, parse_keys

    entry = new_key(version)
    parse_keys(entry)
    typer.echo(entry)


@keys.command()
def secret() -> None:
    """Make a new secret of the installation: what it signed before stays good, and is signed anew from now on.

    A secret in the data folder is replaced there, its predecessor put behind it. One that is set in AYI_SECRET_KEY is
    the operator's to replace; then a new one is printed. Afterwards start the server again and run `ayi keys rotate`.
    """
    from secrets import token_urlsafe

    from assistant.kit.secret import replace_secret_file

    settings = Settings()
    if settings.secret_key is None:
        replace_secret_file(settings)
        out.print(f"{settings.data_dir / 'secret.key'}: replaced; the old one stands in secret.old", soft_wrap=True)
    else:
        errors.print("Put the present secret first in AYI_OLD_SECRET_KEYS and set AYI_SECRET_KEY to:", soft_wrap=True)
        typer.echo(token_urlsafe(48))
    errors.print("Then start the server again and run: ayi keys rotate", soft_wrap=True)


@keys.command()
def rotate() -> None:
    """Seal everything anew with the first key of AYI_FIELD_KEYS, or else the one of the installation's secret.

    What things are found by is made anew, too. Afterwards older field keys may be taken out. Older secrets still prove
    cards, links and the trail that were made with them: leave them in as long as those are to hold.

    The server may go on running, if it was started with the new key already.
    """
    for part, count in asyncio.run(_rotate()).items():
        out.print(f"{part}: {count}")


async def _rotate() -> dict[str, int]:
    from assistant.wiring_trust import reseal_everything

    return await reseal_everything(Settings())
