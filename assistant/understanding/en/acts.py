"""What she does with her words beside stating facts: yes, no, a question, a refusal, a call for a person."""

from __future__ import annotations

import re
from functools import cache

from assistant.profile.model import Topic
from assistant.understanding.common.drafts import MAIN_FIELD, Draft
from assistant.understanding.en.patterns import pattern, written
from assistant.understanding.en.scene import Scene
from assistant.understanding.reading import Act, ActSpan

_ANYWHERE = (
    Act.REFUSE, Act.HUMAN, Act.STOP, Act.WAIT, Act.REPEAT, Act.SKIP, Act.DONE, Act.GREETING, Act.THANKS, Act.CORRECTION,
    Act.ASK_IDENTITY, Act.ASK_WHY, Act.EMBELLISH, Act.RIGHTS, Act.EMERGENCY, Act.DISTRESS, Act.DELETE, Act.WITHDRAW,
    Act.DONT_KNOW, Act.ANY, Act.YES, Act.NO,
)  # fmt: skip
_SUPPOSABLE = (Act.EMERGENCY, Act.DISTRESS)


@cache
def _patterns(asking: Topic | None) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    """What counts as an act anywhere, and then what does only where `asking` is asked."""
    anywhere = tuple((act, pattern(f"act_{act.value}")) for act in _ANYWHERE)
    if asking is None:
        return anywhere
    names = tuple((act, f"act_{act.value}_under_{asking.value}") for act in _ANYWHERE)
    return anywhere + tuple((act, pattern(name)) for act, name in names if written(name))


def read_acts(scene: Scene) -> tuple[ActSpan, ...]:
    """Every act of the turn, by position; drafts the refused field when she will not answer."""
    found: list[ActSpan] = []
    for act, expression in _patterns(scene.context.asking):
        if any(span.act is act for span in found):
            continue
        for match in expression.finditer(scene.text):
            if act in _SUPPOSABLE and _supposed(scene, match.start()):
                continue
            found.append(_span(scene, act, *_trimmed(match)))
            break
    found += _questions(scene, found)
    for span in found:
        if span.act is Act.REFUSE:
            _draft_refusal(scene, span)
    return tuple(sorted(_without_shadowed(found, scene.context.asking), key=lambda s: (s.start, s.end)))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    words = match.group()
    start = match.start() + len(words) - len(words.lstrip(" ,.!?"))
    return start, max(start + 1, match.end() - (len(words) - len(words.rstrip(" ,.!?"))))


def _span(scene: Scene, act: Act, start: int, end: int) -> ActSpan:
    return ActSpan(act, *scene.read.span(start, end))


def _supposed(scene: Scene, at: int) -> bool:
    """Whether a danger is only imagined: an answer to a what-if, or said with if and would."""
    if scene.asking is Topic.SCENARIO:
        return True
    piece = scene.piece_at(at)
    near = " ".join(scene.words(p) for p in scene.sentence(piece))
    return bool(pattern("supposed").search(near))


def _questions(scene: Scene, found: list[ActSpan]) -> list[ActSpan]:
    special = [s for s in found if s.act in (Act.ASK_IDENTITY, Act.ASK_WHY, Act.REPEAT, Act.HUMAN)]
    spans: list[ActSpan] = []
    asked: set[int] = set()
    for piece in scene.pieces:
        if piece.sentence in asked:
            continue
        sentence = scene.sentence(piece)
        end = sentence[-1].end
        marked = scene.text[end : end + 1] in ("?", "？") and _addressed(scene, sentence[0].start, end)
        opener = next((p for p in sentence if p.question), None)
        if opener is None and not marked:
            continue
        start, stop = _stripped(scene.text, (opener or piece).start, end)
        span = _span(scene, Act.QUESTION, start, stop)
        asked.add(piece.sentence)
        if not any(s.start < span.end and span.start < s.end for s in special):
            spans.append(span)
    return spans


def _addressed(scene: Scene, start: int, end: int) -> bool:
    return bool(pattern("addressed").search(scene.text[start:end]))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _draft_refusal(scene: Scene, span: ActSpan) -> None:
    words = scene.read.raw[span.start : span.end].lower()
    field = next((name for name in _NAMED if pattern(f"names_{name}").search(words)), None)
    if field is None and scene.asking is not None:
        field = MAIN_FIELD.get(scene.asking)
    if field is None or any(d.field == field and d.value is not None for d in scene.drafts):
        return
    scene.drafts.append(Draft(field, None, span.start, span.end, status="refused"))


_NAMED = (
    "age",
    "phone",
    "expected_salary",
    "name",
    "hometown",
    "location",
    "background_check_consent",
    "education",
)


def _without_shadowed(found: list[ActSpan], asking: Topic | None) -> list[ActSpan]:
    """Drop a yes or no that is part of another act ("no thanks, I'm done"), and doubles.

    Asked whether all is right, "all ok" leaves nothing to us.
    """
    if asking is Topic.CONFIRM and any(s.act is Act.YES for s in found):
        found = [s for s in found if s.act is not Act.ANY]
    strong = [s for s in found if s.act not in (Act.YES, Act.NO, Act.QUESTION)]
    kept: list[ActSpan] = []
    for span in found:
        inside = any(s.start <= span.start and span.end <= s.end and s is not span for s in strong)
        if span.act in (Act.YES, Act.NO) and inside:
            continue
        if span not in kept:
            kept.append(span)
    return kept
