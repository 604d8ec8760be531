"""What comes before the agenda: danger, a person, a pause, deletion; and what is said beside an answer."""

from __future__ import annotations

from assistant.interview.answering import Outcome, choices_of
from assistant.interview.asking import repeat_open
from assistant.interview.desk import Desk
from assistant.interview.questions import right_for
from assistant.interview.state import EventKind, OpenQuestion, Phase
from assistant.interview.suggesting import only
from assistant.interview.wondering import asks, worry
from assistant.profile.model import Topic
from assistant.understanding.reading import Act

_PHONE_ASKED = "human_contact"


def interrupted(desk: Desk) -> bool:
    """Whether something more urgent than the conversation took this turn."""
    return any(handle(desk) for handle in (_danger, _pending_deletion, _deletion, _withdrawal, _human, _pause))


def _says(desk: Desk, *acts: Act) -> bool:
    """Whether she does it herself; in an answer to a what-if question it must be most of what she says."""
    in_scenario = desk.state.open is not None and desk.state.open.kind == "scenario"
    return desk.mostly(*acts) if in_scenario and desk.does(*acts) else desk.does(*acts)


def _danger(desk: Desk) -> bool:
    if not desk.does(Act.EMERGENCY, Act.DISTRESS):
        return False
    in_scenario = desk.state.open is not None and desk.state.open.kind == "scenario"
    if in_scenario and not any(word in desk.text.lower() for word in desk.phrases.moves.now_words):
        return False
    emergency = desk.does(Act.EMERGENCY)
    # Said once she knows it: what helps now is that she does it.
    again = desk.state.in_danger and emergency
    desk.say("emergency_again" if again else "emergency" if emergency else "distress")
    desk.state.in_danger = True
    desk.note(EventKind.EMERGENCY if emergency else EventKind.DISTRESS)
    _hand_over(desk)
    desk.silent_topic = True
    return True


def _hand_over(desk: Desk) -> None:
    desk.handoff = True
    desk.state.handoff_requested = True
    desk.note(EventKind.HANDOFF_REQUESTED)
    suspend(desk, Phase.HANDOFF)


def suspend(desk: Desk, phase: Phase) -> None:
    """Step aside; her next words go on where she was. A finished or declined interview stays what it is."""
    if desk.state.phase in (Phase.DONE, Phase.DECLINED):
        return
    if desk.state.phase not in (Phase.PAUSED, Phase.HANDOFF):
        desk.state.resume = desk.state.phase
    desk.state.phase = phase


def _pending_deletion(desk: Desk) -> bool:
    if desk.state.open is None or desk.state.open.kind != "delete":
        return False
    desk.state.open, desk.state.suspended = desk.state.suspended, None
    agreed = (desk.does(Act.YES) or desk.mostly(Act.DELETE)) and not desk.does(Act.NO)
    if agreed:
        desk.note(EventKind.DELETE_REQUESTED)
        desk.say("delete_done")
        _forget(desk)
        return True
    desk.say("delete_kept")
    if not desk.does(Act.NO):
        return False  # she has gone on to something else
    repeat_open(desk, simpler=False)
    return True


def _deletion(desk: Desk) -> bool:
    if not _says(desk, Act.DELETE):
        return False
    if desk.state.consented and _says(desk, Act.WITHDRAW):
        return False  # she does not agree any more: that needs no second thought, and takes everything with it
    if not desk.state.consented:  # nothing is kept, so nothing needs a second thought
        desk.note(EventKind.DELETE_REQUESTED)
        desk.say("delete_done")
        _forget(desk)
        return True
    desk.state.suspended = desk.state.open
    desk.state.open = OpenQuestion(kind="delete", topic=Topic.CONFIRM)
    desk.say("delete_ask")
    desk.offer("delete")
    return True


def _withdrawal(desk: Desk) -> bool:
    if not _says(desk, Act.WITHDRAW) or not desk.state.consented:
        return False
    desk.note(EventKind.CONSENT_WITHDRAWN)
    desk.say("withdrawn")
    _forget(desk)
    return True


def _forget(desk: Desk) -> None:
    """Without consent the state keeps nothing of what she said; the rooms that store it act on the event."""
    state = desk.state
    state.consented = False
    state.phase = Phase.DECLINED
    state.open = OpenQuestion(kind="restart", topic=Topic.CONSENT)
    state.suspended = state.doubted = state.doubted_turn = state.previous_topic = None
    state.asked, state.scenarios = {}, {}
    state.closed, state.skipped, state.followed, state.conflicts_asked = (), (), (), ()
    state.refused, state.parked = (), ()
    state.best_percent = 0
    desk.silent_topic = True
    desk.offer("declined")


def _human(desk: Desk) -> bool:
    if not _says(desk, Act.HUMAN):
        return False
    again = desk.state.handoff_requested
    _hand_over(desk)
    if not desk.state.consented and desk.state.resume is Phase.CONSENT:
        desk.say("human_before")
        desk.offer("consent")
        return True
    desk.say("human_waiting" if again else "human")
    if desk.state.consented and not desk.profile.get("phone") and Topic.CONTACT not in desk.state.refused:
        _ask_for_phone(desk)
    return True


def _ask_for_phone(desk: Desk) -> None:
    """Once: without a number nobody can call her back."""
    if _PHONE_ASKED not in desk.state.followed:
        desk.state.followed = (*desk.state.followed, _PHONE_ASKED)
        desk.say("human_contact")


def _pause(desk: Desk) -> bool:
    if not _says(desk, Act.STOP, Act.WAIT) or desk.state.phase in (Phase.DONE, Phase.DECLINED):
        return False
    desk.say("paused" if _says(desk, Act.STOP) else "waiting")
    desk.note(EventKind.PAUSED)
    suspend(desk, Phase.PAUSED)
    desk.offer("paused")
    return True


def resume(desk: Desk) -> bool:
    """Go back to where she was; whether coming back was all this turn did."""
    state = desk.state
    if state.phase not in (Phase.PAUSED, Phase.HANDOFF):
        return False
    state.phase = state.resume
    desk.note(EventKind.RESUMED)
    in_danger, state.in_danger = state.in_danger, False
    if state.phase not in (Phase.ASKING, Phase.READ_BACK) or desk.new_facts():
        return False
    if in_danger and not asks(desk):
        desk.say("emergency_over")  # her first words after that ("没事了") are about it, not about our question
        return True
    if not only(desk.text, desk.phrases.moves.resume_words) and not _only_comes_back(desk):
        return False
    desk.say("welcome_back")
    return True


def _only_comes_back(desk: Desk) -> bool:
    """A greeting, or a yes where yes answers nothing."""
    if desk.does(Act.GREETING) and desk.mostly(Act.GREETING):
        return True
    question = desk.state.open
    item = desk.item(question.id) if question and question.kind == "item" else None
    if item is None or not (desk.does(Act.YES) and desk.mostly(Act.YES)):
        return False
    return "yes" not in item.closes_on and not any(choice.act == "yes" for choice in choices_of(desk, item))


def asides(desk: Desk, outcome: Outcome | None = None) -> None:
    """Answer what she asked and claims we must decline, before going on."""
    if outcome is Outcome.ANSWERED and desk.state.open and desk.state.open.kind == "scenario":
        return
    if desk.does(Act.RIGHTS):
        right = right_for(desk.phrases, desk.text)
        desk.said.append(right.text)
        desk.wants_person = True
        desk.note(EventKind.RIGHTS_REPORTED)
    if desk.does(Act.EMBELLISH):
        desk.say("embellish")
        desk.note(EventKind.EMBELLISHMENT_DECLINED)
    if desk.does(Act.ASK_IDENTITY):
        identity = desk.phrases.answers.identity
        desk.said.append(desk.pick("identity", identity))
    elif desk.does(Act.ASK_WHY):
        desk.said.append(why(desk))
    elif asks(desk) and not desk.does(Act.RIGHTS, Act.EMBELLISH):
        _answer_question(desk)
    elif troubled := worry(desk):
        desk.said.append(troubled.text)
    elif desk.does(Act.THANKS) and not desk.new_facts():
        desk.say("no_thanks_needed")
    elif desk.does(Act.GREETING) and not desk.new_facts():
        desk.say("hello")


def why(desk: Desk) -> str:
    """The lawful reason for the question on the table."""
    topic = desk.state.asking or Topic.CONSENT
    reasons = desk.phrases.questions.why
    return reasons.get(topic) or reasons[Topic.CONSENT]


def _answer_question(desk: Desk) -> None:
    answer = desk.answerer.answer(desk.text, desk.state.language, desk.state.asking)
    if answer:
        desk.said.append(answer)
        return
    if any(word in desk.text.lower() for word in desk.phrases.moves.why_words):
        desk.said.append(why(desk))
        return
    desk.say("parked_more" if desk.state.parked else "parked")
    if desk.state.consented:
        desk.park(desk.text)
