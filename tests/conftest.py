"""What every test may use: golden files, a still clock, databases, and the application with its client."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from argon2 import PasswordHasher
from hypothesis import settings as hypothesis_settings

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.models.embedding import BundledEmbedder
from tests.encoder import RememberingEmbedder

# A busy machine is slow, not wrong: nothing here is timed.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with browser tests last, whole: in a parallel run a file is one worker's.

    Playwright keeps an event loop running, beside which no other test could start its own.
    """
    browsing = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path in browsing)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """Compare content with the file of that name in the `golden` folder beside the test."""
    folder = request.path.parent / "golden"
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, content: str | bytes) -> None:
        path = folder / name
        data = content.encode() if isinstance(content, str) else content
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        assert path.exists(), f"{path} is missing; run pytest with --update-golden and look at what it wrote"
        if isinstance(content, str):
            assert content == path.read_text(encoding="utf-8"), f"{path.name} changed"
        else:
            assert data == path.read_bytes(), f"{path.name} changed"

    return check


@pytest.fixture
def clock() -> FixedClock:
    """22 November 2026, half past eleven in the morning, UTC."""
    return FixedClock(datetime(2026, 11, 22, 11, 30, tzinfo=UTC))


@pytest.fixture(scope="session")
def newest_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with the newest schema: copied, it spares every test the whole history."""
    from assistant.kit import migrations

    path = tmp_path_factory.mktemp("schema") / "ayi.db"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}")
        await migrations.upgrade(database)
        await database.close()

    # In a thread: a browser test of the same process may keep a loop of its own running.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, make()).result()
    return path


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> RememberingEmbedder:
    """The bundled encoder, loaded at most once a process and asked once for each text."""
    return RememberingEmbedder(BundledEmbedder(tmp_path_factory.mktemp("encoder"), threads=2))


def quick_hasher() -> PasswordHasher:
    """Argon2id at the least it takes: what a hash costs is specified where passwords are."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def settings(
    tmp_path: Path, newest_schema: Path, encoder: RememberingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Settings of an installation of its own, untouched by the environment.

    With them a password is quick to hash, and the bundled encoder is the one this process has loaded.
    """
    from assistant.accounts import passwords
    from assistant.models import choose

    monkeypatch.setattr(passwords, "PasswordHasher", quick_hasher)
    monkeypatch.setattr(choose, "BundledEmbedder", lambda _: encoder)
    (tmp_path / "data").mkdir()
    shutil.copyfile(newest_schema, tmp_path / "data" / "ayi.db")
    return Settings(
        _env_file=None, data_dir=tmp_path / "data", log_level="WARNING", knowledge_build=False, speech="off"
    )


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """A fresh SQLite database with the newest schema."""
    from assistant.kit import migrations

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url, sealer_of(settings))
    await migrations.upgrade(database)
    yield database
    await database.close()


@pytest.fixture
async def client(settings: Settings, clock: FixedClock) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application behind an HTTP client, started and stopped as a server would."""
    from assistant.app import create_app

    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
            yield http


def free_port() -> int:
    """A TCP port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _postgres_programs() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return folders[0] if folders else None


@pytest.fixture
def postgres_url(postgres_server: tuple[Path, int]) -> str:
    """An empty database of this test's own: what one test sealed with its keys, no other could open."""
    programs, port = postgres_server
    name = f"ayi_{uuid4().hex}"
    _quiet([str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "ayi", name])
    return f"postgresql://ayi@127.0.0.1:{port}/{name}"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A real PostgreSQL server of this test run's own: its programs and its port; skipped where it is not installed."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    root = tmp_path_factory.mktemp("postgres")
    # The server refuses to run as root, so a root test run hands it to the account Debian made for it.
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path("/tmp") / f"ayi-pg-{os.getpid()}"  # noqa: S108 - a socket path must be short and reachable by that account
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    data, port = home / "data", free_port()
    try:
        _quiet([*as_postgres, str(programs / "initdb"), "-D", str(data), "-U", "ayi", "--auth=trust", "-E", "UTF8"])
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off"
        log = str(home / "log")
        _quiet([*as_postgres, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", log, "-o", options, "start"])
        try:
            yield programs, port
        finally:
            _quiet([*as_postgres, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(root, ignore_errors=True)


def _quiet(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')[-500:]}")
