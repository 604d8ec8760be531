"""Single posts: how long, where, what for, why it ended. Reasons are private and in neutral short words of her own."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.en.numbers import Number, tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.reasons import as_said, reason_left
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.vocabulary import places

# Under these topics "the last job" is a mere aside unless work is told with it.
_OF_PAPERS = frozenset({Topic.HEALTH, Topic.CERTIFICATES, Topic.EDUCATION, Topic.CONTACT, Topic.NAME, Topic.AGE})


@dataclass(slots=True)
class _Post:
    """The pieces that speak of one post."""

    pieces: list[Piece] = field(default_factory=list)


def read_history(scene: Scene) -> None:
    """Draft one work_history fact for each post she tells something of."""
    for post in _posts(scene):
        _write_post(scene, post)


def _posts(scene: Scene) -> list[_Post]:
    posts: list[_Post] = []
    current: _Post | None = None
    for piece in scene.pieces:
        words = scene.words(piece)
        if scene.asking in _OF_PAPERS and pattern("worked").search(words) is None:
            continue
        opening = pattern("post_opening").search(words) or pattern("longest_post").search(words)
        gives_reason = current is not None and pattern("because_opening").match(words) is not None
        if piece.question or (piece.subject is Subject.OTHER and not opening and not gives_reason):
            current = None if piece.subject is Subject.OTHER else current
            continue
        told_by_job = scene.asking is Topic.EXPERIENCE and (
            (bool(list(piece.of("jobs"))) and not piece.places)
            or (opening is not None and pattern("merely_earlier").match(opening.group()) is not None)
        )
        former_trade = pattern("trade_first").match(words) is not None
        if opening and not _pay_only(piece) and not told_by_job and not former_trade:
            if current is None or not _same(scene, current, piece, opening.group()):
                current = _Post()
                posts.append(current)
            current.pieces.append(piece)
        elif current is not None and (gives_reason or _goes_on(scene, current, piece)):
            current.pieces.append(piece)
        else:
            current = None
    if not posts and scene.asking is Topic.HISTORY:
        return _unnamed(scene)
    return posts


def _unnamed(scene: Scene) -> list[_Post]:
    """Posts told without calling them so: each stay at a place for a time is one, or all is one."""
    told = [
        p
        for p in scene.pieces
        if (p.subject is not Subject.OTHER or _tells_reason(scene, p))
        and not p.question
        and (_of_one_family(scene, p) or not any(_counts_families(q) for q in p.quantities))
    ]
    if not told or (reason_left(scene, told) is None and not _tells_a_stay(scene, told)):
        whole = [p for p in scene.pieces if not p.question]
        return [_Post(whole)] if whole and reason_left(scene, whole) is not None else []
    posts: list[_Post] = []
    for piece in told:
        stay = _is_stay(scene, piece)
        if not posts or (stay and any(_is_stay(scene, p) for p in posts[-1].pieces)):
            posts.append(_Post())
        posts[-1].pieces.append(piece)
    return posts


def _tells_reason(scene: Scene, piece: Piece) -> bool:
    """Whether a piece about another person gives her ground for leaving."""
    end = scene.sentence(piece)[-1].end
    leaving = any(pattern(name).search(scene.text, piece.start, end) for name in ("so_i_left", "so_leaving"))
    return leaving or pattern("because_opening").match(scene.words(piece)) is not None


def _is_stay(scene: Scene, piece: Piece) -> bool:
    timed = any(q.kind == "duration" for q in piece.quantities)
    told = pattern("with_them").search(scene.words(piece)) is not None or _of_one_family(scene, piece)
    return timed and (bool(piece.places) or told)


def _tells_a_stay(scene: Scene, pieces: list[Piece]) -> bool:
    """Whether a place comes with a length or with years: one post told without naming it as one."""
    timed = any(q.kind == "duration" for p in pieces for q in p.quantities)
    ended = _ended(scene, _Post(pieces)) is not None
    dated = (
        ended
        or _between(scene, _Post(pieces)) is not None
        or any(pattern("year_range").search(scene.words(p)) for p in pieces)
    )
    with_them = any(
        pattern("was_there").search(scene.words(p)) or pattern("with_them").search(scene.words(p)) for p in pieces
    )
    only_one = any(_of_one_family(scene, p) for p in pieces)
    return (timed or dated) and (only_one or with_them or any(p.places for p in pieces))


def _counts_families(quantity: Quantity) -> bool:
    """Whether a figure counts the families she served; "one family" is the one she tells of."""
    return quantity.kind == "count" and quantity.unit in ("families", "family", "clients") and quantity.max != 1


def _of_one_family(scene: Scene, piece: Piece) -> bool:
    """Whether a length is of the one family just named ("one family, ten years", "one family 2 years, another …")."""
    start = scene.sentence(piece)[0].start
    told = [q for q in piece.quantities if q.kind == "duration"]
    return any(pattern("one_for_so_long").search(scene.text, start, q.start) for q in told)


def _pay_only(piece: Piece) -> bool:
    return (
        piece.has("past_pay")
        and any(q.kind == "money" for q in piece.quantities)
        and not any(q.kind == "duration" for q in piece.quantities)
    )


def _same(scene: Scene, post: _Post, piece: Piece, opening: str) -> bool:
    """Whether an opening goes on about the same post ("I worked for a family" inside "my last job")."""
    del scene
    return post.pieces[-1].sentence == piece.sentence and not pattern("another_post").search(opening)


def _goes_on(scene: Scene, post: _Post, piece: Piece) -> bool:
    last = post.pieces[-1]
    if piece.index - last.index > 1:
        return False
    if piece.sentence == last.sentence:
        return not piece.has("wish") or piece.subject is not Subject.SELF
    words = scene.words(piece)
    return piece.sentence - last.sentence == 1 and bool(pattern("post_goes_on").match(words))


def _write_post(scene: Scene, post: _Post) -> None:
    value: dict[str, object] = {}
    start, end = post.pieces[0].start, post.pieces[-1].end
    months = _months(scene, post)
    years = next((m for p in post.pieces if (m := pattern("year_range").search(scene.words(p)))), None)
    spanned = _between(scene, post) if months is None else None
    if months is not None:
        value["months"] = _length(months)
    elif spanned is not None:
        value |= spanned
    elif years is not None and years.group("from") < years.group("to"):
        value |= {"months": (int(years.group("to")) - int(years.group("from"))) * 12, "ended": years.group("to")}
    value |= _where(scene, post)
    job = _job(scene, post)
    if job:
        value["job"] = job
    ended = _ended(scene, post)
    if ended:
        value["ended"] = ended
    reason = reason_left(scene, post.pieces)
    if reason is not None:
        value |= {"reason_left": reason, "reason_private": True}
    if not value or set(value) <= {"job"}:
        return
    duties = _duties(scene, post)
    if duties:
        value["duties"] = duties
    start += len(scene.text[start:end]) - len(scene.text[start:end].lstrip())
    end = start + len(scene.text[start:end].rstrip())
    scene.add("work_history", value, start, end)


def _between(scene: Scene, post: _Post) -> dict[str, object] | None:
    """The length and the end of a post told by two months ("from March 2023 to May 2025")."""
    for piece in post.pieces:
        for first, last in pairwise(piece.dates):
            exact = first.precision in ("month", "day") and last.precision in ("month", "day")
            if exact and pattern("between_dates").match(scene.text[first.end : last.start]):
                begun, ended = (int(d.iso[:4]) * 12 + int(d.iso[5:7]) for d in (first, last))
                if begun < ended:
                    return {"months": ended - begun, "ended": last.iso[:7]}
    return None


def _months(scene: Scene, post: _Post) -> Quantity | None:
    shut_out = ("paused", "unpaid", "contract_length")
    told = [p for p in post.pieces if not any(pattern(name).search(scene.words(p)) for name in shut_out)]
    return next((q for p in told for q in p.quantities if q.kind == "duration" and (q.max or q.min)), None)


def _length(quantity: Quantity) -> Number | dict[str, Number | None]:
    if quantity.min == quantity.max and quantity.min is not None:
        return tidy(quantity.min)
    return quantity.range()


def _where(scene: Scene, post: _Post) -> dict[str, object]:
    found: dict[str, object] = {}
    for piece in post.pieces:
        for place in piece.places:
            if pattern("future_place").search(scene.before(piece, place.start)):
                continue
            settled = places().resolve(place, near_city=str(found["city"])) if "city" in found else place
            if not (settled.city or settled.province):
                settled = places().likeliest(settled)
            if settled.level == "district":
                found.setdefault("district", settled.district)
                if settled.city:
                    found.setdefault("city", settled.city)
            elif settled.city:
                found.setdefault("city", settled.city)
    return {key: value for key, value in found.items() if value}


def _job(scene: Scene, post: _Post) -> str | None:
    for piece in post.pieces:
        for term in piece.of("jobs"):
            if not term.hint and not pattern("another_worker").search(scene.before(piece, term.start)):
                return term.id
    return None


def _ended(scene: Scene, post: _Post) -> str | None:
    for piece in post.pieces:
        for said in piece.dates:
            near = scene.before(piece, said.start)[-40:]
            closing = pattern("closing").search(near)
            coming = said.month() <= f"{scene.context.today:%Y-%m}" and pattern("still_to_come").search(near)
            if coming and "year_unsaid" in said.flags:
                continue
            if closing and said.precision != "now" and not pattern("opening_from").search(near):
                return said.month()
    return None


def _duties(scene: Scene, post: _Post) -> str | None:
    for piece in post.pieces:
        match = pattern("duties").search(scene.words(piece))
        if match:
            return as_said(scene, piece.start + match.start(1), piece.start + match.end(1))
    return None
