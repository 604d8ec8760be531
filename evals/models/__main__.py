"""Chat models beside the grammars and templates: `python -m evals.models --help`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.kit.clock import FixedClock
from assistant.models.chat import Task
from assistant.models.chat_budget import Budget
from assistant.models.chat_client import ChatClient
from assistant.models.chat_prompts import json_instruction
from assistant.models.chat_server import OpenAIServer
from assistant.profile.model import Language
from evals.models import turns
from evals.models.reading import Beside, alone, beside, worse_fields
from evals.models.scripted import Model, RowServer, hostile, sneaky, strong, weak
from evals.table import percent, quantile, record, table
from evals.understanding.rows import LANGUAGES, Row, rows, rows_of
from evals.understanding.score import Score

SCRIPTED: dict[str, Model] = {
    "scripted strong": strong,
    "scripted weak": weak,
    "scripted hostile": hostile,
    "scripted sneaky": sneaky,
}
_CLOCK = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables; fails when a scripted model makes the reading of any field worse."""
    parser = argparse.ArgumentParser(prog="python -m evals.models", description=__doc__)
    parser.add_argument("--split", choices=("dev", "check"), default="dev", help="which rows: known, or kept unseen")
    parser.add_argument("--rows", type=Path, nargs="*", help="files of other rows instead, named zh-… or en-…")
    parser.add_argument("--every", type=int, default=1, help="read every nth row")
    parser.add_argument("--real", help="the base URL of a real server, to be measured instead of the scripted ones")
    parser.add_argument("--model", default="", help="its model")
    parser.add_argument("--record", action="store_true", help="write the tables to RESULTS.md")
    parser.add_argument("--parts", nargs="*", choices=("reading", "turns"), default=["reading", "turns"])
    options = parser.parse_args(arguments)
    if options.real:
        return asyncio.run(_real(options))
    worse = 0
    if "reading" in options.parts:
        body, worse = asyncio.run(_scripted(options))
        name = "models:reading" if options.split == "dev" else f"models:reading-{options.split}"
        _show(name, f"Reading with a scripted model beside the grammars, {options.split} split", body, options)
    if "turns" in options.parts and options.split == "dev" and not options.rows:
        with TemporaryDirectory() as folder:
            body = asyncio.run(turns.measure(Path(folder)))
        _show("models:turns", "Interviews with a chat model: latency, and a server that dies", body, options)
    return 1 if worse else 0


def _show(name: str, title: str, body: str, options: argparse.Namespace) -> None:
    print(body)
    if options.record and not options.rows:
        split = f" --split {options.split}" if options.split != "dev" else ""
        every = f" --every {options.every}" if options.every > 1 else ""
        real = " --real URL --model NAME" if options.real else ""
        record(name, title, f"python -m evals.models{split}{every}{real} --record", body)


def _chosen(language: Language, options: argparse.Namespace) -> list[Row]:
    """The rows to read in one language."""
    if options.rows:
        files = [path for path in options.rows if path.name.startswith(language)]
        return [row for path in files for row in rows_of(path)][:: options.every]
    return rows(language, options.split)[:: options.every]


async def _scripted(options: argparse.Namespace) -> tuple[str, int]:
    parts, worse = [], 0
    for language in LANGUAGES:
        chosen = _chosen(language, options)
        grammars = alone(chosen, language)
        lines = [_line("grammars alone", grammars, None)]
        for name, model in SCRIPTED.items():
            server = RowServer(model)
            with_model = await beside(chosen, language, _client(server, name), server)
            lost = worse_fields(grammars, with_model.score)
            worse += len(lost)
            lines.append(_line(name, with_model.score, with_model, lost))
        parts.append(f"### {language}, {len(chosen)} rows\n\n" + table(_HEAD, lines))
    return "\n\n".join(parts), worse


async def _real(options: argparse.Namespace) -> int:
    client = _client(OpenAIServer(options.real, "none", 120.0), options.model)
    parts = []
    for language in LANGUAGES:
        chosen = _chosen(language, options)
        grammars = alone(chosen, language)
        with_model = await beside(chosen, language, client)
        lines = [
            _line("grammars alone", grammars, None),
            _line(options.model, with_model.score, with_model, worse_fields(grammars, with_model.score)),
        ]
        refused = ", ".join(f"{reason} {count}" for reason, count in with_model.refused.most_common())
        parts.append(f"### {language}, {len(chosen)} rows\n\n{table(_HEAD, lines)}\n\nNot believed: {refused or '–'}.")
    body = "\n\n".join((*parts, _SMALL))
    _show("models:real", f"Reading with a real small model, {options.model}", body, options)
    await client.close()
    return 0


def _client(server: RowServer | OpenAIServer, model: str) -> ChatClient:
    models: dict[Task, str] = {"read": model}
    return ChatClient(server, models, Budget(_CLOCK), instruction=json_instruction("zh"))


_SMALL = (
    "A small sample on a busy machine, one thread without a graphics card: it shows that the whole path works with a "
    "real model and what that costs, and says little about how well the model reads."
)
_HEAD = (
    "reader",
    "facts",
    "right",
    "macro by field",
    "wrong",
    "forbidden",
    "said by the model",
    "believed",
    "asked about",
    "no answer",
    "fields made worse",
    "median s",
    "p95 s",
)


def _line(name: str, score: Score, model: Beside | None, lost: dict[str, str] | None = None) -> tuple[object, ...]:
    total = score.total
    quality = (
        name,
        total.expected,
        percent(total.right, total.expected),
        f"{100 * score.macro_right:.2f}%",
        total.wrong,
        sum(len(one.forbidden) for one in score.judged),
    )
    if model is None:
        return (*quality, "–", "–", "–", "–", "–", "–", "–")
    return (
        *quality,
        model.candidates,
        model.added,
        model.disputed,
        model.failed,
        "; ".join(f"{field} ({what})" for field, what in (lost or {}).items()) or "none",
        f"{quantile(model.seconds, 0.5):.2f}",
        f"{quantile(model.seconds, 0.95):.2f}",
    )


if __name__ == "__main__":
    sys.exit(main())
