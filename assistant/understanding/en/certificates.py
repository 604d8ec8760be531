"""The certificates she holds, with their level, issuer and date; planned ones are only noted as unclear."""

from __future__ import annotations

from itertools import pairwise

from assistant.profile.model import Topic
from assistant.understanding.en.paraphrase import certificates_by_subject
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.stances import stance
from assistant.vocabulary import TermMatch, vocabulary


def read_certificates(scene: Scene) -> None:
    """Draft certificates."""
    named = any(list(piece.of("certificates")) for piece in scene.pieces)
    if not named and scene.asking is not Topic.CERTIFICATES and not pattern("certificate_words").search(scene.text):
        return
    for piece in scene.pieces:
        if not piece.question:
            _read_certificates(scene, piece)


def _read_certificates(scene: Scene, piece: Piece) -> None:
    asked = scene.asking is Topic.CERTIFICATES
    words = scene.words(piece)
    none = pattern("no_certificate").search(words)
    terms = list(piece.of("certificates"))
    spoken_of = any(
        pattern("certificate_words").search(pattern("diploma_in").sub("", scene.words(p)))
        for p in scene.sentence(piece)
        if (p.index <= piece.index + 1 if asked else piece.index - 1 <= p.index <= piece.index)
    )
    denied = any(pattern("no_certificate").search(scene.words(p)) for p in scene.sentence(piece) if p is not piece)
    if asked or (spoken_of and not denied and scene.asking is not Topic.EDUCATION):
        extra = certificates_by_subject(scene.text, piece.start, piece.end)
        terms += [
            t
            for t in extra
            if not any(
                k.start < t.end and t.start < k.end
                for k in [*terms, *piece.of("health_certificate", "issuers"), *_trades(scene, piece)]
            )
        ]
        terms = _without_schemes(scene, piece, sorted(terms, key=lambda t: t.start))
        terms = [t for t in terms if t.form != "nurse" or not any(0 <= t.start - k.end <= 1 for k in terms)]
        asked = asked or bool(terms)
    if none and not terms and piece.subject is Subject.SELF:
        return
    if piece.subject in (Subject.OTHER, Subject.YOU):
        return
    for number, term in enumerate(terms):
        if not (asked or pattern("certificate_words").search(words)):
            continue
        if pattern("school_of_it").match(scene.text, term.end) and not _paper_of(scene, piece, term):
            continue
        follow = scene.text[term.end : scene.sentence(piece)[-1].end]
        planned = pattern("planned_certificate").search(scene.before(piece, term.start))
        if planned or pattern("exam_open").search(follow) or pattern("never_held_after").match(follow):
            scene.vague.append("certificates")
            continue
        verdict = stance(scene, term)
        if verdict.negative and not pattern("never_used_after").match(follow):
            scene.add("certificates", {"kind": term.id}, verdict.start, verdict.end, polarity="negative")
            continue
        _add_certificate(scene, piece, terms, number)


def _without_schemes(scene: Scene, piece: Piece, terms: list[TermMatch]) -> list[TermMatch]:
    """The certificates without a bare "NC II" that only says the level of the one beside it."""
    joined = [(a, b) for a, b in pairwise(terms) if pattern("scheme_joint").fullmatch(scene.text, a.end, b.start)]
    beside = [t for pair in joined for t in pair]
    beside += [t for p in scene.sentence(piece) if p.index == piece.index - 1 for t in _goes_on(scene, p, terms)]
    return [t for t in terms if t not in beside or not pattern("bare_scheme").fullmatch(t.form)]


def _goes_on(scene: Scene, earlier: Piece, terms: list[TermMatch]) -> list[TermMatch]:
    """The first of the certificates when it may only say more of one told in the piece before."""
    return terms[:1] if scene.drafted_in("certificates", earlier) else []


def _paper_of(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Whether a paper is told, though the course it came from is named with it."""
    told = pattern("certificate_words").search(scene.words(piece))
    given = pattern("gave_paper").match(scene.text, term.end, scene.sentence(piece)[-1].end)
    before = scene.before(piece, term.start)
    earned = pattern("paper_of_course").search(before) or pattern("passed_before").search(before)
    return bool(told or given or earned)


def _trades(scene: Scene, piece: Piece) -> list[TermMatch]:
    """The jobs a piece names: where certificates were not asked, their names alone are no certificates."""
    return [] if scene.asking is Topic.CERTIFICATES else [t for t in piece.of("jobs") if not t.hint]


def _add_certificate(scene: Scene, piece: Piece, held: list[TermMatch], number: int) -> None:
    """Draft one of the certificates named in a piece with what is said of it."""
    term = held[number]
    until = held[number + 1].start if number + 1 < len(held) else None
    value: dict[str, str] = {"kind": term.id}
    start, end = term.start, term.end
    limit = until if until is not None else _statement_end(scene, piece)
    for other in [t for p in scene.sentence(piece) for t in p.of("certificate_levels", "issuers")]:
        of_last = number > 0 and pattern("level_joint").fullmatch(scene.text, held[number - 1].end, other.start)
        if of_last or _of_something_else(scene, piece, other, term):
            continue
        beside = piece.start <= other.start < limit and (other.start >= term.start or other.end >= term.start - 30)
        if not beside or (other.end <= term.start and any(other.end <= t.start < term.start for t in held)):
            continue
        if (
            other.kind == "issuers"
            and _another_certificate_between(piece, piece.start, min(other.start, term.start))
            and other.end <= term.start
        ):
            continue
        key = "level" if other.kind == "certificate_levels" else "issuer"
        if key in value:
            continue
        value[key] = (
            _zh_label(other) if key == "level" else scene.read.raw[slice(*scene.read.span(other.start, other.end))]
        )
        start, end = min(start, other.start), max(end, other.end)
    dates = [
        d for p in scene.sentence(piece) for d in p.dates if piece.start <= d.start < limit and d.precision != "now"
    ]
    if not dates:
        dates = [d for p in scene.sentence(piece) for d in p.dates if pattern("of_all").search(scene.text, 0, d.start)]
    if "level" not in value and (shared := _shared_level(scene, piece)) is not None:
        value["level"] = _zh_label(shared)
        start, end = min(start, shared.start), max(end, shared.end)
    dates = [d for d in dates if not pattern("so_long_after").match(scene.text, d.start)]
    dates = [d for d in dates if d.month() <= f"{scene.context.today:%Y-%m}"]
    dates = [d for d in dates if not pattern("starting_verb").search(scene.text, term.end, max(d.start, term.end))]
    dates = [d for d in dates if not pattern("runs_out").search(scene.text, piece.start, d.start)]
    papers = list(piece.of("health_certificate"))
    dates = [d for d in dates if not any(paper.start < d.start < term.start for paper in papers)]
    if pattern("expired").search(scene.text, term.end, limit):
        dates = []
    if "level" not in value and (opening := _opening_level(scene, piece)) is not None:
        value["level"] = _zh_label(opening)
        start = opening.start
    if dates:
        said = dates[-1] if until is None else dates[0]
        value["issued_on"] = said.month()
        start, end = min(start, said.start), max(end, said.end)
    year = pattern("bare_year").search(scene.text, term.end, limit) if not dates else None
    lasting = year is not None and pattern("runs_out").search(scene.text, term.end, year.start()) is not None
    if year and not lasting and year.group() <= f"{scene.context.today:%Y}":
        value["issued_on"] = year.group()
        end = max(end, year.end())
    scene.add("certificates", value, start, end)


def _of_something_else(scene: Scene, piece: Piece, other: TermMatch, term: TermMatch) -> bool:
    """Whether a level or an issuer is no such thing here, or that of another certificate than `term`."""
    unlike = pattern("unlike_level").match(scene.text, other.end) or pattern("level_denied").search(
        scene.text, piece.start, other.start
    )
    if other.kind == "certificate_levels" and unlike:
        return True
    if scene.edited(other.end, other.end + 1):
        return True
    if other.end < term.start and pattern("its_own_certificate").search(scene.text, other.start, term.start):
        return True
    return other.kind == "issuers" and pattern("kept_by").search(scene.text, piece.start, other.start) is not None


def _shared_level(scene: Scene, piece: Piece) -> TermMatch | None:
    """The level said of every certificate at once ("infant care and maternity care, both senior")."""
    levels = [t for p in scene.sentence(piece) if p.index >= piece.index for t in p.of("certificate_levels")]
    return next((t for t in levels if pattern("of_all").search(scene.text, 0, t.start)), None)


def _opening_level(scene: Scene, piece: Piece) -> TermMatch | None:
    """The level alone in the piece before: "not the intermediate, only junior, elderly care"."""
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    told = any(scene.drafted_in("certificates", p) for p in scene.sentence(piece))
    if earlier is None or earlier.sentence != piece.sentence or told:
        return None
    levels = list(earlier.of("certificate_levels"))
    alone = len(levels) == 1 and pattern("level_alone").fullmatch(scene.words(earlier))
    return levels[0] if alone and not _of_something_else(scene, earlier, levels[0], levels[0]) else None


def _another_certificate_between(piece: Piece, start: int, end: int) -> bool:
    return any(start <= t.start < end for t in piece.of("certificates"))


def _zh_label(term: TermMatch) -> str:
    return vocabulary().label(term.kind, term.id, "zh")


def _statement_end(scene: Scene, piece: Piece) -> int:
    """Where what is said of the last certificate of a piece ends: at the sentence's end or the next subject matter."""
    end = piece.end
    for follower in scene.sentence(piece):
        if follower.index <= piece.index:
            continue
        if (
            follower.lead == "but"
            or list(follower.of("certificates", "skills", "jobs", "work_modes", "languages", "health_certificate"))
            or follower.places
        ):
            break
        end = follower.end
    return end
