"""A request of another's page is told from one of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accounts.csrf import csrf_fits, csrf_token, from_our_page

OURS = frozenset({"https://ayi.example"})


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_token_fits_its_own_session_only(one: str, other: str) -> None:
    assert csrf_fits(one, csrf_token(one))
    if one != other:
        assert not csrf_fits(other, csrf_token(one))


@pytest.mark.parametrize("sent", [None, "", "x", "0" * 64, "é"])
def test_nothing_and_nonsense_fit_nothing(sent: str | None) -> None:
    assert not csrf_fits("a session", sent)


@pytest.mark.parametrize(
    ("origin", "fetch_site", "ours"),
    [
        ("https://ayi.example", "same-origin", True),
        (None, "same-origin", True),
        (None, "none", True),
        (None, None, True),
        ("https://ayi.example", None, True),
        ("https://evil.example", None, False),
        ("null", None, False),
        ("http://ayi.example", None, False),
        ("https://ayi.example", "cross-site", False),
        (None, "same-site", False),
        (None, "cross-site", False),
    ],
)
def test_what_the_browser_says_of_where_it_comes_from(
    origin: str | None, fetch_site: str | None, *, ours: bool
) -> None:
    assert from_our_page(origin, fetch_site, OURS) is ours
