"""How long to wait before a request is sent again."""

from __future__ import annotations

from typing import Final

from assistant.models.chat import ChatError, Failure

AGAIN: Final = frozenset({Failure.LIMITED, Failure.SERVER, Failure.UNREACHABLE, Failure.TIMEOUT})
"""What may pass by itself. A refusal, a wrong key or half an answer does not."""

_FIRST: Final = 0.3
_MOST: Final = 8.0


def pause(attempt: int, error: ChatError, chance: float) -> float | None:
    """Seconds before attempt `attempt + 1` (attempts count from 1), or None when there is no use in one.

    Full jitter (a share `chance`, 0 to 1, of a bound that doubles), and never less than the server asked for:
    Brooker 2015, "Exponential Backoff And Jitter".
    """
    if error.failure not in AGAIN:
        return None
    jittered = chance * min(_MOST, _FIRST * 2.0**attempt)
    return max(jittered, error.retry_after or 0.0)
