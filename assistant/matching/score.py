"""How well a row of the index fits a need: parts of 0…1, and their mean by the weights of the file.

The rough score asks the same of the database in whole points, for choosing whom to look at in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assistant.matching.codes import Codes, bit, term
from assistant.matching.commute import kilometres
from assistant.matching.conditions import Bits, Compared, Condition
from assistant.matching.repository import Linear, Points
from assistant.matching.settings import Weights
from assistant.matching.wanted import Liked, Wanted

Row = Mapping[str, int | None]
_LISTED: Final = ("skills", "certificates", "languages", "cuisines")
_VERIFIED: Final = "certificates+:"
_CLAIMED_PAPER: Final = 0.7
_SCALE: Final = 1000
_TENTHS: Final = 10
_PERCENT: Final = 100


class Scorer:
    """Scores rows for one need."""

    def __init__(self, wanted: Wanted, given: Codes, rules: Weights) -> None:
        self._wanted = wanted
        self._rules = rules
        self._liked: dict[str, list[Liked]] = {}
        for each in wanted.liked:
            self._liked.setdefault(each.part, []).append(each)
        self._marks = {name: self._bit(given, "marks", name) for name in ("identity", "health", "record_check")}
        self._verified_papers = _any_of(code for (_, name), code in given.given.items() if name.startswith(_VERIFIED))
        self._districts = given.names(f"districts/{wanted.city}") if wanted.city else {}

    @staticmethod
    def _bit(given: Codes, kind: str, name: str) -> Bits | None:
        code = given.get(term(kind, name))
        return Bits(*bit(code)) if code is not None else None

    def parts(self, row: Row, meaning: float | None = None) -> dict[str, float]:
        """The parts of her score that this need speaks of; `meaning` is the likeness of words, 0…1."""
        found: dict[str, float | None] = {
            **{name: self._listed(name, row) for name in _LISTED},
            "experience": self._experience(row),
            "proof": self._proof(row),
            "place": self._place(row),
            "pay": self._pay(row),
            "availability": self._availability(row),
            "mode": self._mode(row),
            "preferences": self._preferences(row),
            "recency": self._recency(row),
            "meaning": meaning,
        }
        return {name: round(value, 4) for name, value in found.items() if value is not None}

    def total(self, parts: Mapping[str, float]) -> float:
        """The mean of the parts by weight, 0…1."""
        weight = self._rules.parts
        whole = sum(weight[name] for name in parts)
        return round(sum(weight[name] * value for name, value in parts.items()) / whole, 4) if whole else 0.0

    def rough(self) -> tuple[Points | Linear, ...]:
        """The parts that the database can reckon, in points of a thousandth of the weights, but for what all have."""
        given = {condition.atoms for condition in self._wanted.musts}
        return tuple(each for each in self._rough() if isinstance(each, Linear) or each.condition.atoms not in given)

    def _rough(self) -> Iterable[Points | Linear]:
        weight, rules = self._rules.parts, self._rules
        for part, liked in self._liked.items():
            each = round(weight.get("mode" if part == "work_modes" else part, 0) * _SCALE / len(liked))
            for one in liked:
                if one.plain:
                    plain = rules.skill_values["plain"] if part == "skills" else 1.0
                    yield Points(Condition(one.id, (one.plain,)), round(each * plain))
                if one.strong and part == "skills":
                    yield Points(Condition(one.id, (one.strong,)), round(each * (1 - rules.skill_values["plain"])))
                if one.little:
                    less = rules.skill_values["little"] - rules.skill_values["plain"]
                    yield Points(Condition(one.id, (one.little,)), round(each * less))
                if one.against:
                    yield Points(Condition(one.id, (one.against,)), -each // 2)
        share = rules.experience
        full = round(share["full_years"] * _TENTHS)
        yield Linear("years", round(weight["experience"] * _SCALE * share["years"] / full), full)
        yield Linear("strength", round(weight["experience"] * _SCALE * share["strength"] / _PERCENT), _PERCENT)
        for name, mark in self._marks.items():
            if mark:
                yield Points(Condition(name, (mark,)), round(weight["proof"] * _SCALE * rules.proof[name]))
        if self._wanted.district_bit:
            yield Points(Condition("district", (self._wanted.district_bit,)), round(weight["place"] * _SCALE * 0.5))
        if self._wanted.budgets:
            atoms = tuple(Compared(f"pay_{kind}", "<=", most) for kind, most in self._wanted.budgets.items())
            yield Points(Condition("pay", atoms), round(weight["pay"] * _SCALE * 0.5))
        begin = self._wanted.start or self._wanted.today
        yield Points(
            Condition("start", (Compared("available", "<=", begin),)), round(weight["availability"] * _SCALE * 0.5)
        )

    def _listed(self, name: str, row: Row) -> float | None:
        liked = self._liked.get(name)
        if not liked:
            return None
        return sum(self._having(name, each, row) for each in liked) / len(liked)

    def _having(self, name: str, each: Liked, row: Row) -> float:
        values = self._rules.skill_values
        strong = each.strong is not None and each.strong.holds(row)
        plain = each.plain is not None and each.plain.holds(row)
        if name == "skills":
            little = each.little is not None and each.little.holds(row)
            level = "strong" if strong else "little" if little else "plain" if plain else "missing"
            return values[level]
        if name == "certificates":
            return 1.0 if strong else _CLAIMED_PAPER if plain else 0.0
        return 1.0 if plain else 0.0

    def _experience(self, row: Row) -> float:
        share = self._rules.experience
        years = min(1.0, _number(row, "years") / _TENTHS / share["full_years"])
        return share["years"] * years + share["strength"] * _number(row, "strength") / _PERCENT

    def _proof(self, row: Row) -> float:
        share, today = self._rules.proof, self._wanted.today
        held = {
            "identity": self._marked("identity", row),
            "health": self._marked("health", row) and (row["health_until"] or 0) >= today,
            "record_check": self._marked("record_check", row) and (row["record_until"] or 0) >= today,
            "certificate": any(papers.holds(row) for papers in self._verified_papers),
        }
        return sum(share[name] for name, yes in held.items() if yes)

    def _marked(self, name: str, row: Row) -> bool:
        mark = self._marks[name]
        return mark is not None and mark.holds(row)

    def _place(self, row: Row) -> float | None:
        wanted, share = self._wanted, self._rules.place
        if wanted.city is None or wanted.district is None:
            return None
        if row["home"] and row["home"] == wanted.district_code:
            return share["same_district"]
        serves = wanted.district_bit is not None and wanted.district_bit.holds(row)
        home = self._districts.get(row["home"] or 0)
        away = kilometres(wanted.city, home, wanted.district) if home else None
        if away is None:
            return share["serves"] - 0.2 if serves else self._rules.unsaid["place"]
        near = max(0.0, min(1.0, (share["far_km"] - away) / (share["far_km"] - share["near_km"])))
        return share["serves"] - 0.3 * (1 - near) if serves else share["served_city"] * near

    def _pay(self, row: Row) -> float | None:
        budgets, share = self._wanted.budgets, self._rules.pay
        if not budgets:
            return None
        asked = [(row[f"pay_{kind}"], most) for kind, most in budgets.items()]
        over = [least / most - 1 for least, most in asked if least is not None and most]
        if not over:
            return self._rules.unsaid["pay"]
        # Within the budget all ask alike: who asks less is not a better worker.
        return max(0.0, 1 - max(0.0, min(over)) / share["step"] * share["over_per_step"])

    def _availability(self, row: Row) -> float:
        if row["available"] is None:
            return self._rules.unsaid["availability"]
        late = row["available"] - (self._wanted.start or self._wanted.today)
        return max(0.0, 1 - max(0, late) / self._rules.availability["days_to_zero"])

    def _mode(self, row: Row) -> float | None:
        liked = self._liked.get("work_modes")
        if not liked:
            return None
        return 1.0 if any(each.plain is not None and each.plain.holds(row) for each in liked) else 0.0

    def _preferences(self, row: Row) -> float | None:
        liked = self._liked.get("preferences")
        if not liked:
            return None
        values = self._rules.preference_values
        said = [
            values["yes"] if each.plain and each.plain.holds(row)
            else values["no"] if each.against and each.against.holds(row)
            else values["unsaid"]
            for each in liked
        ]  # fmt: skip
        return sum(said) / len(said)

    def _recency(self, row: Row) -> float:
        share = self._rules.recency
        old = self._wanted.today - _number(row, "published")
        return max(0.0, min(1.0, 1 - (old - share["fresh_days"]) / share["days_to_zero"]))


def _any_of(codes: Iterable[int]) -> list[Bits]:
    """Whether a row has any of the terms, one question a column."""
    masks: dict[str, int] = {}
    for code in codes:
        column, one = bit(code)
        masks[column] = masks.get(column, 0) | one
    return [Bits(column, mask, "any") for column, mask in masks.items()]


def _number(row: Row, column: str) -> int:
    return row[column] or 0
