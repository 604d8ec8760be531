"""Settles drafts against each other: repeats, corrections within the turn, words quoted only to be changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any, Final

from assistant.profile.fields import FIELDS
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene

_SKILL_LIKE: Final = ("skills", "cuisines", "languages")
# Wide enough that she may do one part and not another.
_OF_PARTS: Final = ("skills", "cuisines")


def settle(scene: Scene, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that stand, by position; a value taken back in the same breath is kept as `corrected`."""
    ordered = sorted((d for d in drafts if d.end > d.start), key=lambda d: (d.start, d.end))
    ordered = _without_quoted(scene, ordered)
    ordered = _without_repeats(scene.text, ordered)
    ordered = _without_places_of_posts(ordered)
    return _corrected(scene, ordered)


@cache
def _quoted() -> re.Pattern[str]:
    said, change = grammar.source("corrections", "said_before"), grammar.source("corrections", "change_to")
    return re.compile(f"{said}(?P<old>[^。！？!?]{{0,40}}?){change}")


def _without_quoted(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Leaves out what she cites only to change it (刚才说两天，改成四天; 不是三年，是四年)."""
    dropped: list[tuple[int, int]] = []
    for pattern in (_quoted(), grammar.pattern("corrections", "not_but")):
        dropped += [(match.start("old"), match.end("old")) for match in pattern.finditer(scene.text)]
    misheard = [(m.start("old"), m.end("old")) for m in grammar.pattern("corrections", "misheard").finditer(scene.text)]
    drafts = [d for d in drafts if not any(s <= d.start < e or s < d.end <= e for s, e in misheard)]
    denied = [(m.start("old"), m.end("old")) for m in grammar.pattern("corrections", "but_not").finditer(scene.text)]
    drafts = [
        draft
        for draft in drafts
        if draft.polarity == "negative"
        or not any(
            (s <= draft.start < e or s < draft.end <= e) and any(o.field == draft.field and o.end <= s for o in drafts)
            for s, e in denied
        )
    ]
    kept: list[Draft] = []
    for draft in drafts:
        cited = next(((s, e) for s, e in dropped if s < draft.end and draft.start < e), None)
        later = cited and any(other.field == draft.field and other.start >= cited[1] for other in drafts)
        if later and draft.field == "jobs":
            kept.append(replace(draft, polarity="negative"))
        elif not later:
            kept.append(draft)
    removed = {draft.field for draft in drafts} if len(kept) < len(drafts) else set()
    gone = {d.field for d in drafts if d not in kept} & removed
    return [d.flagged("correction") if d.field in gone else d for d in kept]


def _without_places_of_posts(drafts: list[Draft]) -> list[Draft]:
    """Where a post was that she tells of (去深圳南山带双胞胎三年) is not where she would work."""
    posts = [d for d in drafts if d.field == "work_history" and isinstance(d.value, dict) and "months" in d.value]
    return [
        d
        for d in drafts
        if d.field != "service_areas"
        or not any(
            p.start <= d.start and d.end <= p.end and d.value in (p.value.get("city"), p.value.get("district"))
            for p in posts
        )
    ]


def _key(draft: Draft) -> str:
    spec = FIELDS[draft.field]
    if spec.cardinality == "many" and spec.key and isinstance(draft.value, dict):
        return f"{draft.field}:{draft.value.get(spec.key)}"
    if spec.cardinality == "many":
        return f"{draft.field}:{json.dumps(draft.value, ensure_ascii=False, sort_keys=True)}"
    if draft.field == "preferences" and isinstance(draft.value, dict):
        return f"{draft.field}:{','.join(draft.value)}"
    return f"{draft.field}:{json.dumps(draft.value, ensure_ascii=False, sort_keys=True)}"


def _without_repeats(text: str, drafts: list[Draft]) -> list[Draft]:
    chosen: dict[str, Draft] = {}
    order: list[str] = []
    for draft in drafts:
        key = _key(draft)
        old = chosen.get(key)
        if old is None:
            order.append(key)
            chosen[key] = draft
        else:
            # A single value said again counts from where it was said last.
            again = FIELDS[draft.field].cardinality == "one" and old.value == draft.value
            chosen[key] = draft if again else _better(text, old, draft)
    return sorted((chosen[key] for key in order), key=lambda d: (d.start, d.end))


def _better(text: str, old: Draft, new: Draft) -> Draft:
    """Of two sayings about one thing: the denial of an ability stands over a lesser claim, detail over a bare word.

    A denial in other words is of a part (营养餐会配，减脂餐不会), and what she claims stands.
    """
    if old.polarity != new.polarity:
        if old.field in _SKILL_LIKE:
            denied, claimed = (old, new) if old.polarity == "negative" else (new, old)
            return claimed if old.field in _OF_PARTS and _apart(text, denied, claimed) else denied
        return new
    if isinstance(old.value, dict) and isinstance(new.value, dict):
        if _informal(old.value) != _informal(new.value):
            return new if _informal(old.value) else old
        return new if len(new.value) > len(old.value) or _changes(old, new) else old
    return old


def _apart(text: str, first: Draft, second: Draft) -> bool:
    """Whether two sayings have no word in common: no two characters that stand side by side in both."""
    said = text[first.start : first.end]
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    return not any(text[at : at + 2] in pairs for at in range(second.start, second.end - 1))


def _informal(value: dict[str, Any]) -> bool:
    return value.get("level") == "informal"


def _changes(old: Draft, new: Draft) -> bool:
    return old.field in ("preferences", "experience_by_job") and old.value != new.value


@cache
def _marker() -> re.Pattern[str]:
    return grammar.pattern("corrections", "marker")


def _corrected(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    result: list[Draft] = []
    for draft in drafts:
        earlier = _last_of(result, draft)
        if earlier is not None and _takes_back(scene, result[earlier], draft):
            result[earlier] = replace(result[earlier], status="corrected")
            draft = draft.flagged("correction")
        elif earlier is None and draft.status != "refused" and _after_marker(scene, draft):
            draft = draft.flagged("correction")
        result.append(draft)
    return result


def _last_of(drafts: list[Draft], draft: Draft) -> int | None:
    return next(
        (
            i
            for i in range(len(drafts) - 1, -1, -1)
            if drafts[i].field == draft.field and drafts[i].value != draft.value
        ),
        None,
    )


def _takes_back(scene: Scene, earlier: Draft, later: Draft) -> bool:
    if (
        earlier.polarity != later.polarity
        or earlier.status == "corrected"
        or later.field in ("strengths", "work_history")
    ):
        return False
    between = scene.text[earlier.end : later.start]
    if _marker().search(between):
        return True
    one_value = FIELDS[later.field].cardinality == "one"
    asked = scene.context.asking is not None and FIELDS[later.field].topic is scene.topic
    if one_value and asked and scene.text[earlier.end : later.start].strip("，、 和到或至"):
        return not grammar.says("corrections", "yields", between)
    return one_value and _marker().search(scene.text[later.end : later.end + 12]) is not None


def _after_marker(scene: Scene, draft: Draft) -> bool:
    first, _ = scene.sentence_of(draft.start)
    return _marker().search(scene.text[first : draft.end]) is not None
