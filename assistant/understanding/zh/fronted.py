"""Finds things named before what is done with them (饭我煮得来): the thing alone then stands for the task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from assistant.kit.data import data_path, load_yaml
from assistant.vocabulary import TermMatch

_KINDS: Final = ("jobs", "skills")
# What may stand between the thing and the verb: the speaker, adverbs, a negation or a modal.
_BETWEEN: Final = (
    r"(?:啊|嘛|呢|这块|这个|那个|，)?(?:我|俺|咱|阿拉|侬)?(?:随便|尽管|只管|也|都|倒|倒是|就|可|可是|还|现在|自己|是|真|真的|也就|基本)*"
    r"(?:不太|不大|不怎么|不咋|不|没|唔|莫|冇)?(?:会|能|敢|可以|想|愿意|肯|要|怎么|得|去|识|再|大|太)*(?:给|帮)?"
)
# What follows the verb when it judges the thing; a noun there would make it another statement.
_AFTER: Final = r"(?=得|不|了|过|的|着|咯|嘅|$|[，。！？；、,.!?;\s吧啊呢嘛呀也都行可我俺但就会能没孩娃小老饭菜衣卫])"


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]:
    entries: list[dict[str, str]] = load_yaml(data_path("knowledge_base", "grammar", "zh", "fronted.yaml"))
    return tuple(
        (
            re.compile(f"(?P<thing>{entry['thing']})(?={_BETWEEN}(?P<verb>{entry['verb']}){_AFTER})"),
            tuple((kind, entry[kind]) for kind in _KINDS if kind in entry),
        )
        for entry in entries
    )


@cache
def _siblings() -> re.Pattern[str]:
    """Another fronted thing judged without a verb of its own (…孩子行)."""
    return re.compile(
        r"(?<![有跟和带住同让给])(?:孩子|娃儿?|小孩|(?P<old>老人家?|老的))"
        r"(?=(?:、|和|跟|还是|或者)?(?:小?孩子?|娃儿?|小孩|老人家?|病人)?(?:我|也|都|倒|就)?(?:还)?(?:可以|行|不行|没问题|中|成|得行|要得)(?:$|[，。！,!\s的吧啊]))"
    )


def fronted(text: str, found: Sequence[TermMatch]) -> list[TermMatch]:
    """The terms of `text` with those of its fronted things.

    A verb that closes such a statement is not also the verb of the thing after it (老人我不照顾孩子行): the term that
    took it is left with the thing alone.
    """
    result = list(found)
    seen: set[int] = set()
    for shape, terms in _shapes():
        for match in shape.finditer(text):
            start, end = match.span("thing")
            if start in seen or _covered(result, start, end):
                continue
            seen.add(start)
            result = [_without_verb(term, *match.span("verb")) for term in result]
            result += [TermMatch(start, end, kind, name, match.group("thing"), kind == "jobs") for kind, name in terms]
    if seen or any(term.kind == "jobs" for term in found):
        for match in _siblings().finditer(text):
            if not _covered(result, *match.span()):
                job = "elderly_carer" if match.group("old") else "childcare_nanny"
                result.append(TermMatch(*match.span(), "jobs", job, match.group(), hint=True))
    return result


def _covered(found: Sequence[TermMatch], start: int, end: int) -> bool:
    """Whether a term of work stands there already, or a longer one of another kind."""
    return any(
        t.start < end and start < t.end
        if t.kind in _KINDS and t.end - t.start > 1
        else t.kind in ("preferences", "certificates", "languages")
        and t.start <= start
        and t.end >= end
        and t.end - t.start > end - start
        for t in found
    )


def _without_verb(term: TermMatch, start: int, end: int) -> TermMatch:
    if term.kind not in _KINDS or term.start != start or term.end <= end:
        return term
    return TermMatch(end, term.end, term.kind, term.id, term.form[end - start :], term.hint)
