"""Consent before the first question: without it nothing is asked and nothing is kept."""

from __future__ import annotations

from assistant.interview.answering import note_refusals
from assistant.interview.desk import Desk
from assistant.interview.detours import asides
from assistant.interview.state import EventKind, OpenQuestion, Phase
from assistant.interview.wondering import asks, in_question, worry
from assistant.profile.model import Topic
from assistant.understanding.reading import Act

_ASIDES = (Act.ASK_IDENTITY, Act.ASK_WHY, Act.EMBELLISH, Act.RIGHTS, Act.GREETING, Act.THANKS)


def opening(desk: Desk) -> None:
    """The first thing she hears: an AI, what is kept and why, a person one word away, and the question."""
    desk.say("greeting" if desk.state.channel == "text" else "greeting_voice")
    desk.put(OpenQuestion(kind="consent", topic=Topic.CONSENT))
    desk.offer("consent")


def take_consent(desk: Desk) -> bool:
    """Handle a turn before consent; whether consent is now given and the interview can go on in this turn."""
    if agrees(desk) and not desk.does(Act.NO, Act.REFUSE):
        if not desk.aloud or desk.book.agenda.common.voiced_consent.fullmatch(desk.text.strip()):
            return _agreed(desk)
        # Agreeing is the one answer that must not rest on a mishearing.
        _ask_once_more(desk)
        return False
    if desk.does(Act.NO, Act.REFUSE) and not asks(desk):
        _refused(desk)
        return False
    if desk.state.phase is Phase.DECLINED:
        asides(desk)
        desk.say("declined_still")
        desk.offer("declined")
        desk.silent_topic = True
        return False
    if desk.does(Act.REPEAT):
        desk.say("greeting" if desk.state.channel == "text" else "greeting_voice")
        desk.offer("consent")
        return False
    asides(desk)
    if not (desk.does(*_ASIDES) or asks(desk) or worry(desk)):
        desk.state.misses += 1
    _ask_again(desk)
    return False


def agrees(desk: Desk) -> bool:
    """Whether she says yes to what she was asked, and neither asks what it means nor makes a condition of it."""
    if not any(span.act is Act.YES and not in_question(desk, span) for span in desk.reading.acts):
        return False
    return not (asks(desk) and any(word in desk.text.lower() for word in desk.phrases.moves.but_words))


def agrees_in_words(desk: Desk) -> bool:
    """Whether she names what she agrees to (同意), so that no question need stand right before it."""
    return agrees(desk) and any(word in desk.text.lower() for word in desk.phrases.moves.agree_words)


def ask_consent(desk: Desk) -> None:
    """Put the question of consent once more, without counting anything against her."""
    _ask_again(desk)


def _ask_once_more(desk: Desk) -> None:
    desk.state.misses += 1
    _ask_again(desk)


def _ask_again(desk: Desk) -> None:
    desk.say("consent_ask")
    desk.offer("consent")
    if desk.state.misses >= desk.book.agenda.common.misses_before_help:
        desk.say("miss_help")


def _agreed(desk: Desk) -> bool:
    desk.state.consented = True
    desk.state.phase = Phase.ASKING
    desk.state.misses = 0
    desk.state.open = None
    desk.note(EventKind.CONSENT_GIVEN, Topic.CONSENT)
    desk.say("consent_thanks")
    note_refusals(desk)
    return True


def _refused(desk: Desk) -> None:
    """Explain once, then stop politely."""
    desk.state.consent_asked += 1
    if desk.state.phase is not Phase.DECLINED and desk.state.consent_asked < 2:
        desk.say("consent_explain")
        desk.offer("consent_explain")
        return
    decline(desk)


def decline(desk: Desk) -> None:
    """Stop politely; nothing is kept."""
    desk.state.phase = Phase.DECLINED
    desk.put(OpenQuestion(kind="restart", topic=Topic.CONSENT))
    desk.note(EventKind.CONSENT_DECLINED, Topic.CONSENT)
    desk.say("consent_declined")
    desk.offer("declined")
    desk.silent_topic = True
