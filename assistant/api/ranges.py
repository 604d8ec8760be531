"""Files in parts: a phone's player asks for a range before it plays anything."""

from __future__ import annotations

import re

from fastapi import Request, Response

from assistant.kit.errors import AyiError

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class RangeError(AyiError):
    """The range asked for lies outside the file."""

    status = 416
    slug = "range-not-satisfiable"


def file_response(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """`content`, or the one range of it that the request asks for (RFC 9110 §14).

    Several ranges, or one that cannot be understood, get the whole file, as the standard allows.

    Raises:
        RangeError: the range begins behind the end.
    """
    headers = headers | {"Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked is None or asked.groups() == ("", ""):
        return Response(content, media_type=media_type, headers=headers)
    start, end = _bounds(asked[1], asked[2], len(content))
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return Response(content[start:end], status_code=206, media_type=media_type, headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Where the range begins and ends, the end exclusive."""
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    if start >= end:
        raise RangeError("range_wrong")
    return start, end
