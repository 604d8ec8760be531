"""How long she has worked: in all, and in each job she gives a figure for; what is told in parts is in `stints`."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.profile.model import Topic
from assistant.understanding.en.dates import SaidDate
from assistant.understanding.en.numbers import Number, tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.repairs import old_versions
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.stints import (
    Timed,
    by_ages,
    by_contracts,
    by_nth_year,
    longest_since,
    since_a_birth,
    summed,
    together,
    without_bound,
)
from assistant.understanding.en.timed_jobs import job_beside, years_as

_MOST_YEARS = 60
_YEAR = 12
# A bare number answers "how many years" beside so many words.
_SHORT_ANSWER = 4
# So far back "not even" may stand before what it bounds.
_NOT_EVEN = 40
_ELSEWHERE = frozenset({Topic.LOCATION, Topic.HOMETOWN, Topic.AGE, Topic.NAME, Topic.CONTACT, Topic.AVAILABILITY})
_ELSEWHERE |= {Topic.PREFERENCES, Topic.CERTIFICATES, Topic.EDUCATION}
_ELSEWHERE |= {Topic.HEALTH, Topic.SCHEDULE, Topic.WORK_MODE, Topic.LANGUAGES, Topic.BACKGROUND, Topic.SERVICE_AREA}


def family_care(piece: Piece) -> bool:
    """Whether the piece tells of care for her own family, which is no work."""
    return piece.has("kin_family") and piece.has("care", "kin_family") and not piece.has("employer")


def read_years(scene: Scene) -> None:
    """Years of work: a figure for each job named with one, and the total when she gives one or names one job only."""
    timed: list[Timed] = []
    for piece in scene.pieces:
        if not _may_tell_years(scene, piece):
            continue
        told = [q for q in [*piece.quantities, *_since(scene, piece)] if _is_experience(scene, piece, q)]
        timed += [(piece, quantity, job_beside(scene, piece, quantity)) for quantity in told]
    timed = longest_since(scene, timed)
    whole = (
        by_ages(scene)
        or since_a_birth(scene)
        or by_nth_year(scene)
        or by_contracts(scene)
        or summed(scene, timed or _by_posts(scene))
    )
    if whole is not None:
        _add_years(scene, "years_experience", {}, whole)
        return
    timed = [entry for entry in timed if entry[2] or len(timed) == 1 or not _part(scene, entry[1])]
    timed = without_bound(timed)
    timed = _one_figure_each(scene, _mended(scene, timed))
    totals = _totals(scene, timed)
    if totals and totals[0] is timed[0][1] and _adds_up(timed):
        jobs = {job for _, _, job in timed[1:] if job}
        timed = timed if len(jobs) > 1 else timed[:1]
    several = len({(q.min, q.max) for _, q, _ in timed}) > 1 and not (scene.mended or old_versions(scene))
    for _, quantity, job in timed:
        total = quantity in totals
        if job and not total:
            _add_years(scene, "experience_by_job", {"job": job}, quantity)
        if total or (not totals and {entry[2] for entry in timed} == {job} and not (several and job is None)):
            _add_years(scene, "years_experience", {}, quantity)


def _by_posts(scene: Scene) -> list[Timed]:
    """The lengths of her posts, where she answers with them alone ("2 years with one family, then 3 with another")."""
    if scene.asking is not Topic.EXPERIENCE:
        return []
    pieces = [p for p in scene.pieces if p.about_her and not _of_family(scene, p)]
    return [(p, q, None) for p in pieces for q in p.quantities if _is_experience(scene, p, q)]


def _mended(scene: Scene, timed: list[Timed]) -> list[Timed]:
    """The figures; one that mends the one before is said of its job ("three as a nanny, correction, four")."""
    told: list[Timed] = []
    for piece, quantity, job in timed:
        mends = job is None and told and scene.mends(told[-1][1].end, quantity.start)
        told.append((piece, quantity, told[-1][2] if mends else job))
    return told


def _one_figure_each(scene: Scene, timed: list[Timed]) -> list[Timed]:
    """The figures with those of one job added up ("a maid in Saudi for two years and in China for four")."""
    if pattern("repair").search(scene.text):
        return timed
    kept: list[Timed] = []
    places: dict[str, int] = {}
    for piece, quantity, job in timed:
        same = places.setdefault(job, len(kept)) if job else None
        same = None if same == len(kept) else same
        if same is None:
            kept.append((piece, quantity, job))
        else:
            kept[same] = (piece, together([kept[same][1], quantity]), job)
    return kept


def _totals(scene: Scene, timed: list[Timed]) -> list[Quantity]:
    """The figures that are all her years: called so, or said of no job and not less than any other."""
    if _adds_up(timed):
        return [timed[0][1]]
    called = [q for p, q, _ in timed if pattern("total_words").search(scene.words(p))]
    free = [q for _, q, job in timed if job is None]
    if len(called) == 1 or not free or pattern("repair").search(scene.text) or old_versions(scene):
        return called[:1] if len(called) == 1 else [*called, *free]
    first = free[0]
    others = [
        q
        for _, q, _ in timed
        if q is not first and not pattern("not_even").search(scene.text, max(q.number_end - _NOT_EVEN, 0), q.number_end)
    ]
    return [first] if all(_size(q) <= _size(first) for q in others) else []


def _adds_up(timed: list[Timed]) -> bool:
    """Whether the first figure is the sum of all others."""
    return len(timed) > 2 and _size(timed[0][1]) == sum(_size(q) for _, q, _ in timed[1:])


def _size(quantity: Quantity) -> Number:
    size = (quantity.max if quantity.max is not None else quantity.min) or 0
    return size * 12 if quantity.kind in ("number", "count") else size


def _part(scene: Scene, quantity: Quantity) -> bool:
    """Whether it counts a part of another length ("ten years, five of them in Singapore")."""
    return pattern("part_of_it").match(scene.text, quantity.end) is not None


def _may_tell_years(scene: Scene, piece: Piece) -> bool:
    untold = not pattern("work_told").search(scene.words(piece)) and not list(piece.of("jobs", "skills"))
    if scene.asking in _ELSEWHERE and untold:
        return False
    own = _of_own_family(scene, piece)
    if own and (pattern("cared_for_pronoun").search(scene.words(piece)) or not piece.own_subject):
        return False
    if scene.asking is Topic.HISTORY and scene.drafted("work_history"):
        return pattern("total_words").search(scene.words(piece)) is not None
    if scene.asking is Topic.EXPERIENCE and pattern("first_post").search(scene.words(piece)):
        return True
    if piece.question or piece.subject in (Subject.OTHER, Subject.YOU) or _of_family(scene, piece):
        return False
    tenure = pattern("longest").search(scene.words(piece)) and not _all_with_one(scene, piece)
    if piece.subject is Subject.EMPLOYER or tenure:
        return False
    near = _same_post(scene, piece)
    if scene.asking is Topic.EXPERIENCE and pattern("total_words").search(scene.words(piece)):
        return True
    if scene.asking is Topic.EXPERIENCE:
        near = [p for p in near if p.index <= piece.index]
        told = any(pattern(name).search(scene.words(piece)) for name in ("year_till_now", "did_the_work"))
        if list(piece.of("jobs")) or told:
            return True
    if scene.advert and list(piece.of("jobs")):
        near = [piece]
    return not any(_opens_post(scene, p, later=p.index > piece.index) for p in near)


def _opens_post(scene: Scene, piece: Piece, *, later: bool) -> bool:
    """Whether a piece tells of a single post; what comes later and is only "before that" is another one."""
    opening = pattern("post_opening").search(scene.words(piece))
    return opening is not None and not (later and pattern("merely_earlier").match(opening.group()))


def _all_with_one(scene: Scene, piece: Piece) -> bool:
    """Whether her years were all with one family: she says so, or tells of nothing else when asked for them."""
    if pattern("only_one_family").search(scene.words(piece)):
        return True
    lengths = [q for p in scene.pieces for q in p.quantities if q.kind == "duration"]
    asked = scene.asking is Topic.EXPERIENCE and len(lengths) == 1
    return asked and pattern("one_family_told").search(scene.words(piece)) is not None


def _of_family(scene: Scene, piece: Piece) -> bool:
    return family_care(piece) and not pattern("family_as_time").search(scene.words(piece))


def _of_own_family(scene: Scene, piece: Piece) -> bool:
    """Whether "her" or "him" is somebody of her own family, named in the piece before."""
    before = scene.pieces[piece.index - 1] if piece.index else None
    return before is not None and before.has("kin_family") and not before.has("employer")


def _same_post(scene: Scene, piece: Piece) -> Iterable[Piece]:
    return [p for p in scene.sentence(piece) if abs(p.index - piece.index) <= 2]


def _since(scene: Scene, piece: Piece) -> list[Quantity]:
    """Such as "since 2018" is the years up to now."""
    found = []
    words = scene.words(piece)
    for spell in pattern("year_range").finditer(words) if scene.asking is Topic.EXPERIENCE else ():
        years = int(spell.group("to")) - int(spell.group("from"))
        if years > 0:
            at = piece.start + spell.start(), piece.start + spell.end()
            found.append(Quantity(*at, "duration", years * 12, years * 12, "years", ("approximate",)))
    since = scene.asking is Topic.EXPERIENCE and _with_since(scene, piece)
    lasting = pattern("year_till_now").search(words) or (pattern("lone_year").fullmatch(words) if since else None)
    if lasting:
        months = (scene.context.today.year - int(lasting.group(1))) * 12
        start, end = piece.start + lasting.start(), piece.start + lasting.end()
        return [*found, Quantity(start, end, "duration", months, months, "years", ("approximate",))]
    for said in piece.dates:
        began = scene.text[said.start : said.end].startswith(("since", "from"))
        before = scene.before(piece, said.start)
        if pattern("paper_from").search(before):
            continue
        began = began or pattern("since_before").search(_with_since(scene, piece) + before) is not None
        began = began or pattern("began_after").match(scene.text, said.end) is not None
        months = _months_since(scene, said)
        if months > 0 and (began or pattern("started_then").search(before)):
            start = said.start - len("in ") if before.endswith("in ") else said.start
            found.append(Quantity(start, said.end, "duration", months, months, "years", ("approximate",)))
    return found


def _months_since(scene: Scene, said: SaidDate) -> int:
    """The months from a year, or from a month where her years are asked, up to now; 0 where it is no such date."""
    today = scene.context.today
    if said.precision == "year":
        return (today.year - int(said.iso)) * 12
    counted = any(q.kind in ("duration", "number", "count") for p in scene.pieces for q in p.quantities)
    if said.precision != "month" or scene.asking is not Topic.EXPERIENCE or counted:
        return 0
    months = (today.year - int(said.iso[:4])) * 12 + today.month - int(said.iso[5:7])
    return months + 12 if months < 0 and "year_unsaid" in said.flags else months


def _with_since(scene: Scene, piece: Piece) -> str:
    """The piece before, where it only says since what ("since I came here, that was 2017")."""
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    since = earlier is not None and pattern("since_opening").match(scene.words(earlier)) is not None
    return scene.words(earlier) if since and earlier is not None else ""


def _is_experience(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether a quantity counts her years of work."""
    top = quantity.max if quantity.max is not None else quantity.min
    if top is None:
        return False
    if quantity.kind == "number" and scene.asking is None and top <= _MOST_YEARS:
        earlier = scene.words(scene.pieces[piece.index - 1]).strip() if piece.index else ""
        return pattern("label_years").fullmatch(earlier) is not None
    if quantity.kind in ("number", "count"):
        return top <= _MOST_YEARS and scene.asking is Topic.EXPERIENCE and _bare_years(scene, piece, quantity)
    if quantity.kind != "duration" or top > _MOST_YEARS * 12 or _of_something_else(scene, piece, quantity):
        return False
    if pattern("in_trade").search(scene.before(piece, quantity.start)) or _lone_in_introduction(scene, piece, quantity):
        return True
    return _told_as_work(scene, piece, quantity) or _also_stayed(scene, piece, quantity)


def _also_stayed(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "3 in Beijing" after "12 years in Hong Kong": a stay beside another stay of work."""
    if not _in_place(scene, quantity) or len(scene.pieces) == 1:
        return False
    near = [scene.pieces[n] for n in (piece.index - 1, piece.index + 1) if 0 <= n < len(scene.pieces)]
    before = near[0]
    said = before.index < piece.index and before.sentence == piece.sentence and before.about_her
    if said and list(before.of("jobs")) and not before.quantities:
        return True
    stays = [(p, q) for p in near if p.sentence == piece.sentence for q in p.quantities if q.kind == "duration"]
    return any(_in_place(scene, q) and _told_as_work(scene, p, q) for p, q in stays)


def _in_place(scene: Scene, quantity: Quantity) -> bool:
    return any(pattern(name).match(scene.text, quantity.end) for name in ("in_some_place", "stay_after"))


def _bare_years(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether a number without a unit answers how many years."""
    if pattern("own_age_before").search(scene.before(piece, quantity.start)):
        return False
    if pattern("trade_after").match(scene.text, quantity.number_end):
        return False
    jobs = bool(list(piece.of("jobs")))
    if jobs and years_as(scene, quantity):
        return True
    counted = quantity.kind == "count" and not pattern("total_words").fullmatch(quantity.unit or "")
    beside = scene.before(piece, quantity.start) + " " + scene.after(piece, quantity.number_end)
    opens = not scene.text[: quantity.start].strip() and pattern("goes_on_telling").match(
        scene.text, quantity.number_end
    )
    if counted or (len(beside.split()) > _SHORT_ANSWER and not opens):
        return False
    if pattern("total_words").search(scene.words(piece)):
        return True
    anew = pattern("new_version").match(scene.words(piece)) or pattern("total_opening").match(scene.words(piece))
    return bool(anew) or jobs or not _timed_before(scene, piece)


def _of_something_else(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether a length is of schooling, of a child's age or of another trade."""
    jobs = list(piece.of("jobs"))
    if list(piece.of("education")) and not jobs:
        return True
    if pattern("age_of_child").match(scene.text, quantity.end):
        return True
    told = _since_last(scene, piece, quantity)
    if _as_age(scene, quantity) or pattern("not_done_for").search(told) or pattern("trade_first").match(told):
        return True
    low = quantity.start - len(told)
    trade = pattern("other_trade").search(told + scene.text[quantity.start : quantity.end])
    if pattern("noun_driving").match(scene.text, quantity.end):
        return True
    former = pattern("trade_after").match(scene.text, quantity.end)
    if former and not any(t.start < former.end() and former.start() < t.end for t in jobs):
        return True
    if trade and not any(t.start >= low and t.end <= quantity.start for t in jobs):
        return True
    other = pattern("as_someone").search(told)
    return bool(other) and not any(t.start < quantity.start and t.end > quantity.start - 30 for t in jobs)


def _as_age(scene: Scene, quantity: Quantity) -> bool:
    """Whether the same length was read as her age ("a lady of 28 years")."""
    start, end = scene.read.span(quantity.start, quantity.end)
    return any(low < end and start < high for low, high in scene.drafted_near("age", end))


def _told_as_work(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether the words around a length, or the topic, make it one of work."""
    asked = scene.asking is Topic.EXPERIENCE
    before, after = _since_last(scene, piece, quantity), scene.after(piece, quantity.end)
    if asked and pattern("mere_joint").fullmatch(before) and pattern("in_some_place").match(scene.text, quantity.end):
        return True
    if asked and pattern("since_before").search(scene.before(piece, quantity.start)):
        return True
    if scene.asking is None and pattern("i_started_then").search(scene.before(piece, quantity.start)):
        return True
    if pattern("not_experience").search(before[-40:]) or pattern("not_experience").match(after.lstrip()):
        return False
    bounded = pattern("bounded_before").search(before) and not pattern("in_the_last").search(before)
    if pattern("not_a_length").match(after) or bounded:
        return bool(pattern("past_before").search(before)) and bool(pattern("experience_words").search(before))
    if asked or scene.asking is Topic.CONFIRM:
        return True
    return (
        bool(pattern("experience_words").search(before))
        or bool(pattern("work_after").match(after))
        or bool(list(piece.of("jobs")))
    )


def _lone_in_introduction(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "Zhao Li, 49, cooking, eleven years": a length alone in a self-introduction that names work."""
    lone = scene.words(piece).strip() == scene.text[quantity.start : quantity.end].strip()
    if not lone or scene.asking not in (None, Topic.JOB):
        return False
    before = scene.pieces[piece.index - 1] if piece.index else piece
    if not list(before.of("jobs")) and pattern("teaching_before").search(scene.words(before)):
        return False
    worked = any(p.about_her and pattern("work_told").search(scene.words(p)) for p in _before_in_sentence(scene, piece))
    long = (quantity.max or 0) >= _YEAR and scene.advert and scene.drafted("name")
    advert = long and not pattern("own_business").search(scene.words(before))
    return scene.drafted("jobs") or worked or advert


def _before_in_sentence(scene: Scene, piece: Piece) -> list[Piece]:
    return [p for p in scene.sentence(piece) if p.index < piece.index]


def _timed_before(scene: Scene, piece: Piece) -> bool:
    earlier = [p for p in scene.pieces[max(piece.index - 3, 0) : piece.index] if p.subject is not Subject.OTHER]
    return any(q.kind == "duration" for p in earlier for q in p.quantities)


def _since_last(scene: Scene, piece: Piece, quantity: Quantity) -> str:
    """The words between the quantity before and this one; a run-on sentence counts several things."""
    ends = [q.end for q in piece.quantities if q.end <= quantity.start]
    return scene.text[max([piece.start, *ends]) : quantity.start]


def _add_years(scene: Scene, field: str, base: dict[str, object], quantity: Quantity) -> None:
    scale = 1 if quantity.kind in ("number", "count") else 12
    low, high = (_years(end, scale) for end in (quantity.min, quantity.max))
    scene.add(field, base | {"min": low, "max": high}, quantity.start, quantity.end, flags=quantity.flags)


def _years(value: Number | None, scale: int) -> Number | None:
    return None if value is None else tidy(value / scale)
