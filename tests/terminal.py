"""Commands as an operator types them: each in a process of its own, forked from one that has imported everything.

A command started from nothing spends more on imports than on its work.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
_SECONDS = 240
# What commands load when they come to need it.
_HEAVY = ("assistant.app", "assistant.cli", "chromadb", "onnxruntime", "weasyprint")


def ayi(
    *arguments: str,
    data: Path,
    words: str = "",
    check: bool = False,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Type `ayi …` with its data in that folder, and `words` at its prompt.

    Raises:
        CalledProcessError: with `check`, it did not end well.
    """
    environment = os.environ | {"AYI_DATA_DIR": str(data), "COLUMNS": "200"} | dict(settings or {})
    with tempfile.TemporaryDirectory() as folder:
        files = [str(Path(folder) / name) for name in ("in", "out", "error")]
        Path(files[0]).write_text(words, encoding="utf-8")
        server = _server()
        _send(server.stdin, {"arguments": arguments, "environment": environment, "files": files})
        status = _receive(server.stdout)["status"]
        said, errors = (Path(name).read_text(encoding="utf-8") for name in files[1:])
    done = subprocess.CompletedProcess(["ayi", *arguments], status, said, errors)
    if check:
        done.check_returncode()
    return done


@cache
def _server() -> subprocess.Popen[str]:
    """One for every process of the tests; it ends when its input does."""
    # Threads do not outlive a fork, so there must be none; a console asks for its width when it is made.
    alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "COLUMNS": "200"}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.terminal"],
        cwd=ROOT,
        env=os.environ | alone,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, server)
    return server


def _end(server: subprocess.Popen[str]) -> None:
    server.communicate()


def _send(pipe: IO[str] | None, message: Mapping[str, Any]) -> None:
    assert pipe is not None
    pipe.write(json.dumps(message) + "\n")
    pipe.flush()


def _receive(pipe: IO[str] | None) -> dict[str, Any]:
    assert pipe is not None
    message: dict[str, Any] = json.loads(pipe.readline())
    return message


def _run(arguments: Sequence[str], environment: Mapping[str, str], files: Sequence[str]) -> NoReturn:
    """In the fork: become the command."""
    signal.alarm(_SECONDS)
    os.environ.clear()
    os.environ.update(environment)
    for number, (name, flags) in enumerate(zip(files, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)):
        os.dup2(os.open(name, flags, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - they end with us
        for number in range(3)
    )
    sys.argv = ["ayi", *arguments]
    status = 1
    try:
        from assistant.cli import main

        main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter would
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _serve() -> None:
    for module in _HEAVY:
        with contextlib.suppress(ImportError):
            __import__(module)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(asked["arguments"], asked["environment"], asked["files"])
        _send(sys.stdout, {"status": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])})


if __name__ == "__main__":
    _serve()
