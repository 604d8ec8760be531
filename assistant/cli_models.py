"""`ayi models …`: the models of ears and mouth, and chat models, on the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from assistant.kit.settings import Settings
from assistant.models.chat import TASKS
from assistant.models.chat_client import ChatClient
from assistant.models.choose import chosen_chat
from assistant.speech import fetch as store

if TYPE_CHECKING:
    from assistant.models.chat_check import Finding

app = typer.Typer(help="The models that listen, speak, read and word.", no_args_is_help=True)
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


@app.command()
def check() -> None:
    """Measure what the chat server of the settings can do, and say which features it will serve."""
    from assistant.kit.clock import SystemClock

    settings = Settings()
    chat = chosen_chat(settings, SystemClock(settings.timezone), settings.data_dir / "models")
    if chat is None:
        # The checks read the vocabulary; the other commands need not wait for it.
        from assistant.models.chat_prompts import told

        out.print(told()["none"], markup=False)
        raise typer.Exit(1)
    works = asyncio.run(_examined(chat, settings))
    if not works:
        raise typer.Exit(1)


async def _examined(chat: ChatClient, settings: Settings) -> bool:
    """Print what each model can do, and what it will do here; whether every task that is set is served."""
    from assistant.models.chat_check import Examination, Service, reads, words
    from assistant.models.chat_prompts import json_instruction, prompts, told

    # Loading the client takes seconds that are not the server's.
    import_module("openai")
    say = told()
    try:
        for model in dict.fromkeys(filter(None, map(chat.model, TASKS))):
            found = await Examination(chat.server, model, json_instruction(settings.default_language)).findings()
            out.print(_findings(model, found))
            if not found[0].works:
                trouble = say["trouble"].get(found[0].detail, "{url}: " + found[0].detail)
                out.print(trouble.format(url=settings.model_base_url), markup=False, soft_wrap=True)
                out.print(say["nothing"], markup=False, soft_wrap=True)
                return False
        services: list[Service] = []
        if chat.serves("read"):
            services.append(await reads(chat, prompts()["read"], chat.model("read") or "", settings.model_read_seconds))
        if chat.serves("talk"):
            services.append(await words(chat, prompts()["talk"], chat.model("talk") or "", settings.model_talk_seconds))
        for service in services:
            sentence = say[service.task][service.verdict]
            out.print(f"{sentence} ({service.model}: {service.detail})", markup=False, soft_wrap=True)
        for task in ("answer", "resume"):
            if chat.serves(task):
                out.print(say[task]["yes"], markup=False, soft_wrap=True)
        return all(service.verdict != "no" for service in services)
    finally:
        await chat.close()


def _findings(model: str, found: Iterable[Finding]) -> Table:
    table = Table(title=model, title_justify="left", box=None, pad_edge=False)
    for heading in ("", "what", "seconds", "detail"):
        table.add_column(heading)
    for each in found:
        table.add_row("✓" if each.works else "✗", each.what, f"{each.seconds:.2f}", each.detail)
    return table
