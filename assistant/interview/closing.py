"""The end: what was understood is read back, she fixes what is wrong, and hears what happens next."""

from __future__ import annotations

from assistant.interview.desk import Desk
from assistant.interview.detours import asides
from assistant.interview.fixing import calls_wrong
from assistant.interview.state import EventKind, OpenQuestion, Phase
from assistant.interview.suggesting import only
from assistant.interview.wondering import wonders
from assistant.profile.model import Topic
from assistant.understanding.reading import Act

_ASIDES = (Act.EMBELLISH, Act.RIGHTS)


def begin_read_back(desk: Desk) -> None:
    """Read back what was understood, or close at once when nothing was."""
    lines = desk.read_back_lines()
    if not lines:
        _finish(desk, "closing_empty", confirmed=False)
        return
    desk.state.phase = Phase.READ_BACK
    desk.state.misses = 0
    desk.put(OpenQuestion(kind="read_back", topic=Topic.CONFIRM))
    _say_lines(desk, lines)


def read_back(desk: Desk) -> None:
    """One turn while the read-back is on the table."""
    if desk.new_facts():
        _changed(desk)
        return
    asides(desk)
    if desk.does(*_ASIDES) or wonders(desk):
        desk.say("read_back_right")
        desk.offer("read_back")
    elif desk.does(Act.REPEAT):
        _say_lines(desk, desk.read_back_lines())
    elif _finds_fault(desk):
        desk.say("read_back_which")
        desk.offer("read_back_which")
    elif desk.does(Act.YES) or _nothing_to_change(desk):
        fields = tuple(sorted({fact.field for fact in desk.folded.live}))
        desk.note(EventKind.READ_BACK_CONFIRMED, Topic.CONFIRM)
        desk.note(EventKind.FACTS_CONFIRMED, Topic.CONFIRM, fields)
        _finish(desk, "closing", confirmed=True)
    elif desk.does(Act.SKIP, Act.DONE, Act.ANY):
        _finish(desk, "closing_unconfirmed", confirmed=False)
    else:
        _not_understood(desk)


def _nothing_to_change(desk: Desk) -> bool:
    """Whether she answers that none is wrong: "哪条不对您就说" - "没有"."""
    return only(desk.text, desk.phrases.moves.nothing_alone)


def _finds_fault(desk: Desk) -> bool:
    if _nothing_to_change(desk):
        return False
    if desk.does(Act.YES):
        return desk.does(Act.CORRECTION)
    return desk.does(Act.NO, Act.CORRECTION) or calls_wrong(desk)


def close_early(desk: Desk) -> None:
    """End without the read-back."""
    _finish(desk, "closing_unconfirmed" if desk.profile else "closing_empty", confirmed=False)


def after_done(desk: Desk) -> None:
    """Words after the end: still useful, still able to correct."""
    facts = desk.new_facts()
    asides_wanted = desk.does(*_ASIDES) or wonders(desk)
    if asides_wanted:
        asides(desk)
    if facts:
        words = _changed_words(desk)
        desk.say("after_done_changed", list=words) if words else desk.say("read_back_changed_plain")
    elif (desk.does(Act.CORRECTION, Act.NO) or calls_wrong(desk)) and not asides_wanted:
        desk.say("read_back_which")
    elif desk.does(Act.THANKS) and not asides_wanted:
        desk.say("after_done_thanks")
    elif not asides_wanted:
        desk.say("after_done")


def _changed(desk: Desk) -> None:
    """Fix what she corrected and read back only that."""
    words = _changed_words(desk)
    desk.say("read_back_changed", list=words) if words else desk.say("read_back_changed_plain")
    asides(desk)
    desk.state.misses = 0
    desk.offer("read_back")


def _changed_words(desk: Desk) -> str:
    fields = dict.fromkeys(fact.field for fact in desk.new_facts())
    return desk.words_for_fields(fields)


def _say_lines(desk: Desk, lines: list[str]) -> None:
    desk.say("read_back", lines="\n".join(lines))
    desk.offer("read_back")


def _not_understood(desk: Desk) -> None:
    desk.state.misses += 1
    if desk.state.misses > desk.book.agenda.common.misses_before_help:
        _finish(desk, "closing_unconfirmed", confirmed=False)
        return
    desk.say("miss")
    desk.say("read_back_right")
    desk.offer("read_back")


def _finish(desk: Desk, move: str, *, confirmed: bool) -> None:
    desk.state.phase = Phase.DONE
    desk.state.read_back_confirmed = confirmed
    desk.put(OpenQuestion(kind="read_back", topic=Topic.CONFIRM))
    desk.note(EventKind.COMPLETED)
    desk.say(move)
    if desk.state.parked:
        desk.say("closing_parked")
