"""Answers that could not be heard: asked again kindly, then offered another way, and never counted against her."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.interview.asking import repeat_open
from assistant.interview.desk import Desk
from assistant.interview.detours import suspend
from assistant.interview.state import EventKind, Phase
from assistant.speech.model import Trouble

_MOVES: Final[Mapping[Trouble, str]] = {
    Trouble.SILENCE: "unheard_silence",
    Trouble.NOISE: "unheard_noise",
    Trouble.UNCLEAR: "unheard_unclear",
    Trouble.OTHER_LANGUAGE: "unheard_other_language",
}


def not_heard(desk: Desk, trouble: Trouble) -> None:
    """One recording without an answer in it: the question stays open and nothing counts as missed or refused.

    The first time she is asked to say it again; from `unheard_before_help` times in a row typing and a person are
    offered; at `unheard_before_pause` the interview waits for her, so that a dead microphone makes no endless loop.
    """
    common = desk.book.agenda.common
    desk.state.unheard += 1
    if desk.state.phase in (Phase.PAUSED, Phase.HANDOFF):
        _say_again(desk, trouble)
        desk.offer("paused")
        return
    if desk.state.unheard >= common.unheard_before_pause and desk.state.phase is not Phase.DONE:
        desk.say("unheard_pause")
        desk.note(EventKind.PAUSED)
        suspend(desk, Phase.PAUSED)
        desk.offer("paused")
        return
    _say_again(desk, trouble)
    _repeat(desk)


def _say_again(desk: Desk, trouble: Trouble) -> None:
    if desk.state.unheard >= desk.book.agenda.common.unheard_before_help:
        desk.say("unheard_help")
        desk.wants_person = True
    else:
        desk.say(_MOVES[trouble])


def _repeat(desk: Desk) -> None:
    """The open question once more, with its chips."""
    if desk.state.open and desk.state.open.kind == "delete":
        desk.say("delete_ask")
        desk.offer("delete")
    elif desk.state.phase is not Phase.DONE:
        repeat_open(desk, simpler=False)
