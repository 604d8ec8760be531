"""`ayi dev`: people who do not exist, for trying things out and for load."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from assistant.kit.settings import Settings

app = typer.Typer(help="For those who develop or try out an installation.", no_args_is_help=True)


@app.command()
def seed(
    count: Annotated[int, typer.Argument(help="How many people to make up.", min=1, max=5_000_000)],
    number: Annotated[int, typer.Option("--seed", help="The same number makes the same people.", min=0)] = 1,
    processes: Annotated[int, typer.Option(help="How many processes make them.", min=1, max=64)] = 1,
    *,
    vectors: Annotated[bool, typer.Option(help="Also what their words mean: slow, some ten people a second.")] = False,
) -> None:
    """Publish made-up people, each marked as an example, through the same facts as real ones."""
    asyncio.run(_seed(Settings(), count, number, processes, vectors=vectors))


@app.command()
def unseed() -> None:
    """Remove every made-up person again."""
    asyncio.run(_unseed(Settings()))


@app.command()
def reindex() -> None:
    """Make the search's rows of everybody anew, after the taxonomy, the weights or the encoder changed."""
    asyncio.run(_reindex(Settings()))


async def _seed(settings: Settings, count: int, number: int, processes: int, *, vectors: bool) -> None:
    # The database and the encoder are large; the other commands need neither.
    from rich.progress import Progress

    from assistant.kit.clock import SystemClock
    from assistant.matching.seeding import seed_people
    from assistant.models.choose import chosen_embedder
    from assistant.wiring import opened_database

    embedder = chosen_embedder(settings, settings.data_dir / "knowledge" / "models") if vectors else None
    async with opened_database(settings) as database:
        with Progress(transient=True) as progress:
            task = progress.add_task("seed", total=count)
            await seed_people(
                database,
                SystemClock(settings.timezone),
                count,
                number,
                embedder=embedder,
                processes=processes,
                report=lambda done: progress.update(task, completed=done),
            )
    typer.echo(f"{count} made-up people of seed {number} are published.")


async def _unseed(settings: Settings) -> None:
    from assistant.matching.seeding import unseed as remove
    from assistant.wiring import opened_database

    async with opened_database(settings) as database:
        typer.echo(f"{await remove(database)} made-up people are removed.")


async def _reindex(settings: Settings) -> None:
    from assistant.kit.clock import SystemClock
    from assistant.matching.service import MatchService
    from assistant.models.choose import chosen_embedder
    from assistant.wiring import opened_database

    async with opened_database(settings) as database:
        embedder = chosen_embedder(settings, settings.data_dir / "knowledge" / "models")
        service = MatchService(database, SystemClock(settings.timezone), embedder)
        typer.echo(f"{await service.reindex()} people are indexed anew.")
