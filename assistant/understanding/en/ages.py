"""How old she is: an age, a year of birth, the two checked against her zodiac sign."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.profile.model import Topic
from assistant.understanding.en.births import add_birth_year, read_birth_year
from assistant.understanding.en.dates import SaidDate
from assistant.understanding.en.numbers import number_words
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.stints import began_then
from assistant.vocabulary import vocabulary

_AGES = ("number", "count", "age")
_YOUNGEST, _OLDEST = 16, 85
# A turn of so many pieces is a list of what she is: "Zhao Li, 49, Gansu, cooking".
_LISTED_PIECES = 4
# So far before an age stands what makes it one still ahead.
_REACH = 48
_YEARS_OF_DECADE = 10
# So many months alone after a name are an age, not years of work.
_LONGEST_CAREER = 22 * 12
# A self-introduction is no longer than this; so many pieces are looked at for what kind of figure is told.
_OPENING_PIECES = 32


def read_age(scene: Scene) -> None:
    """Draft age and birth_year."""
    if scene.asking is Topic.AGE and _read_spelled(scene):
        return
    for piece in scene.pieces:
        if piece.about_her:
            read_birth_year(scene, piece)
            _read_ages(scene, piece)
            _read_beside_another(scene, piece)
    _keep_exact(scene)
    _cross_check(scene)


def _keep_exact(scene: Scene) -> None:
    """Drop an age told as a range where the exact one is told too ("above forty, 44 actually")."""
    exact = sorted({d.value for d in scene.drafts if d.field == "age" and isinstance(d.value, int)})
    scene.drafts = [
        d
        for d in scene.drafts
        if d.field != "age" or isinstance(d.value, int) or not any(_within(d.value, age) for age in exact)
    ]


def _within(span: dict[str, int | None], age: int) -> bool:
    low, high = span["min"], span["max"]
    return (low is None or low <= age) and (high is None or age <= high)


def _read_spelled(scene: Scene) -> bool:
    """Such as "four nine", or "just had my 50th birthday": the age in other than a number."""
    birthday = pattern("birthday_had").search(scene.text)
    if birthday:
        scene.add("age", _birthday(birthday), *birthday.span())
        return True
    digits = pattern("two_digits_apart").fullmatch(scene.text)
    if digits is None:
        return False
    units = number_words()["digits"]
    spelled = "".join(str(units.get(digits.group(part), digits.group(part))) for part in ("tens", "ones"))
    scene.add("age", int(spelled), digits.start("tens"), digits.end("ones"))
    return True


def _birthday(match: re.Match[str]) -> int:
    """The age of a birthday told in figures ("my 50th") or in words ("my sixty-first", "my fortieth")."""
    words = number_words()
    if match.group("age"):
        return int(match.group("age"))
    if match.group("round"):
        return int(words["tens"][match.group("round").removesuffix("ieth") + "y"])
    return int(words["tens"][match.group("tens")] + words["orders"][match.group("nth")])


def _read_ages(scene: Scene, piece: Piece) -> None:
    for quantity in piece.quantities:
        told_year = scene.drafted("birth_year") and quantity.kind != "age" and scene.asking is Topic.AGE
        if told_year and not _follows_from_year(scene, quantity):
            continue
        if scene.drafted_in("age", piece) and pattern("going_on").search(scene.before(piece, quantity.start)):
            continue
        if quantity.nearly and scene.drafted("age"):
            continue
        if _on_paper_only(scene, piece, quantity) or (
            quantity.min is None and _another_age_follows(scene, quantity.end)
        ):
            continue
        quantity = _first_of_nominal(scene, quantity)
        age = _age_of(scene, piece, quantity)
        nominal = age is not None and pattern("nominal_age").match(scene.text, age[2])
        if age is not None and isinstance(age[0], int) and nominal:
            if any(
                q.kind in ("number", "count", "age") for p in scene.pieces for q in p.quantities if q.start >= age[2]
            ):
                continue
            add_birth_year(scene, piece, scene.context.today.year - age[0] + 1, quantity.start, age[2])
        elif age is not None:
            start = piece.start + age[1]
            scene.add("age", age[0], start, age[2], flags=quantity.flags)


def _first_of_nominal(scene: Scene, quantity: Quantity) -> Quantity:
    """Such as "fifty one, fifty two in Chinese way": the first figure is her age, the second the nominal one."""
    pair = quantity.min is not None and quantity.max == quantity.min + 1
    if (
        pair
        and "," in scene.text[quantity.start : quantity.end]
        and pattern("nominal_age").match(scene.text, quantity.number_end)
    ):
        return replace(quantity, max=quantity.min, end=scene.text.index(",", quantity.start), noun_length=0)
    return quantity


def _follows_from_year(scene: Scene, quantity: Quantity) -> bool:
    """Whether a figure is the age of who was born in the year she gave ("I'm 1980 born so 46")."""
    years = [d.value for d in scene.drafts if d.field == "birth_year" and isinstance(d.value, int)]
    if quantity.min != quantity.max or not years:
        return False
    return 0 <= scene.context.today.year - years[-1] - (quantity.max or 0) <= 1


def _read_beside_another(scene: Scene, piece: Piece) -> None:
    """Such as "my husband is sixty and I'm four years younger": her age by that of another."""
    if pattern("same_age").search(scene.words(piece)) and not scene.drafted("age"):
        later = [q for p in scene.pieces[piece.index : piece.index + 3] for q in p.quantities if q.kind in _AGES]
        if later and isinstance(value := _age_value(later[0]), int):
            scene.add("age", value, later[0].start, later[0].number_end)
        return
    apart = next((q for q in piece.quantities if pattern("than_another").match(scene.text, q.end)), None)
    if apart is None or scene.drafted("age") or apart.min != apart.max or apart.kind not in ("duration", "age"):
        return
    years = int(apart.max or 0) // (12 if apart.kind == "duration" else 1)
    older = pattern("than_another").match(scene.text, apart.end, piece.end)
    for earlier in (
        *reversed(scene.pieces[max(piece.index - 2, 0) : piece.index]),
        *scene.pieces[piece.index + 1 :][:2],
    ):
        told = [q for q in earlier.quantities if q.kind in ("number", "age", "count") and q.min == q.max]
        if told and earlier.subject is not Subject.SELF and older is not None:
            age = int(told[0].max or 0) + (years if older.group(1) == "older" else -years)
            if _YOUNGEST <= age <= _OLDEST:
                scene.add("age", age, min(told[0].start, apart.start), max(told[0].end, older.end()))
            return


def _is_ahead(scene: Scene, said: SaidDate) -> bool:
    today = scene.context.today
    if said.precision == "day":
        return said.iso > today.isoformat()
    return said.precision == "month" and said.iso > f"{today:%Y-%m}"


def _on_paper_only(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether it is the age of her papers, her real one following ("my ID says 46 but really I'm 44")."""
    papers = pattern("document").search(scene.before(piece, quantity.start)) is not None
    return papers and (_another_age_follows(scene, quantity.end) or scene.drafted("age"))


def _another_age_follows(scene: Scene, after: int) -> bool:
    kinds = ("number", "count", "age")
    return any(q.kind in kinds and q.start >= after for p in scene.pieces for q in p.quantities)


def _age_of(scene: Scene, piece: Piece, quantity: Quantity) -> tuple[object, int, int] | None:
    at = quantity.start - piece.start
    if _years_told_as_age(scene, piece, quantity):
        years = int((quantity.max or 0) / 12)
        return (years, at, quantity.end) if _YOUNGEST <= years <= _OLDEST else None
    value = _age_value(quantity)
    if value is None:
        return None
    before = scene.before(piece, quantity.start)
    under = pattern("younger_than").match(scene.text, quantity.start)
    if under and quantity.min is None and pattern("years_short").search(before + under.group()):
        before, value = before + under.group(), int(quantity.max or 0)
    turned = _turned_by(before) if isinstance(value, int) and piece.subject is Subject.SELF else 0
    if turned and isinstance(value, int) and (scene.asking in (None, Topic.AGE)):
        return value + turned, 0, quantity.number_end
    if quantity.kind not in ("age", "number", "count"):
        return None
    ahead = _still_ahead(scene, piece, quantity)
    if ahead is not None:
        return (value - 1, at, quantity.number_end) if isinstance(value, int) else ahead
    return _told_age(scene, piece, quantity, value)


def _still_ahead(scene: Scene, piece: Piece, quantity: Quantity) -> tuple[object, int, int] | None:
    """The age she will only turn ("45 this December", "next year I will be 60"); None when she has it."""
    told = (quantity.min, quantity.start - piece.start, quantity.number_end)
    before = scene.before(piece, quantity.start)
    if pattern("going_on_to").search(scene.text, quantity.start, quantity.end):
        return None
    if pattern("age_ahead_before").search(scene.text, max(quantity.start - _REACH, 0), quantity.start):
        return told
    following = [q.start for q in piece.quantities if q.start >= quantity.end]
    until = following[0] if following else piece.end
    turns = pattern("will_turn").search(before) is not None
    dated = any(
        quantity.number_end <= d.start < until and (_is_ahead(scene, d) or (turns and "year_unsaid" in d.flags))
        for d in piece.dates
    )
    opens = not before.strip(" ,") or before.strip() == "i am"
    if dated and quantity.min == quantity.max and (opens or turns):
        return told
    turning = pattern("turning").search(before) and pattern("ahead").match(scene.after(piece, quantity.number_end))
    return told if turning else None


def _told_age(scene: Scene, piece: Piece, quantity: Quantity, value: object) -> tuple[object, int, int] | None:
    """The age a number says she has now, by its noun or by the words around it."""
    before = scene.before(piece, quantity.start)
    then = pattern("then_aged").search(before) is not None or began_then(scene, quantity)
    if quantity.kind != "age":
        return None if then else _plain_age(scene, piece, quantity, value)
    if quantity.unit == "decade" and pattern("born").search(before):
        return None
    mine = quantity.unit == "decade" or not pattern("someone_elses_age").search(before)
    if then and scene.asking is not Topic.AGE:
        return None
    return (value, quantity.start - piece.start, quantity.end) if mine else None


def _years_told_as_age(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether "39 years" is an age: it was asked, and nothing else is said of it."""
    if quantity.kind != "duration" or quantity.min != quantity.max:
        return False
    if pattern("person_of").search(scene.before(piece, quantity.start)):
        return True
    if scene.asking is None and (quantity.max or 0) >= _LONGEST_CAREER and _right_after_home(scene, piece, quantity):
        return True
    if (
        scene.asking is None
        and (quantity.max or 0) >= _LONGEST_CAREER
        and _told_years_after_name(scene, piece, quantity)
    ):
        return True
    if scene.asking is not Topic.AGE:
        return False
    rest = scene.before(piece, quantity.start) + " " + scene.after(piece, quantity.end)
    return (quantity.unit or "").startswith("year") and pattern("beside_age").fullmatch(rest) is not None


def _right_after_home(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "… from Gansu Linxia 43 years i make noodles": years right behind the place she is from."""
    home = next((p for p in piece.places if p.end + 1 == quantity.start), None)
    return (
        home is not None
        and not scene.drafted("age")
        and pattern("intro_from").search(scene.before(piece, home.start)) is not None
    )


def _told_years_after_name(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "Josephine Achieng, Kenyan, 30 yrs.": years alone right after her name, before any work."""
    lone = scene.words(piece).strip() == scene.text[quantity.start : quantity.end].strip()
    before = scene.pieces[max(piece.index - 2, 0) : piece.index]
    if not lone or not before or any(list(p.of("jobs", "skills")) or p.quantities for p in before):
        return False
    low, high = (scene.read.span(at, at)[0] for at in (before[0].start, piece.start))
    return any(low <= start < high for start, _ in scene.drafted_near("name", high))


def _plain_age(scene: Scene, piece: Piece, quantity: Quantity, value: object) -> tuple[object, int, int] | None:
    """A number without "years old" that the words before it, its place or the topic make an age."""
    before, after = scene.before(piece, quantity.start), scene.after(piece, quantity.number_end)
    at = quantity.start - piece.start
    noun = (quantity.unit or "") if quantity.kind == "count" else ""
    if noun and (pattern("age_not_mine").match(noun) or noun in ("k", "days", "times", "clients", "dishes")):
        return None
    end = quantity.number_end
    if pattern("rate_after").match(after):
        return None
    cue = pattern("age_said").search(before)
    if cue and not (before[cue.start() :].startswith("i have") and scene.asking is not Topic.AGE):
        return value, cue.start() if "age" in cue.group() else at, end
    from_town = scene.asking is None and not noun and pattern("from_town_before").search(before) is not None
    from_town = from_town and scene.drafted("name") and not scene.drafted("age")
    if from_town or _alone_after_name(scene, piece, quantity) or _right_after_name(scene, quantity):
        return value, at, end
    wished = any(cue.start < quantity.start for cue in piece.said("wish"))
    if scene.asking is Topic.AGE and piece.subject is Subject.SELF and not wished:
        return value, at, end
    return None


def _alone_after_name(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "I'm Grace, 38, from …": a lone number right after the name."""
    rest = scene.before(piece, quantity.start) + " " + scene.after(piece, quantity.number_end)
    lone = not rest.strip() or pattern("this_year").fullmatch(rest) is not None
    if _a_rate(scene):
        return False
    if lone and scene.asking is None and _opens_list(scene, piece):
        return True
    if not lone or not scene.drafted("name"):
        return False
    near = scene.pieces[max(piece.index - 3, 0) : piece.index]
    spans = scene.drafted_near("name", scene.read.span(quantity.start, quantity.end)[0])
    first = scene.read.span(near[0].start, near[0].end)[0] if near else 0
    return any(start >= first for start, _ in spans)


def _a_rate(scene: Scene) -> bool:
    """Whether a lone figure is a rate: work by the hour is offered, no price is told, and nobody is named."""
    if not scene.advert or scene.drafted("name"):
        return False
    opening = scene.pieces[:_OPENING_PIECES]
    hourly = any(t.id in ("hourly", "hourly_helper") for p in opening for t in p.of("work_modes", "jobs"))
    return hourly and not any(q.kind == "money" for p in opening for q in p.quantities)


def _right_after_name(scene: Scene, quantity: Quantity) -> bool:
    """Such as "auntie wang 56 anhui": a number right behind the name."""
    people = pattern("nationality_before").search(scene.text, 0, quantity.start)
    start, _ = scene.read.span(people.start() if people else quantity.start, quantity.end)
    named = any(end + 1 == start for _, end in scene.drafted_near("name", start))
    return named and scene.asking in (None, Topic.NAME)


def _opens_list(scene: Scene, piece: Piece) -> bool:
    """Such as "nanny, 44, Henan, ten years": a number second in a list that opens with work, or before "from"."""
    if pattern("from_next").match(scene.text, piece.end) and piece.index <= _LISTED_PIECES:
        return True
    listed = piece.index < _LISTED_PIECES <= len(scene.pieces) and not scene.drafted("age")
    return listed and any(list(p.of("jobs", "skills")) for p in scene.pieces[: _LISTED_PIECES + 1])


def _turned_by(before: str) -> int:
    """The years between a round age and hers: "two years off fifty" is -2."""
    if pattern("months_short").search(before):
        return -1
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
    if high is None and low is not None and low % _YEARS_OF_DECADE == 0:
        return {"min": low + 1, "max": low + 9}
    return {"min": low, "max": high}


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
