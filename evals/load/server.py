"""A server process of the run's own, on the loopback interface, with an empty data folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_SETTLE_SECONDS = 90.0
# Of one core in a second.
_STILL = 0.05
_LAST_WORDS = 500


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Running:
    """A server process and its address."""

    address: str
    pid: int

    def settle(self) -> None:
        """Wait until it has done what it does once after a start: until it hardly computes, or a minute and a half."""
        last = time.monotonic() + _SETTLE_SECONDS
        while time.monotonic() < last:
            before = self.processor_seconds()
            time.sleep(1)
            if self.processor_seconds() - before < _STILL:
                return

    def processor_seconds(self) -> float:
        """How long it has computed since its start, on all cores together; hundredths of a second are told apart."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def server() -> Iterator[Running]:
    """A running server; it is stopped and its data deleted at the end.

    Raises:
        RuntimeError: the server did not become ready.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        # The library's index and sentences spoken ahead are made once after a start: they are no part of a turn.
        own = {
            "AYI_DATA_DIR": folder,
            "AYI_LOG_LEVEL": "ERROR",
            "AYI_KNOWLEDGE_BUILD": "false",
            "AYI_SPEECH_AHEAD": "false",
            "AYI_RATE_PER_ADDRESS": "0",
        }
        environment = os.environ | own
        command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(address, process, log)
            yield Running(address, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
            raise RuntimeError(f"the server ended at once with status {process.returncode}: {said}")
        try:
            if httpx.get(f"{address}/healthz", timeout=1).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not become ready")
