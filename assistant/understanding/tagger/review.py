"""A second look at what the rules read in a turn: what they passed over is added, places change roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from assistant.profile.model import Fact, Language, Topic
from assistant.understanding.common.drafts import MAIN_FIELD
from assistant.understanding.reading import Act, Context, Reading
from assistant.understanding.tagger import additions
from assistant.understanding.tagger.bars import Bars, bars
from assistant.understanding.tagger.figures import figures
from assistant.understanding.tagger.labels import PLACED, labels_of
from assistant.understanding.tagger.model import Tags, tagger

# What she would do in an imagined case, her consent and her number are never left to likelihood.
CLOSED: Final = frozenset({Topic.SCENARIO, Topic.CONSENT, Topic.CONTACT, Topic.CONFIRM})
# Beside a cry for help, a leave-taking or a wish to be made to look better, words are easily misheard as claims.
_ALONE: Final = frozenset(
    {Act.EMERGENCY, Act.DISTRESS, Act.DELETE, Act.WITHDRAW, Act.HUMAN, Act.STOP, Act.EMBELLISH, Act.ASK_WHY}
)


def begin(text: str, context: Context) -> Callable[[], Tags] | None:
    """Makes ready to look at a turn a second time; None where no tagger is to be had or wanted.

    A turn that answers no question is mostly a story, long and always looked at: that begins now, beside the rules.
    """
    model = tagger() if context.asking not in CLOSED and text.strip() else None
    if model is None:
        return None
    return partial(model.tag, text, context.asking) if context.asking else model.begin(text, None)


def review(
    text: str, context: Context, language: Language, reading: Reading, look: Callable[[], Tags], turn_id: str | None
) -> Reading:
    """The reading with what the tagger hears and the rules passed over, and places in the roles they have.

    Where the rules read what was asked they are hardly ever bettered (5 of 484 turns nobody had seen), so it is spared
    there.
    """
    asked = MAIN_FIELD.get(context.asking) if context.asking else None
    if any(span.act in _ALONE for span in reading.acts) or any(fact.field == asked for fact in reading.facts):
        return reading
    limits, tags = bars(), look()
    facts = [fact for fact in reading.facts if not doubtful(fact, tags, limits)]
    drafts = list(additions.found(text, tags, facts, limits, asked, partial(figures, text, language, context.today)))
    facts += (draft.fact(text, turn_id) for draft in drafts)
    said = {fact.field for fact in facts}
    return Reading(
        facts=tuple(sorted(facts, key=lambda fact: (fact.start, fact.end))),
        acts=(*reading.acts, *additions.acts(text, tags, reading.acts, limits)),
        vague=tuple(field for field in reading.vague if field not in said),
    )


def doubtful(fact: Fact, tags: Tags, limits: Bars) -> bool:
    """Whether a place was read in a role in which the tagger does not hear it, while it surely hears it in another.

    What a rule read is never dropped only because the tagger is deaf to it.
    """
    bar = limits.drop(fact.field)
    if fact.field not in PLACED or fact.status != "claimed" or fact.flags or bar < 0:
        return False
    own = tuple(labels_of(fact.field, fact.value, fact.polarity))
    others = (f"{role}+" for role in PLACED if role != fact.field)
    heard = max(tags.within(label, fact.start, fact.end) for label in own)
    return heard < bar and max(tags.within(label, fact.start, fact.end) for label in others) >= limits.other_role
