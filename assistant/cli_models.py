"""`ayi models …`: the models of ears and mouth on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from assistant.kit.settings import Settings
from assistant.speech import fetch as store

app = typer.Typer(help="The models that listen and speak.", no_args_is_help=True)
out = Console(highlight=False)


@app.command()
def fetch(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Models by name; everything embedded if left out. A name of the hub is downloaded."),
    ] = None,
) -> None:
    """Put the models together from their installed packages and check every byte. Safe to repeat."""
    data_dir = Settings().data_dir
    embedded = {model.id for model in store.catalogue().embedded}
    for name in names or sorted(embedded):
        if name in embedded:
            with _progress(name) as report:
                folder = store.fetch(data_dir, name, report)
        else:
            out.print(f"Downloading {store.hub_repository(name)}", markup=False)
            folder = store.download(data_dir, name)
        out.print(f"{name}: {folder}", markup=False, soft_wrap=True)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    with Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=out, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


@app.command(name="list")
def list_models() -> None:
    """Every known model, what it is for, and whether it is here."""
    data_dir = Settings().data_dir
    table = Table(box=None, pad_edge=False)
    for heading in ("name", "for", "size", "licence", "state"):
        table.add_column(heading)
    for model in store.catalogue().embedded:
        table.add_row(model.id, model.role, f"{model.bytes // 1_000_000} MB", model.licence, _state(model))
    for larger in store.catalogue().hub:
        here = store.folder_of(data_dir, larger.repository).is_dir()
        table.add_row(
            larger.id,
            "ears",
            f"{larger.megabytes} MB",
            larger.licence,
            "ready" if here else f"ayi models fetch {larger.id}",
        )
    out.print(table)


def _state(model: store.EmbeddedModel) -> str:
    if store.is_ready(Settings().data_dir, model):
        return "ready"
    return model.command if store.missing_packages(model) else "installed, put together on first use"
