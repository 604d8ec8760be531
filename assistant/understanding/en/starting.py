"""When she can start."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from assistant.profile.model import Topic
from assistant.understanding.en.dates import SaidDate
from assistant.understanding.en.numbers import number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject

_START_REACH = 30
# A day said without its year that lies further ahead than this may be one just gone.
_MOST_OF_A_YEAR = timedelta(240)


def keep_the_start(scene: Scene) -> None:
    """Of several days, the one she says she starts ("I fly in on Tuesday, so from Wednesday") or tells exactly."""
    told = [d for d in scene.drafts if d.field == "available_from"]
    if len(told) < 2 or pattern("repair").search(scene.text):
        return
    raw = scene.read.raw.lower()
    meant = [d for d in told if pattern("start_said").search(raw[max(d.start - 24, 0) : d.end])]
    last = max(told, key=lambda d: d.start)
    if not meant and pattern("more_exactly").search(raw[max(last.start - 24, 0) : last.start]):
        meant = [last]
    if len(meant) == 1:
        scene.drafts = [d for d in scene.drafts if d.field != "available_from" or d is meant[0]]


def read_available(scene: Scene, piece: Piece) -> None:
    """Draft available_from from the dates of one piece."""
    asked = scene.asking is Topic.AVAILABILITY
    words = scene.words(piece)
    free = pattern("free_already").fullmatch(words) if asked and piece.subject is Subject.SELF else None
    if free and not piece.dates:
        scene.add("available_from", "now", piece.start, piece.start + len(words.rstrip()))
        return
    for said in piece.dates:
        mended = scene.mends(piece.start, said.start)
        if scene.drafted_in("available_from", piece) and not mended:
            return
        if not asked and (pattern("someone_elses_day").search(words) or not _about_start(scene, piece, said)):
            continue
        before = scene.before(piece, said.start)
        waiting = pattern("not_until").search(before + scene.after(piece, said.start))
        if pattern("start_denied").search(before) and not waiting:
            continue
        if scene.asking is Topic.HISTORY and pattern("closing").search(before):
            continue
        if not asked and pattern("was_then").search(before):
            continue
        if said.precision == "now" and any(d.start > said.start and d.precision != "now" for d in piece.dates):
            continue
        waited_for = asked and pattern("once_done").search(scene.before(piece, said.start))
        if (pattern("not_available").search(words) and not waited_for) or _no_start(scene, piece, said, asked=asked):
            continue
        if (
            said.precision == "now"
            and pattern("not_free_now").search(words)
            and not pattern("starting_verb").search(words)
            and not pattern("needs_work").search(words)
        ):
            continue
        iso = _start_day(scene, piece, said)
        if iso is None or (
            scene.drafted("available_from")
            and not mended
            and (said.precision == "now" or pattern("latest").search(words))
        ):
            continue
        scene.add("available_from", iso, said.start, said.end, flags=[f for f in said.flags if f != "year_unsaid"])


def _starts_behind(scene: Scene, piece: Piece, said: SaidDate) -> bool:
    """Whether a later day of the sentence is the one she can start ("last day is Friday so Saturday I can move")."""
    later = [d for p in scene.sentence(piece) for d in p.dates if d.start >= said.end]
    rest = scene.text[said.end : scene.sentence(piece)[-1].end]
    return bool(later) and pattern("starts_behind").search(rest) is not None


def _past(said: SaidDate, scene: Scene) -> bool:
    if said.precision == "day" and said.iso < scene.context.today.isoformat():
        return pattern("lately").search(scene.text, said.start, said.end) is not None
    return said.precision != "now" and said.iso[:7] < f"{scene.context.today:%Y-%m}" and "year_unsaid" not in said.flags


def _no_start(scene: Scene, piece: Piece, said: SaidDate, *, asked: bool) -> bool:
    """Whether a date is past, a day off told in an introduction ("free Sat and Sun"), or the last day of a post."""
    start, end = scene.read.span(said.start, said.end)
    off = scene.drafted_near("rest_days_per_month", end)
    resting = not asked and any(low < end and start < high for low, high in off)
    last = pattern("last_day_before").search(scene.before(piece, said.start)) and _starts_behind(scene, piece, said)
    return resting or bool(last) or _past(said, scene) or _long_over(scene, piece, said)


def _long_over(scene: Scene, piece: Piece, said: SaidDate) -> bool:
    """Whether a day without a year is the one just gone: "my last one finished 15 November" said a week after."""
    far = said.precision == "day" and date.fromisoformat(said.iso) - scene.context.today > _MOST_OF_A_YEAR
    return far and pattern("was_over").search(scene.before(piece, said.start)) is not None


def _about_start(scene: Scene, piece: Piece, said: SaidDate) -> bool:
    papers = scene.asking in (Topic.HEALTH, Topic.CERTIFICATES)
    if papers and not any(pattern("starting_verb").search(scene.words(p)) for p in scene.sentence(piece)):
        return False
    hours = scene.asking in (Topic.WORK_MODE, Topic.SCHEDULE) and not pattern("begins").search(scene.words(piece))
    if hours and pattern("mere_weekday").fullmatch(scene.text, said.start, said.end):
        return False
    if pattern("start_beside").match(scene.text, said.end):
        return said.precision != "year"
    if list(piece.of("certificates", "health_certificate")) or pattern("other_date").search(scene.words(piece)):
        return False
    until = min(said.end + _START_REACH, scene.sentence(piece)[-1].end)
    opening = "from " if pattern("from_then_on").match(scene.text, said.start, said.end) else ""
    near = f"{scene.before(piece, said.start)[-60:]}{opening}| {scene.text[said.end : until].partition(',')[0]}"
    return bool(pattern("starting").search(near)) and said.precision != "year"


def _start_day(scene: Scene, piece: Piece, said: SaidDate) -> str | None:
    if said.precision == "day":
        return _rested(scene, piece, said)
    if said.precision == "now":
        return said.iso
    if said.precision != "month":
        return None
    year, month = int(said.iso[:4]), int(said.iso[5:7])
    if "year_unsaid" in said.flags and (year, month) < (scene.context.today.year, scene.context.today.month):
        year += 1
    before = scene.before(piece, said.start)
    if pattern("finishing").search(before) and not pattern("not_until").search(before):
        return f"{year}-{month:02}-{monthrange(year, month)[1]:02}"
    return f"{year}-{month:02}-01"


def _rested(scene: Scene, piece: Piece, said: SaidDate) -> str:
    """The day itself, or so many days after it ("I fly back on the 2nd, give me three days after")."""
    pause = pattern("days_after").search(scene.text, said.end, scene.sentence(piece)[-1].end)
    if pause is None:
        return said.iso
    count = pause.group("count")
    days = int(count) if count.isdigit() else number_words()["units"].get(count, 1)
    return (date.fromisoformat(said.iso) + timedelta(days * (7 if pause.group("unit") == "week" else 1))).isoformat()
