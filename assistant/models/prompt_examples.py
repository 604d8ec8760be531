"""Holds the examples of prompts to the checks that a model's own answers are held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from assistant.models.chat import Task
from assistant.models.chat_checks import clause_trouble, reply_trouble, sentence_trouble
from assistant.models.chat_prompts import Example, Prompt
from assistant.models.reading_model import candidates_in
from assistant.profile.model import Topic
from assistant.understanding.llm.candidates import Candidate, places_of
from assistant.understanding.llm.derive import derive, same, sentence
from assistant.understanding.reading import Context

_DAY: Final = date(2026, 1, 1)


def troubles(prompt: Prompt) -> list[str]:
    """What is wrong with the examples, one sentence each."""
    look = _LOOKS[prompt.task]
    return [
        f"example {number}: {trouble}"
        for number, example in enumerate(prompt.examples, 1)
        for trouble in look(prompt, example)
    ]


def _reading(prompt: Prompt, example: Example) -> Iterator[str]:
    del prompt
    words = example.variables["words"]
    asking = next((topic for topic in Topic if topic.value == example.variables["asking"]), None)
    context = Context(today=_DAY, asking=asking, language=example.language)
    for candidate in candidates_in(example.answer) if isinstance(example.answer, dict) else ():
        if not any(_borne_out(words, candidate, place, context) for place in places_of(candidate.quote, words)):
            yield f"{candidate.quote!r} does not say {candidate.field} {candidate.value!r}"


def _borne_out(words: str, candidate: Candidate, place: tuple[int, int], context: Context) -> bool:
    """Whether the quote, or what she denies around it, is read as the example reads it."""
    spans = (place, sentence(words, place))
    return any(
        fact.polarity == candidate.polarity or fact.field == "preferences"
        for span in spans
        for fact in derive(words, span, candidate.field, context, "own")
        if candidate.polarity == "negative" or same(candidate.value, fact, context)
    )


def _talking(prompt: Prompt, example: Example) -> Iterator[str]:
    said = str(example.answer)
    trouble = reply_trouble(said, example.variables["reply"], (), example.language, prompt.system(example.language))
    if trouble is not None:
        yield f"the reply would not pass: {trouble}"


def _answering(prompt: Prompt, example: Example) -> Iterator[str]:
    clauses = dict(line.split(" ", 1) for line in example.variables["clauses"].splitlines())
    for line in str(example.answer).splitlines():
        number, _, said = line.partition(" ")
        if number not in clauses:
            yield f"there is no passage {number}"
            continue
        trouble = clause_trouble(said, clauses[number], example.language, prompt.system(example.language))
        if trouble is not None:
            yield f"the sentence {number} would not pass: {trouble}"


def _summing_up(prompt: Prompt, example: Example) -> Iterator[str]:
    lines = dict(line.split(" ", 1) for line in example.variables["lines"].splitlines())
    sentences = example.answer["sentences"] if isinstance(example.answer, dict) else ()
    for each in sentences:
        given = "".join(lines.get(f"[{number}]", "") for number in each["from"])
        trouble = sentence_trouble(each["text"], given, example.language, prompt.system(example.language))
        if trouble is not None:
            yield f"{each['text']!r} would not pass: {trouble}"


_LOOKS: Final[dict[Task, Callable[[Prompt, Example], Iterator[str]]]] = {
    "read": _reading,
    "talk": _talking,
    "answer": _answering,
    "resume": _summing_up,
}
