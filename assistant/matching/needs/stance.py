"""How a thing that was said binds: must, prefer, exclude, taken back, or of no importance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.matching.model import Weight
from assistant.matching.needs.scene import Clause, Scene
from assistant.matching.needs.shapes import Operation, Said
from assistant.matching.needs.words import pattern, table

# By rank: of two cues as long as each other at one place the earlier kind holds.
_KINDS: Final = (
    ("any_after", "acts", "any_after"),
    ("unneeded_after", "weights", "unneeded_after"),
    ("must_after", "weights", "must_after"),
    ("prefer_after", "weights", "prefer_after"),
    ("exclude_after", "weights", "exclude_after"),
    ("any_before", "acts", "any_before"),
    ("firm_before", "weights", "firm_before"),
    ("prefer_before", "weights", "prefer_before"),
    ("unneeded_before", "weights", "unneeded_before"),
    ("exclude_before", "weights", "exclude_before"),
    ("must_before", "weights", "must_before"),
)
_ABILITIES: Final = frozenset({"skills", "cuisines", "languages", "certificates"})
_RANK: Final = {kind: rank for rank, (kind, _, _) in enumerate(_KINDS)}


@dataclass(frozen=True, slots=True)
class Stance:
    """How a thing binds; `firm` says that 必须 or the like was said, not only a plain wish."""

    weight: Weight = "must"
    operation: Operation = "add"
    firm: bool = False


def is_only(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but this is wanted of its kind (只要月嫂证就行)."""
    before = pattern("weights", "only_before").search(scene.before(start, 14))
    return before is not None and pattern("weights", "only_after").match(scene.after(end)) is not None


def is_also(scene: Scene, end: int) -> bool:
    """Whether this would do as well as what was said before (不住家也行)."""
    return pattern("weights", "also_after").match(scene.after(end)) is not None


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    kind: str

    @property
    def after(self) -> bool:
        """Whether the cue governs what was said before it."""
        return self.kind.endswith("_after")


def stance(scene: Scene, start: int, end: int) -> Stance:
    """The stance on what stands at `start`…`end`: by the last cue before it and the first one after it."""
    clause = scene.clause_at(start)
    given_up = pattern("weights", "replaced_after").match(scene.after(end))
    if given_up or pattern("weights", "replaced_before").search(scene.before(start)):
        return Stance(operation="drop")
    lacking = pattern("weights", "lacking_right_before").search(scene.before(start))
    if lacking and pattern("weights", "will_do_after").match(scene.after(end)):
        return Stance("prefer")
    cues = _cues_of(scene.folded, clause, _follower(scene, clause))
    # A cue may share its last word with the condition: 最好会 before 会开车.
    leading = [cue for cue in cues if cue.end <= start or (not cue.after and cue.start < start < cue.end < end)]
    trailing = [cue for cue in cues if cue.start >= end]
    after = trailing[0] if trailing and trailing[0].after else None
    before = leading[-1] if leading and not leading[-1].after else None
    if after is not None:
        return _by_suffix(scene, clause, after, before, start)
    if before is None:
        return Stance()
    return _by_prefix(scene, clause, before, start, end)


def _by_suffix(scene: Scene, clause: Clause, after: _Cue, before: _Cue | None, start: int) -> Stance:
    if after.kind == "any_after":
        if before is not None and before.kind == "exclude_before":
            return Stance("exclude")  # 除川菜外都行
        return Stance(operation="open")
    if after.kind == "unneeded_after":
        return Stance(operation="drop")
    if after.kind == "must_after":
        return Stance("must", firm=True)
    if after.kind == "prefer_after":
        return Stance("prefer")
    lacking = pattern("weights", "lacking_before").search(scene.folded[clause.start : start])
    negated = before is not None and before.kind in ("unneeded_before", "exclude_before")
    return Stance("must", firm=True) if lacking or negated else Stance("exclude")


def _by_prefix(scene: Scene, clause: Clause, before: _Cue, start: int, end: int) -> Stance:
    negative = before.kind in ("exclude_before", "unneeded_before")
    if negative and pattern("weights", "scope_end").search(scene.folded[before.end : start]):
        return Stance()
    if before.kind == "exclude_before":
        rest = scene.folded[end : clause.end + 1]
        taken_back = pattern("weights", "retract").search(rest) is not None
        return Stance(operation="drop") if taken_back else Stance("exclude")
    if before.kind == "unneeded_before":
        return Stance(operation="drop")
    if before.kind == "any_before":
        return Stance(operation="open")
    if before.kind == "prefer_before":
        return Stance("prefer")
    return Stance("must", firm=before.kind == "firm_before")


def _follower(scene: Scene, clause: Clause) -> Clause | None:
    """The next clause when it is nothing but a verdict on this one (会川菜，优先)."""
    if clause.index + 1 >= len(scene.clauses) or clause.closed_by[:1] not in "，, ":
        return None
    following = scene.clauses[clause.index + 1]
    words = scene.folded[following.start : following.end]
    found = [cue for cue in _cues_of(scene.folded, following, None) if cue.after] or _bare_verdict(words, following)
    if not found:
        return None
    rest = words.replace(scene.folded[found[0].start : found[0].end], "")
    return None if pattern("weights", "particles").sub("", rest) else following


def _bare_verdict(words: str, clause: Clause) -> list[_Cue]:
    for kind in ("prefer_after", "must_after"):
        match = pattern("weights", kind).search(words)
        if match:
            return [_Cue(clause.start + match.start(), clause.start + match.end(), kind)]
    return []


@lru_cache(maxsize=256)
def _cues_of(folded: str, clause: Clause, follower: Clause | None) -> tuple[_Cue, ...]:
    found: list[_Cue] = []
    stop = follower.end if follower else clause.end
    for kind, file, name in _KINDS:
        for match in pattern(file, name).finditer(folded, clause.start, stop):
            cue = _Cue(match.start(), match.end(), kind)
            if _stands(folded, clause, cue, stop):
                found.append(cue)
    kept: list[_Cue] = []
    for cue in sorted(found, key=lambda c: (c.start - c.end, _RANK[c.kind])):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda c: c.start))


def _stands(folded: str, clause: Clause, cue: _Cue, stop: int) -> bool:
    if cue.end == cue.start:
        return False
    if not cue.after:
        return True
    if not folded[clause.start : cue.start].strip():
        return False
    # Some words stand on either side of what they bind (ideally, 优先考虑): last in a clause they look back.
    words = folded[cue.start : cue.end]
    either = cue.kind == "prefer_after" and pattern("weights", "either_side").fullmatch(words)
    if cue.kind == "exclude_after" or either:
        return pattern("weights", "closing").fullmatch(folded, cue.end, stop) is not None
    return True


def excludable(field: str) -> bool:
    """Whether not wanting a value of the field means more than not asking for it."""
    return field in table("conditions")["excludable"]


def taken_back(scene: Scene, said: Iterable[Said]) -> Iterator[Said]:
    """Conditions put right in the same breath (会做面食的，哦不，会煲汤的): the first of the two is dropped."""
    ordered = sorted((one for one in said if one.field in _ABILITIES), key=lambda one: one.start)
    for left, right in pairwise(ordered):
        if left.end <= right.start and pattern("weights", "taken_back").search(scene.folded, left.end, right.start):
            yield Said(left.field, left.value, left.end, left.end, operation="drop")
