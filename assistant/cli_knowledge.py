"""`ayi kb …`: the library on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.kit.settings import Settings
from assistant.knowledge.documents import Kind

if TYPE_CHECKING:
    from assistant.knowledge.index import Changes
    from assistant.knowledge.service import KnowledgeService

app = typer.Typer(help="The library of laws, standards and contracts.", no_args_is_help=True)
out = Console(highlight=False)


def _service() -> KnowledgeService:
    from assistant.wiring import knowledge_service

    return knowledge_service(Settings())


@app.command()
def build() -> None:
    """Bring the index in step with the documents; only what changed is read again."""
    changes = _build(_service())
    out.print(
        f"{len(changes.put)} documents put in, {len(changes.removed)} taken out, {changes.embedded} texts embedded"
    )


def _build(service: KnowledgeService) -> Changes:
    with _progress("Reading the library") as report:
        return service.build(report)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, moved by calls with how much is done and how much there is."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


@app.command(name="list")
def list_documents() -> None:
    """Every document that is indexed."""
    table = Table(box=None, pad_edge=False)
    for heading in ("id", "title", "where", "kind", "since", "quality"):
        table.add_column(heading)
    for front in _service().fronts():
        table.add_row(
            front.id, front.title, front.jurisdiction, front.kind, str(front.effective_from or ""), front.quality
        )
    out.print(table)


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="PDF, DOCX, HTML, Markdown or text files, up to 50 MB each.")],
    title: Annotated[str | None, typer.Option(help="The document's title; the file's name if left out.")] = None,
    kind: Annotated[str, typer.Option(help="law, regulation, standard, contract, policy or guide.")] = "contract",
    place: Annotated[str, typer.Option(help="Where it binds, such as cn or cn-sh.")] = "cn",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it begins to bind.")] = None,
) -> None:
    """Add documents of your own; a newer one of the same title supersedes the older from its date on."""
    from assistant.knowledge.documents import jurisdictions
    from assistant.knowledge.own import Description

    chosen = next((each for each in get_args(Kind) if each == kind), None)
    if chosen is None:
        raise typer.BadParameter(f"--kind is one of {', '.join(get_args(Kind))}")
    if place not in jurisdictions():
        raise typer.BadParameter(f"--place is one of {', '.join(jurisdictions())}")
    service = _service()
    for file in files:
        if not file.is_file():
            raise typer.BadParameter(f"there is no file {file.name}")
        description = Description(title or file.stem, chosen, place, since.date() if since else None)
        with _progress(file.name) as report:
            document = service.add(file.name, file.read_bytes(), description, report)
        out.print(f"{document.front.id}: {len(document.clauses)} clauses", markup=False)


@app.command()
def remove(document: Annotated[str, typer.Argument(help="The id of a document of your own.")]) -> None:
    """Remove a document of your own, with its vectors."""
    _service().remove(document)
    out.print(f"{document} is removed", markup=False)


@app.command()
def show(document: Annotated[str, typer.Argument(help="A document's id, as `ayi kb list` shows it.")]) -> None:
    """The clauses of one document."""
    for citation in _service().clauses(document):
        out.print(f"[bold]{citation.locator}[/bold]")
        out.print(citation.excerpt, markup=False)


@app.command()
def check() -> None:
    """What is wrong with the documents: missing fields, dead references, dates gone by."""
    problems = _service().check()
    for problem in problems:
        out.print(str(problem), markup=False)
    out.print(f"{len(problems)} problems")
    if problems:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")],
    place: Annotated[str | None, typer.Option(help="Where the rule must bind, such as cn-sh.")] = None,
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it must bind.")] = None,
) -> None:
    """Ask the library."""
    service = _service()
    if not service.state().current:
        _build(service)
    answer = service.ask(question, place, today=today.date() if today else None)
    out.print(answer.text, markup=False)
    for citation in answer.citations:
        out.print(f"[dim]{citation.source_id} {citation.locator}[/dim]")
