"""A résumé by the ending of its file."""

from __future__ import annotations

import pytest

from assistant.kit.errors import NotFoundError
from assistant.profile.fold import fold
from assistant.resume.files import KINDS, kind_of, make_file
from assistant.resume.model import ResumeOptions
from tests.resume.samples import BARE, TODAY

FOLDED = fold(BARE.facts)


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        ("txt", "【"), ("md", "> "), ("html", "<!doctype html>"), ("pdf", "%PDF"), ("png", "\x89PNG"), ("json", "{"),
        ("jsonresume", "{"),
    ],
)  # fmt: skip
def test_every_ending_makes_its_file(suffix: str, start: str) -> None:
    made = make_file(suffix, FOLDED, "zh", ResumeOptions(generated_on=TODAY))
    expected = start.encode("latin-1") if suffix in ("pdf", "png") else start.encode()
    assert made.startswith(expected)


def test_an_unknown_ending_or_theme_is_refused() -> None:
    with pytest.raises(NotFoundError):
        kind_of("docx")
    with pytest.raises(NotFoundError):
        make_file("html", FOLDED, "zh", ResumeOptions(generated_on=TODAY, theme="neon"))


def test_what_takes_long_says_so() -> None:
    assert {suffix for suffix, kind in KINDS.items() if kind.cpu} >= {"pdf", "png"}
