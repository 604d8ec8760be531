"""The last resort: a topic was asked, no rule read an answer to it, and one thing of its kind stands in the turn.

Then that one thing is the answer, unless it is denied, asked about, of other people, of a former post or only imagined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.common.drafts import MAIN_FIELD
from assistant.understanding.en.numbers import tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.stances import verdicts
from assistant.vocabulary import places

# The fields that answer a topic beside its main one.
_ALSO: Final[Mapping[Topic, tuple[str, ...]]] = {
    Topic.AGE: ("birth_year",),
    Topic.EXPERIENCE: ("experience_by_job",),
    Topic.HISTORY: ("families_served",),
}
_MOST_YEARS = 50
_MOST_DAYS_OFF = 12
_LEAST_PAY = 2000


def read_leftovers(scene: Scene) -> None:
    """Draft the field asked from the only thing of its kind, where no rule drafted it."""
    asking = scene.asking
    reader = _READERS.get(asking) if asking is not None else None
    if asking is None or reader is None:
        return
    fields = (MAIN_FIELD[asking], *_ALSO.get(asking, ()))
    touched = any(scene.drafted(field) for field in fields) or fields[0] in scene.vague
    if touched or pattern("not_an_answer").search(scene.text):
        return
    found = [draft for piece in scene.pieces if _may_answer(scene, piece) for draft in reader(scene, piece)]
    if len({repr(value) for value, _, _ in found}) == 1:
        value, start, end = found[0]
        scene.add(fields[0], value, start, end, flags=("confirm",))


_Found = list[tuple[object, int, int]]


def _may_answer(scene: Scene, piece: Piece) -> bool:
    """Whether a piece may speak of her own present, and without a no."""
    others = piece.own_subject and piece.subject is not Subject.SELF
    if piece.question or others or piece.has("past_pay", "used_to", "hypothetical", "kin", "kin_family", "conditional"):
        return False
    if pattern("not_now").search(scene.words(piece)):
        return False
    return not any(cue.name == "neg" for cue in verdicts(scene, piece))


def _years(scene: Scene, piece: Piece) -> _Found:
    words = scene.words(piece)
    if pattern("other_trade").search(words) or pattern("not_experience").search(words):
        return []
    counted = [q for p in scene.pieces for q in p.quantities if q.kind in ("duration", "number", "count")]
    parts = [q for q in counted if q.kind == "duration" or pattern("goes_on_counting").match(scene.text, q.number_end)]
    if len(parts) != 1:
        return []
    told = [q for q in piece.quantities if q.kind == "duration" and (q.unit or "").startswith("year")]
    told = [q for q in told if pattern("trade_after").match(scene.text, q.end) is None]
    ends = [(q, q.min, q.max) for q in told if 0 < (q.max or q.min or 0) <= _MOST_YEARS * 12]
    return [
        (
            {"min": None if low is None else tidy(low / 12), "max": None if high is None else tidy(high / 12)},
            q.start,
            q.end,
        )
        for q, low, high in ends
    ]


def _start(scene: Scene, piece: Piece) -> _Found:
    today = scene.context.today.isoformat()
    return [
        (said.iso, said.start, said.end)
        for said in piece.dates
        if said.precision == "now" or (said.precision == "day" and said.iso >= today)
    ]


def _rest(scene: Scene, piece: Piece) -> _Found:
    del scene
    told = [q for q in piece.quantities if q.kind == "rest" and (q.max or q.min or 99) <= _MOST_DAYS_OFF]
    return [(q.range(), q.start, q.end) for q in told]


def _pay(scene: Scene, piece: Piece) -> _Found:
    del scene
    told = [q for q in piece.quantities if q.kind == "money" and (q.max or q.min or 0) >= _LEAST_PAY]
    return [(q.range() | {"unit": q.unit or "month"}, q.start, q.end) for q in told]


def _schooling(scene: Scene, piece: Piece) -> _Found:
    del scene
    return [(term.id, term.start, term.end) for term in piece.of("education")]


def _mode(scene: Scene, piece: Piece) -> _Found:
    if scene.text[piece.end : piece.end + 1] == "?":
        return []
    return [(term.id, term.start, term.end) for term in piece.of("work_modes")]


def _job(scene: Scene, piece: Piece) -> _Found:
    del scene
    return [(term.id, term.start, term.end) for term in piece.of("jobs")]


def _home(scene: Scene, piece: Piece) -> _Found:
    return _place(scene, piece, "province")


def _address(scene: Scene, piece: Piece) -> _Found:
    return _place(scene, piece, "district")


def _place(scene: Scene, piece: Piece, part: str) -> _Found:
    found: _Found = []
    for place in piece.places:
        settled = place if place.province or place.city else places().likeliest(place)
        value = {"city": settled.city, part: settled.province if part == "province" else settled.district}
        if pattern("been_in").search(scene.before(piece, place.start)) and part == "province":
            continue
        found.append(({key: name for key, name in value.items() if name}, place.start, place.end))
    return found


_READERS: Final[Mapping[Topic, Callable[[Scene, Piece], _Found]]] = {
    Topic.EXPERIENCE: _years,
    Topic.AVAILABILITY: _start,
    Topic.SCHEDULE: _rest,
    Topic.SALARY: _pay,
    Topic.EDUCATION: _schooling,
    Topic.WORK_MODE: _mode,
    Topic.JOB: _job,
    Topic.HOMETOWN: _home,
    Topic.LOCATION: _address,
}
