"""A real Chromium against a real server, or against the scripted one where a state is hard to reach."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import free_port
from tests.e2e.desk import Clerk
from tests.e2e.fake_voice import tone
from tests.e2e.phone import SIZES, Phone

sync_api = pytest.importorskip("playwright.sync_api")
# The page waits and tries again by itself; on a busy machine that takes longer than Playwright's five seconds.
sync_api.expect.set_options(timeout=20_000)

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The permission is asked for and given by itself; what is heard comes from a file.
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "launch" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


class Server:
    """A server process that can be killed and started again at the same address, with the same data."""

    def __init__(self, command: Callable[[int], list[str]], environment: dict[str, str], ready: str) -> None:
        port = free_port()
        self._command = command(port)
        self.environment = environment
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{port}"

    def start(self) -> None:
        with tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=os.environ | self.environment, stdout=subprocess.DEVNULL, stderr=said
            )
            last = time.monotonic() + START_SECONDS
            while not self._answers():
                if self._process.poll() is not None or time.monotonic() > last:
                    self.kill()
                    said.seek(0)
                    why = said.read().decode(errors="replace")[-2_000:]
                    raise RuntimeError(f"{self._command[1:4]} did not start: {why}")
                time.sleep(0.1)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + self._ready, timeout=2) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except OSError:
            return False


class FakeServer(Server):
    """The scripted interview, with its switches."""

    def switch(self, **settings: Any) -> None:
        self._post("/_test/switch", settings)

    def received(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(self.url + "/_test/received", timeout=5) as answer:  # noqa: S310 - our own address
            received: list[dict[str, Any]] = json.load(answer)
        return received

    def _post(self, path: str, body: dict[str, Any]) -> None:
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=5):  # noqa: S310 - our own address
            pass


def _by_text_only(data: Path) -> dict[str, str]:
    return {
        "AYI_DATA_DIR": str(data),
        "AYI_LOG_LEVEL": "ERROR",
        "AYI_KNOWLEDGE_BUILD": "false",
        "AYI_SPEECH": "off",
    }


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    """`ayi serve` on a folder of its own, by text only."""

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "assistant.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]

    server = Server(command, _by_text_only(data), "/healthz")
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product by text, shared by all tests that leave no trace in each other's way."""
    with serving(tmp_path_factory.mktemp("ayi")) as server:
        yield server


@pytest.fixture(scope="session")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with interviews to review, shared by all tests of the desk."""

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.console_server", "--port", str(port)]

    server = Server(command, _by_text_only(tmp_path_factory.mktemp("desk")), "/healthz")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def clerk(desk_server: Server, new_phone: Callable[..., Phone]) -> Clerk:
    """A recruiter in front of the queue."""
    return Clerk(new_phone(desk_server.url, "wide"), "recruiter")


@pytest.fixture(scope="session")
def _fake_process() -> Iterator[FakeServer]:
    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.fake_api", "--port", str(port)]

    server = FakeServer(command, {}, "/_test/received")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def fake_server(_fake_process: FakeServer) -> FakeServer:
    """The scripted server with all switches back where they were."""
    _fake_process.switch(fail=[], delay=0, forget=True, hear=[], voice=False, live=None)
    return _fake_process


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[[list[str]], Any]]:
    """Starts Chromium with these flags: the system's where there is one, else the one Playwright installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for found in map(shutil.which, names) if found), None)
    with sync_api.sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("no Chromium is installed")
        launched: list[Any] = []

        def start(flags: list[str]) -> Any:
            launched.append(playwright.chromium.launch(executable_path=path, args=flags))
            return launched[-1]

        yield start
        for each in launched:
            each.close()


@pytest.fixture(scope="session")
def browser(launch: Callable[[list[str]], Any]) -> Any:
    """One Chromium for all phones that only write; it has no microphone."""
    return launch(FLAGS)


@pytest.fixture(scope="session")
def talking_browser(launch: Callable[[list[str]], Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A Chromium whose microphone hears a second of a tone that swells like speech, then silence, over and over."""
    sound = tmp_path_factory.mktemp("sound") / "speech.wav"
    sound.write_bytes(tone(3.0, 48_000, pause=2.0))
    return launch([*FLAGS, *MICROPHONE, f"--use-file-for-fake-audio-capture={sound}"])


@pytest.fixture
def new_phone(browser: Any) -> Iterator[Callable[..., Phone]]:
    """Makes phones, each with a memory of its own; at the end no page may have complained."""
    yield from _phones(browser)


@pytest.fixture
def new_talking_phone(talking_browser: Any) -> Iterator[Callable[..., Phone]]:
    """Makes phones with a microphone, and permission to use it."""
    yield from _phones(talking_browser)


def _phones(browser: Any) -> Iterator[Callable[..., Phone]]:
    phones: list[Phone] = []

    def make(url: str, size: str = "small", **options: Any) -> Phone:
        width, height = SIZES[size]
        mobile = size != "wide"
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=mobile, is_mobile=mobile, locale="zh-CN", **options
        )
        context.set_default_timeout(15_000)
        phone = Phone(context, url)
        phones.append(phone)
        return phone

    yield make
    complaints = [line for phone in phones for line in phone.complaints]
    for phone in phones:
        phone.context.close()
    assert complaints == []
