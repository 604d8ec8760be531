"""A second look at what the rules read in a turn: what is likely misheard is dropped, what they passed over added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from assistant.profile.model import Fact, Language, Topic
from assistant.understanding.common.drafts import MAIN_FIELD, Draft
from assistant.understanding.reading import Act, Context, Reading
from assistant.understanding.tagger import additions
from assistant.understanding.tagger.bars import bars
from assistant.understanding.tagger.doubts import Doubts, doubts, signs
from assistant.understanding.tagger.figures import figures
from assistant.understanding.tagger.model import Tags, tagger
from assistant.understanding.tagger.reasons import with_reason

# What she would do in an imagined case, her consent and her number are never left to likelihood.
CLOSED: Final = frozenset({Topic.SCENARIO, Topic.CONSENT, Topic.CONTACT, Topic.CONFIRM})
# Numbers to call are read digit by digit.
_CERTAIN: Final = frozenset({"phone"})
# Beside a cry for help, a leave-taking or a wish to be made to look better, words are easily misheard as claims.
_ALONE: Final = frozenset(
    {Act.EMERGENCY, Act.DISTRESS, Act.DELETE, Act.WITHDRAW, Act.HUMAN, Act.STOP, Act.EMBELLISH, Act.ASK_WHY}
)


def begin(text: str, context: Context) -> Callable[[], Tags] | None:
    """Begins to look at a turn a second time, beside the rules; None where no tagger is to be had or wanted."""
    model = tagger() if context.asking not in CLOSED and text.strip() else None
    return model.begin(text, context.asking) if model else None


def review(
    text: str, context: Context, language: Language, reading: Reading, look: Callable[[], Tags], turn_id: str | None
) -> Reading:
    """The reading without what the rules likely misheard, and with what the tagger hears and they passed over."""
    asked = MAIN_FIELD.get(context.asking) if context.asking else None
    if any(span.act in _ALONE for span in reading.acts):
        return reading
    limits, tags = bars(), look()
    story, weights = context.asking is None, doubts()
    dropped = doubted(reading, text, tags, weights, asked, language, story=story)
    facts = [fact for fact in reading.facts if fact not in dropped]
    heard = additions.found(text, tags, facts, limits, asked, partial(figures, text, language, context.today))
    drafts = [draft for draft in heard if not _taken_back(draft, dropped)]
    facts += (draft.fact(text, turn_id) for draft in drafts)
    facts = with_reason(facts, text, tags, limits)
    said = {fact.field for fact in facts}
    return Reading(
        facts=tuple(sorted(facts, key=lambda fact: (fact.start, fact.end))),
        acts=(*reading.acts, *additions.acts(text, tags, reading.acts, limits)),
        vague=tuple(field for field in reading.vague if field not in said),
    )


def doubted(
    reading: Reading, text: str, tags: Tags, weights: Doubts, asked: str | None, language: Language, *, story: bool
) -> list[Fact]:
    """The facts of a reading that are likely misheard."""
    return [
        fact
        for fact in reading.facts
        if doubtable(fact) and weights.doubted(signs(fact, text, tags, asked, language, story=story))
    ]


def doubtable(fact: Fact) -> bool:
    """Whether a fact may be dropped: what she takes back, corrects or refuses is never doubted."""
    return fact.status == "claimed" and "correction" not in fact.flags and fact.field not in _CERTAIN


def _taken_back(draft: Draft, dropped: Sequence[Fact]) -> bool:
    """Whether a draft says again what was just dropped."""
    return any(
        (fact.field, fact.value, fact.polarity) == (draft.field, draft.value, draft.polarity) for fact in dropped
    )
