"""The health certificate: held or not, and its dates; nothing medical is read."""

from __future__ import annotations

from datetime import date

from assistant.profile.model import Topic
from assistant.understanding.en.dates import SaidDate
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene
from assistant.vocabulary import TermMatch


def read_health(scene: Scene) -> None:
    """Draft health_certificate where it is named, or answered without naming when it was asked."""
    spoken = [next(iter(piece.of("health_certificate")), None) for piece in scene.pieces]
    asked = scene.asking is Topic.HEALTH and not any(spoken)
    for piece, named in zip(scene.pieces, spoken, strict=True):
        if named is None and pattern("illness").search(scene.words(piece)):
            continue
        hers = piece.about_her or pattern("old_card").match(scene.words(piece)) is not None
        if hers and not piece.question and (named is not None or asked):
            _read_piece(scene, piece, named)


def _read_piece(scene: Scene, piece: Piece, named: TermMatch | None) -> None:
    rest = [p for p in scene.sentence(piece) if p.index >= piece.index]
    rest = [p for p in rest if p is piece or not pattern("starting_verb").search(scene.words(p))]
    said = " ".join(scene.words(p) for p in rest)
    dates = [d for p in rest for d in p.dates if d.precision != "now"]
    start, end = (named.start, named.end) if named else _trimmed(scene, piece)
    if pattern("expired").search(said):
        scene.add("health_certificate", {"held": False}, start, max(end, _trimmed(scene, piece)[1]))
        return
    held = _held(scene, piece, named, dated=bool(dates), valid=pattern("valid_until").search(said) is not None)
    value: dict[str, object] = {} if held is None else {"held": held}
    if dates and held is not False:
        value |= _dated(scene, piece, dates[0], valid=pattern("valid_until").search(said) is not None)
        value |= _both_dates(scene, rest)
        start, end = min(start, dates[0].start), max(end, dates[0].end)
    lasting = next((q for q in piece.quantities if q.kind == "duration" and q.max), None)
    if not dates and lasting is not None and pattern("valid_for").search(scene.before(piece, lasting.start)):
        examined = [d for p in scene.pieces for d in p.dates if d.precision in ("day", "month")]
        since = date.fromisoformat(f"{examined[0].iso[:7]}-01") if examined else scene.context.today
        value = {"held": True, "valid_until": _months_ahead(since, int(lasting.max or 0))}
        end = max(end, lasting.end)
    if value:
        scene.add("health_certificate", value, start, end)


def _held(scene: Scene, piece: Piece, named: TermMatch | None, *, dated: bool, valid: bool) -> bool | None:
    """Whether she has it, by her words; None when they do not say."""
    words = scene.words(piece)
    planned = pattern("planned").search(words) is not None
    if named is not None:
        if pattern("not_held").search(words) and not valid:
            return False
        return None if planned and not dated else True
    if pattern("health_no").match(words):
        return False
    if pattern("health_yes").match(words) or pattern("still_valid").search(words):
        return True
    return None


def _dated(scene: Scene, piece: Piece, said: SaidDate, *, valid: bool) -> dict[str, object]:
    """The date as the end of validity or as the day of the check-up; a plan to go is neither."""
    month, this_month = said.month(), f"{scene.context.today:%Y-%m}"
    words = scene.words(piece) + " " + scene.words(scene.piece_at(said.start))
    if said.iso > scene.context.today.isoformat() and said.precision == "day" and not valid:
        return {}
    examined = pattern("examined").search(words) is not None
    planned = pattern("planned").search(words) is not None and not pattern("health_yes").match(words)
    if valid or (month >= this_month and not examined and not planned):
        if "year_unsaid" in said.flags and month < this_month:
            month = f"{int(month[:4]) + 1}{month[4:]}"
        return {"held": True, "valid_until": month}
    return {"held": True, "exam_date": month} if examined and not planned else {}


def _months_ahead(today: date, months: int) -> str:
    """The month so many months on, as "YYYY-MM"."""
    index = today.year * 12 + today.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02}"


def _both_dates(scene: Scene, pieces: list[Piece]) -> dict[str, object]:
    """The check-up and the end of validity, when she gives both ("did it in June, good till next June")."""
    found: dict[str, object] = {}
    for piece in pieces:
        for said in piece.dates:
            before = scene.before(piece, said.start)
            if pattern("valid_until").search(before):
                found.setdefault("valid_until", said.month())
            elif pattern("examined").search(before):
                found.setdefault("exam_date", said.month())
    return found if len(found) == 2 else {}


def _trimmed(scene: Scene, piece: Piece) -> tuple[int, int]:
    words = scene.words(piece)
    return piece.start + len(words) - len(words.lstrip()), piece.start + len(words.rstrip())
