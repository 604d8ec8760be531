"""Shows briefly that she was understood: what changed, what is new, never the sensitive things."""

from __future__ import annotations

from assistant.interview.desk import Desk, topic_of
from assistant.profile.model import Fact

# At most this many things are said back, and only while they stay short enough to be listened to.
_MOST = 2
_LONGEST = {"zh": 22, "en": 60}
# From so many things told in one breath none is picked out: she hears that all of them were taken.
_MANY = 5


def acknowledge(desk: Desk, leave_out: frozenset[str] = frozenset()) -> bool:
    """Add an acknowledgement of this turn's facts to the reply; whether there was anything to acknowledge.

    `leave_out`: fields that are about to be read back anyway.
    """
    facts = [fact for fact in desk.new_facts() if fact.field not in leave_out and fact.field != "scenarios"]
    changed = [fact for fact in facts if is_change(desk, fact)]
    if changed:
        words = _words(desk, changed, bare=True)
        desk.say("ack_corrected", list=words) if words else desk.say("ack_corrected_plain")
        return True
    if not facts:
        return _acknowledge_nothing_had(desk) or _acknowledge_refusal(desk)
    name = next((str(fact.value) for fact in facts if fact.field == "name"), None)
    rest = [fact for fact in facts if fact.field != "name"]
    many = len({fact.field for fact in rest}) >= _MANY
    words = "" if many else _words(desk, [fact for fact in rest if fact.polarity == "positive"])
    denied = "" if many else _words(desk, [fact for fact in rest if fact.polarity == "negative"])
    if name and len(name) == 1:
        desk.say("ack_surname", name=name)
    elif name:
        desk.say("ack_name", name=name)
    if many:
        desk.say("ack_many")
    elif name and (words or denied):
        desk.say("ack_more", list=words or denied)
    elif words or denied:
        desk.say("ack", list=words or denied)
    elif not name:
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


def _words(desk: Desk, facts: list[Fact], *, bare: bool = False) -> str:
    never = desk.book.agenda.common.never_echo
    by_field: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.field not in never:
            by_field.setdefault(fact.field, []).append(fact)
    found = (desk.words_in_passing(of_field, bare=bare) for of_field in by_field.values())
    said = list(dict.fromkeys(words for words in found if words))
    joiner = "，" if desk.state.language == "zh" else ", "
    while said:
        text = joiner.join(said[:_MOST])
        if len(text) <= _LONGEST[desk.state.language]:
            return text
        said = said[: min(len(said), _MOST) - 1]
    return ""
