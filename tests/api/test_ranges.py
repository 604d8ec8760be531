"""A file in parts, as players ask for it (RFC 9110 §14)."""

from __future__ import annotations

import pytest
from fastapi import Request

from assistant.api.ranges import RangeError, file_response

CONTENT = b"0123456789"


def asked(value: str | None) -> Request:
    headers = [(b"range", value.encode())] if value is not None else []
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("value", "part", "place"),
    [
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=3-5", b"345", "bytes 3-5/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=7-99", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-30", CONTENT, "bytes 0-9/10"),
    ],
)
def test_one_range_is_answered_with_that_part(value: str, part: bytes, place: str) -> None:
    response = file_response(asked(value), CONTENT, "audio/wav", {})
    assert (response.status_code, response.body, response.headers["Content-Range"]) == (206, part, place)


@pytest.mark.parametrize("value", [None, "", "bytes=-", "bytes=0-1,3-4", "items=0-1", "bytes=x-1"])
def test_anything_else_is_answered_with_the_whole(value: str | None) -> None:
    response = file_response(asked(value), CONTENT, "audio/wav", {})
    assert (response.status_code, response.body) == (200, CONTENT)
    assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("value", ["bytes=10-", "bytes=10-12", "bytes=5-4", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(value: str) -> None:
    with pytest.raises(RangeError):
        file_response(asked(value), CONTENT, "audio/wav", {})
