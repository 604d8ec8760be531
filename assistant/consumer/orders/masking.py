"""Personal data in words people wrote: found by pattern, covered before anybody else reads them.

Patterns are data (`masks` of `knowledge_base/consumer/orders.yaml`). Words are never judged by what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.wording import words
from assistant.kit.errors import BadInputError
from assistant.profile.model import Language


class Mask(NamedTuple):
    """Characters that are covered, and what kind of thing they are: `text[start:end]`."""

    start: int
    end: int
    kind: str


def personal(text: str) -> list[Mask]:
    """What of a text identifies or reaches a person, in order, without overlaps."""
    found: list[Mask] = []
    for rule in rules().masks:
        for match in rule.pattern.finditer(text):
            if match.end() > match.start() and not any(match.start() < m.end and match.end() > m.start for m in found):
                found.append(Mask(match.start(), match.end(), rule.kind))
    return sorted(found)


def merged(masks: Iterable[Mask]) -> list[Mask]:
    """Masks in order, overlapping ones made one; the kind is the first one's."""
    found: list[Mask] = []
    for mask in sorted(masks):
        if found and mask.start < found[-1].end:
            found[-1] = Mask(found[-1].start, max(found[-1].end, mask.end), found[-1].kind)
        else:
            found.append(mask)
    return found


def covered(text: str, masks: Iterable[Sequence[object]], language: Language) -> str:
    """The text as it may be shown: in place of each mask stands what was there, by kind."""
    say, parts, at = words(language), [], 0
    for mask in merged(Mask(int(str(m[0])), int(str(m[1])), str(m[2])) for m in masks):
        parts += [text[at : mask.start], say.text("masked", kind=say.text(f"mask_kinds.{mask.kind}"))]
        at = mask.end
    return "".join([*parts, text[at:]])


def plain(text: str, language: Language) -> str:
    """The text with everything personal covered."""
    return covered(text, personal(text), language)


def chosen(text: str, masks: Sequence[Mask]) -> list[Mask]:
    """What a person covers by hand, beside what is covered anyway.

    Raises:
        BadInputError: a mask lies outside the words, is of no known kind, is longer than such a thing can be, or all
            of them together would cover more of the words than may be covered.
    """
    bounds = rules().review
    for mask in masks:
        if not 0 <= mask.start < mask.end <= len(text) or mask.kind not in bounds.mask_kinds:
            raise BadInputError("review_mask_wrong")
        if mask.end - mask.start > bounds.one_mask:
            raise BadInputError("review_mask_much")
    own = personal(text)
    by_hand = sum(mask.end - mask.start for mask in merged([*own, *masks])) - sum(m.end - m.start for m in own)
    if by_hand > bounds.most_masked * len(text):
        raise BadInputError("review_mask_much")
    return merged([*own, *masks])
