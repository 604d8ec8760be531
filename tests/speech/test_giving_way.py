"""Threads that let others go first, and none besides them."""

from __future__ import annotations

import os
import sys
from threading import Thread, get_native_id

import pytest

from assistant.speech.giving_way import give_way, made_giving_way

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives each thread a place of its own")


def place() -> int:
    return os.getpriority(os.PRIO_PROCESS, get_native_id())


@linux
def test_a_thread_gives_way_for_good_and_others_do_not() -> None:
    found: list[int] = []

    def work() -> None:
        give_way()
        give_way()
        found.append(place())

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert found == [min(19, place() + 5)]


@linux
def test_what_is_made_starts_threads_that_give_way() -> None:
    before = place()
    assert made_giving_way(place) == min(19, before + 5)
    assert place() == before


def test_what_fails_fails_where_it_was_asked_for() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        made_giving_way(fail)
