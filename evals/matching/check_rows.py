"""Check that the rows of the matching evaluation are well formed: shapes, ids of the vocabulary, unique ids and texts.

`python -m evals.matching.check_rows` prints what is wrong and exits with 1 when anything is.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.matching.model import Household, Need
from assistant.vocabulary import vocabulary

FOLDER = Path(__file__).parent
NEEDS = ("needs.dev.jsonl", "needs.test.jsonl")
ROUTES = ("routes.dev.jsonl", "routes.test.jsonl")

Route = Literal[
    "need",
    "refine",
    "rule_question",
    "person_question",
    "compare",
    "book",
    "smalltalk",
    "emergency",
    "out_of_scope",
    "handoff",
    "unfair",
    "answer_skip",
    "more",
    "orders",
]
Kind = Literal["answer", "matches", "clarify", "refusal", "emergency", "handoff", "smalltalk"]
Refusal = Literal[
    "origin", "ethnicity", "religion", "zodiac", "marriage", "looks", "sex", "age", "health_status", "children"
]
VALUES = {"pets": {"dogs", "cats", "other"}}
CARE = {"independent", "partly", "bedridden", "dementia"}
MEALS = {"breakfast", "lunch", "dinner"}
HOURS = {"per_day", "per_week", "from", "to", "days"}
KINDS = ("work_modes", "skills", "cuisines", "languages", "certificates")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DUE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Turn(_Row):
    """One message of the consumer, and the field the assistant had asked for just before."""

    text: str
    asked: str | None


class NeedRow(_Row):
    """A conversation and what must hold of the need at its end."""

    id: str
    language: Literal["zh", "en"]
    today: date
    turns: list[Turn]
    need: dict[str, Any]
    must: list[str]
    prefer: list[str]
    exclude: list[str]
    refused_filters: list[Refusal]
    absent: list[str]
    free: list[str]
    point: str


class State(_Row):
    """Where the chat stands when a message arrives."""

    has_need: bool
    shown: int
    comparing: bool
    asked: str | None
    last_kind: Kind | None


class RouteRow(_Row):
    """One message and where it belongs."""

    id: str
    language: Literal["zh", "en"]
    state: State
    text: str
    route: Route
    point: Literal["injection"] | None = None


def paths() -> set[str]:
    """Every field of a need that a row may name, those of the household with their prefix."""
    household = {f"household.{name}" for name in Household.model_fields}
    return set(Need.model_fields) | household


def _known(kind: str) -> set[str]:
    return VALUES.get(kind) or {term.id for term in vocabulary().terms(kind)}


def _condition(entry: str) -> Iterable[str]:
    field, _, value = entry.partition(":")
    if field not in paths():
        yield f"{entry}: no field {field}"
    elif value and field in (*KINDS, "preferences", "pets") and value not in _known(field):
        yield f"{entry}: no such id"


def _held(row: NeedRow, entry: str) -> bool:
    """Whether a condition names something the need holds (a fixed value, or a field that is not graded)."""
    field, _, value = entry.partition(":")
    held = row.need.get(field)
    return field in row.free or (value in held if value and held else held is not None)


def _values(need: Need) -> Iterable[str]:
    for kind in (*KINDS, "pets", "preferences"):
        yield from (f"{kind}: no id {item}" for item in getattr(need, kind) if item not in _known(kind))
    if need.job is not None and need.job not in _known("jobs"):
        yield f"no job {need.job}"
    if need.budget_max is not None and need.budget_unit not in {*_known("pay_units"), None}:
        yield f"no pay unit {need.budget_unit}"
    for name, value in (("start", need.start), ("until", need.until)):
        if value not in (None, "now"):
            try:
                date.fromisoformat(str(value))
            except ValueError:
                yield f"{name}: {value} is no date"
    yield from _hours(need.hours or {})
    yield from _household(need.household)


def _hours(hours: dict[str, Any]) -> Iterable[str]:
    yield from (f"hours: no key {key}" for key in hours if key not in HOURS)
    for key in ("from", "to"):
        if key in hours and not CLOCK.fullmatch(str(hours[key])):
            yield f"hours: {hours[key]} is no time of day"
    if not set(hours.get("days", ())) <= set(range(1, 8)):
        yield "hours: days are 1 to 7"


def _household(household: Household) -> Iterable[str]:
    yield from (f"no care level {elder.care}" for elder in household.elders if elder.care not in {None, *CARE})
    yield from (f"no meal {meal}" for meal in household.meals if meal not in MEALS)
    if household.due is not None and not DUE.fullmatch(household.due):
        yield f"{household.due} is no due month or day"


def need_problems(row: NeedRow) -> list[str]:
    """What is wrong with one row of needs, in words; empty when nothing is."""
    found: list[str] = []
    try:
        found += _values(Need.model_validate(row.need))
    except ValidationError as problem:
        return [str(problem)]
    reserved = {"must", "prefer", "exclude", "refused_filters", "spans"} & set(row.need)
    found += [f"{name} stands beside the need, not in it" for name in sorted(reserved)]
    for entry in (*row.must, *row.prefer, *row.exclude, *row.absent, *row.free):
        found += _condition(entry)
    found += [f"{entry} binds but is not held" for entry in (*row.must, *row.prefer) if not _held(row, entry)]
    found += [f"{entry} binds in two ways" for entry in _twice((*row.must, *row.prefer, *row.exclude))]
    found += [f"{entry} is absent but held" for entry in row.absent if _held(row, entry) and row.need.get(entry)]
    found += [f"nothing asks {turn.asked}" for turn in row.turns if turn.asked and turn.asked not in paths()]
    if not row.turns or not row.point or not all(turn.text.strip() for turn in row.turns):
        found.append("a row has turns with words, and a point")
    return found


def route_problems(row: RouteRow) -> list[str]:
    """What is wrong with one row of routes, in words; empty when nothing is."""
    state, found = row.state, list[str]()
    needs_people = {"person_question", "compare", "book", "more"}
    if row.route in needs_people and not state.shown:
        found.append(f"{row.route} speaks of people, but nobody is shown")
    if row.route == "answer_skip" and state.asked is None:
        found.append("nothing was asked that could be skipped")
    if row.route == "refine" and not state.has_need:
        found.append("there is no need to refine")
    if row.point == "injection" and row.route != "out_of_scope":
        found.append("an injection is out of scope")
    if state.asked and state.asked not in paths():
        found.append(f"nothing asks {state.asked}")
    if state.comparing and state.shown < 2:
        found.append("a comparison needs two people")
    return found


def _twice(items: Iterable[str]) -> list[str]:
    return sorted(item for item, times in Counter(items).items() if times > 1)


def read_needs(name: str) -> list[NeedRow]:
    """The rows of one file of needs; raises `pydantic.ValidationError` for a row of another shape."""
    return [NeedRow.model_validate_json(line) for line in _lines(name)]


def read_routes(name: str) -> list[RouteRow]:
    """The rows of one file of routes; raises `pydantic.ValidationError` for a row of another shape."""
    return [RouteRow.model_validate_json(line) for line in _lines(name)]


def _lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line]


def problems() -> list[str]:
    """Everything wrong in all files; ids are unique over all, words within needs and (with their state) routes."""
    found: list[str] = []
    needs = [row for name in NEEDS for row in read_needs(name)]
    routes = [row for name in ROUTES for row in read_routes(name)]
    for need in needs:
        found += [f"{need.id}: {problem}" for problem in need_problems(need)]
    for route in routes:
        found += [f"{route.id}: {problem}" for problem in route_problems(route)]
    ids = [row.id for row in needs] + [row.id for row in routes]
    said = [" / ".join(turn.text for turn in row.turns) for row in needs]
    asked = [f"{row.text} @ {row.state.model_dump_json()}" for row in routes]
    return found + [f"twice: {item}" for item in (*_twice(ids), *_twice(said), *_twice(asked))]


def main() -> int:
    """Print what is wrong; 1 when anything is, else 0."""
    found = problems()
    print("\n".join(found) or "every row is well formed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
