"""A failing server is left alone, then tried with one request; what succeeds closes the breaker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.models.chat_breaker import Breaker


class Now:
    """Seconds that stand still until moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def broken(now: Now) -> Breaker:
    breaker = Breaker(now, failures=3, seconds=10)
    for _ in range(3):
        assert breaker.enter()
        breaker.failed()
    return breaker


def test_it_opens_after_so_many_failures_in_a_row() -> None:
    assert broken(Now()).state == "open"
    breaker = Breaker(Now(), failures=3)
    for outcome in (breaker.failed, breaker.failed, breaker.passed, breaker.failed, breaker.failed):
        breaker.enter()
        outcome()
    assert breaker.state == "closed"


def test_after_its_rest_one_request_goes_through_and_closes_it() -> None:
    now = Now()
    breaker = broken(now)
    assert not breaker.enter()
    now.seconds = 10
    assert breaker.enter()
    assert not breaker.enter()
    breaker.passed()
    assert breaker.state == "closed"
    assert breaker.enter()
    assert breaker.enter()


def test_a_failing_probe_rests_twice_as_long_up_to_a_bound() -> None:
    now = Now()
    breaker = broken(now)
    rest = 10.0
    for _ in range(12):
        now.seconds += rest
        assert breaker.enter()
        breaker.failed()
        rest = min(rest * 2, 600)
        now.seconds += rest - 1
        assert breaker.state == "open"
        now.seconds -= rest - 1


def test_a_probe_nobody_waited_for_makes_room_for_the_next() -> None:
    now = Now()
    breaker = broken(now)
    now.seconds = 10
    assert breaker.enter()
    breaker.left()
    assert breaker.enter()


@given(st.lists(st.tuples(st.sampled_from(["passed", "failed", "left"]), st.floats(0, 50)), max_size=40))
def test_it_never_stays_shut_for_good(history: list[tuple[str, float]]) -> None:
    now = Now()
    breaker = Breaker(now, failures=3, seconds=10)
    for outcome, seconds in history:
        now.seconds += seconds
        if breaker.enter():
            getattr(breaker, outcome)()
    now.seconds += 600
    assert breaker.enter()
