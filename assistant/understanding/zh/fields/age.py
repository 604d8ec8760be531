"""Age and birth year, cross-checked with the zodiac she mentions; the zodiac itself is never kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.quantity import Quantity
from assistant.understanding.zh import grammar
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.fields import bare_age, reckoned
from assistant.understanding.zh.scene import Scene

_PERSONAL: Final = frozenset({None, Topic.AGE, Topic.NAME, Topic.HOMETOWN, Topic.CONFIRM, Topic.ANYTHING_ELSE})
_GROWN: Final = 25
# The nominal age is at most so many years more.
_NOMINAL_AHEAD: Final = 2
_NOT_NOW: Final = frozenset({"difference", "years_old_then"})


def read(scene: Scene) -> Iterator[Draft]:
    """Age drafts and birth-year drafts of the speaker."""
    worded = reckoned.worded(scene) if scene.topic is Topic.AGE else None
    if worded is not None and not any(_birth_of_hers(scene, q) for q in scene.numbers("birth_year")):
        yield worded
        return
    ages = [q for q in scene.numbers("age") if _hers(scene, q)]
    if not ages and scene.topic is Topic.AGE:
        ages = [q for q in scene.numbers("number") if reckoned.plausible(q) and _hers(scene, q)]
        ages = [q for q in ages if not _on_paper(scene, q)]
    elif (
        ages
        and scene.topic is Topic.AGE
        and (reckoned.comes_to(scene, ages[0]) or all(q.has("approximate") for q in ages))
    ):
        ages = [q for q in scene.numbers("number") if reckoned.plausible(q) and _hers(scene, q) and q.min == q.max][
            :1
        ] or ages
    elif not ages:
        ages = [
            q
            for q in scene.numbers("number")
            if reckoned.plausible(q) and _hers(scene, q) and bare_age.introduced(scene, q)
        ][:1]
    if ages and grammar.says("corrections", "marker", scene.text[ages[0].end :]):
        ages += [
            q for q in scene.numbers("number") if q.start > ages[0].end and reckoned.plausible(q) and _hers(scene, q)
        ]
    if ages and scene.topic is Topic.AGE and scene.bare:
        ages += [
            q for q in scene.numbers("number") if q.start > ages[-1].end and reckoned.plausible(q) and _hers(scene, q)
        ]
    if not ages and scene.context.asking is Topic.CONFIRM and grammar.says("corrections", "not_but_bare", scene.text):
        ages = [q for q in scene.numbers("number") if reckoned.plausible(q) and _hers(scene, q)][:1]
    if scene.topic is Topic.AGE:
        ages = reckoned.opening(scene, ages)
    ages = [reckoned.not_yet(scene, q) for q in reckoned.clearest(scene, ages)]
    ages = [*_beside_nominal(scene, ages), *ages]
    years = [q for q in scene.numbers("birth_year") if _birth_of_hers(scene, q)]
    years += [q for q in scene.numbers("date") if _birth_date(scene, q)]
    years += [replace(q, kind="birth_year") for q in scene.numbers("number") if _named_year(scene, q)]
    years += [
        _born_in(scene, q)
        for q in scene.numbers("number")
        if scene.topic is Topic.AGE
        and _two_digit_year(scene, q)
        and _hers_by_year(scene, q)
        and ((q.min or 0) > reckoned.OLDEST or (q not in ages and scene.text.startswith("的", q.end)))
    ]
    years += [
        replace(q, kind="birth_year", min=year, max=year)
        for q in scene.numbers("duration")
        if _years_like_a_date(scene, q) and (year := _two_digits(scene.text[q.start : q.end]))
    ]
    years += [
        replace(q, kind="birth_year", min=1900 + int(q.min / 12), max=1900 + int(q.min / 12))
        for q in scene.numbers("duration")
        if q.min
        and grammar.pattern("person", "born_then").match(scene.text, q.end)
        and _hers_by_year(scene, q, bare=True)
    ]
    years += [
        replace(q, kind="birth_year", min=year, max=year)
        for q in scene.numbers("number", "duration")
        if _bare_pair(scene, q) and (year := _two_digits(scene.text[q.start : q.end]))
    ]
    digits = [q for q in ages if _two_digit_year(scene, q)]
    ages = [q for q in ages if q not in digits]
    if years:
        # With a year said, the same number said to be 虚岁 was never her age (四十二，不是，虚岁四十二，八五年的).
        nominal = {q.min for q in ages if q.has("nominal")}
        ages = [q for q in ages if q.min not in nominal and not reckoned.coming(scene, q)]
    years += [_born_in(scene, q) for q in digits]
    zodiac = next(
        (q for q in scene.numbers("zodiac") if scene.subject_at(q.start).hers() and _own_zodiac(scene, q)), None
    )
    drafts = [*_years(scene, years), *_ages(scene, ages)]
    if scene.topic is Topic.AGE and not drafts:
        drafts = [*reckoned.beside_another(scene), *reckoned.typed_date(scene)][:1]
    yield from _checked(scene, drafts, zodiac)


def _beside_nominal(scene: Scene, ages: list[Quantity]) -> list[Quantity]:
    """The bare age told before the nominal one, a year or two less (二十九，虚的三十)."""
    if len(ages) != 1 or not ages[0].has("nominal") or ages[0].min is None:
        return []
    nominal = ages[0]
    return [
        q
        for q in scene.numbers("number")
        if q.end <= nominal.start
        and q.min == q.max
        and 1 <= (nominal.min or 0) - (q.min or 0) <= _NOMINAL_AHEAD
        and _hers(scene, q)
    ][:1]


def _born_in(scene: Scene, quantity: Quantity) -> Quantity:
    """The year that two digits name."""
    year = _two_digits(scene.text[quantity.start : quantity.end])
    return replace(quantity, kind="birth_year", min=year, max=year)


def _two_digits(spoken: str) -> int:
    """1978 for 七八."""
    return 1900 + 10 * "零一二三四五六七八九".index(spoken[0]) + "零一二三四五六七八九".index(spoken[1])


def _two_digit_year(scene: Scene, quantity: Quantity) -> bool:
    """七六 is the year: an age is said with 十."""
    spoken = scene.text[quantity.start : quantity.end]
    return (
        quantity.kind == "number"
        and len(spoken) == 2
        and re.fullmatch(r"[五六七八九][零一二三四五六七八九]", spoken) is not None
    )


def _hers(scene: Scene, quantity: Quantity) -> bool:
    if scene.silent(quantity.start) or not (
        scene.subject_at(quantity.start).hers() or _behind_her_children(scene, quantity)
    ):
        return False
    if (
        _NOT_NOW & set(quantity.flags)
        or (quantity.min or quantity.max or 0) < reckoned.YOUNGEST
        or (quantity.max or 0) > reckoned.OLDEST + 15
    ):
        return False
    before = scene.text[max(0, quantity.start - 14) : quantity.start]
    after = scene.text[quantity.end : quantity.end + 8]
    if grammar.pattern("person", "age_of_others_after").match(after):
        return False
    if scene.topic is Topic.SALARY and grammar.says("person", "asks_before", before):
        return False
    others = re.search(grammar.source("person", "age_of_others_before") + "$", before)
    return others is None or _behind_her_children(scene, quantity)


def _behind_her_children(scene: Scene, quantity: Quantity) -> bool:
    """晚上要管自己孩子，三十五岁: behind the children she looks after an age too great for them is her own."""
    index = scene.index_at(quantity.start)
    if index == 0 or scene.context.asking is not None or (quantity.min or 0) < _GROWN:
        return False
    alone = scene.clauses[index].text.strip() == scene.text[quantity.start : quantity.end]
    return alone and grammar.says("person", "looks_after_own", scene.clauses[index - 1].text)


def _hers_by_year(scene: Scene, quantity: Quantity, *, bare: bool = False) -> bool:
    """Whether 八四的 or 八四年, too large for an age, stands as her own year."""
    ended = bare or re.match(r"年?的?(?=$|[，,。\s]|属|生)", scene.text[quantity.end :]) is not None
    return ended and not scene.silent(quantity.start) and scene.subject_at(quantity.start).hers()


def _birth_of_hers(scene: Scene, quantity: Quantity) -> bool:
    if scene.silent(quantity.start) or not scene.subject_at(quantity.start).hers() or quantity.has("decade"):
        return False
    low = quantity.min or 0
    if not scene.context.today.year - reckoned.OLDEST <= low <= scene.context.today.year - reckoned.YOUNGEST:
        return False
    after = scene.text[quantity.end : quantity.end + 8]
    first, _ = scene.sentence_of(quantity.start)
    mine = grammar.says("person", "i_am_before", scene.before(quantity.start, 3))
    if mine and grammar.pattern("person", "born_of_that_year").match(scene.text, quantity.end):
        return True
    about_paper = any(first <= t.start < quantity.start for t in scene.kinds("certificates", "health_certificate"))
    if (about_paper or scene.context.asking not in _PERSONAL) and not re.search(
        r"生|属", scene.text[max(0, quantity.start - 4) : quantity.end + 4]
    ):
        return False
    return grammar.pattern("person", "year_of_else_after").match(after) is None


def _years_like_a_date(scene: Scene, quantity: Quantity) -> bool:
    """Whether 七八年的 beside her home is a year of birth and no length of time (七八年的，河北保定)."""
    spoken = scene.text[quantity.start : quantity.end]
    if scene.context.asking not in _PERSONAL or re.fullmatch(r"(?:五六|六七|七八|八九)年", spoken) is None:
        return False
    if not scene.text.startswith("的", quantity.end) and scene.context.asking is not Topic.AGE:
        return False
    lead = scene.before(quantity.start)
    after = scene.text[quantity.end + 1 : quantity.end + 6].lstrip("，, ")
    at = len(scene.text) - len(scene.text[quantity.end + 1 :].lstrip("，, "))
    beside = any(p.start == at for p in scene.places) or after.startswith(("女", "男", "属", "今年"))
    return beside and re.search(r"[做干当带了过有]", lead) is None


def _bare_pair(scene: Scene, quantity: Quantity) -> bool:
    """Whether two digits in a row fill a statement under the question of age (七十年代末的人，七八年): a year."""
    spoken = re.fullmatch(r"(?:五六|六七|七八|八九)年?", scene.text[quantity.start : quantity.end])
    if scene.topic is not Topic.AGE or spoken is None or not _hers_by_year(scene, quantity):
        return False
    rest = scene.clause_at(quantity.start).text.replace(spoken.group(), "", 1)
    return re.fullmatch(r"[\s年的生人吧啊了我是]*", rest) is not None


def _named_year(scene: Scene, quantity: Quantity) -> bool:
    """出生年份是1980: a bare figure that is plainly her year of birth."""
    year, today = quantity.min or 0, scene.context.today.year
    if (
        quantity.min != quantity.max
        or not today - reckoned.OLDEST <= year <= today - reckoned.YOUNGEST
        or scene.silent(quantity.start)
    ):
        return False
    cued = re.search(
        r"(?:出生|生于|生年|年份|生日)[^，。；0-9]{0,4}$", scene.text[max(0, quantity.start - 9) : quantity.start]
    )
    alone = (
        scene.topic is Topic.AGE and re.match(r"[年的生人]*(?=$|[，,。；\s])", scene.text[quantity.end :]) is not None
    )
    beside = grammar.pattern("person", "zodiac_behind").match(scene.text, quantity.end) is not None
    return scene.subject_at(quantity.start).hers() and (cued is not None or alone or beside)


def _birth_date(scene: Scene, quantity: Quantity) -> bool:
    """A date counts as a birthday only when being born is said of it, or a paper is quoted."""
    if quantity.iso is None or not quantity.iso[:4].isdigit() or scene.silent(quantity.start):
        return False
    near = scene.text[max(0, quantity.start - 6) : quantity.end + 4]
    if not re.search(r"生|证上|户口", near) or not scene.subject_at(quantity.start).hers():
        return False
    if grammar.pattern("person", "year_of_else_after").match(scene.text, quantity.end):
        return False
    return (
        scene.context.today.year - reckoned.OLDEST
        <= int(quantity.iso[:4])
        <= scene.context.today.year - reckoned.YOUNGEST
    )


def _own_zodiac(scene: Scene, quantity: Quantity) -> bool:
    before = scene.text[max(0, quantity.start - 3) : quantity.start]
    return not re.search(r"[她他]$|[她他]属$|宝宝|孩子", before)


def _years(scene: Scene, years: list[Quantity]) -> Iterator[Draft]:
    said: list[tuple[Quantity, int | dict[str, int | float | None]]] = []
    for quantity in years:
        if quantity.kind == "date" and quantity.iso:
            said.append((quantity, int(quantity.iso[:4])))
        elif quantity.min is not None and quantity.min == quantity.max:
            said.append((quantity, int(quantity.min)))
        else:
            said.append((quantity, {"min": quantity.min, "max": quantity.max}))
    papers = [item for item in said if _on_paper(scene, item[0])]
    differs = bool(papers) and any(item[1] != papers[0][1] for item in said)
    for quantity, value in papers or said:
        start, end = _birth_span(scene, quantity)
        yield Draft("birth_year", value, start, end, flags=("document_differs",) if differs else _differs(scene))


def _on_paper(scene: Scene, quantity: Quantity) -> bool:
    return (
        re.search(
            grammar.source("person", "document") + r"[^，。]{0,3}$",
            scene.text[max(0, quantity.start - 12) : quantity.start],
        )
        is not None
    )


def _differs(scene: Scene) -> tuple[str, ...]:
    return ("document_differs",) if grammar.says("person", "document_gap", scene.text) else ()


def _birth_span(scene: Scene, quantity: Quantity) -> tuple[int, int]:
    match = re.compile(r"(?:年)?(?:出生|生人|生|的)?(?:的)?").match(scene.text, quantity.end)
    return quantity.start, match.end() if match else quantity.end


def _ages(scene: Scene, ages: list[Quantity]) -> Iterator[Draft]:
    year = scene.context.today.year
    for quantity in ages:
        by_custom = grammar.says("person", "by_custom", scene.before(quantity.start))
        nominal = (
            by_custom
            or quantity.has("nominal")
            or grammar.pattern("person", "nominal_after").match(scene.text, quantity.end) is not None
        )
        start, end = quantity.start, quantity.end
        ahead = reckoned.years_ahead(scene, quantity)
        if nominal and quantity.min is not None and quantity.min == quantity.max:
            yield Draft(
                "birth_year",
                year + ahead - int(quantity.min) + 1,
                start,
                end,
                confidence=0.85,
                flags=("nominal", *_differs(scene)),
            )
        elif ahead and quantity.min is not None and quantity.min == quantity.max:
            yield Draft("age", int(quantity.min) - ahead, start, end, confidence=0.6, flags=("computed",))
        elif ahead:
            continue
        else:
            flags = tuple(f for f in quantity.flags if f == "approximate")
            yield Draft("age", _value(quantity), start, end, flags=(*flags, *_differs(scene)))


def _value(quantity: Quantity) -> int | dict[str, int | float | None]:
    if quantity.min is not None and (quantity.min == quantity.max or quantity.has("floor")):
        return int(quantity.min)
    return {"min": quantity.min, "max": quantity.max}


def _checked(scene: Scene, drafts: list[Draft], zodiac: Quantity | None) -> Iterator[Draft]:
    """Uses the animal only against a year or an age of her own: to settle the year, or to flag a conflict."""
    if zodiac is None or zodiac.min is None:
        yield from drafts
        return
    animal = int(zodiac.min)
    settled = any(draft.field == "birth_year" for draft in drafts)
    for draft in drafts:
        if draft.field == "birth_year" and isinstance(draft.value, int):
            agrees = (draft.value - 4) % 12 == animal
            yield draft if agrees else draft.flagged("zodiac_conflict")
        elif draft.field == "age" and isinstance(draft.value, int) and not settled:
            yield from _settle(scene, draft, animal)
        else:
            yield draft


def _settle(scene: Scene, draft: Draft, animal: int) -> Iterator[Draft]:
    today = scene.context.today.year
    born = next((y for y in (today - draft.value, today - draft.value - 1) if (y - 4) % 12 == animal), None)
    if born is None:
        yield draft.flagged("zodiac_conflict")
        return
    yield draft
    yield Draft("birth_year", born, draft.start, draft.end, confidence=0.8, flags=("computed",))
