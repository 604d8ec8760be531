"""Tries every operation of the OpenAPI document with made-up requests as everybody: `python -m evals.security.schema`.

Schemathesis makes requests from the document: in half of them what the document allows, in half what it does not. Names
of objects in addresses are those of a small world, so that requests get behind the doors. Nothing may end in a server
error, every refusal is a problem document, and what is given has the shape the document says.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance

from evals.security.serving import Served, served
from evals.table import record, table
from tests.api.world import OPERATOR_TOKEN, Person, World, make_world

EVERYBODY = (
    "anonymous",
    "worker_own",
    "consumer_own",
    "phone_consumer",
    "recruiter_a",
    "reviewer_a",
    "auditor_a",
    "owner_a",
    "operator",
)
Operation: TypeAlias = APIOperation[Any, Any, Any, Any]
Request: TypeAlias = Case[Any]

_PROBLEM = "application/problem+json"
_INTERFACE = "/api/"
_SEED = 20261122
# What the schema of a name says that may be anything.
_ANY_TEXT = frozenset({"title", "description", "type"})
# The one server error that is meant: a part is missing or busy, and says when to come again.
_UNAVAILABLE = 503


@dataclass
class Tried:
    """What one person's requests came to."""

    requests: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def note(self, operation: str, case: Request, response: Response) -> None:
        """Count an answer, and what is wrong with it."""
        self.requests += 1
        self.classes[f"{response.status_code // 100}xx"] += 1
        wrong = _wrong(case, response)
        if wrong:
            self.failures.setdefault(f"{operation}: {wrong}", case.as_curl_command())


def _wrong(case: Request, response: Response) -> str | None:
    if response.status_code == _UNAVAILABLE and _is_problem(response):
        return None
    # Pages for people refuse with a page for people.
    if response.status_code >= 400 and case.path.startswith(_INTERFACE) and not _is_problem(response):
        return f"{response.status_code} without a problem document"
    try:
        case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
    except (Failure, FailureGroup) as failure:
        return f"{response.status_code} {str(failure).splitlines()[0]}"
    return None


def _is_problem(response: Response) -> bool:
    return any(value.startswith(_PROBLEM) for value in response.headers.get("content-type", []))


def operations(document: dict[str, Any]) -> list[Operation]:
    """Every operation of the document, those that remove something last."""
    schema = schemathesis.openapi.from_dict(document)
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return sorted(found, key=lambda operation: operation.method.upper() == "DELETE")


def try_out(
    place: Served, everybody: Sequence[str], examples: int, report: Callable[[str], None] = lambda _: None
) -> dict[str, Tried]:
    """Every operation as each of these people, `examples` times in each mode; every person has a world of her own."""
    with httpx.Client(base_url=place.address, timeout=60) as client:
        document = client.get("/api/v1/openapi.json").json()
    tried = {}
    for name in everybody:
        world = place.run(_world(place))
        tried[name] = Tried()
        for operation in operations(document):
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _try_one(place, operation, mode, world.people[name], world, examples, tried[name])
        report(name)
    return tried


async def _world(place: Served) -> World:
    transport = httpx.ASGITransport(place.app)
    async with httpx.AsyncClient(transport=transport, base_url=place.address) as client:
        return await make_world(place.app, place.settings, client)


def _try_one(
    place: Served,
    operation: Operation,
    mode: GenerationMode,
    person: Person,
    world: World,
    examples: int,
    tried: Tried,
) -> None:
    label = f"{operation.method.upper()} {operation.path}"
    if mode is GenerationMode.NEGATIVE and not _can_be_wrong(operation):
        return

    @seed(_SEED)
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        deadline=timedelta(seconds=60),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def attempt(case: Request) -> None:
        for name in set(case.path_parameters or {}) & set(world.ids):
            case.path_parameters[name] = world.ids[name]
        headers = person.headers | ({"Origin": place.address} if person.staff else {})
        tried.note(label, case, case.call(base_url=place.address, headers=headers, timeout=60))

    # Of some operations next to nothing can be made that the document forbids.
    with suppress(Unsatisfiable):
        attempt()


def _can_be_wrong(operation: Operation) -> bool:
    """Whether there is anything in its request that the document could forbid: not a name that is any text at all."""
    named = (parameter.definition.get("schema", {}) for parameter in operation.path_parameters)
    return bool(
        operation.body
        or operation.query
        or any(set(each) - _ANY_TEXT or each.get("type") != "string" for each in named)
    )


def failures_of(tried: dict[str, Tried]) -> list[str]:
    """What went wrong, by person, each kind once."""
    return [f"{name}: {what}" for name, each in tried.items() for what in each.failures]


def _rows(tried: dict[str, Tried]) -> Iterable[tuple[object, ...]]:
    for name, each in tried.items():
        counts = (each.classes.get(kind, 0) for kind in ("2xx", "3xx", "4xx", "5xx"))
        yield (name.removesuffix("_a").replace("_", " "), each.requests, *counts, len(each.failures))


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; status 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m evals.security.schema", description=__doc__)
    parser.add_argument("--examples", type=int, default=10, help="requests of each operation, person and mode")
    parser.add_argument("--only", nargs="*", choices=EVERYBODY, default=EVERYBODY)
    parser.add_argument("--record", action="store_true", help="write the table to RESULTS.md")
    options = parser.parse_args(arguments)
    with served(OPERATOR_TOKEN) as place:
        tried = try_out(place, options.only, options.examples, lambda name: print(name, "done", file=sys.stderr))
    head = ("who", "requests", "2xx", "3xx", "4xx", "5xx", "kinds of failure")
    shown = table(head, list(_rows(tried)))
    print(shown)
    failures = failures_of(tried)
    for each in failures:
        print(each)
    if options.record:
        command = f"python -m evals.security.schema --examples {options.examples}"
        explained = "5xx are answers of 503 that say so in a problem document (no voice is installed in this run)."
        record(
            "security-schema", "Made-up requests to every operation, by everybody", command, f"{explained}\n\n{shown}"
        )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
