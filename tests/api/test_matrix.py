"""Every route with everybody: who is not meant to pass does not, nothing of another agency gets out, none is forgotten.

What is expected stands in `matrix.yaml`; see there how a route is declared.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.api.world import OPERATOR_TOKEN, ORIGIN, ROLES, Person, World, make_world

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]

REFUSED = {401, 403, 404}
# Of whom the address asks something else than who she is.
SAFE = {"GET", "HEAD", "OPTIONS"}
GROUPS: dict[str, tuple[str, ...]] = {
    "worker": ("worker_own",),
    "consumer": ("consumer_own",),
    "phone": ("phone_consumer",),
    "operator": ("operator",),
    "session": ("enrolling", *(f"{role}_{side}" for role in ROLES for side in "ab")),
    "staff": tuple(f"{role}_{side}" for role in ROLES for side in "ab"),
    **{role: (f"{role}_a", f"{role}_b") for role in ROLES},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What is declared of one route."""

    method: str
    path: str
    who: tuple[str, ...]
    body: Any = None
    form: dict[str, str] | None = None
    file: bool = False
    parts: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    missing: bool = False
    house: bool = False
    shown_by: str | None = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def open(self) -> bool:
        return self.who == ("anyone",)

    @property
    def spends(self) -> bool:
        """Whether passing it may end a session or remove what the next one asks for."""
        signs = self.path.startswith(("/api/v1/session", "/api/v1/accounts/"))
        return not self.open and (self.method == "DELETE" or (signs and self.method not in SAFE))

    def names(self) -> list[str]:
        return re.findall(r"{(\w+)(?::\w+)?}", self.path)

    def address(self, world: World) -> str:
        values = world.ids | self.parts
        return re.sub(r"{(\w+)(?::\w+)?}", lambda found: values[found.group(1)], self.path)

    def may(self, world: World) -> set[str]:
        """Who is meant to pass."""
        allowed = {name for group in self.who for name in GROUPS.get(group, ())}
        of_an_agency = any(name in world.ids and name not in self.parts for name in self.names())
        if of_an_agency or self.house:
            allowed = {name for name in allowed if not name.endswith("_b")}
        return allowed


def declared() -> dict[str, Rule]:
    loaded: dict[str, Any] = yaml.safe_load((HERE.parent / "matrix.yaml").read_text(encoding="utf-8"))
    return {name: rule_of(name, value) for name, value in loaded.items()}


def rule_of(name: str, value: Any) -> Rule:
    method, path = name.split(" ", 1)
    if not isinstance(value, dict):
        value = {"who": value}
    more = {key: each for key, each in value.items() if key != "who"}
    who = value["who"]
    return Rule(method, path, tuple([who] if isinstance(who, str) else who), parts=more.pop("path", {}), **more)


RULES = declared()


def routes(found: Iterable[Any], prefix: str = "") -> Iterator[str]:
    """Every route of the application, as the matrix names it."""
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes(inner.routes, prefix + route.include_context.prefix)
            continue
        path = prefix + route.path
        kind = type(route).__name__
        if kind == "Mount":
            yield f"MOUNT {path}"
        elif "WebSocket" in kind:
            yield f"WS {path}"
        else:
            yield from (f"{method} {path}" for method in route.methods - {"HEAD"})


@pytest.fixture
async def app(settings: Settings, clock: FixedClock) -> AsyncIterator[FastAPI]:
    own = settings.model_copy(
        update={"admin_token": SecretStr(OPERATOR_TOKEN), "rate_per_address": 0, "rate_per_token": 0}
    )
    app = create_app(own, clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, timeout=120) as client:
        yield client


async def ask(client: httpx.AsyncClient, rule: Rule, world: World, person: Person) -> httpx.Response:
    more: dict[str, Any] = {}
    if rule.form is not None:
        more["data"] = rule.form
    if rule.file:
        more["files"] = {"file": ("a.txt", b"words", "text/plain")}
    if rule.body is not None:
        more["json"] = rule.body
    return await client.request(
        rule.method, rule.address(world), headers=person.headers, params=rule.query or None, **more
    )


def walked() -> list[Rule]:
    return [rule for rule in RULES.values() if rule.method not in {"WS", "MOUNT"}]


async def test_every_route_is_declared_and_nothing_else(app: FastAPI) -> None:
    found = set(routes(app.router.routes))
    assert found - RULES.keys() == set(), "declare these routes in tests/api/matrix.yaml"
    assert RULES.keys() - found == set(), "these are declared and do not exist"


def test_what_is_declared_is_understood() -> None:
    known = {"anyone", "key", *GROUPS}
    for rule in RULES.values():
        assert rule.who, rule.name
        assert set(rule.who) <= known, rule.name
        assert rule.method != "WS" or rule.shown_by, f"{rule.name}: which test shows who may open it?"
        assert not rule.missing or rule.shown_by, f"{rule.name}: which test shows it where it is there?"
        assert rule.shown_by is None or (ROOT / rule.shown_by).is_file(), rule.name


async def test_nobody_gets_through_who_is_not_meant_to(app: FastAPI, client: httpx.AsyncClient) -> None:
    world = await make_world(app, app.state.settings, client)
    leaks = []
    for rule in walked():
        if rule.open:
            continue
        allowed = rule.may(world)
        for person in world.people.values():
            if person.name in allowed:
                continue
            answer = await ask(client, rule, world, person)
            if answer.status_code not in REFUSED or holds(answer, world):
                leaks.append(f"{rule.name} as {person.name}: {answer.status_code} {answer.text[:200]}")
    assert leaks == []


async def test_everybody_gets_through_who_is_meant_to_and_sees_nothing_of_another_agency(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    wrong = []
    world = await make_world(app, app.state.settings, client)
    whole = copied(app.state.settings)
    for rule in walked():
        names = {"anonymous", "recruiter_b"} if rule.open else rule.may(world)
        for name in sorted(names):
            answer = await ask(client, rule, world, world.people[name])
            if rule.spends:
                put_back(app.state.settings, whole)
            if not passed(answer, rule):
                wrong.append(f"{rule.name} as {name}: {answer.status_code} {answer.text[:200]}")
            if name.endswith("_b") and holds(answer, world):
                wrong.append(f"{rule.name} as {name} shows the other agency's: {answer.text[:200]}")
    whole.close()
    assert wrong == []


def copied(settings: Settings) -> sqlite3.Connection:
    """The whole database as it is, in memory."""
    copy = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(settings.data_dir / "ayi.db")) as database:
        database.backup(copy)
    return copy


def put_back(settings: Settings, copy: sqlite3.Connection) -> None:
    """The database as it was copied: what a request ended or removed is there again."""
    with closing(sqlite3.connect(settings.data_dir / "ayi.db")) as database:
        copy.backup(database)


def passed(answer: httpx.Response, rule: Rule) -> bool:
    """Whether she got through: whatever comes then, it is not about who she is."""
    if answer.status_code == 404:
        return rule.missing
    if answer.status_code in {401, 403}:
        # A code or password that is wrong is told in the same way as a door that is closed; the door has other words.
        return answer.json()["code"] in {"code_wrong", "second_factor_wrong", "sign_in_wrong"}
    return answer.status_code < 500 or answer.status_code == 503


def holds(answer: httpx.Response, world: World) -> bool:
    """Whether what comes back names anything of the first agency's that was not in the address."""
    return any(secret in answer.text for secret in world.secrets)


async def test_what_changes_anything_needs_the_proof_that_a_page_of_ours_sends_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    world = await make_world(app, app.state.settings, client)
    forged = []
    for rule in walked():
        for name in sorted(rule.may(world)):
            person = world.people[name]
            if rule.method in SAFE or rule.open or not person.staff:
                continue
            elsewhere = Person(name, person.headers | {"Origin": "https://evil.example"})
            for attempt in (person.without_csrf(), elsewhere):
                answer = await ask(client, rule, world, attempt)
                if answer.status_code != 403 or answer.json()["code"] != "cross_site":
                    forged.append(f"{rule.name} as {name}: {answer.status_code}")
    assert forged == []
