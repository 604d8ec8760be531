"""`ayi kb …`: the library on the command line."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.kit.settings import Settings

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
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("Reading the library", total=None)
        return service.build(lambda done, total: bar.update(task, completed=done, total=total))


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
