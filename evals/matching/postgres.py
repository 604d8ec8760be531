"""A PostgreSQL server of a run's own, on the loopback interface, deleted at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.load.server import free_port

_OPTIONS = "-c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c max_wal_size=8GB"


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of an empty, running server.

    Raises:
        RuntimeError: PostgreSQL is not installed or did not start.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not folders:
        raise RuntimeError("PostgreSQL is not installed")
    # The server refuses to run as root.
    drop = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home, port = Path(tempfile.mkdtemp(prefix="ayi-pg-")), free_port()
    home.chmod(0o777)
    control = [*drop, str(folders[0] / "pg_ctl"), "-D", str(home / "data"), "-w"]
    options = f"-p {port} -c unix_socket_directories={home} {_OPTIONS}"
    try:
        _run([*drop, str(folders[0] / "initdb"), "-D", str(home / "data"), "-U", "ayi", "--auth=trust", "-E", "UTF8"])
        _run([*control, "-l", str(home / "log"), "-o", options, "start"])
        try:
            yield f"postgresql+asyncpg://ayi@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')[-500:]}")
