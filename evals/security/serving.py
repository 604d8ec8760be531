"""The application behind a real socket in a thread of this process, so that a run can make people in its database."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.app import create_app
from assistant.kit.settings import Settings
from evals.load.server import free_port

T = TypeVar("T")

_START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running application, its address and the loop it runs on."""

    app: FastAPI
    settings: Settings
    address: str
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, done where the application runs."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()


@contextmanager
def served(operator_token: str) -> Iterator[Served]:
    """The application on a data folder of its own, by text only and without rates; stopped at the end.

    Raises:
        RuntimeError: it did not start.
    """
    with TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            data_dir=Path(folder),
            log_level="ERROR",
            knowledge_build=False,
            speech="off",
            rate_per_address=0,
            rate_per_token=0,
            admin_token=SecretStr(operator_token),
        )
        app = create_app(settings)
        port = free_port()
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
        server = uvicorn.Server(config)
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),), name="ayi-served")
        thread.start()
        try:
            last = time.monotonic() + _START_SECONDS
            while not server.started:
                if not thread.is_alive() or time.monotonic() > last:
                    raise RuntimeError("the application did not start")
                time.sleep(0.05)
            yield Served(app, settings, f"http://127.0.0.1:{port}", loop)
        finally:
            server.should_exit = True
            thread.join()
            loop.close()
