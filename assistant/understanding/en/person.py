"""Who she is: name, sex, age and birth year, phone, schooling."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.profile.model import Topic
from assistant.understanding.en.numbers import number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantities import Quantity
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.vocabulary import vocabulary

_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_YOUNGEST, _OLDEST = 16, 85
_LONGEST_NAME = 5
# A turn of so many pieces may open with a bare name: "Zhao Li, 49, Gansu, cooking".
_LISTED_PIECES = 4


def read_person(scene: Scene) -> None:
    """Draft name, gender, age, birth_year, phone and education."""
    _read_name(scene)
    for piece in scene.pieces:
        _read_phone(scene, piece)
        if not piece.about_her:
            continue
        _read_gender(scene, piece)
        _read_birth_year(scene, piece)
        _read_ages(scene, piece)
        _read_education(scene, piece)
    _cross_check(scene)


def _read_name(scene: Scene) -> None:
    if _read_name_in_parts(scene):
        return
    found: tuple[int, int, bool] | None = None
    all_small = scene.read.raw.islower()
    for match in pattern("name_intro").finditer(scene.text):
        piece = scene.piece_at(match.end())
        if piece.question or (piece.subject is Subject.OTHER and piece.start < match.start()):
            continue
        shaky = bool(pattern("name_needs_capital").search(match.group()))
        if shaky and scene.asking not in (None, Topic.NAME, Topic.CONSENT):
            continue
        typed_small = all_small and pattern("lower_name").search(scene.text, max(match.start(), match.end() - 8))
        need_capital = shaky and scene.asking is not Topic.NAME and not typed_small
        span = _name_at(scene, match.end(), piece.end, need_capital=need_capital)
        nick = bool(pattern("nickname_intro").search(match.group()))
        if span is not None and (found is None or (found[2] and not nick) or (nick and "write" in match.group())):
            found = (*span, nick)
    if found is None:
        found = _here_name(scene) or _bare_name(scene)
    if found is not None:
        found = _fuller(scene, found[0], found[1], nick=found[2])
        raw_start, raw_end = scene.read.span(found[0], found[1])
        scene.add("name", _spelled(scene.read.raw[raw_start:raw_end]), found[0], found[1])
        _read_mended_name(scene, found[1])


def _read_name_in_parts(scene: Scene) -> bool:
    """Such as "surname Liu, given name Fang": both parts in the order they were said."""
    match = pattern("name_parts").search(scene.text)
    if match is None or not scene.piece_at(match.start()).about_her:
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
    part, whole = scene.text[start:end].split(), scene.text[slice(*span)].split()
    return (*span, nick) if len(whole) > len(part) and set(part) < set(whole) else (start, end, nick)


def _read_mended_name(scene: Scene, end: int) -> None:
    """The name said again right after "sorry" or "no"."""
    match = pattern("name_mended").match(scene.text, end)
    span = _name_at(scene, match.end(), scene.piece_at(match.end()).end, need_capital=True) if match else None
    if span is not None:
        raw_start, raw_end = scene.read.span(*span)
        scene.add("name", _spelled(scene.read.raw[raw_start:raw_end]), *span)


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
        if word is None or any(pattern("not_name").fullmatch(part) for part in word.group().split("-")):
            break
        raw_start, _ = scene.read.span(word.start(), word.end())
        if (
            need_capital
            and not scene.read.raw[raw_start].isupper()
            and not pattern("name_title").match(scene.text, start)
        ):
            return None
        last = word.end()
        gap = re.compile(r" ").match(scene.text, last, end)
        if gap is None:
            break
        at = gap.end()
    return (start, last) if last > start and not _names_thing(scene, start, last) else None


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
    match = pattern("here_intro").match(scene.text)
    span = _name_at(scene, match.start(1), match.end(1)) if match else None
    return (*span, False) if span else None


def _bare_name(scene: Scene) -> tuple[int, int, bool] | None:
    """The whole answer is a name, when a name was asked."""
    listed = scene.asking is None and len(scene.pieces) >= _LISTED_PIECES
    if not (scene.asking is Topic.NAME or listed) or not scene.pieces:
        return None
    for piece in scene.pieces[: 1 if listed else 2]:
        start = piece.start + len(scene.words(piece)) - len(scene.words(piece).lstrip())
        if listed and (piece.terms or piece.places or len(scene.words(piece).split()) not in (2, 3)):
            return None
        span = _name_at(scene, start, piece.end, need_capital=listed)
        if span and pattern("name_tail").fullmatch(scene.text, span[1], piece.end):
            return (*span, False)
    return None


def _read_gender(scene: Scene, piece: Piece) -> None:
    for value in ("female", "male"):
        match = pattern(value).search(scene.words(piece))
        if match and not pattern("denied").search(match.group()):
            scene.add("gender", value, piece.start + match.start(), piece.start + match.end())


def _read_phone(scene: Scene, piece: Piece) -> None:
    for quantity in piece.quantities:
        hers = piece.subject in (Subject.SELF, Subject.YOU)
        if quantity.kind == "phone" and hers and not piece.has("kin"):
            scene.add("phone", quantity.digits, quantity.start, quantity.end)


def _read_birth_year(scene: Scene, piece: Piece) -> None:
    words = scene.words(piece)
    born = pattern("born").search(words)
    asked = scene.asking is Topic.AGE
    for said in piece.dates if born else ():
        year = int(said.iso[:4]) if said.precision in ("day", "month", "year") else 0
        if _plausible_year(scene, year):
            _add_birth_year(
                scene, piece, year, min(said.start, piece.start + born.start()) if born else said.start, said.end
            )
            return
    if not born and not asked and not _lone_year(scene, piece):
        return
    decade = pattern("born_decade").search(words) if born else None
    if decade:
        first = 1900 + 10 * next(n for n, group in enumerate(decade.groups()) if group) + 60
        scene.add(
            "birth_year", {"min": first, "max": first + 9}, piece.start + decade.start(), piece.start + decade.end()
        )
        return
    match = pattern("four_digit_year").search(words)
    if match and (born or len(words) < 40 or "year" in words):
        start = piece.start + (min(born.start(), match.start()) if born else match.start())
        _add_birth_year(
            scene, piece, int(match.group(1)), start, piece.start + max(match.end(), born.end() if born else 0)
        )
        return
    short = pattern("two_digit_year").search(words) if born else None
    if short:
        digits = next(group for group in short.groups() if group)
        _add_birth_year(scene, piece, 1900 + int(digits), piece.start + short.start(), piece.start + short.end())
        return
    for quantity in piece.quantities:
        value = quantity.max if quantity.min == quantity.max else None
        if quantity.kind in ("number", "count") and isinstance(value, int):
            if born and 40 <= value <= 99 and pattern("born").search(scene.before(piece, quantity.start)):
                value += 1900
            if _plausible_year(scene, value):
                _add_birth_year(scene, piece, value, quantity.start, quantity.end)


def _lone_year(scene: Scene, piece: Piece) -> bool:
    """Such as "Zhao Li, female, 1977, …": a year alone in a self-introduction."""
    opening = scene.asking is None and piece.index <= 4 and scene.drafted("name")
    return opening and pattern("four_digit_year").fullmatch(scene.words(piece).strip()) is not None


def _plausible_year(scene: Scene, year: int) -> bool:
    return scene.context.today.year - _OLDEST <= year <= scene.context.today.year - _YOUNGEST


def _add_birth_year(scene: Scene, piece: Piece, year: int, start: int, end: int) -> None:
    if not _plausible_year(scene, year):
        return
    other = [d for d in scene.drafts if d.field == "birth_year"]
    papers = pattern("document").search(scene.words(piece))
    flags = ("document_differs",) if papers and other else ()
    if papers and not other and _another_year_follows(scene, piece):
        return
    scene.add("birth_year", year, start, end, flags=flags)


def _another_year_follows(scene: Scene, piece: Piece) -> bool:
    """Whether she sets her real year against the one on her papers; then the papers' year is not her own word."""
    following = [scene.words(p) for p in scene.pieces[piece.index + 1 : piece.index + 3]]
    return any(pattern("born").search(words) or pattern("real_year").search(words) for words in following)


def _read_ages(scene: Scene, piece: Piece) -> None:
    for quantity in piece.quantities:
        if scene.drafted("birth_year") and quantity.kind != "age" and scene.asking is Topic.AGE:
            continue
        if scene.drafted_in("age", piece) and pattern("going_on").search(scene.before(piece, quantity.start)):
            continue
        if quantity.nearly and scene.drafted("age"):
            continue
        age = _age_of(scene, piece, quantity)
        if age is not None:
            start = piece.start + age[1]
            scene.add("age", age[0], start, age[2], flags=quantity.flags)


def _age_of(scene: Scene, piece: Piece, quantity: Quantity) -> tuple[object, int, int] | None:
    value = _age_value(quantity)
    if value is None:
        return None
    before = scene.before(piece, quantity.start)
    at = quantity.start - piece.start
    turned = _turned_by(before) if isinstance(value, int) and piece.subject is Subject.SELF else 0
    if turned and isinstance(value, int) and (scene.asking in (None, Topic.AGE)):
        return value + turned, 0, quantity.number_end
    if quantity.kind not in ("age", "number", "count"):
        return None
    if pattern("turning").search(before) and pattern("ahead").match(scene.after(piece, quantity.number_end)):
        return (value - 1, at, quantity.number_end) if isinstance(value, int) else None
    if quantity.kind == "age":
        if quantity.unit == "decade" and pattern("born").search(before):
            return None
        mine = quantity.unit == "decade" or not pattern("someone_elses_age").search(before)
        return (value, at, quantity.end) if mine else None
    after = scene.after(piece, quantity.number_end)
    noun = (quantity.unit or "") if quantity.kind == "count" else ""
    if noun and (pattern("age_not_mine").match(noun) or noun in ("k", "days", "times", "clients", "dishes")):
        return None
    end = quantity.number_end
    if pattern("rate_after").match(after):
        return None
    cue = pattern("age_said").search(before)
    if cue and not (before[cue.start() :].startswith("i have") and scene.asking is not Topic.AGE):
        return value, cue.start() if "age" in cue.group() else at, end
    if _alone_after_name(scene, piece, quantity) or _right_after_name(scene, quantity):
        return value, at, end
    if scene.asking is Topic.AGE and piece.subject is Subject.SELF and not piece.has("wish"):
        return value, at, end
    return None


def _alone_after_name(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "I'm Grace, 38, from …": a lone number right after the name."""
    lone = scene.text[piece.start : piece.end].strip() == scene.text[quantity.start : quantity.number_end].strip()
    if lone and scene.asking is None and _opens_list(scene, piece):
        return True
    if not lone or not scene.drafted("name"):
        return False
    near = scene.pieces[max(piece.index - 3, 0) : piece.index]
    spans = scene.drafted_near("name", scene.read.span(quantity.start, quantity.end)[0])
    first = scene.read.span(near[0].start, near[0].end)[0] if near else 0
    return any(start >= first for start, _ in spans)


def _right_after_name(scene: Scene, quantity: Quantity) -> bool:
    """Such as "auntie wang 56 anhui": a number right behind the name."""
    start, _ = scene.read.span(quantity.start, quantity.end)
    named = any(end + 1 == start for _, end in scene.drafted_near("name", start))
    return named and scene.asking in (None, Topic.NAME)


def _opens_list(scene: Scene, piece: Piece) -> bool:
    """Such as "nanny, 44, Henan, ten years": a number second in a list that opens with work, or before "from"."""
    if pattern("from_next").match(scene.text, piece.end) and piece.index <= _LISTED_PIECES:
        return True
    first = scene.pieces[0]
    return piece.index == 1 and len(scene.pieces) >= _LISTED_PIECES and bool(list(first.of("jobs")))


def _turned_by(before: str) -> int:
    """The years between a round age and hers: "two years off fifty" is -2."""
    for name, sign in (("years_short", -1), ("years_past", 1)):
        match = pattern(name).search(before)
        if match:
            word = match.group("years")
            return sign * (int(word) if word.isdigit() else number_words()["units"].get(word, 1))
    return 0


def _age_value(quantity: Quantity) -> object | None:
    """An int, or {min,max}; "almost fifty" is the last years before it."""
    low, high = quantity.min, quantity.max
    top = high if high is not None else low
    if top is None or not _YOUNGEST <= top <= _OLDEST or (low is not None and low < _YOUNGEST):
        return None
    if low == high:
        return int(top)
    if quantity.nearly and high is not None:
        return {"min": high - 3, "max": high - 1}
    return {"min": low, "max": high}


def _read_education(scene: Scene, piece: Piece) -> None:
    for term in piece.of("education"):
        if term.hint and scene.asking is not Topic.EDUCATION:
            continue
        alone = pattern("only_before").fullmatch(scene.before(piece, term.start))
        about = (
            alone
            or scene.asking is Topic.EDUCATION
            or pattern("education_words").search(scene.before(piece, term.start) + " " + scene.after(piece, term.end))
        )
        if about and pattern("not_finished").search(scene.before(piece, term.start)):
            scene.vague.append("education")
            return
        if about and not _schools_others(scene, piece, term.start):
            scene.add("education", term.id, term.start, term.end)
            return


def _schools_others(scene: Scene, piece: Piece, at: int) -> bool:
    before = scene.before(piece, at)
    return bool(pattern("schooling_of_others").search(before))


def _cross_check(scene: Scene) -> None:
    """Zodiac said with a year or an age: agreement may settle the year, disagreement is flagged; never a value."""
    signs = [(piece, term) for piece in scene.pieces if piece.about_her for term in piece.of("zodiac")]
    if not signs:
        return
    piece, term = signs[-1]
    if not pattern("zodiac_told").search(scene.words(piece)) and scene.asking is not Topic.AGE:
        return
    years = [i for i, d in enumerate(scene.drafts) if d.field == "birth_year"]
    index = _sign_index(term.id)
    if years:
        draft = scene.drafts[years[-1]]
        if (int(draft.value) - 4) % 12 != index:
            scene.drafts[years[-1]] = draft.flagged("zodiac_conflict")
        return
    for draft in [d for d in scene.drafts if d.field == "age" and isinstance(d.value, int)]:
        this_year = scene.context.today.year
        fitting = [
            y
            for y in (this_year - draft.value, this_year - draft.value - 1, this_year - draft.value + 1)
            if (y - 4) % 12 == index
        ]
        if fitting:
            scene.drafts.append(replace(draft, field="birth_year", value=fitting[0]))
        else:
            scene.drafts[scene.drafts.index(draft)] = draft.flagged("zodiac_conflict")


def _sign_index(sign: str) -> int:
    return int(vocabulary().term("zodiac", sign).extra["index"])
