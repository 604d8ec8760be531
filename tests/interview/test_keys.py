"""Tokens tell how they came to be, and nobody can take that off."""

from __future__ import annotations

from assistant.interview.keys import is_lent, is_proven, lent_token, proven_token


def test_a_token_tells_how_it_came_to_be() -> None:
    lent, proven = lent_token(), proven_token()
    assert (is_lent(lent), is_proven(lent)) == (True, False)
    assert (is_lent(proven), is_proven(proven)) == (False, True)
    assert not is_lent(None)
    assert not is_proven("something else")


def test_no_two_are_alike() -> None:
    assert len({lent_token() for _ in range(20)}) == 20
