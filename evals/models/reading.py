"""Reads labelled rows with the grammars, and again with a model beside them: what is gained, what is lost, by field."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from assistant.models.chat import Chat, ChatError
from assistant.models.chat_prompts import prompts
from assistant.models.reading_model import ReadingModel
from assistant.profile.model import Language
from assistant.understanding.llm.merge import DISPUTED, merge
from assistant.understanding.reader import read
from evals.models.scripted import RowServer
from evals.understanding.rows import Row
from evals.understanding.score import Score, judge


@dataclass(slots=True)
class Beside:
    """The score of grammars and model together, and what became of what the model said."""

    score: Score = field(default_factory=Score)
    candidates: int = 0
    added: int = 0
    disputed: int = 0
    failed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def alone(rows: Iterable[Row], language: Language) -> Score:
    """The grammars by themselves."""
    score = Score()
    for row in rows:
        score.add(judge(row, read(row.text, row.context(language))))
    return score


async def beside(rows: Sequence[Row], language: Language, chat: Chat, server: RowServer | None = None) -> Beside:
    """The grammars with a model; `server` is told which row is being read."""
    reader = ReadingModel(chat, prompts()["read"], seconds=120)
    found = Beside()
    for row in rows:
        if server is not None:
            server.row = (row, language)
        context = row.context(language)
        reading = read(row.text, context)
        started = perf_counter()
        try:
            candidates = await reader.candidates(row.text, context)
        except ChatError:
            candidates = []
            found.failed += 1
        found.seconds.append(perf_counter() - started)
        merged = merge(row.text, reading, candidates, context)
        found.candidates += len(candidates)
        found.added += len(merged.added)
        found.disputed += any(DISPUTED in fact.flags for fact in merged.reading.facts)
        found.refused.update(merged.refused)
        found.score.add(judge(row, merged.reading))
        await asyncio.sleep(0)
    return found


def worse_fields(grammars: Score, together: Score) -> dict[str, str]:
    """Fields in which the two together read less right, or more wrong, than the grammars alone."""
    found: dict[str, str] = {}
    for name, tally in together.by_field.items():
        before = grammars.by_field[name]
        if tally.right < before.right or tally.wrong > before.wrong:
            found[name] = f"right {before.right} -> {tally.right}, wrong {before.wrong} -> {tally.wrong}"
    return found
