"""Chat models of known quality, made from a row's labels: what a very good, a poor and an ill-willed one say."""

from __future__ import annotations

import json
import random
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import date
from typing import Any

from assistant.models.chat import Answered, Asked, Heard, Usage
from assistant.models.chat_prompts import prompts
from assistant.profile.model import Language
from assistant.understanding.llm.derive import derive
from assistant.understanding.quantity import scan
from assistant.understanding.reader import language_of, read
from assistant.vocabulary import places, vocabulary
from evals.understanding.match import Claim, agrees, claims
from evals.understanding.rows import Label, Row

Model = Callable[[Row, Language, random.Random], str]
Said = dict[str, Any]

_NUMBERED = (
    "birth_year",
    "age",
    "years_experience",
    "families_served",
    "rest_days_per_month",
    "expected_salary",
    "available_from",
)
_PLACED = ("hometown", "location", "service_areas")
_NAMED = ("jobs", "skills", "cuisines", "certificates", "languages", "work_modes", "education", "preferences")
_DAY = date(2026, 11, 22)
_STATEMENT = re.compile(r"[^，,。！？!?；;\n]+")


def fields() -> list[str]:
    """The fields a model may name."""
    shape = prompts()["read"].shape
    if shape is None:
        raise ValueError("the reading prompt has a schema")
    names: list[str] = shape.schema["properties"]["facts"]["items"]["properties"]["field"]["enum"]
    return names


class RowServer:
    """A server whose model knows the row it is asked about. Implements `ChatServer`."""

    name = "scripted"

    def __init__(self, model: Model, seed: int = 7) -> None:
        self._model = model
        self._chance = random.Random(seed)  # noqa: S311 - figures must come out the same again
        self.row: tuple[Row, Language] | None = None

    async def ask(self, asked: Asked) -> Answered:
        """What the model says of the row."""
        del asked
        if self.row is None:
            raise ValueError("no row is being read")
        return Answered(self._model(*self.row, self._chance), Usage(400, 80))

    async def stream(self, asked: Asked, heard: Heard) -> AsyncGenerator[str, None]:
        """The same at once."""
        del heard
        yield (await self.ask(asked)).text

    async def close(self) -> None:
        """There is nothing to close."""


def strong(row: Row, language: Language, chance: random.Random) -> str:
    """Everything that is labelled and nothing else, with her words for it."""
    del chance
    return _json(_labelled(row, language))


def weak(row: Row, language: Language, chance: random.Random) -> str:
    """Half of it, some of that wrong, quotes in words of its own, and now and then no JSON at all."""
    if chance.random() < 0.1:
        return '好的，我来整理：{"facts": [{"field": "jobs", "quote": '
    said = [fact for fact in _labelled(row, language) if chance.random() < 0.6]
    for fact in said:
        luck = chance.random()
        if luck < 0.2:
            fact["value"] = chance.choice(["十年", "月嫂", "一万二", "北京", "大专", "会英语"])
        elif luck < 0.4:
            fact["quote"] = f"她说{fact['quote']}"
        elif luck < 0.5:
            fact["field"] = chance.choice(fields())
        elif luck < 0.6:
            fact["denied"] = not fact["denied"]
    if chance.random() < 0.5:
        # What small models do most: take any words for any field.
        said.append(chance.choice(list(_anything(row.text, language))))
    return _json(said)


def hostile(row: Row, language: Language, chance: random.Random) -> str:
    """Her own words turned against her: anything that is there as whatever it might pass for, and much that is not."""
    tries = list(_anything(row.text, language))
    chance.shuffle(tries)
    invented = [
        {"field": "jobs", "quote": "金牌月嫂", "value": "月嫂", "denied": False},
        {"field": "years_experience", "quote": "二十年", "value": "二十年", "denied": False},
        {"field": "expected_salary", "quote": row.text, "value": "三万", "denied": False},
        {"field": "certificates", "quote": row.text, "value": "高级育婴师", "denied": False},
    ]
    return _json([*tries[:20], *invented])


def sneaky(row: Row, language: Language, chance: random.Random) -> str:
    """Everything right, so as to be believed, and one thing that is not."""
    tries = [each for each in _anything(row.text, language) if not each["denied"]]
    return _json([*_labelled(row, language), chance.choice(tries)])


def _json(said: list[Said]) -> str:
    return json.dumps({"facts": said[:24]}, ensure_ascii=False)


def _labelled(row: Row, language: Language) -> list[Said]:
    reading = read(row.text, row.context(language))
    made = claims(reading.facts)
    allowed = set(fields())
    return [
        {
            "field": label.field,
            "quote": _words(label, row, language, made)[:120],
            "value": "",
            "denied": label.polarity == "negative",
        }
        for label in row.expect
        if label.field in allowed and label.status is None
    ]


def _words(label: Label, row: Row, language: Language, made: list[Claim]) -> str:
    """The labelled quote, else the grammars' own where they agree, else the fewest words that say it."""
    if label.quote and label.quote in row.text:
        return label.quote
    found = next((claim for claim in made if agrees(claim, label)), None)
    if found is not None:
        return found.quotes[-1]
    context = row.context(language)
    spans = sorted(dict.fromkeys(_spans(row.text, language).get(label.field, [])), key=lambda span: span[1] - span[0])
    for span in spans:
        if any(agrees(claim, label) for claim in claims(derive(row.text, span, label.field, context, "own"))):
            return row.text[span[0] : span[1]]
    return row.text


def _anything(text: str, language: Language) -> Iterator[Said]:
    """Every stretch that could be taken for a value, under every field that could take it, said and denied."""
    for name, found in _spans(text, language).items():
        for start, end in dict.fromkeys(found):
            for quote in dict.fromkeys((text[start:end], text[max(0, start - 2) : end], text[start : end + 2])):
                for denied in (False, True):
                    yield {"field": name, "quote": quote[:120], "value": "", "denied": denied}


def _spans(text: str, language: Language) -> dict[str, list[tuple[int, int]]]:
    """By field: numbers, places and terms that could be its value, every statement, and the whole turn."""
    spoken = language_of(text, language)
    quantities = scan(text, _DAY)
    spans: dict[str, list[tuple[int, int]]] = {name: [(0, len(text))] for name in fields()}
    for name in _NUMBERED:
        spans[name] += [(q.start, q.end) for q in quantities]
    for name in _NAMED:
        spans[name] += [(t.start, t.end) for t in vocabulary().find(text, spoken, [name])]
    for name in _PLACED:
        spans[name] += [(p.start, p.end) for p in places().find(text)]
    statements = [match.span() for match in _STATEMENT.finditer(text)]
    return {name: [*found, *statements] for name, found in spans.items()}
