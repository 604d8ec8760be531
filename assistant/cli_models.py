"""`ayi models …`: the models of ears and mouth, and chat models, on the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from assistant.kit.settings import Settings
from assistant.models.chat import TASKS
from assistant.models.chat_client import ChatClient
from assistant.models.choose import chosen_chat
from assistant.speech import fetch as store

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
        out.print("No chat model is set; the product needs none. To use one, set:")
        out.print("  AYI_MODEL_BASE_URL, AYI_MODEL_API_KEY, and a model for what it is to do:")
        out.print("  AYI_MODEL_READ, AYI_MODEL_TALK, AYI_MODEL_ANSWER, AYI_MODEL_RESUME")
        raise typer.Exit(1)
    works = asyncio.run(_examined(chat, settings))
    if not works:
        raise typer.Exit(1)


async def _examined(chat: ChatClient, settings: Settings) -> bool:
    # The checks read the vocabulary; the other commands need not wait for it.
    from assistant.models.chat_check import Examination, Service, reads, words
    from assistant.models.chat_prompts import json_instruction, prompts

    try:
        works = True
        for model in dict.fromkeys(filter(None, map(chat.model, TASKS))):
            table = Table(title=model, title_justify="left", box=None, pad_edge=False)
            for heading in ("", "what", "seconds", "detail"):
                table.add_column(heading)
            found = await Examination(chat.server, model, json_instruction(settings.default_language)).findings()
            for each in found:
                table.add_row("✓" if each.works else "✗", each.what, f"{each.seconds:.2f}", each.detail)
            out.print(table)
            works = works and found[0].works
        if not works:
            return False
        services: list[Service] = []
        if chat.serves("read"):
            services.append(await reads(chat, prompts()["read"], chat.model("read") or "", settings.model_read_seconds))
        if chat.serves("talk"):
            services.append(await words(chat, prompts()["talk"], chat.model("talk") or "", settings.model_talk_seconds))
        for service in services:
            out.print(
                f"{_SERVES[service.task][service.verdict]} ({service.model}: {service.detail})",
                markup=False,
                soft_wrap=True,
            )
        for task in ("answer", "resume"):
            if chat.serves(task):
                out.print(_SERVES[task]["yes"], markup=False, soft_wrap=True)
        return all(service.verdict != "no" for service in services)
    finally:
        await chat.close()


_SERVES: dict[str, dict[str, str]] = {
    "read": {
        "yes": "It will read answers beside the grammars.",
        "slow": "It will read answers, but too slowly for the turn: what it finds joins the next one.",
        "no": "It will not read answers; the grammars do.",
    },
    "talk": {
        "yes": "It will word the interviewer's questions; what does not pass is said as written.",
        "slow": "It is too slow to word the interviewer's questions; they will be said as written.",
        "no": "It will not word the interviewer's questions; they are said as written.",
    },
    "answer": {"yes": "It may put clauses in plain words, each sentence held against its clause."},
    "resume": {"yes": "It may join a résumé's opening lines, each sentence held against its facts."},
}
