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

import httpx

_START_SECONDS = 60.0
_STOP_SECONDS = 15.0


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server; it is stopped and its data deleted at the end.

    Raises:
        RuntimeError: the server did not become ready.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        # The library's index is brought up to date once after a start; it is no part of a turn.
        own = {"AYI_DATA_DIR": folder, "AYI_LOG_LEVEL": "ERROR", "AYI_KNOWLEDGE_BUILD": "false"}
        environment = os.environ | own
        command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once with status {process.returncode}")
        try:
            if httpx.get(f"{address}/healthz", timeout=1).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not become ready")
