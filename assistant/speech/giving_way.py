"""Speaking lets listening go first: somebody waits for what is heard, while what is said has a little time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread, get_native_id, local
from typing import Final, TypeVar

Made = TypeVar("Made")

# Counted from where the process stands, on the system's scale, whose end is 19.
_LATER: Final = 5
_LAST: Final = 19
_this = local()


def give_way() -> None:
    """From now on this thread, and those it starts, let others go first. Only Linux gives each thread a place."""
    if getattr(_this, "later", False):
        return
    _this.later = True
    if sys.platform == "linux":
        # A system that forbids it works as before.
        with suppress(OSError):
            thread = get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, min(_LAST, os.getpriority(os.PRIO_PROCESS, thread) + _LATER))


def made_giving_way(make: Callable[[], Made]) -> Made:
    """What `make` makes, with every thread it starts giving way, while the calling thread does not."""
    made: list[Made] = []
    failed: list[BaseException] = []

    def work() -> None:
        give_way()
        try:
            made.append(make())
        except BaseException as error:  # noqa: BLE001 - it belongs to the caller, in whose thread it is raised again
            failed.append(error)

    thread = Thread(target=work, name="ayi-giving-way")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return made[0]
