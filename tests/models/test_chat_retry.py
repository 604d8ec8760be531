"""A request is sent again only where that may help, and not before the server wants it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.chat import ChatError, Failure
from assistant.models.chat_retry import AGAIN, pause


@pytest.mark.parametrize("failure", sorted(set(Failure) - AGAIN))
def test_what_does_not_pass_by_itself_is_not_sent_again(failure: Failure) -> None:
    assert pause(1, ChatError(failure), 0.5) is None


@given(st.sampled_from(sorted(AGAIN)), st.integers(1, 20), st.floats(0, 1))
def test_pauses_are_jittered_grow_and_have_a_bound(failure: Failure, attempt: int, chance: float) -> None:
    wait = pause(attempt, ChatError(failure), chance)
    assert wait is not None
    assert 0 <= wait <= 8
    later = pause(attempt + 1, ChatError(failure), chance)
    assert later is not None
    assert later >= wait


@given(st.floats(0, 100), st.floats(0, 1))
def test_the_servers_own_wish_is_the_least(seconds: float, chance: float) -> None:
    wait = pause(1, ChatError(Failure.LIMITED, seconds), chance)
    assert wait is not None
    assert wait >= seconds
