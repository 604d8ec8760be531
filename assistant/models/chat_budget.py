"""What may be spent in a day: requests and tokens, counted by the installation's own date and kept over restarts."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from assistant.kit.clock import Clock

log = logging.getLogger(__name__)


class Budget:
    """Counts of today. A bound of 0 is none. With a `path` the counts are written there, numbers only."""

    def __init__(self, clock: Clock, requests: int = 0, tokens: int = 0, path: Path | None = None) -> None:
        self._clock = clock
        self._requests = requests
        self._tokens = tokens
        self._path = path
        self._day, self.requests, self.tokens = self._read()

    def open(self) -> bool:
        """Whether one more request may be made today."""
        self._turn_page()
        return not (0 < self._requests <= self.requests or 0 < self._tokens <= self.tokens)

    def spend(self, tokens: int) -> None:
        """Count one request and its tokens."""
        self._turn_page()
        self.requests += 1
        self.tokens += tokens
        self._write()

    def _turn_page(self) -> None:
        today = self._clock.today().isoformat()
        if today != self._day:
            self._day, self.requests, self.tokens = today, 0, 0

    def _read(self) -> tuple[str, int, int]:
        fresh = (self._clock.today().isoformat(), 0, 0)
        if self._path is None:
            return fresh
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return str(kept["day"]), int(kept["requests"]), int(kept["tokens"])
        except (OSError, ValueError, TypeError, KeyError):
            return fresh

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".part")
            draft.write_text(
                json.dumps({"day": self._day, "requests": self.requests, "tokens": self.tokens}), encoding="utf-8"
            )
            draft.replace(self._path)
        except OSError:
            # A full disk must not cost an answer that was already paid for.
            log.warning("budget_not_kept")
