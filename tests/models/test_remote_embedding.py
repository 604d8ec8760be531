"""Vectors from an OpenAI-compatible server: in order, of length one, and a clear error when it fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.models.remote_embedding import RemoteEmbedder

Script = Callable[[dict[str, Any]], tuple[int, Any]]


class _Server(ThreadingHTTPServer):
    """Answers as the script says and remembers what was asked."""

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.asked: list[dict[str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body)
        status, answer = self.server.script(body)
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Script], tuple[_Server, RemoteEmbedder]]]:
    started: list[_Server] = []

    def start(script: Script) -> tuple[_Server, RemoteEmbedder]:
        server = _Server(script)
        started.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        return server, RemoteEmbedder(url, "key", "BAAI/bge-m3", query_prefix="q: ", batch=2, seconds=5)

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def _lengths(body: dict[str, Any]) -> tuple[int, Any]:
    rows = [{"object": "embedding", "index": n, "embedding": [len(t), 1.0]} for n, t in enumerate(body["input"])]
    return 200, {"object": "list", "model": body["model"], "data": rows[::-1], "usage": {}}


def test_vectors_come_back_in_order_and_of_length_one(serve: Callable[..., Any]) -> None:
    server, embedder = serve(_lengths)
    vectors = embedder.passages(["a", "bb", "ccc"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0)
    assert [round(float(row[0] / row[1])) for row in vectors] == [1, 2, 3]
    assert [len(body["input"]) for body in server.asked] == [2, 1]
    assert embedder.dimension == 2
    assert embedder.name == "baai-bge-m3"


def test_questions_get_their_prefix(serve: Callable[..., Any]) -> None:
    server, embedder = serve(_lengths)
    embedder.queries(["定金"])
    assert server.asked[0]["input"] == ["q: 定金"]


@pytest.mark.parametrize(
    "script",
    [
        lambda _: (500, {"error": {"message": "no"}}),
        lambda _: (200, {"object": "list", "data": [], "model": "m", "usage": {}}),
        lambda _: (401, {"error": {"message": "who"}}),
    ],
)
def test_a_failing_server_is_a_clear_error(serve: Callable[..., Any], script: Script) -> None:
    _, embedder = serve(script)
    with pytest.raises(UnavailableError) as caught:
        embedder.queries(["定金"])
    assert caught.value.key == "encoder_unreachable"
