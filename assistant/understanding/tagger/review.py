"""A second look at what the rules read in a turn: what is likely misheard is dropped, what they passed over added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from assistant.profile.model import Fact, Language, Topic
from assistant.understanding.common.drafts import MAIN_FIELD, Draft
from assistant.understanding.reading import Act, Context, Reading
from assistant.understanding.tagger import additions
from assistant.understanding.tagger.bars import Bars, bars
from assistant.understanding.tagger.figures import Figure, figures
from assistant.understanding.tagger.model import Tags, tagger
from assistant.understanding.tagger.reasons import with_reason
from assistant.understanding.tagger.signs import Turn, signs
from assistant.understanding.tagger.weighing import Weighing, doubts, trust

# What she would do in an imagined case, her consent and her number are never left to likelihood.
CLOSED: Final = frozenset({Topic.SCENARIO, Topic.CONSENT, Topic.CONTACT, Topic.CONFIRM})
# A single sign (喂) says nothing that the rules do not know.
_LEAST: Final = 2
# Many things are told in one answer to these, and one that was read leaves others.
_MANY: Final = frozenset({"skills", "preferences"})
# Numbers to call are read digit by digit.
_CERTAIN: Final = frozenset({"phone"})
# Beside a cry for help, a leave-taking or a wish to be made to look better, words are easily misheard as claims.
_ALONE: Final = frozenset(
    {Act.EMERGENCY, Act.DISTRESS, Act.DELETE, Act.WITHDRAW, Act.HUMAN, Act.STOP, Act.EMBELLISH, Act.ASK_WHY}
)


def begin(text: str, context: Context) -> Callable[[], Tags] | None:
    """Makes ready to look at a turn a second time; None where no tagger is to be had or wanted.

    Where it is sure to be looked at, that begins now, beside the rules; else only when it is called.
    """
    model = tagger() if context.asking not in CLOSED and text.strip() else None
    if model is None:
        return None
    return partial(model.tag, text, context.asking) if _asks_few(context) else model.begin(text, context.asking)


def _asks_few(context: Context) -> bool:
    """Whether few things are asked for. Where the rules read one, the tagger hardly knows better, and is spared."""
    asked = MAIN_FIELD.get(context.asking) if context.asking else None
    return asked is not None and asked not in _MANY


def review(
    text: str, context: Context, language: Language, reading: Reading, look: Callable[[], Tags], turn_id: str | None
) -> Reading:
    """The reading without what the rules likely misheard, and with what the tagger hears and they passed over."""
    asked = MAIN_FIELD.get(context.asking) if context.asking else None
    answered = _asks_few(context) and any(fact.field == asked for fact in reading.facts)
    if answered or len(text.strip()) < _LEAST or any(span.act in _ALONE for span in reading.acts):
        return reading
    limits, tags = bars(), look()
    turn = Turn(text, language, tags, asked, story=context.asking is None, facts=reading.facts)
    dropped = doubted(turn, doubts())
    facts = [fact for fact in reading.facts if fact not in dropped]
    numbers = partial(figures, text, language, context.today)
    facts += added(replace(turn, facts=facts), dropped, trust(), limits, numbers, turn_id)
    facts = with_reason(facts, text, tags, limits)
    said = {fact.field for fact in facts}
    return Reading(
        facts=tuple(sorted(facts, key=lambda fact: (fact.start, fact.end))),
        acts=(*reading.acts, *additions.acts(text, tags, reading.acts, limits)),
        vague=tuple(field for field in reading.vague if field not in said),
    )


def doubted(turn: Turn, weights: Weighing) -> list[Fact]:
    """The facts of a turn that are likely misheard."""
    may_be = (fact for fact in turn.facts if doubtable(fact) and not _is_the_turn(fact, turn))
    return [fact for fact in may_be if weights.reached(signs_of_known(fact, turn))]


def _is_the_turn(fact: Fact, turn: Turn) -> bool:
    """Whether a fact is nearly all that was said: what the tagger was hardly taught (a district) is no less hers."""
    return 2 * (fact.end - fact.start) > len(turn.text)


def added(
    turn: Turn,
    dropped: Sequence[Fact],
    weights: Weighing,
    limits: Bars,
    numbers: Callable[[], Sequence[Figure]],
    turn_id: str | None,
) -> list[Fact]:
    """What the tagger hears and the facts of the turn do not tell, where it is likely so; nothing just dropped."""
    heard = additions.found(turn.text, turn.tags, turn.facts, limits, numbers)
    facts = (draft.fact(turn.text, turn_id) for draft in heard if not _taken_back(draft, dropped))
    return [fact for fact in facts if weights.reached(signs(fact, turn))]


def signs_of_known(fact: Fact, turn: Turn) -> dict[str, float]:
    """The signs of a fact the rules read, beside the others they read."""
    return signs(fact, replace(turn, facts=[other for other in turn.facts if other is not fact]))


def doubtable(fact: Fact) -> bool:
    """Whether a fact may be dropped: what she takes back, corrects or refuses is never doubted."""
    return fact.status == "claimed" and "correction" not in fact.flags and fact.field not in _CERTAIN


def _taken_back(draft: Draft, dropped: Sequence[Fact]) -> bool:
    """Whether a draft says again what was just dropped."""
    return any(
        (fact.field, fact.value, fact.polarity) == (draft.field, draft.value, draft.polarity) for fact in dropped
    )
