"""`ayi prompts …`: what is said to chat models, checked."""

from __future__ import annotations

import typer
from rich.console import Console

from assistant.kit.data import data_path

app = typer.Typer(help="What is said to chat models.", no_args_is_help=True)
out = Console(highlight=False)


@app.command()
def check() -> None:
    """Load every prompt, and hold its examples to the checks that a model's answers are held to."""
    # Understanding and vocabulary are read for this; other commands need neither.
    from assistant.models.chat import TASKS
    from assistant.models.chat_prompts import PromptError, load_prompt
    from assistant.models.prompt_examples import troubles

    wrong = 0
    for task in TASKS:
        try:
            prompt = load_prompt(data_path("prompts", "models", f"{task}.yaml"))
        except PromptError as error:
            out.print(str(error), markup=False)
            wrong += 1
            continue
        found = troubles(prompt)
        wrong += len(found)
        for trouble in found:
            out.print(f"{task}.yaml: {trouble}", markup=False)
        out.print(f"{task}.yaml: version {prompt.version}, {len(prompt.examples)} examples")
    if wrong:
        raise typer.Exit(1)


@app.callback()
def _group() -> None:
    """Keeps `check` a command of its own."""
