"""Any OpenAI-compatible `/chat/completions` server, asked once; its failures become ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.models.chat import Answered, Asked, ChatError, Failure, Heard, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_LETTERS_A_TOKEN = 2.0
_UNSUPPORTED = frozenset({400, 404, 405, 415, 422, 501})
_SERVER = 500
_LIMITED = 429
_TIMEOUTS = frozenset({408, 504})


class OpenAIServer:
    """The `openai` client without retries of its own. `seconds` bounds one request; `http_client` replaces its own."""

    def __init__(self, base_url: str, api_key: str, seconds: float, http_client: Any = None) -> None:  # noqa: ANN401 - either of two libraries' clients
        self._base_url = base_url
        self._api_key = api_key
        self._seconds = seconds
        self._http_client = http_client
        self._made: AsyncOpenAI | None = None
        self._making = asyncio.Lock()

    @property
    def name(self) -> str:
        """Host and port."""
        return urlsplit(self._base_url).netloc

    async def _client(self) -> AsyncOpenAI:
        async with self._making:
            if self._made is None:
                # A second to import: only installations with a server pay it, not before the first call, and beside
                # the conversations that go on meanwhile.
                self._made = await asyncio.to_thread(self._make)
            return self._made

    def _make(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            base_url=self._base_url,
            api_key=self._api_key or "none",
            timeout=self._seconds,
            max_retries=0,
            http_client=self._http_client,
        )

    async def ask(self, asked: Asked) -> Answered:
        """The whole answer.

        Raises:
            ChatError: there is none, it was refused, or it was cut off.
        """
        client = await self._client()
        from openai import OpenAIError

        try:
            completion = await client.chat.completions.create(**_request(asked))
            choice = completion.choices[0]
            text = _text_of(choice.message)
        except OpenAIError as error:
            raise _failure_of(error, asked) from error
        except (IndexError, TypeError, AttributeError, ValueError) as error:
            # Two hundred, and yet no completion: a proxy's page, half a body.
            raise ChatError(Failure.MALFORMED) from error
        if choice.finish_reason == "content_filter" or getattr(choice.message, "refusal", None):
            raise ChatError(Failure.REFUSED)
        if choice.finish_reason == "length":
            raise ChatError(Failure.TRUNCATED)
        return Answered(text, _usage(completion.usage, asked, text))

    async def stream(self, asked: Asked, heard: Heard) -> AsyncGenerator[str, None]:
        """The answer piece by piece.

        Raises:
            ChatError: there is none, or it breaks off before its end.
        """
        client = await self._client()
        from openai import OpenAIError

        said: list[str] = []
        ending: str | None = None
        counted: Any = None
        try:
            chunks = await client.chat.completions.create(
                **_request(asked), stream=True, stream_options={"include_usage": True}
            )
            async with chunks:
                async for chunk in chunks:
                    counted = chunk.usage or counted
                    if not chunk.choices:
                        continue
                    ending = chunk.choices[0].finish_reason or ending
                    piece = chunk.choices[0].delta.content
                    if piece:
                        said.append(piece)
                        yield piece
        except OpenAIError as error:
            raise _failure_of(error, asked) from error
        except (TypeError, AttributeError, ValueError) as error:
            raise ChatError(Failure.MALFORMED) from error
        except Exception as error:
            # The connection broke below the client, which then passes its transport's own error on.
            if type(error).__module__.split(".")[0] not in {"httpx", "httpx2", "httpcore", "httpcore2"}:
                raise
            raise ChatError(Failure.TRUNCATED) from error
        heard.usage = _usage(counted, asked, "".join(said))
        if ending == "content_filter":
            raise ChatError(Failure.REFUSED)
        if ending != "stop":
            raise ChatError(Failure.TRUNCATED)

    async def close(self) -> None:
        """Give its connections back."""
        if self._made is not None:
            await self._made.close()


def _request(asked: Asked) -> dict[str, Any]:
    messages = [{"role": message.role, "content": message.content} for message in asked.messages]
    # Nothing here wants variety: the same words should be read and said in the same way.
    return {"model": asked.model, "messages": messages, "max_tokens": asked.tokens, "temperature": 0} | dict(
        asked.options
    )


def _text_of(message: Any) -> str:  # noqa: ANN401 - servers differ from the client's own types
    """The text, or the arguments of the one tool the request offered."""
    calls = getattr(message, "tool_calls", None)
    if calls:
        return str(calls[0].function.arguments)
    return str(message.content or "")


def _usage(counted: Any, asked: Asked, text: str) -> Usage:  # noqa: ANN401 - servers leave it out
    tokens_in, tokens_out = getattr(counted, "prompt_tokens", None), getattr(counted, "completion_tokens", None)
    if isinstance(tokens_in, int) and isinstance(tokens_out, int):
        return Usage(tokens_in, tokens_out)
    return Usage(estimate("".join(message.content for message in asked.messages)), estimate(text))


def estimate(text: str) -> int:
    """Tokens of a text where nobody counts them: a little more than there are, in Chinese as in English."""
    return round(len(text) / _LETTERS_A_TOKEN) + 1


def _failure_of(error: Exception, asked: Asked) -> ChatError:
    from openai import APIConnectionError, APIResponseValidationError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return ChatError(Failure.TIMEOUT)
    if isinstance(error, APIConnectionError):
        return ChatError(Failure.UNREACHABLE)
    if isinstance(error, APIResponseValidationError):
        return ChatError(Failure.MALFORMED)
    if not isinstance(error, APIStatusError):
        return ChatError(Failure.MALFORMED)
    status = error.status_code
    if status == _LIMITED:
        return ChatError(Failure.LIMITED, _retry_after(error.response.headers.get("retry-after")))
    if status in _TIMEOUTS:
        return ChatError(Failure.TIMEOUT)
    if status in _UNSUPPORTED and asked.options:
        return ChatError(Failure.UNSUPPORTED)
    if status >= _SERVER:
        return ChatError(Failure.SERVER, _retry_after(error.response.headers.get("retry-after")))
    return ChatError(Failure.REJECTED)


def _retry_after(header: str | None) -> float | None:
    """Seconds the server asks to wait; a date is not waited for, since no turn lasts that long."""
    try:
        seconds = float(header) if header else None
    except ValueError:
        return None
    return seconds if seconds is not None and seconds >= 0 else None
