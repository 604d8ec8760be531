"""Whom each clause is about: the speaker, or somebody else she mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause

Owner = Literal["self", "peer", "family", "employer", "recipient"]
_OTHERS: Final[tuple[Owner, ...]] = ("peer", "family", "employer", "recipient")
_FILE: Final = "subject"
# Stands for a place or a task; a person right before one only tells whose it is (产妇月子餐).
_THING: Final = "\ue000"


@dataclass(frozen=True, slots=True)
class Subject:
    """`owner` as said in the clause itself; `carried` when only an earlier clause of the sentence says it.

    `since` is how far into the clause somebody cared for is named first.
    """

    owner: Owner = "self"
    carried: Owner = "self"
    said_self: bool = False
    since: int = 0

    def hers(self) -> bool:
        """Whether a statement of biography may be taken as the speaker's own."""
        return self.owner == "self" and self.carried == "self"

    def spoken_by_self(self) -> bool:
        """Whether a wish or condition may be taken as her own although the sentence began with someone else."""
        return self.owner == "self" and self.carried != "peer"


@cache
def _people() -> re.Pattern[str]:
    mine = r"(?:(?:我|俺|咱)(?:们)?(?:家|家的|的|那儿|那边|这儿|这边|村|村里|店里|老家)?(?:的)?)?"
    groups = "|".join(f"(?P<{role}>{grammar.source(_FILE, role)})" for role in _OTHERS)
    return re.compile(f"{mine}(?:{groups})")


@cache
def _objects() -> re.Pattern[str]:
    return re.compile(grammar.source(_FILE, "object_marker") + "$")


@cache
def _self_objects() -> re.Pattern[str]:
    return re.compile(grammar.source(_FILE, "self_as_object") + "$")


def subjects(clauses: Sequence[Clause]) -> list[Subject]:
    """The subject of each clause; what a sentence says of another person carries on until she says 我 or it ends."""
    found: list[Subject] = []
    carried: Owner = "self"
    last_other: Owner = "self"
    sentence = -1
    for index, clause in enumerate(clauses):
        if clause.sentence != sentence:
            sentence, carried = clause.sentence, "self"
        said_self = _says_self(clause.text) and not _goes_on(clauses, index, carried)
        owner = _other(clause.text)
        if owner == "self" and not said_self and clause.text.lstrip().startswith(grammar.words(_FILE, "pronoun_other")):
            owner = last_other if last_other != "self" else "peer"
        if grammar.says(_FILE, "forbids_her", clause.text):
            owner, carried = "self", "self"
        since = _named_at(clause.text) if owner == "recipient" else 0
        found.append(Subject(owner, "self" if said_self or owner != "self" else carried, said_self, since))
        if owner != "self":
            carried = last_other = owner
            if grammar.says(_FILE, "acts_on_self", clause.text):
                carried = "self"
        elif said_self:
            carried = "self"
        before = clauses[index - 1] if index else None
        if before is not None and before.sentence == clause.sentence and _of_another(clause.text):
            found[index - 1] = Subject("peer", "peer")
    return found


def _of_another(text: str) -> bool:
    """Whether a statement only says that what was told of last is somebody else's (…，不过是儿子的)."""
    return grammar.pattern("scope", "of_another").match(text.strip()) is not None


def told_of_another(text: str) -> int:
    """How far a statement that comes to speak of herself first speaks of somebody else (她做月嫂|我没她那本事)."""
    opening = grammar.pattern(_FILE, "another_does").match(text)
    mine = grammar.pattern(_FILE, "then_i").search(text, opening.end()) if opening else None
    return mine.start() if mine else 0


def _goes_on(clauses: Sequence[Clause], index: int, carried: Owner) -> bool:
    """Whether a wish told without a pause is that of the person just named (我有个亲戚|想找保姆的活)."""
    if index == 0 or carried != "peer" or clauses[index - 1].closed_by or "我" in clauses[index].text:
        return False
    before = clauses[index - 1].text
    return any(match.end() == len(before) and match.group("peer") for match in _people().finditer(before))


def _says_self(text: str) -> bool:
    """Whether the speaker is the subject: a 我 that is no possessive before a person and no object."""
    owned = [(match.start(), match.end()) for match in _people().finditer(text)]
    for match in grammar.pattern(_FILE, "self").finditer(text):
        if any(start <= match.start() < end for start, end in owned):
            continue
        if not _self_objects().search(text[: match.start()]):
            return True
    return grammar.pattern(_FILE, "wishes").match(text.strip()) is not None


def _other(text: str) -> Owner:
    if _says_self(text):
        return "self"
    for match in _people().finditer(text):
        if text.startswith(_THING, match.end()):
            continue
        fronted = grammar.pattern(_FILE, "fronted_after").match(text, match.end())
        if fronted is None and _objects().search(text[: match.start()]) is None:
            return _role(match)
    return "self"


def _named_at(text: str) -> int:
    """Where the first person of a clause is named."""
    match = _people().search(text)
    return match.start() if match else 0


def _role(match: re.Match[str]) -> Owner:
    return next(role for role in _OTHERS if match.group(role))
