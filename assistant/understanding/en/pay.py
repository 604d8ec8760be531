"""What she asks to be paid; never what someone else paid, charges or owes."""

from __future__ import annotations

from dataclasses import replace

from assistant.profile.model import Topic
from assistant.understanding.en.numbers import tidy
from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.quantity import Quantity
from assistant.understanding.en.scene import Piece, Scene, Subject
from assistant.understanding.en.shapes import pay_unit, shape

_MONTHLY_FROM = 2000
# A bare figure up to here may be a year.
_LATEST_YEAR = 2100
_EXTRAS_REACH = 24
_SHORT_FROM = 1000
_LAST_DIGIT = 9
_SMALL_THOUSANDS = (*range(3, 31), *(n + 0.5 for n in range(3, 21)))
_FEWEST_THOUSANDS, _MOST_THOUSANDS = 4, 20
_LEAST_BARE = 5
_HOURLY = range(15, 201)
_WISHES = ("wish",)


def read_pay(scene: Scene) -> None:
    """Draft expected_salary: one fact for each price she names, and whether it can be discussed."""
    for piece in scene.pieces:
        if piece.question and scene.asking is not Topic.SALARY:
            continue
        for quantity in piece.quantities:
            wanted = _wanted(scene, piece, quantity)
            if wanted is not None:
                _add(scene, piece, wanted)
        _read_same(scene, piece)
        if piece.has("raise_wish") and (
            scene.asking is Topic.SALARY or any(p.has("past_pay") for p in scene.sentence(piece))
        ):
            scene.vague.append("expected_salary")
        if piece.subject is not Subject.OTHER:
            _read_negotiable(scene, piece)
    _join_bounds(scene)
    _merge_prices(scene)
    numbers = any(q.kind in ("number", "count") for p in scene.pieces for q in p.quantities)
    if scene.asking is Topic.SALARY and numbers and not scene.drafted("expected_salary"):
        scene.vague.append("expected_salary")


def _wanted(scene: Scene, piece: Piece, quantity: Quantity) -> Quantity | None:
    """The quantity as a price she asks; None when it is not pay, not hers, or not a wish."""
    asked = scene.asking is Topic.SALARY
    plain = asked or piece.has("wish") or _ends_introduction(scene, piece, quantity)
    money = quantity if quantity.kind == "money" else _bare_figure(scene, quantity) if plain else None
    if money is None or piece.subject is Subject.OTHER:
        return None
    words = scene.words(piece)
    if (
        _is_age(scene, quantity)
        or pattern("not_this_rate").match(scene.text, quantity.number_end)
        or pattern("not_pay").search(words)
        or pattern("overtime").search(scene.before(piece, quantity.start))
    ):
        return None
    if _past(scene, piece, quantity):
        return None
    if piece.subject is Subject.EMPLOYER and not asked:
        return None
    tail = _tail(piece, quantity)
    figure = scene.text[quantity.start : tail.end if tail else quantity.end].strip()
    lone = scene.words(piece).strip() == figure and scene.asking is None
    lone = lone or _ends_introduction(scene, piece, quantity) or _closes(scene, piece, quantity)
    if not (asked or money.unit or piece.has("wish") or lone):
        return None
    top = money.max if money.max is not None else money.min
    if top is None or top < 10:
        return None
    unit = money.unit or _unit_after_hundreds(scene, piece, money) or _unit(scene, top)
    money = _with_hundreds(piece, money)
    if money.max is None and pattern("plus_extras").search(scene.text, quantity.start, quantity.end + _EXTRAS_REACH):
        money = replace(money, max=money.min)
    if pattern("raise_by").match(scene.text, quantity.end):
        return None
    if money.min is None and pattern("not_under").search(scene.text, piece.start, quantity.start):
        money = replace(money, min=money.max, max=None)
    if money.min == money.max and _floored(scene, piece, quantity):
        money = replace(money, max=None)
    return replace(money, unit=unit)


def _read_same(scene: Scene, piece: Piece) -> None:
    """Such as "my last salary was 8000 and I'd like the same": the figure she got is the figure she asks."""
    words = scene.words(piece)
    if not pattern("same_wish").search(words) or scene.drafted("expected_salary") or pattern("not_pay").search(words):
        return
    for earlier in scene.pieces[max(piece.index - 2, 0) : piece.index + 1]:
        for quantity in earlier.quantities:
            money = quantity if quantity.kind == "money" else _bare_figure(scene, quantity)
            top = money and (money.max if money.max is not None else money.min)
            if money and top and earlier.subject is not Subject.OTHER:
                _add(scene, earlier, replace(money, unit=money.unit or _unit(scene, top)))
                return


def _with_hundreds(piece: Piece, money: Quantity) -> Quantity:
    """The figure as said in short: "seven thousand five" and "7 thousand 5" are 7500."""
    if money.max not in (None, money.min) or money.min is None or money.min < _SHORT_FROM:
        return money
    spoken = money.min % 1000
    tail = _tail(piece, money)
    if 0 < spoken <= _LAST_DIGIT:
        figure = money.min - spoken + 100 * spoken
    elif spoken == 0 and tail is not None and tail.min == tail.max and 0 < (tail.max or 0) <= _LAST_DIGIT:
        figure = money.min + 100 * (tail.max or 0)
    else:
        return money
    return replace(money, min=figure, max=None if money.max is None else figure)


def _tail(piece: Piece, money: Quantity) -> Quantity | None:
    """The number right behind a figure: the five of "13 thousand five"."""
    return next((q for q in piece.quantities if 0 <= q.start - money.end <= 1 and q.kind == "number"), None)


def _unit_after_hundreds(scene: Scene, piece: Piece, money: Quantity) -> str | None:
    """The unit said behind the hundreds ("13 thousand five for 26 days")."""
    tail = _tail(piece, money)
    return pay_unit(shape("pay_unit").match(scene.text, tail.end)) if tail is not None else None


def _hundreds_of_another(scene: Scene, quantity: Quantity) -> bool:
    """Whether a digit right after a round figure only completes it ("7 thousand 5")."""
    others = scene.piece_at(quantity.start).quantities
    return any(0 <= quantity.start - q.end <= 1 and (q.max or q.min or 0) >= _SHORT_FROM for q in others)


def _is_age(scene: Scene, quantity: Quantity) -> bool:
    """Whether the same figure was read as her age."""
    start, end = scene.read.span(quantity.start, quantity.end)
    return any(low < end and start < high for low, high in scene.drafted_near("age", end))


def _ends_introduction(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Such as "…, cooking and cleaning, eleven years, 6500": a monthly figure alone after her name and work."""
    rest = scene.before(piece, quantity.start) + " " + scene.after(piece, quantity.number_end)
    lone = pattern("beside_pay").fullmatch(rest) is not None
    told = scene.asking is None and (
        scene.drafted("jobs") or (scene.advert and (scene.drafted("age") or scene.drafted("name")))
    )
    return lone and told and quantity.kind in ("number", "count", "money") and (quantity.max or 0) > _LATEST_YEAR


def _closes(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether a price in thousands ends a self-introduction typed without pauses ("… english ok 12k")."""
    rest = scene.after(piece, quantity.end)
    last = piece.index == len(scene.pieces) - 1 and pattern("beside_pay").fullmatch(rest) is not None
    plain = quantity.kind == "money" or (quantity.kind in ("number", "count") and scene.advert)
    large = plain and quantity.unit in (None, "live") and (quantity.max or 0) > _LATEST_YEAR
    told = scene.drafted("jobs") or scene.drafted("skills")
    return last and large and scene.asking is None and told and (scene.drafted("name") or scene.drafted("age"))


def _floored(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether she adds after the figure that she will not go under it."""
    rest = scene.after(piece, quantity.end)
    following = scene.pieces[piece.index + 1] if piece.index + 1 < len(scene.pieces) else None
    if following is not None and following.sentence == piece.sentence and not rest.strip():
        rest = scene.words(following)
    return pattern("floor_after").match(rest) is not None


def _past(scene: Scene, piece: Piece, quantity: Quantity) -> bool:
    """Whether the figure is what she gets or got: the nearest cue before it decides."""
    cues = [c for c in piece.said("past_pay", "wish") if c.start < quantity.start or c.name == "past_pay"]
    before = [c for c in cues if c.end <= quantity.start + 1]
    rest = scene.after(piece, quantity.end)
    if pattern("pay_before").search(scene.before(piece, quantity.start)) or pattern("pay_back_then").match(rest):
        return True
    if pattern("too_low").match(rest):
        return True
    if any(pattern("raised_to").fullmatch(scene.text, q.end, quantity.start) for q in piece.quantities):
        return False
    strong = [c for c in cues if c.name == "past_pay"]
    if pattern("usual_rate").search(scene.before(piece, quantity.start)):
        return False
    if not strong:
        return _employer_speaks(scene, piece)
    wishes = [
        c
        for c in before
        if c.name == "wish" and c.start > strong[-1].start and "salary" not in scene.text[c.start : c.end]
    ]
    return not wishes


def _employer_speaks(scene: Scene, piece: Piece) -> bool:
    """Such as "My last family, nine thousand": the figure right after a former post is what it paid."""
    if piece.subject is Subject.EMPLOYER:
        return not piece.has("wish")
    earlier = scene.pieces[piece.index - 1] if piece.index else None
    return bool(
        earlier
        and earlier.sentence == piece.sentence
        and earlier.subject is Subject.EMPLOYER
        and not piece.own_subject
        and not piece.has("wish")
        and not earlier.quantities
    )


def _bare_figure(scene: Scene, quantity: Quantity) -> Quantity | None:
    """A number without currency that an answer about pay means as money: "8000", "ten" after "nine thousand"."""
    large = (quantity.max or quantity.min or 0) >= _MONTHLY_FROM and scene.asking is Topic.SALARY
    if scene.asking is None and _wished_in_thousands(scene, quantity):
        low, high = (None if end is None else tidy(end * 1000) for end in (quantity.min, quantity.max))
        return Quantity(quantity.start, quantity.number_end, "money", low, high, None, quantity.flags)
    if quantity.kind == "count" and not large and not pattern("counts_nothing").fullmatch(quantity.unit or ""):
        return None
    if quantity.kind not in ("number", "count"):
        return None
    top = quantity.max if quantity.max is not None else quantity.min
    if top is None:
        return None
    end = quantity.end if quantity.kind == "number" else quantity.end - len(quantity.unit or "")
    end = quantity.start + len(scene.text[quantity.start : end].rstrip())
    bare = Quantity(quantity.start, end, "money", quantity.min, quantity.max, None, quantity.flags)
    if top >= _MONTHLY_FROM:
        return bare
    if scene.asking is not Topic.SALARY:
        return None
    lasting = pattern("for_before").search(scene.text, 0, quantity.start)
    if (lasting and not pattern("wish_for").search(scene.text, 0, quantity.start)) or _hundreds_of_another(
        scene, quantity
    ):
        return None
    hundreds = _hundreds_after(scene, quantity)
    if hundreds and _FEWEST_THOUSANDS <= top <= _MOST_THOUSANDS and bare.min == bare.max:
        figure = tidy(top * 1000 + hundreds * 100)
        return replace(bare, min=figure, max=figure)
    if _completes_another(scene, quantity):
        return None
    if _small_thousands_meant(scene, quantity):
        low, high = (None if end is None else tidy(end * 1000) for end in (bare.min, bare.max))
        return replace(bare, min=low, max=high)
    wished = pattern("wish_for").search(scene.text, 0, quantity.start) and _FEWEST_THOUSANDS <= top <= _MOST_THOUSANDS
    if top in _SMALL_THOUSANDS and (wished or _thousands_around(scene) or _plainly_thousands(scene, quantity)):
        low, high = (None if end is None else tidy(end * 1000) for end in (bare.min, bare.max))
        return replace(bare, min=low, max=high)
    return bare if top in _HOURLY or 150 <= top <= 600 else None


def _wished_in_thousands(scene: Scene, quantity: Quantity) -> bool:
    """Such as "They paid 7.5 and I ask nine": a small figure wished for where pay is spoken of."""
    low = quantity.min if quantity.min is not None else quantity.max
    counts = quantity.kind == "count" and not pattern("counts_nothing").fullmatch(quantity.unit or "")
    if counts or quantity.kind not in ("number", "count") or not low or not _LEAST_BARE <= low <= _MOST_THOUSANDS:
        return False
    wished = pattern("wish_right_before").search(scene.text, 0, quantity.start)
    after = pattern("sum_after").match(scene.text, quantity.number_end)
    return bool(wished and after and pattern("pay_spoken_of").search(scene.text))


def _small_thousands_meant(scene: Scene, quantity: Quantity) -> bool:
    """Whether a small number in an answer about pay can only be thousands: it counts nothing, and no rate is told."""
    low = quantity.min if quantity.min is not None else quantity.max
    if low is None or not _LEAST_BARE <= low <= _MOST_THOUSANDS or pattern("rated_by_time").search(scene.text):
        return False
    if pattern("not_a_sum_before").search(scene.text, max(quantity.start - _EXTRAS_REACH, 0), quantity.start):
        return False
    return pattern("sum_after").match(scene.text, quantity.number_end) is not None


def _hundreds_after(scene: Scene, quantity: Quantity) -> float:
    """The digit right after a small figure ("seven five", "seven-five"), 0 when there is none."""
    others = scene.piece_at(quantity.start).quantities
    tail = next((q for q in others if q.start - quantity.number_end == 1 and q.kind in ("number", "count")), None)
    joined = tail is not None and scene.text[quantity.number_end : tail.start] in (" ", "-", ",")
    return (
        float(tail.max or 0) if tail and joined and tail.min == tail.max and 0 < (tail.max or 0) <= _LAST_DIGIT else 0
    )


def _completes_another(scene: Scene, quantity: Quantity) -> bool:
    others = scene.piece_at(quantity.start).quantities
    return any(
        q.number_end + 1 == quantity.start and _hundreds_after(scene, q) and (q.max or 0) >= _FEWEST_THOUSANDS
        for q in others
    )


def _plainly_thousands(scene: Scene, quantity: Quantity) -> bool:
    """Whether a small figure is all the answer says ("nine or ten"): no pay of the trade is so low but in thousands."""
    piece = scene.piece_at(quantity.start)
    rest = scene.before(piece, quantity.start) + " " + scene.after(piece, quantity.number_end)
    low = quantity.min if quantity.min is not None else quantity.max
    fits = low is not None and _FEWEST_THOUSANDS <= low <= _MOST_THOUSANDS
    return fits and pattern("figure_alone").fullmatch(rest) is not None


def _thousands_around(scene: Scene) -> bool:
    """Whether the turn speaks in thousands, so that "ten" after "nine thousand" is ten thousand."""
    kinds = ("money", "number", "count")
    return any(q.kind in kinds and (q.max or q.min or 0) >= _MONTHLY_FROM for p in scene.pieces for q in p.quantities)


def _unit(scene: Scene, value: float) -> str | None:
    if value >= _MONTHLY_FROM:
        return "month"
    hours = scene.asking in (Topic.SALARY, None) and (
        any(t.id in ("hourly", "hourly_helper") for p in scene.pieces for t in p.of("work_modes", "jobs"))
        or "hour" in scene.text
    )
    return "hour" if hours and value in _HOURLY else None


def _add(scene: Scene, piece: Piece, quantity: Quantity) -> None:
    value: dict[str, object] = {"min": quantity.min, "max": quantity.max}
    if quantity.unit:
        value["unit"] = quantity.unit
    flags = list(quantity.flags)
    if piece.has("conditional"):
        flags.append("conditional")
    scene.add("expected_salary", value, quantity.start, quantity.end, flags=flags)


def _read_negotiable(scene: Scene, piece: Piece) -> None:
    words = scene.words(piece)
    fixed = pattern("not_negotiable").search(words)
    match = fixed or pattern("negotiable").search(words)
    if match is None:
        return
    if (
        scene.asking is Topic.SALARY
        or scene.drafted("expected_salary")
        or "salary" in words
        or "price" in words
        or "pay" in words
    ):
        scene.add(
            "expected_salary", {"negotiable": fixed is None}, piece.start + match.start(), piece.start + match.end()
        )


def _join_bounds(scene: Scene) -> None:
    """A least and a most told apart ("minimum 9000, maximum 11000") are one range."""
    told = [d for d in scene.drafts if d.field == "expected_salary" and "unit" in d.value]
    if len(told) != 2 or told[0].value["unit"] != told[1].value["unit"]:
        return
    low, high = told
    if low.value["max"] is None and high.value["min"] is None and high.value["max"] > low.value["min"]:
        whole = replace(low, value=low.value | {"max": high.value["max"]}, end=high.end)
        scene.drafts = [whole if d is low else d for d in scene.drafts if d is not high]


def _merge_prices(scene: Scene) -> None:
    """Two prices of one unit for two conditions ("8000 without nights, 9000 with") stay two facts, flagged so."""
    prices = [
        i
        for i, d in enumerate(scene.drafts)
        if d.field == "expected_salary" and "unit" in d.value and d.value.get("min") is not None
    ]
    units = [scene.drafts[i].value["unit"] for i in prices]
    if len(prices) == 2 and units[0] == units[1] and pattern("price_condition").search(scene.text):
        for i in prices:
            scene.drafts[i] = scene.drafts[i].flagged("conditional")
