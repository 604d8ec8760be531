"""A PostgreSQL server of a run's own, on the loopback interface; its data are deleted at the end or kept."""

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
def postgres(kept: Path | None = None) -> Iterator[str]:
    """The URL of a running server: an empty one, or one whose data lie in the folder `kept` and stay there.

    Raises:
        RuntimeError: PostgreSQL is not installed or did not start.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not folders:
        raise RuntimeError("PostgreSQL is not installed")
    # The server refuses to run as root.
    drop = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home, port = Path(tempfile.mkdtemp(prefix="ayi-pg-")), free_port()
    data = (kept or home) / "data"
    for folder in (home, data.parent):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o777)
    control = [*drop, str(folders[0] / "pg_ctl"), "-D", str(data), "-w"]
    options = f"-p {port} -c unix_socket_directories={home} {_OPTIONS}"
    try:
        if not data.exists():
            _run([*drop, str(folders[0] / "initdb"), "-D", str(data), "-U", "ayi", "--auth=trust", "-E", "UTF8"])
        _run([*control, "-l", str(home / "log"), "-o", options, "start"])
        try:
            yield f"postgresql+asyncpg://ayi@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "fast" if kept else "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')[-500:]}")
