"""Shows briefly that she was understood: what changed, what is new, never the sensitive things."""

from __future__ import annotations

from assistant.interview.desk import Desk, topic_of
from assistant.profile.model import Fact

# At most this many things are said back, and only while they stay short enough to be listened to.
_MOST = 2
_LONGEST = {"zh": 22, "en": 60}


def acknowledge(desk: Desk, leave_out: frozenset[str] = frozenset()) -> bool:
    """Add an acknowledgement of this turn's facts to the reply; whether there was anything to acknowledge.

    `leave_out`: fields that are about to be read back anyway.
    """
    facts = [fact for fact in desk.new_facts() if fact.field not in leave_out and fact.field != "scenarios"]
    changed = [fact for fact in facts if is_change(desk, fact)]
    if changed:
        words = _words(desk, changed)
        desk.say("ack_corrected", list=words) if words else desk.say("ack_corrected_plain")
        return True
    if not facts:
        return _acknowledge_nothing_had(desk) or _acknowledge_refusal(desk)
    name = next((str(fact.value) for fact in facts if fact.field == "name"), None)
    if name:
        desk.say("ack_name", name=name)
        facts = [fact for fact in facts if fact.field != "name"]
    denied = _words(desk, [fact for fact in facts if fact.polarity == "negative"])
    words = _words(desk, [fact for fact in facts if fact.polarity == "positive"])
    if words:
        desk.say("ack", list=words)
    if denied and not words:
        desk.say("ack_declined", list=denied)
    if not (name or words or denied):
        desk.say("ack_noted")
    return True


def _acknowledge_nothing_had(desk: Desk) -> bool:
    """She said that she has none of something (没证): a fact without a value, and heard all the same."""
    none_had = any(fact.polarity == "negative" and fact.value is None for fact in desk.reading.facts)
    if none_had and not desk.hypothetical:
        desk.say("ack_plain")
        return True
    return False


def _acknowledge_refusal(desk: Desk) -> bool:
    """She will not speak of something that was not asked just now; what was asked gets its own answer."""
    asked = desk.state.asking
    if any(fact.status == "refused" and topic_of(fact.field) not in (None, asked) for fact in desk.reading.facts):
        desk.say("ack_refused_other")
        return True
    return False


def is_change(desk: Desk, fact: Fact) -> bool:
    """Whether the fact corrects what an earlier turn said."""
    return "correction" in fact.flags and desk.known_before(fact.field)


def _words(desk: Desk, facts: list[Fact]) -> str:
    never = desk.book.agenda.common.never_echo
    said: list[str] = []
    for fact in facts:
        words = desk.words_for(fact) if fact.field not in never else None
        if words and words not in said:
            said.append(words)
    joiner = "，" if desk.state.language == "zh" else ", "
    while said:
        text = joiner.join(said[:_MOST])
        if len(text) <= _LONGEST[desk.state.language]:
            return text
        said = said[: min(len(said), _MOST) - 1]
    return ""
