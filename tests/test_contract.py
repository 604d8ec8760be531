"""The wire format, checked from outside against a running server, where the shared check is at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import free_port

ROOT = Path(__file__).resolve().parent.parent
CHECK = ROOT.parent / "shared" / "check" / "contract.py"
BUILT = ["extract", "interview", "resume", "ask"]


@pytest.mark.skipif(not CHECK.exists(), reason="the shared contract check is not beside this checkout")
def test_a_running_server_keeps_the_wire_format(tmp_path: Path) -> None:
    port = free_port()
    library = str(ROOT / "tests" / "knowledge" / "library")
    environment = os.environ | {
        "AYI_DATA_DIR": str(tmp_path),
        "AYI_LOG_LEVEL": "ERROR",
        "AYI_LIBRARY_DIR": library,
        "AYI_SPEECH": "off",
    }
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            base = f"http://127.0.0.1:{port}"
            wait_until(f"{base}/healthz", lambda _: True)
            wait_until(f"{base}/api/v1/documents", lambda body: b"cn-toy-standard" in body)
            done = subprocess.run(
                [sys.executable, str(CHECK), base, *BUILT], capture_output=True, text=True, check=False, timeout=120
            )
            assert done.returncode == 0, done.stdout
        finally:
            server.terminate()


def wait_until(address: str, satisfied: Callable[[bytes], bool]) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own server
                if satisfied(response.read()):
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"{address} did not come to say it")
