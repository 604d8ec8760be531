"""The command line: `ayi serve | interview | extract | resume | kb | models | say | doctor`."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from assistant import __version__, cli_admin, cli_dev, cli_knowledge, cli_models, cli_prompts, cli_trust, cli_voice
from assistant.kit.errors import AyiError
from assistant.kit.messages import explain
from assistant.kit.settings import Settings
from assistant.profile.model import Language, Topic

if TYPE_CHECKING:
    from assistant.interview.service import InterviewService
    from assistant.interview.views import InterviewView, TurnResponse
    from assistant.profile.model import Fact

app = typer.Typer(
    name="ayi",
    help="Interview home-service workers and turn their own words into profiles and résumés.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
)
app.add_typer(cli_admin.app, name="admin")
app.add_typer(cli_dev.app, name="dev")
app.add_typer(cli_knowledge.app, name="kb")
app.add_typer(cli_models.app, name="models")
app.add_typer(cli_prompts.app, name="prompts")
app.add_typer(cli_trust.audit, name="audit")
app.add_typer(cli_trust.keys, name="keys")
app.command()(cli_voice.say)
out = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def main() -> None:
    """Run the command line; errors of ours end in one plain sentence and status 1."""
    try:
        app()
    except AyiError as error:
        errors.print(f"[red]{explain(error, 'en')}[/red]", soft_wrap=True)
        sys.exit(1)
    except ValueError as error:
        if type(error).__name__ != "KeysError":
            raise
        errors.print(f"[red]{error}[/red]", soft_wrap=True)
        sys.exit(1)


@app.callback(invoke_without_command=True)
def _version(*, version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    if version:
        out.print(__version__)
        raise typer.Exit


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
) -> None:
    """Serve the pages and the HTTP API."""
    import uvicorn

    errors.print(f"Ayi {__version__} at [bold]http://{host}:{port}[/bold]", soft_wrap=True)
    # Uvicorn's own access log would print addresses and query strings; ours prints neither.
    uvicorn.run(
        "assistant.app:create_app",
        factory=True,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


@app.command()
def extract(
    text: Annotated[str, typer.Argument(help="What was said; - reads standard input.")],
    asking: Annotated[Topic | None, typer.Option(help="The topic that had been asked.")] = None,
    language: Annotated[str | None, typer.Option(help="zh or en; detected if left out.")] = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date words are relative to.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON as the HTTP API gives it.")] = False,
) -> None:
    """Read words into facts, each with the words that say it."""
    from assistant.kit.clock import SystemClock
    from assistant.kit.text import storable
    from assistant.profile.fold import fold
    from assistant.understanding.reader import read
    from assistant.understanding.reading import Context

    words = storable(sys.stdin.read() if text == "-" else text)
    day = today.date() if today else SystemClock(Settings().timezone).today()
    facts = read(words, Context(today=day, asking=asking, language=_language(language))).facts
    folded = fold(facts)
    if as_json:
        document = {"facts": [fact.model_dump(mode="json") for fact in facts], "profile": folded.profile.wire()}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    _print_facts(facts)
    out.print_json(data=folded.profile.wire(), ensure_ascii=False)


def _language(value: str | None) -> Language | None:
    if value is None:
        return None
    if value == "zh":
        return "zh"
    if value == "en":
        return "en"
    raise typer.BadParameter("zh or en")


def _print_facts(facts: tuple[Fact, ...] | list[Fact]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("field", "value", "words", "at", ""):
        table.add_column(heading, style="bold" if heading == "field" else "")
    for fact in facts:
        value = json.dumps(fact.value, ensure_ascii=False)
        marks = " ".join([*(["not"] if fact.polarity == "negative" else []), *_status(fact), *fact.flags])
        table.add_row(fact.field, value, f"“{fact.quote}”", f"{fact.start}–{fact.end}", marks)
    out.print(table if facts else "Nothing in these words is a fact for a profile.")


def _status(fact: Fact) -> list[str]:
    return [] if fact.status == "claimed" else [fact.status]


@app.command()
def interview(
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    job: Annotated[str | None, typer.Option(help="The post she came for, if known.")] = None,
    resume: Annotated[str | None, typer.Option(help="ID.TOKEN of an interview to go on with.")] = None,
) -> None:
    """Hold an interview here in the terminal. Ends with its last question, or Ctrl-D to go on another day."""
    asyncio.run(_interview(_language(language) or "zh", job, resume))


async def _interview(language: Language, job: str | None, resume: str | None) -> None:
    from assistant.wiring import opened_service

    async with opened_service(Settings()) as service:
        if resume is None:
            opened = await service.open(language, job, "text")
            interview_id, token = opened.id, opened.token
            _print_question(opened.reply.text, opened.reply.quick_replies)
        else:
            interview_id, token = _split_key(resume)
            view = await service.view(interview_id, token)
            _print_question(view.reply.text, view.reply.quick_replies)
        await _converse(service, interview_id, token)
        out.print(f"\n[dim]ayi interview --resume {interview_id}.{token}[/dim]")
        out.print(f"[dim]ayi resume {interview_id}.{token} --out resume.pdf[/dim]")


async def _converse(service: InterviewService, interview_id: str, token: str) -> None:
    while True:
        try:
            text = await asyncio.to_thread(input, "> ")
        except (EOFError, KeyboardInterrupt):
            return
        try:
            response = await service.answer(interview_id, token, text)
        except AyiError as error:
            out.print(f"[yellow]{explain(error, 'zh')}[/yellow]")
            continue
        _print_turn(response)
        if response.reply.done:
            return


def _print_turn(response: TurnResponse) -> None:
    if response.facts:
        _print_facts(response.facts)
    out.print(f"[dim]{response.progress.answered}/{response.progress.total}[/dim]")
    _print_question(response.reply.text, response.reply.quick_replies)


def _print_question(text: str, quick_replies: tuple[str, ...]) -> None:
    out.print(Panel(text, subtitle="  ".join(f"[{reply}]" for reply in quick_replies).replace("[", r"\[") or None))


def _split_key(key: str) -> tuple[str, str]:
    interview_id, dot, token = key.partition(".")
    if not dot:
        raise typer.BadParameter("give ID.TOKEN, as in the interview's link")
    return interview_id, token


@app.command()
def resume(
    source: Annotated[
        str, typer.Argument(help="ID.TOKEN of an interview, or a JSON file made by `ayi extract --json`.")
    ],
    target: Annotated[Path, typer.Option("--out", help="Where to write; the ending decides the form.")],
    theme: Annotated[str, typer.Option(help="The theme of pages and pictures.")] = "warm",
    language: Annotated[str | None, typer.Option(help="zh or en; the interview's own if left out.")] = None,
) -> None:
    """Write a résumé: .txt .md .html .pdf .png or .json, from an interview or from facts in a file."""
    from assistant.kit.clock import SystemClock
    from assistant.profile.fold import fold
    from assistant.profile.model import Fact
    from assistant.resume.files import make_file
    from assistant.resume.model import ResumeOptions

    today = SystemClock(Settings().timezone).today()
    spoken: Language = "zh"
    reference = None
    if Path(source).is_file():
        document = json.loads(Path(source).read_text(encoding="utf-8"))
        folded = fold(Fact.model_validate(fact) for fact in document["facts"])
    else:
        view = asyncio.run(_view(source))
        folded, spoken, reference = view.folded, view.language, view.id
    options = ResumeOptions(generated_on=today, theme=theme, reference=reference)
    content = make_file(target.suffix.removeprefix("."), folded, _language(language) or spoken, options)
    target.write_bytes(content)
    out.print(f"{target} ({len(content)} bytes)")


async def _view(key: str) -> InterviewView:
    from assistant.wiring import opened_service

    async with opened_service(Settings()) as service:
        return await service.view(*_split_key(key))


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and the exact command that fixes it."""
    from assistant.doctor import examine

    findings = examine(Settings())
    table = Table(box=None, pad_edge=False)
    for heading in ("", "part", "found", "to fix"):
        table.add_column(heading)
    marks = {"ok": "[green]✓[/green]", "warning": "[yellow]![/yellow]", "missing": "[red]✗[/red]"}
    for finding in findings:
        table.add_row(marks[finding.verdict], finding.part, finding.detail, finding.fix)
    out.print(table)
    if any(finding.verdict == "missing" for finding in findings):
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
