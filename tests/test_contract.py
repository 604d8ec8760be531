"""The wire format, checked from outside against a running server, where the shared check is at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Server

CHECK = ROOT.parent / "shared" / "check" / "contract.py"


@pytest.mark.skipif(not CHECK.exists(), reason="the shared contract check is not beside this checkout")
def test_a_running_server_keeps_the_wire_format(tmp_path: Path) -> None:
    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.ask_server", "--port", str(port)]

    server = Server(command, {"AYI_DATA_DIR": str(tmp_path), "AYI_LOG_LEVEL": "ERROR"}, "/healthz")
    server.start()
    try:
        done = subprocess.run(
            [sys.executable, str(CHECK), server.url], capture_output=True, text=True, check=False, timeout=240
        )
    finally:
        server.kill()
    assert done.returncode == 0, done.stdout
