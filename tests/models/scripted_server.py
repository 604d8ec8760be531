"""A local OpenAI-compatible chat server that does what a test says: over real HTTP, with every way of failing."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the server does with one request.

    `text` is the content, or the tool's arguments when a tool was asked for. `raw` replaces the whole body. `seconds`
    pass before the answer. With `cut` a stream ends in the middle, without its end; with `hang_up` the connection is
    closed without a word.
    """

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: str | None = None
    finish: str = "stop"
    refusal: str | None = None
    seconds: float = 0.0
    cut: bool = False
    hang_up: bool = False
    usage: bool = True


Script = Callable[[Body], Answer | str]


class ScriptedServer(ThreadingHTTPServer):
    """Answers as the script says and remembers what was asked."""

    daemon_threads = True

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.asked: list[Body] = []
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """The base URL a client is given."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def said(self) -> str:
        """Everything that was ever sent to the server, as one text."""
        return json.dumps(self.asked, ensure_ascii=False)


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.0, one request a connection: a server that has gone answers nobody any more."""

    server: ScriptedServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        server = self.server
        with server.lock:
            server.asked.append(body)
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            answer = server.script(body)
            answer = Answer(answer) if isinstance(answer, str) else answer
            time.sleep(answer.seconds)
        finally:
            with server.lock:
                server.at_once -= 1
        try:
            self._send(body, answer)
        except OSError:
            # The client has gone; that is its right.
            self.close_connection = True

    def _send(self, body: Body, answer: Answer) -> None:
        if answer.hang_up:
            self.close_connection = True
            return
        if answer.status != 200:
            self._whole(answer, json.dumps({"error": {"message": "scripted", "type": "scripted"}}))
        elif body.get("stream"):
            self._stream(answer)
        else:
            self._whole(answer, answer.raw if answer.raw is not None else json.dumps(_completion(body, answer)))

    def _whole(self, answer: Answer, text: str) -> None:
        data = text.encode()
        self.send_response(answer.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        pieces = [answer.text[at : at + 3] for at in range(0, len(answer.text), 3)]
        for piece in pieces[: len(pieces) // 2] if answer.cut else pieces:
            self._event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
        if answer.cut:
            return
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": answer.finish}]})
        if answer.usage:
            self._event({"choices": [], "usage": _usage()})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, chunk: Body) -> None:
        whole = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted"} | chunk
        self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing."""


def _usage() -> Body:
    return {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


def _completion(body: Body, answer: Answer) -> Body:
    message: Body = {"role": "assistant", "content": answer.text, "refusal": answer.refusal}
    if body.get("tools"):
        function = {"name": body["tools"][0]["function"]["name"], "arguments": answer.text}
        message |= {"content": None, "tool_calls": [{"id": "t", "type": "function", "function": function}]}
    whole: Body = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": answer.finish}],
    }
    return whole | ({"usage": _usage()} if answer.usage else {})


@contextmanager
def scripted(script: Script) -> Iterator[ScriptedServer]:
    """A server that runs while the block does."""
    server = ScriptedServer(script)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
