"""Why a post ended: from what ends posts (孩子上幼儿园了), or from the way she tells it (…，我就走了)."""

from __future__ import annotations

import re
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.zh import grammar
from assistant.understanding.zh.clauses import Clause
from assistant.understanding.zh.scene import Scene

_FILE: Final = "reasons"
Span = tuple[int, int]
# Less than this tells no reason.
# Asked for these, what she would like is a wish and no reason why a post ended (这回我想歇两天).
_WISHES: Final = frozenset({Topic.SCHEDULE, Topic.SALARY, Topic.AVAILABILITY, Topic.WORK_MODE})
_SHORTEST: Final = 3
# Words that lead up to a reason and are no part of it.
_LEAD: Final = re.compile(r"(?:后来|来(?=人家)|因为|由于|主要是?|就是|就|所以|是|那|，|,|\s)+")


def reason(scene: Scene, clause: Clause) -> Span | None:
    """The words that say why the post ended, told in this clause or by it."""
    if grammar.says(_FILE, "idle", clause.text):
        return None
    found = _what_ends_posts(scene, clause)
    if found and scene.topic in _WISHES and re.match(r"(?:我|俺)?想", scene.text[found[0] :]):
        return None
    if found and scene.context.asking is not Topic.HISTORY and _asks_about_it(scene, found[1]):
        return None
    if found is None and scene.context.asking is Topic.HISTORY:
        found = _told(scene, clause)
    if found is None:
        return None
    lead = _LEAD.match(scene.text, *found)
    start = lead.end() if lead else found[0]
    return (start, found[1]) if start < found[1] else None


def told_why(text: str) -> bool:
    """Whether a clause names something that ends posts."""
    return grammar.says(_FILE, "ended_because", text)


def owed(text: str) -> bool:
    """Whether the words lead up to a length of time that wages were owed for."""
    return grammar.pattern(_FILE, "owed_before").search(text) is not None


def _what_ends_posts(scene: Scene, clause: Clause) -> Span | None:
    """One of the things that end posts; wages owed may run on past the clause (欠了我三个月 + 工资)."""
    why = grammar.pattern(_FILE, "ended_because")
    found = why.search(clause.text)
    if found is None and owed(clause.text.rstrip("个月一二两三四五六七八九十几半")):
        found = why.search(scene.text[clause.start : clause.end + 6])
    return (clause.start + found.start(), clause.start + found.end()) if found else None


def _asks_about_it(scene: Scene, position: int) -> bool:
    return grammar.says(_FILE, "asks_about_it", scene.text[position : scene.sentence_of(position - 1)[1]])


def _told(scene: Scene, clause: Clause) -> Span | None:
    """A reason known by its frame: before 我就走了, after 我自己不干的, after 因为."""
    named = grammar.pattern(_FILE, "because").search(clause.text)
    if named and len(clause.text) - named.end() >= _SHORTEST:
        return clause.start + named.end(), _end(clause)
    index = scene.index_at(clause.start)
    gone = grammar.pattern(_FILE, "gone").search(clause.text)
    if grammar.pattern(_FILE, "left_first").fullmatch(clause.text.strip()):
        return None
    told = _if_reason(scene, clause.start, clause.start + gone.start()) if gone and gone.start() >= _SHORTEST else None
    if told is not None:
        return told
    if gone and index > 0 and (gone.start() < _SHORTEST or _only_a_length(scene, clause, gone.start())):
        before = scene.clauses[index - 1]
        return _if_reason(scene, before.start, _end(before))
    if index > 0 and grammar.pattern(_FILE, "left_first").fullmatch(scene.clauses[index - 1].text.strip()):
        return _if_reason(scene, clause.start, _end(clause))
    return None


def _only_a_length(scene: Scene, clause: Clause, until: int) -> bool:
    """Whether nothing but how long she stayed stands before the leaving (四个月就走了)."""
    words = scene.text[clause.start : clause.start + until]
    lengths = [q for q in scene.numbers("duration", "count") if clause.start <= q.start and q.end <= clause.end]
    return bool(lengths) and len(words.strip()) - (lengths[0].end - lengths[0].start) <= 1


def _end(clause: Clause) -> int:
    return clause.start + len(clause.text.rstrip())


def _if_reason(scene: Scene, start: int, end: int) -> Span | None:
    """The span unless it only says how long, until when, where, or that she left."""
    start = max([start, *(q.end for q in scene.numbers("date") if q.start == start)])
    words = scene.text[start:end]
    timed = any(start <= q.start < end for q in scene.numbers("duration", "date", "count", "money"))
    placed = any(start <= p.start < end for p in scene.places)
    plain = grammar.pattern(_FILE, "no_reason").search(words) is not None
    if timed or placed or plain or end - start < _SHORTEST:
        return None
    return start, end
