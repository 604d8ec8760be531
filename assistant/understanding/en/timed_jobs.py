"""Which job a length of work is said of: the one nearest to it, told by a verb, or alone right before it."""

from __future__ import annotations

from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.scene import Piece, Scene
from assistant.understanding.en.stances import stance
from assistant.understanding.en.stints import worked_as
from assistant.vocabulary import TermMatch


def job_beside(scene: Scene, piece: Piece, quantity: Quantity) -> str | None:
    """The job a length of time is said of: the nearest in its piece, or in the piece it continues."""
    named = [
        t
        for t in piece.of("jobs")
        if (
            not t.hint
            or pattern("doing_work").search(scene.before(piece, t.start))
            or scene.asking in (Topic.JOB, Topic.EXPERIENCE)
        )
        and not stance(scene, t).negative
    ]
    if not named:
        return _job_before(scene, piece, quantity) if scene.asking is Topic.EXPERIENCE else None
    rivals = [q for q in piece.quantities if q.kind == "duration" or years_as(scene, q)]
    if len(rivals) == len(named) > 1:
        return named[rivals.index(quantity)].id if quantity in rivals else None
    if len({t.id for t in named}) > 1 and len(rivals) == 1 and _listed(scene, named):
        return None
    nearest = min(named, key=lambda t: _gap(t, quantity))
    closer = [q for q in rivals if q is not quantity and _gap(nearest, q) < _gap(nearest, quantity)]
    elsewhere = pattern("place_before_length").search(scene.before(piece, quantity.start)) or (
        pattern("in_some_place").match(scene.text, quantity.end)
        and pattern("and_so_long").search(scene.before(piece, quantity.start))
    )
    return None if closer and not elsewhere else nearest.id


def _job_before(scene: Scene, piece: Piece, quantity: Quantity) -> str | None:
    """The job a length is told of by a verb, or by a job alone right before it ("Elder care, four years")."""
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    lone = scene.words(piece).strip() == scene.text[quantity.start : quantity.end].strip()
    if not lone or earlier is None or earlier.sentence != piece.sentence or earlier.quantities:
        return worked_as(scene, piece, quantity)
    jobs = [t for t in earlier.of("jobs") if scene.words(earlier).strip() == scene.text[t.start : t.end]]
    return jobs[0].id if jobs else None


def _gap(term: TermMatch, quantity: Quantity) -> int:
    return min(abs(term.start - quantity.end), abs(quantity.start - term.end))


def years_as(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number counts years in a job: "six as a nanny"."""
    return quantity.kind == "number" and pattern("number_as").match(scene.text, quantity.end) is not None


def _listed(scene: Scene, named: list[TermMatch]) -> bool:
    """Whether the jobs stand in one list ("nanny and housekeeper, seven years"): the years are of all of them."""
    apart = [t for t in named if not any(o is not t and o.start <= t.start and t.end <= o.end for o in named)]
    pairs = pairwise(sorted(named if len(apart) < len(named) - 1 else apart, key=lambda t: t.start))
    return len(apart) < len(named) or all(pattern("list_joint").fullmatch(scene.text, a.end, b.start) for a, b in pairs)
