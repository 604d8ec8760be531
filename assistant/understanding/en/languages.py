"""The languages she speaks, and how well: by the words beside them, in a row, or judged after them."""

from __future__ import annotations

from assistant.profile.model import Topic
from assistant.understanding.en.dishes import sharing
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.senses import headed
from assistant.understanding.en.stances import headed_no, stance
from assistant.vocabulary import TermMatch

# A degree, None when unsaid, and the span that shows it.
Level = tuple[str | None, int, int]
_LEVEL_GAP = 40
# A piece of no more words may do nothing but grade the language before it.
_SHORT = 6


def read_languages(scene: Scene) -> None:
    """Draft languages with their levels."""
    for piece in scene.pieces:
        if piece.about_her:
            _read_languages(scene, piece)


def _read_languages(scene: Scene, piece: Piece) -> None:
    asked = scene.asking is Topic.LANGUAGES
    terms = [t for t in piece.of("languages") if not _inside_other(piece, t, asked=asked)]
    row = _row(scene, piece, terms)
    claimed = [term in row or _language_claimed(scene, piece, term) for term in terms]
    for number, term in enumerate(terms):
        if claimed[number] and headed_no(scene, piece):
            scene.add("languages", {"id": term.id}, term.start, term.end, polarity="negative")
            continue
        listed = number + 1 < len(terms) and claimed[number + 1] and not scene.before(piece, terms[0].start).strip()
        if not claimed[number] and not (
            listed and pattern("language_joint").fullmatch(scene.text, term.end, terms[number + 1].start)
        ):
            continue
        degree, start, end = _language_level(scene, piece, terms, number)
        verdict = stance(scene, term)
        if (
            verdict.negative
            and degree is None
            and pattern("no_language").search(scene.text[verdict.start : verdict.end])
        ):
            some = pattern("understands_some").search(scene.text, verdict.end, scene.sentence(piece)[-1].end)
            if some:
                scene.add("languages", {"id": term.id, "level": "weak"}, verdict.start, some.end())
            else:
                scene.add("languages", {"id": term.id}, verdict.start, verdict.end, polarity="negative")
            continue
        unspoken = pattern("not_yet_spoken").match(scene.text, term.end)
        if verdict.negative and (unspoken or pattern("merely_not").search(scene.before(piece, term.start))):
            scene.add("languages", {"id": term.id}, verdict.start, verdict.end, polarity="negative")
            continue
        unread = pattern("reads_not").search(scene.before(piece, term.start)) is not None
        denied = verdict.negative and verdict.start < term.start and not unread
        degree = "weak" if denied and degree in ("fluent", "some") else degree
        value = {"id": term.id} | ({"level": degree} if degree else {})
        scene.add("languages", value, min(start, term.start), max(end, term.end))


def _inside_other(piece: Piece, term: TermMatch, *, asked: bool) -> bool:
    """Whether a language is part of another thing's name ("English tutoring", "Cantonese soup")."""
    others = piece.of("certificates", "cuisines") if asked else piece.of("certificates", "skills", "cuisines")
    return any(t.start <= term.start and term.end <= t.end and t.end - t.start > term.end - term.start for t in others)


def _row(scene: Scene, piece: Piece, terms: list[TermMatch]) -> list[TermMatch]:
    """Languages a self-introduction names one after the other and nothing else: "Nepali, Hindi, English all good"."""
    if scene.asking is not None or not terms or piece.subject is not Subject.SELF:
        return []
    if headed(scene, piece, "languages_heading") or headed_no(scene, piece):
        return terms
    if not _only_languages(scene, piece):
        return []
    beside = [p for p in scene.sentence(piece) if abs(p.index - piece.index) == 1 and _only_languages(scene, p)]
    if len(terms) == 1 and not beside:
        return []
    following = terms[1:2] or [t for p in beside if p.index > piece.index for t in list(p.of("languages"))[:1]]
    first = len(terms) > 1 or all(p.index > piece.index for p in beside)
    people = first and pattern("people_too").fullmatch(terms[0].form)
    graded = (
        following
        and pattern("row_filler").fullmatch(_after_language(scene, following[0]))
        and _degree_in(_after_language(scene, following[0]))
    )
    return terms[1:] if people and (graded or not following) else terms


def _after_language(scene: Scene, term: TermMatch) -> str:
    """What stands after a language up to the next one or the end of its piece."""
    piece = scene.piece_at(term.start)
    ends = [t.start for t in piece.of("languages") if t.start >= term.end]
    return scene.text[term.end : min(ends, default=piece.end)]


def _only_languages(scene: Scene, piece: Piece) -> bool:
    """Whether a piece is nothing but languages and how well they are spoken."""
    at = piece.start
    for term in piece.of("languages"):
        if not pattern("row_filler").fullmatch(scene.text, at, max(term.start, at)):
            return False
        at = term.end
    return at > piece.start and pattern("row_filler").fullmatch(scene.text, at, piece.end) is not None


def _language_claimed(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    before, after = scene.before(piece, term.start), scene.after(piece, term.end)
    if pattern("typed_for_her").match(scene.text, term.end):
        return False
    if pattern("not_a_language").match(after) or pattern("forgotten").match(scene.text, term.end):
        return False
    if pattern("known_before").search(before):
        return False
    if scene.asking is Topic.LANGUAGES and pattern("learning_it").search(before):
        return True
    if pattern("done_in_it").search(before) and not pattern("fluent_or_native").search(before):
        return False
    if scene.asking is Topic.LANGUAGES:
        return True
    eaten = any(t.start <= term.start < t.end for t in piece.of("cuisines"))
    beside = any(t.start != term.start for p in scene.sentence(piece) for t in p.of("cuisines"))
    if eaten and beside and not pattern("speech").search(before):
        return False
    if any(t.start <= term.start < t.end for t in sharing(scene, piece)):
        return False
    if list(piece.of("cuisines")) and pattern("food").search(before) and not pattern("speech").search(before):
        return False
    lead = pattern("language_copula").match(after)
    if (
        pattern("speaks").search(before)
        or pattern("language_judged").match(after)
        or (lead and _degree(after, lead.end()))
    ):
        return True
    if pattern("my_before").search(before):
        return True
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    return bool(
        earlier
        and not piece.own_subject
        and earlier.sentence == piece.sentence
        and list(earlier.of("languages"))
        and scene.drafted("languages")
    )


def _language_level(scene: Scene, piece: Piece, terms: list[TermMatch], number: int) -> Level:
    """The degree of a language: by the words beside it, those it shares with its neighbours, those said after it."""
    term = terms[number]
    left = terms[number - 1].end if number else piece.start
    before = scene.text[max(left, term.start - _LEVEL_GAP) : term.start]
    level = _beside(scene, piece, terms, number, before) or _shared(scene, piece, terms, number)
    if level is None and _spoken_badly(scene, piece, before):
        level = "weak", term.start, term.end
    if level is None and number == len(terms) - 1:
        level = _said_after(scene, piece, term)
    return level or (None, term.start, term.end)


def _beside(scene: Scene, piece: Piece, terms: list[TermMatch], number: int, before: str) -> Level | None:
    """The degree word nearest to the language, not beyond its neighbours."""
    term = terms[number]
    right = terms[number + 1].start if number + 1 < len(terms) else piece.end
    after = scene.text[term.end : min(right, term.end + _LEVEL_GAP)]
    wordy = pattern("only_words").match(scene.text, term.end)
    if wordy:
        return "weak", term.start, wordy.end()
    if pattern("learning_it").search(scene.before(piece, term.start)):
        return "weak", term.start, term.end
    lead = pattern("language_copula").match(after)
    degree = _degree(after, lead.end()) if lead and not (_new_side(after) and right != piece.end) else None
    if degree is not None:
        return degree[0], term.end, term.end + degree[1]
    spoken = _spoken_well(scene, piece, before)
    if spoken is not None:
        return spoken, term.start, term.end
    early = _degree_in(before)
    if early is None:
        return None
    grade = "weak" if _only_understood(scene, piece, early[0]) else early[0]
    return grade, term.start - len(before) + early[1], term.end


def _shared(scene: Scene, piece: Piece, terms: list[TermMatch], number: int) -> Level | None:
    """The degree said once of several languages: "fluent in …", "… both good", "… and Hindi fluent", "… same same"."""
    term = terms[number]
    found = [pattern("shared_degree").search(scene.before(piece, terms[0].start))] if number else []
    earlier = scene.pieces[piece.index - 1] if piece.index else piece
    if len(terms) > 1 or (earlier in scene.sentence(piece) and list(earlier.of("languages"))):
        found.append(pattern("degree_of_both").search(scene.after(piece, terms[-1].end)))
    found += [pattern("degree_of_both").search(_after_language(scene, t)) for t in _later_in_row(scene, piece)]
    if number + 1 < len(terms) and pattern("pair_joint").fullmatch(scene.text, term.end, terms[number + 1].start):
        found.append(pattern("degree_of_pair").match(scene.text, terms[number + 1].end))
    for match in found:
        common = _degree_in(match.group()) if match else None
        if common:
            return common[0], term.start, term.end
    told = next((d.value for d in reversed(scene.drafts) if d.field == "languages"), None)
    if isinstance(told, dict) and "level" in told and pattern("same_degree").match(scene.text, term.end, piece.end):
        return str(told["level"]), term.start, term.end
    return None


def _later_in_row(scene: Scene, piece: Piece) -> list[TermMatch]:
    """The last languages of the pieces that go on listing languages after one."""
    found: list[TermMatch] = []
    for following in scene.sentence(piece):
        if following.index <= piece.index:
            continue
        if not _only_languages(scene, following):
            break
        found.append(list(following.of("languages"))[-1])
    return found


def _said_after(scene: Scene, piece: Piece, term: TermMatch) -> Level | None:
    understood = _understood(scene, piece, term)
    if understood is not None:
        return understood, term.start, term.end
    follower = _follower(scene, piece)
    late = _degree_in(scene.words(follower)) if follower else None
    return (late[0], term.start, follower.start + late[2]) if follower and late else None


_DEGREES = (("native", "native"), ("weak_language", "weak"), ("fluent", "fluent"), ("some_language", "some"))


def _understood(scene: Scene, piece: Piece, term: TermMatch) -> str | None:
    """The level in "Chinese I understand but speaking not good": weak where speech is denied."""
    rest = scene.text[term.end : scene.sentence(piece)[-1].end]
    if pattern("understands_only").match(rest) is None:
        return None
    return "weak" if pattern("speaks_badly").search(rest) else "some"


def _spoken_well(scene: Scene, piece: Piece, before: str) -> str | None:
    """The level in "I can't read Chinese but speaking is no problem"."""
    following = next((p for p in scene.sentence(piece) if p.index == piece.index + 1), None)
    if following is None or not pattern("reads_not").search(before):
        return None
    judged = pattern("speech_judged_well").match(scene.words(following))
    return judged.lastgroup if judged else None


def _spoken_badly(scene: Scene, piece: Piece, before: str) -> bool:
    """Such as "I can read Chinese but talking not good"."""
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    same = following is not None and following.sentence == piece.sentence and not list(following.of("languages"))
    judged = same and following is not None and pattern("speech_judged_badly").match(scene.words(following))
    return bool(judged) and pattern("reads_it").search(before) is not None


def _only_understood(scene: Scene, piece: Piece, degree: str) -> bool:
    """Such as "I understand English but can't speak"."""
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    same = following is not None and following.sentence == piece.sentence
    return bool(same and following and degree == "some" and pattern("not_spoken").match(scene.words(following)))


def _degree(text: str, at: int) -> tuple[str, int] | None:
    """The degree said exactly at `at`, with its end."""
    for name, degree in _DEGREES:
        match = pattern(name).match(text, at)
        if match:
            return degree, match.end()
    return None


def _degree_in(text: str) -> tuple[str, int, int] | None:
    """The first kind of degree word anywhere in `text`, with its span."""
    for name, degree in _DEGREES:
        match = pattern(name).search(text)
        if match:
            return degree, match.start(), match.end()
    return None


def _new_side(after: str) -> bool:
    return bool(pattern("and_or_but").match(after))


def _follower(scene: Scene, piece: Piece) -> Piece | None:
    """A short piece that only grades the language named before it ("English, not so good")."""
    if piece.index + 1 >= len(scene.pieces):
        return None
    after = scene.pieces[piece.index + 1]
    short = after.sentence == piece.sentence and len(scene.words(after).split()) <= _SHORT
    short = short and pattern("grades_only").match(scene.words(after)) is not None
    return after if short and not list(after.of("languages", "skills", "cuisines")) else None
