"""Structured logs that cannot carry personal data.

A record keeps its event name and a short list of allowed fields; everything else is dropped before it is formatted, so
neither a careless call nor a library's message can write a worker's words, name or phone to a log.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal

# Every value here is an id, a code, a count or a time; add a field only if that stays true of it.
ALLOWED_FIELDS = frozenset(
    {
        "event",
        "method",
        "route",
        "status",
        "ms",
        "interview_id",
        "turn_id",
        "request_id",
        "language",
        "channel",
        "phase",
        "asking",
        "facts",
        "count",
        "done",
        "total",
        "failed",
        "removed",
        "code",
        "part",
        "slug",
        "error_type",
        "theme",
        "suffix",
        "bytes",
        "version",
        "host",
        "port",
        "attempt",
        "tokens_in",
        "tokens_out",
        "where",
    }
)
_SAFE_VALUE = re.compile(r"[A-Za-z0-9_.:/{}+\- ]{0,120}")
# A run this long could be a phone or an identity number; ids of ours mix letters in.
_LONG_DIGITS = re.compile(r"\d{7,}")
_REDACTED = "[redacted]"


def safe_fields(fields: dict[str, object]) -> dict[str, object]:
    """Only the allowed fields, each number, flag or short plain code; anything else reads `[redacted]`."""
    return {name: _safe(value) for name, value in fields.items() if name in ALLOWED_FIELDS}


def _safe(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = str(value)
    return text if _SAFE_VALUE.fullmatch(text) and not _LONG_DIGITS.search(text) else _REDACTED


class PrivateFormatter(logging.Formatter):
    """Formats a record as JSON or text from its logger, level and allowed fields, never from its message.

    Messages of this package are constant event names and are kept; messages of libraries may hold anything and are
    replaced by the place they came from.
    """

    def __init__(self, style: Literal["json", "text"] = "text") -> None:
        super().__init__()
        self._line = style

    def format(self, record: logging.LogRecord) -> str:
        """One line for one record."""
        fields = safe_fields(record.__dict__)
        fields["event"] = self._event(record)
        if record.exc_info and record.exc_info[0]:
            fields["error_type"] = record.exc_info[0].__name__
            fields["where"] = _innermost(record)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self._line == "json":
            head = {"time": moment, "level": record.levelname, "logger": record.name}
            return json.dumps(head | fields, ensure_ascii=False)
        rest = " ".join(f"{name}={value}" for name, value in fields.items() if name != "event")
        return f"{moment} {record.levelname:<7} {record.name} {fields['event']} {rest}".rstrip()

    @staticmethod
    def _event(record: logging.LogRecord) -> object:
        if record.name.split(".")[0] == "assistant" and isinstance(record.msg, str) and not record.args:
            return _safe(record.msg)
        return f"{record.module}:{record.lineno}"


def _innermost(record: logging.LogRecord) -> object:
    traceback = record.exc_info[2] if record.exc_info else None
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return None
    code = traceback.tb_frame.f_code
    return _safe(f"{code.co_name}:{traceback.tb_lineno}")


def configure_logs(level: str = "INFO", style: Literal["json", "text"] = "text") -> None:
    """Send every logger of the process through the private formatter to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrivateFormatter(style))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
    # Their chatter names glyphs and tables of the text being drawn.
    for name in ("fontTools", "weasyprint", "aiosqlite", "sqlalchemy.engine"):
        logging.getLogger(name).setLevel(logging.ERROR)
