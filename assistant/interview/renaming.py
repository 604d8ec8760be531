"""Her name was only heard: it is shown, and one touch puts its characters right."""

from __future__ import annotations

import re

from assistant.interview.acknowledging import acknowledge
from assistant.interview.asking import repeat_open, say_which_characters, still_wanted
from assistant.interview.desk import Desk
from assistant.interview.state import OpenQuestion, Phase
from assistant.profile.model import Topic
from assistant.understanding.reading import Act

_NOT_LETTERS = re.compile(r"[^\w]+")


def offer_renaming(desk: Desk) -> None:
    """Beside the chips of the next question, one to put right a name that was heard in this turn."""
    heard = desk.aloud and any(fact.field == "name" for fact in desk.new_facts())
    if heard and desk.state.phase is Phase.ASKING and desk.state.open is not None:
        desk.chips = (*desk.chips, *desk.phrases.moves.chips["rename"])


def asked_to_rename(desk: Desk) -> bool:
    """Ask with which characters her name is written, if she says that it is written wrongly; the rest waits."""
    if desk.state.phase is not Phase.ASKING or _letters(desk.text) not in map(
        _letters, desk.phrases.moves.rename_words
    ):
        return False
    if desk.state.open is None or desk.state.open.kind != "name":
        desk.state.suspended, desk.state.open = (
            desk.state.open,
            OpenQuestion(kind="name", topic=Topic.NAME, fields=("name",)),
        )
    say_which_characters(desk)
    return True


def rename(desk: Desk) -> bool:
    """One turn under it: her name as she writes it, or whatever else she says. Whether the agenda goes on now.

    What was asked before is asked again, unless this turn has answered it.
    """
    if desk.does(Act.REPEAT):
        say_which_characters(desk)
        return False
    desk.state.open, desk.state.suspended = desk.state.suspended, None
    if not acknowledge(desk):
        desk.say("ack_plain")
    if not still_wanted(desk):
        return True
    repeat_open(desk, simpler=False)
    return False


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())
