"""Files are looked through by a daemon that speaks clamd's protocol; without its answer nothing passes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from assistant.kit.errors import BadInputError, UnavailableError
from assistant.kit.scanning import ClamdScanner, NoScanner, scanner_of
from assistant.kit.settings import Settings

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 500_000

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def daemon(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speaks as clamd does: commands end with a zero byte, a stream comes in pieces behind their lengths."""
    command = await reader.readuntil(b"\0")
    answer = b"UNKNOWN COMMAND"
    if command == b"zPING\0":
        answer = b"PONG"
    elif command == b"zINSTREAM\0":
        answer = await verdict(reader)
    writer.write(answer + b"\0")
    await writer.drain()
    writer.close()


async def verdict(reader: asyncio.StreamReader) -> bytes:
    data = b""
    while length := int.from_bytes(await reader.readexactly(4), "big"):
        data += await reader.readexactly(length)
        if len(data) > MOST:
            return b"INSTREAM size limit exceeded. ERROR"
    return b"stream: Eicar-Signature FOUND" if EICAR in data else b"stream: OK"


@asynccontextmanager
async def running(talk: Talk = daemon) -> AsyncIterator[ClamdScanner]:
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield ClamdScanner(f"tcp://127.0.0.1:{port}", 5)


async def test_a_file_passes_in_which_nothing_is_found() -> None:
    async with running() as scanner:
        await scanner.check(b"a picture" * 20_000)
        assert await scanner.answers()


async def test_a_harmful_file_does_not_wherever_in_it_the_harm_lies() -> None:
    async with running() as scanner:
        for data in (EICAR, b"x" * 65_500 + EICAR):
            with pytest.raises(BadInputError) as caught:
                await scanner.check(data)
            assert caught.value.key == "file_harmful"


async def test_it_is_asked_over_a_socket_of_this_machine_too(tmp_path: Path) -> None:
    path = tmp_path / "clamd"
    async with await asyncio.start_unix_server(daemon, path):
        scanner = ClamdScanner(f"unix://{path}", 5)
        assert await scanner.answers()
        with pytest.raises(BadInputError):
            await scanner.check(EICAR)


async def hangs_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def says_something_else(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\0")
    writer.write(b"stream: OK, said somebody in between\0")
    writer.close()


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


@pytest.mark.parametrize("talk", [hangs_up, says_something_else, says_nothing], ids=lambda each: each.__name__)
async def test_without_a_plain_answer_nothing_passes(talk: Talk) -> None:
    async with running(talk) as scanner:
        scanner._seconds = 0.2
        with pytest.raises(UnavailableError) as caught:
            await scanner.check(b"a picture")
        assert caught.value.key == "scanner_away"
        assert caught.value.retry_after


async def test_what_is_over_its_bound_does_not_pass() -> None:
    async with running() as scanner:
        with pytest.raises(UnavailableError):
            await scanner.check(b"x" * (MOST + 200_000))


async def test_where_there_is_none_it_does_not_answer(tmp_path: Path) -> None:
    for scanner in (ClamdScanner(f"unix://{tmp_path}/none", 1), ClamdScanner("tcp://127.0.0.1:1", 1)):
        assert not await scanner.answers()
        with pytest.raises(UnavailableError):
            await scanner.check(b"a picture")


async def test_without_an_address_there_is_none_and_everything_passes(settings: Settings) -> None:
    scanner = scanner_of(settings)
    assert isinstance(scanner, NoScanner)
    await scanner.check(EICAR)
    assert await scanner.answers()


@pytest.mark.parametrize("url", ["http://scanner", "clamd:3310", "unix:", "tcp://"])
def test_an_address_of_another_kind_is_refused_at_the_start(settings: Settings, url: str) -> None:
    with pytest.raises(ValueError, match="AYI_CLAMD_URL"):
        scanner_of(settings.model_copy(update={"clamd_url": url}))
