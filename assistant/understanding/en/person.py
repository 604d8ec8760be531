"""Who she is: name, sex, phone, schooling."""

from __future__ import annotations

import re

from assistant.profile.model import Topic
from assistant.understanding.en.ages import read_age
from assistant.understanding.en.numbers import number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.scene import Piece, Scene, Spanned, Subject
from assistant.vocabulary import TermMatch

_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LONGEST_NAME = 5
# Who left school at this age or before had primary school.
_PRIMARY_UNTIL = 13
# A turn of so many pieces may open with a bare name: "Zhao Li, 49, Gansu, cooking".
_LISTED_PIECES = 4


def read_person(scene: Scene) -> None:
    """Draft name, gender, phone, education, age and birth_year."""
    _read_name(scene)
    for piece in scene.pieces:
        _read_phone(scene, piece)
        if not piece.about_her:
            continue
        _read_gender(scene, piece)
        _read_education(scene, piece)
    read_age(scene)


def _read_name(scene: Scene) -> None:
    if _read_name_in_parts(scene):
        return
    found: tuple[int, int, bool] | None = None
    all_small = scene.read.raw.islower()
    for match in pattern("name_intro").finditer(scene.text):
        piece = scene.piece_at(match.end())
        spoken_for = pattern("speaks_for").search(match.group()) is not None
        if piece.question or (piece.subject is Subject.OTHER and piece.start < match.start() and not spoken_for):
            continue
        shaky = bool(pattern("name_needs_capital").search(match.group()))
        if shaky and scene.asking not in (None, Topic.NAME, Topic.CONSENT):
            continue
        typed_small = all_small and pattern("lower_name").search(scene.text, max(match.start(), match.end() - 8))
        need_capital = shaky and scene.asking is not Topic.NAME and not typed_small
        span = _name_at(scene, match.end(), piece.end, need_capital=need_capital)
        if span is not None and pattern("owner_of").search(scene.text, *span):
            continue
        nick = bool(pattern("nickname_intro").search(match.group()))
        if span is not None and (found is None or (found[2] and not nick) or (nick and "write" in match.group())):
            found = (*span, nick)
    if found is None or (found[2] and scene.asking is Topic.NAME):
        found = _before_nickname(scene, found) or found or _here_name(scene) or _bare_name(scene)
        found = found or _sentence_name(scene)
    if found is not None:
        found = _fuller(scene, found[0], found[1], nick=found[2])
        raw_start, raw_end = scene.read.span(found[0], found[1])
        scene.add("name", _spelled(scene.read.raw[raw_start:raw_end]), found[0], found[1])
        _read_mended_name(scene, found[1])


def _before_nickname(scene: Scene, nick: tuple[int, int, bool] | None) -> tuple[int, int, bool] | None:
    """The whole name told before what she is called ("Marilou Santos po, call me Lou")."""
    first = scene.pieces[0] if scene.pieces else None
    if nick is None or first is None or nick[0] < first.end:
        return None
    span = _name_at(scene, first.start, first.end)
    whole = span is not None and len(scene.text[slice(*span)].split()) > 1
    ends = span is not None and pattern("name_tail").fullmatch(scene.text, span[1], first.end) is not None
    return (*span, False) if span is not None and whole and ends else None


def _read_name_in_parts(scene: Scene) -> bool:
    """Such as "surname Liu, given name Fang": both parts in the order they were said."""
    match = pattern("name_parts").search(scene.text)
    piece = scene.piece_at(match.start()) if match else None
    if match is None or piece is None or piece.question or piece.has("kin"):
        return False
    parts = [scene.read.raw[slice(*scene.read.span(*match.span(group)))] for group in ("first", "second")]
    scene.add("name", " ".join(_spelled(part) for part in parts), *match.span())
    return True


def _fuller(scene: Scene, start: int, end: int, *, nick: bool) -> tuple[int, int, bool]:
    """The whole name where she says a part of it first ("Rosalie, Rosalie Bautista")."""
    again = pattern("name_again").match(scene.text, end)
    span = _name_at(scene, again.end(), scene.piece_at(again.end()).end) if again else None
    if span is None or nick:
        return start, end, nick
    titled = pattern("name_title").match(scene.text, start, end)
    part, whole = scene.text[titled.end() if titled else start : end].split(), scene.text[slice(*span)].split()
    return (*span, nick) if len(whole) > len(part) and set(part) < set(whole) else (start, end, nick)


def _read_mended_name(scene: Scene, end: int) -> None:
    """The name said again right after "sorry" or "no"."""
    match = pattern("name_mended").match(scene.text, end)
    span = _name_at(scene, match.end(), scene.piece_at(match.end()).end, need_capital=True) if match else None
    if span is not None:
        raw_start, raw_end = scene.read.span(*span)
        scene.add("name", _spelled(scene.read.raw[raw_start:raw_end]), *span)
        scene.mended.append(match.span() if match else span)


def _spelled(name: str) -> str:
    """A name typed without capitals gets them; any other stays as typed."""
    return name.title() if name.islower() else name


def _name_at(scene: Scene, start: int, end: int, *, need_capital: bool = False) -> tuple[int, int] | None:
    chinese = _CHINESE_NAME.match(scene.text, start, end)
    if chinese:
        return chinese.span()
    last = start
    at = start
    for _ in range(_LONGEST_NAME):
        word = _NAME_WORD.match(scene.text, at, end)
        if word is not None and _surname_like_word(scene, start, word):
            last = word.end()
            at = last + 1
            continue
        if word is None or _no_name_word(word, start) or (at > start and _country(scene, at)):
            break
        raw_start, _ = scene.read.span(word.start(), word.end())
        if (
            need_capital
            and not scene.read.raw[raw_start].isupper()
            and not pattern("name_title").match(scene.text, start)
        ):
            return None
        last = word.end()
        gap = pattern("name_gap").match(scene.text, last, end)
        if gap is None:
            break
        at = gap.end()
    return (start, last) if last > start and not _names_thing(scene, start, last) else None


def _country(scene: Scene, at: int) -> bool:
    """Whether a country before her age follows the name ("mary wanjiru kenya 35")."""
    return pattern("country_and_age").match(scene.text, at) is not None


def _no_name_word(word: re.Match[str], start: int) -> bool:
    """Whether a word is none of a name; some are only as its first ("Wen Hui" is a name, "I am Hui" is not)."""
    if word.start() > start and pattern("given_name_word").fullmatch(word.group()):
        return False
    return any(pattern("not_name").fullmatch(part) for part in word.group().split("-"))


def _surname_like_word(scene: Scene, start: int, word: re.Match[str]) -> bool:
    """Whether a common word is part of a name: He in "Auntie He" and in "He Ping", Ayi in "Ayi Zhou"."""
    raw = scene.read.raw
    at, end = scene.read.span(word.start(), word.end())
    followed = len(raw) > end + 1 and raw[end] == " " and raw[end + 1].isalpha()
    if word.start() == start:
        if pattern("name_title").fullmatch(word.group()):
            after = _NAME_WORD.match(scene.text, word.end() + 1)
            return followed and after is not None and pattern("not_name").fullmatch(after.group()) is None
        capital = raw[at].isupper() and followed and raw[end + 1].isupper()
        return capital and pattern("surname_like_word").fullmatch(word.group()) is not None
    titled = pattern("name_title").fullmatch(scene.text[start : word.start()].strip())
    return bool(titled and pattern("surname_like_word").fullmatch(word.group()))


def _names_thing(scene: Scene, start: int, end: int) -> bool:
    """Whether the words are a job, a place or another thing and so no name."""
    piece = scene.piece_at(start)
    named = any(t.start <= start and end <= t.end and t.kind in ("jobs", "languages", "zodiac") for t in piece.terms)
    return named or any(p.start == start for p in piece.places if p.province or p.city)


def _here_name(scene: Scene) -> tuple[int, int, bool] | None:
    if scene.asking not in (None, Topic.NAME, Topic.CONSENT):
        return None
    match = pattern("here_intro").match(scene.text)
    span = _name_at(scene, match.start(1), match.end(1)) if match else None
    return (*span, False) if span else None


def _bare_name(scene: Scene) -> tuple[int, int, bool] | None:
    """The whole answer is a name, when a name was asked."""
    listed = scene.asking is None and len(scene.pieces) >= _LISTED_PIECES
    if not (scene.asking is Topic.NAME or listed) or not scene.pieces:
        return None
    for piece in scene.pieces[:3]:
        title = pattern("trade_title").match(scene.text, piece.start, piece.end) if listed else None
        start = piece.start + len(scene.words(piece)) - len(scene.words(piece).lstrip())
        lead = None if listed else pattern("name_lead").match(scene.text, piece.start, piece.end)
        start = lead.end() if lead else start
        if title and _titled_name(scene, piece, title.end()):
            return (title.end(), piece.start + len(scene.words(piece).rstrip()), False)
        if listed and not _listed_name(scene, piece):
            continue
        span = _name_at(scene, start, piece.end, need_capital=listed)
        if span and (
            pattern("name_tail").fullmatch(scene.text, span[1], piece.end)
            or pattern("name_mended").match(scene.text, span[1])
            or _fuller(scene, *span, nick=False)[:2] != span
        ):
            return (*span, False)
    return None


def _sentence_name(scene: Scene) -> tuple[int, int, bool] | None:
    """A name that makes a sentence of its own amid a self-introduction: "… . Su Yan 42 Chifeng.", "… . Jin Aifang."."""
    if scene.asking is not None:
        return None
    for piece in scene.pieces:
        if piece.lead not in (".", "") or not piece.about_her:
            continue
        lead = pattern("name_lead").match(scene.text, piece.start, piece.end)
        start = lead.end() if lead else piece.start + len(scene.words(piece)) - len(scene.words(piece).lstrip())
        span = _name_at(scene, start, piece.end, need_capital=True)
        if span is not None and _whole_name(scene, piece, span):
            return (*span, False)
    return None


def _whole_name(scene: Scene, piece: Piece, span: tuple[int, int]) -> bool:
    """Whether two or three capitalised words, none of them a thing or a place, are told as hers."""
    words = scene.text[slice(*span)].split()
    raw = scene.read.raw[slice(*scene.read.span(*span))].split()
    things: list[Spanned] = [*piece.terms, *piece.places]
    named = [thing for thing in things if thing.start < span[1] and span[0] < thing.end]
    if len(words) not in (2, 3) or not all(word[0].isupper() for word in raw) or named:
        return False
    if pattern("sentence_name_tail").fullmatch(scene.text, span[1], piece.end) is None:
        return False
    if scene.text[span[1] : piece.end].strip():
        return True
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    if following is not None and following.sentence == piece.sentence:
        placed = bool(following.places) and following.places[0].start - following.start <= 1
        if not placed and pattern("told_of_person").match(scene.words(following)) is None:
            return False
    return pattern("pinyin_name").fullmatch(" ".join(words)) is not None


def _titled_name(scene: Scene, piece: Piece, at: int) -> bool:
    """Such as "Chef Ramesh, 44, …": a capital after the trade, and an age after both."""
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    aged = following is not None and any(q.kind in ("number", "age", "count") for q in following.quantities)
    return piece.index == 0 and aged and scene.read.raw[scene.read.span(at, at + 1)[0]].isupper()


def _listed_name(scene: Scene, piece: Piece) -> bool:
    """Whether a piece of a list may be a name: two or three words, or one before a number or a nationality."""
    words = scene.words(piece).split()
    if any(term.kind != "family_relations" for term in piece.terms) or piece.places or not words:
        return False
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    told = following is not None and pattern("nationality_or_age").match(scene.words(following)) is not None
    return len(words) in (2, 3) or (len(words) == 1 and told and piece.index < 2)


def _read_gender(scene: Scene, piece: Piece) -> None:
    for value in ("female", "male"):
        match = pattern(value).search(scene.words(piece))
        if match and not pattern("denied").search(match.group()):
            scene.add("gender", value, piece.start + match.start(), piece.start + match.end())


def _read_phone(scene: Scene, piece: Piece) -> None:
    for quantity in piece.quantities:
        hers = piece.subject in (Subject.SELF, Subject.YOU)
        before = scene.before(piece, quantity.start)
        hers = hers or pattern("mine_before").search(before) is not None
        others = pattern("phone_of_others").search(before) or pattern("phone_no_more").search(before)
        others = others or pattern("phone_dead").match(scene.text, quantity.end)
        if quantity.kind == "phone" and hers and not others:
            _add_phone(scene, quantity)


def _add_phone(scene: Scene, quantity: Quantity) -> None:
    """Draft the number, with its last digits as she says them anew right after it."""
    tail = pattern("phone_tail_mended").match(scene.text, quantity.end)
    digits = _digits(tail.group("tail")) if tail else ""
    if tail is None or len(digits) >= len(quantity.digits):
        scene.add("phone", quantity.digits, quantity.start, quantity.end)
        return
    mended = quantity.digits[: -len(digits)] + digits
    scene.add("phone", mended, quantity.start, tail.end("tail"), flags=("correction",))


def _digits(said: str) -> str:
    words = number_words()["digits"]
    parts = said.replace(",", " ").replace("-", " ").split()
    return "".join(part if part.isdigit() else str(words[part]) for part in parts)


def _read_education(scene: Scene, piece: Piece) -> None:
    left = pattern("left_school_at").search(scene.words(piece))
    if left:
        age = left.group("age")
        years = int(age) if age.isdigit() else number_words()["units"][age]
        level = "primary" if years <= _PRIMARY_UNTIL else "junior_high"
        scene.add("education", level, piece.start + left.start(), piece.start + left.end())
        return
    for term in piece.of("education"):
        if term.hint and scene.asking is not Topic.EDUCATION:
            continue
        alone = pattern("only_before").fullmatch(scene.before(piece, term.start))
        about = (
            alone
            or pattern("school_finished").search(scene.text, term.start, term.end)
            or scene.asking is Topic.EDUCATION
            or _lone_school(scene, piece, term)
            or pattern("education_words").search(scene.before(piece, term.start) + " " + scene.after(piece, term.end))
        )
        unfinished = pattern("left_unfinished").match(scene.text, term.end) and term.id != "college"
        if about and (unfinished or pattern("not_finished").search(scene.before(piece, term.start))):
            scene.vague.append("education")
            return
        if about and not _schools_others(scene, piece, term.start):
            scene.add("education", term.id, term.start, term.end)
            if not scene.mends(term.end, piece.end):
                return


def _lone_school(scene: Scene, piece: Piece, term: TermMatch) -> bool:
    """Such as "college, education major" under another topic: the school alone, and what she read there."""
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    lone = scene.words(piece).strip() == scene.text[term.start : term.end]
    return lone and following is not None and pattern("field_of_study").search(scene.words(following)) is not None


def _schools_others(scene: Scene, piece: Piece, at: int) -> bool:
    before = scene.before(piece, at)
    return bool(pattern("schooling_of_others").search(before))
