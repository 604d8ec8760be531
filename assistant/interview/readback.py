"""Says back what was understood: one value in a few words, or the whole profile in a few short lines."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.interview.sources import Folders, read_model
from assistant.interview.spoken import say_phone, say_range, say_year, say_years
from assistant.profile.model import Fact, Language, WorkerProfile
from assistant.understanding.quantity import spoken
from assistant.vocabulary import vocabulary
from assistant.vocabulary.romanised import romanised

# Where the ids of a profile field have their labels.
_LABELLED = {
    "jobs": "jobs",
    "declined_jobs": "jobs",
    "skills": "skills",
    "declined_skills": "skills",
    "cuisines": "cuisines",
    "declined_cuisines": "cuisines",
    "certificates": "certificates",
    "work_modes": "work_modes",
    "declined_work_modes": "work_modes",
    "languages": "languages",
    "education": "education",
}

# Kinds whose English labels are names and keep their capital.
_NAMES = frozenset({"cuisines", "languages"})
_AMOUNTS = frozenset({"age", "years_experience", "families_served", "rest_days_per_month", "expected_salary"})


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Together(_Data):
    """Ids of one kind that are said in one phrase when nothing but them was said: 住家、不住家都行."""

    kind: str
    ids: frozenset[str]
    text: str


class Piece(_Data):
    """One field inside a line. `text` has the slot {value}.

    `zero` is said instead where the value is none at all, `short` where it is a single character (a surname).
    """

    field: str
    text: str
    zero: str | None = None
    short: str | None = None

    @model_validator(mode="after")
    def _known(self) -> Piece:
        if self.field not in WorkerProfile.model_fields:
            raise ValueError(f"a profile has no {self.field!r}")
        if "{value}" not in self.text:
            raise ValueError("text needs the slot {value}")
        return self

    def said(self, value: object, words: str) -> str:
        """The piece for one value and its words."""
        if self.zero and _nothing(value):
            return self.zero
        return (self.short if self.short and len(words) == 1 else self.text).format(value=words)


class Formats(_Data):
    """How values sound."""

    list_joiner: str
    piece_joiner: str
    line_end: str
    most_items: int = Field(ge=2)
    more: str
    about: str
    floor: str
    ceiling: str
    units: dict[str, str]
    pay: str
    pay_units: dict[str, str]
    pay_open: str
    none: dict[str, str]
    now: str
    day: str
    month: str
    year: str
    months: tuple[str, ...] = ()
    health: dict[str, str]
    consent: dict[str, str]
    preference: dict[str, str]
    certificate: str
    place_joiner: str
    # Said in passing, one field's words stand in these: "{value}能来".
    passing: dict[str, str] = Field(default_factory=dict)
    # What she does not do, by field: "不{value}"; `other` for fields without a sentence of their own.
    declined: dict[str, str] = Field(default_factory=lambda: {"other": "{value}"})
    passing_items: int = Field(default=3, ge=2)
    some: str = "{list}"
    # Words for ids as people say them, where the label is one for papers: by kind, then by id.
    spoken: dict[str, dict[str, str]] = Field(default_factory=dict)
    together: tuple[Together, ...] = ()


class ReadBackData(_Data):
    """`readback.yaml`."""

    formats: Formats
    lines: tuple[tuple[Piece, ...], ...]


class ReadBack:
    """Says values and profiles in one language, to be read or (`aloud`) to be heard."""

    def __init__(self, language: Language, data: ReadBackData) -> None:
        self.language = language
        self._data = data
        self.formats = data.formats
        self._sayers = {aloud: Sayer(language, data.formats, aloud=aloud) for aloud in (False, True)}

    def value(
        self, field: str, value: object, *, about: bool = False, aloud: bool = False, most: int | None = None
    ) -> str | None:
        """One field's value in a few words; None when there are no words for it.

        `about`: she gave it as an approximation. `most`: so many of a list are named.
        """
        try:
            words = self._sayers[aloud].field(field, value, most)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            return None  # a value of a newer or foreign shape: better unsaid than wrongly said
        return self._data.formats.about.format(value=words) if words and about and field in _AMOUNTS else words

    def values(self, said: Iterable[tuple[str, object, bool]], *, aloud: bool = False) -> str:
        """Several (field, value, about), each in a few words."""
        words = (self.value(field, value, about=about, aloud=aloud) for field, value, about in said)
        return self._data.formats.piece_joiner.join(text for text in words if text)

    def in_passing(self, facts: Sequence[Fact], *, aloud: bool = False, bare: bool = False) -> str | None:
        """New facts of one field in a few words, as they are said back at once; None when there are none for them.

        All of them have the field and the polarity of the first. `bare`: the value alone ("改成四十").
        """
        formats, field = self._data.formats, facts[0].field
        about = any("approximate" in fact.flags for fact in facts)
        words = self.value(field, self._together(facts), about=about, aloud=aloud, most=formats.passing_items)
        if words is None:
            return None
        if facts[0].polarity == "negative":
            return formats.declined.get(field, formats.declined["other"]).format(value=words)
        return words if bare or _nothing(facts[-1].value) else formats.passing.get(field, "{value}").format(value=words)

    @staticmethod
    def _together(facts: Sequence[Fact]) -> object:
        field, last = facts[0].field, facts[-1].value
        if field == "preferences":
            return {name: accepted for fact in facts for name, accepted in fact.value.items()}
        many = field in _LABELLED or field in ("service_areas", "declined_service_areas")
        return [fact.value for fact in facts] if many else last

    def lines(self, profile: Mapping[str, Any], about: Container[str] = (), *, aloud: bool = False) -> list[str]:
        """The profile (as JSON) in short lines; empty when there is nothing to say. `about`: approximate fields."""
        lines: list[str] = []
        for pieces in self._data.lines:
            said: list[str] = []
            for piece in pieces:
                value = profile.get(piece.field)
                words = self.value(piece.field, value, about=piece.field in about, aloud=aloud)
                if value is not None and words:
                    said.append(piece.said(value, words))
            if said:
                line = self._data.formats.piece_joiner.join(said) + self._data.formats.line_end
                lines.append(line[0].upper() + line[1:])
        return lines


class Sayer:
    """Words for single values."""

    def __init__(self, language: Language, formats: Formats, *, aloud: bool) -> None:
        self._language: Language = language
        self._formats = formats
        self._aloud = aloud

    def field(self, field: str, value: Any, most: int | None = None) -> str | None:  # noqa: ANN401 - JSON of any field
        """The words for one field's value (one fact's value, or the profile's list of them, `most` of them at most)."""
        if field in _LABELLED:
            return self._in_one(field, _as_list(value)) or self._many(
                [self._labelled(field, entry) for entry in _as_list(value)], most
            )
        if field == "birth_year" or field in _AMOUNTS - {"expected_salary"}:
            return self._amount(field, value)
        if field in ("hometown", "location"):
            return self._place(value)
        special: dict[str, Callable[[], str | None]] = {
            "phone": lambda: say_phone(str(value), self._language, aloud=self._aloud),
            "expected_salary": lambda: self._pay(value),
            "available_from": lambda: self._date(str(value)),
            "health_certificate": lambda: self._health(value),
            "preferences": lambda: self._many([self._preference(k, v) for k, v in value.items()], most),
            "background_check_consent": lambda: self._formats.consent["yes" if value else "no"],
        }
        if field in special:
            return special[field]()
        if field in ("service_areas", "declined_service_areas"):
            return self._many([self._place_name(str(entry)) for entry in _as_list(value)], most)
        if field == "name":
            return self._many([str(entry) for entry in _as_list(value)])
        return None

    def _in_one(self, field: str, entries: Sequence[Any]) -> str | None:
        """Entries that have one phrase of their own together."""
        kind, ids = _LABELLED[field], {entry for entry in entries if isinstance(entry, str)}
        return next((each.text for each in self._formats.together if each.kind == kind and each.ids == ids), None)

    def _many(self, words: Iterable[str | None], most: int | None = None) -> str | None:
        said = list(dict.fromkeys(word for word in words if word))
        if not said:
            return None
        if most is not None and len(said) > most:
            return self._formats.some.format(list=self._formats.list_joiner.join(said[: most - 1]))
        shown = self._formats.list_joiner.join(said[: self._formats.most_items])
        if len(said) > self._formats.most_items:
            return self._formats.more.format(list=shown, count=len(said))
        return shown

    def _labelled(self, field: str, entry: Any) -> str | None:  # noqa: ANN401 - an id or an object holding one
        if not isinstance(entry, Mapping):
            return self._label(_LABELLED[field], str(entry))
        words = self._label(_LABELLED[field], str(entry.get("id") or entry.get("kind")))
        if words and entry.get("level") and field == "certificates":
            return self._formats.certificate.format(kind=words, level=_level(str(entry["level"]), self._language))
        return words

    def _label(self, kind: str, term_id: str) -> str | None:
        """A label as it stands inside a sentence: no capital in English, but for names."""
        words = self._formats.spoken.get(kind, {}).get(term_id) or label(kind, term_id, self._language)
        if words is None or self._language != "en" or kind in _NAMES or not words[1:2].islower():
            return words
        return words[0].lower() + words[1:]

    def _amount(self, field: str, value: Any) -> str:  # noqa: ANN401 - a number or a range
        unit = self._formats.units[field]
        low, high = _ends(value)
        if field == "birth_year" and low == high:
            return unit.format(n=say_year(int(low), self._language, aloud=self._aloud))
        if field == "years_experience" and low == high:
            words = say_years(low, self._language)
            if words and low > 0:
                return words
        if _nothing(value) and field in self._formats.none:
            return self._formats.none[field]
        return self._range(value, unit)

    def _range(self, value: Any, unit: str) -> str:  # noqa: ANN401 - a number or a range
        low, high = _ends(value)
        if low is None:
            return self._formats.ceiling.format(max=unit.format(n=say_range(high, high, self._language)))
        if high is None:
            return self._formats.floor.format(min=unit.format(n=say_range(low, low, self._language)))
        return unit.format(n=say_range(low, high, self._language))

    def _pay(self, value: Mapping[str, Any]) -> str | None:
        if value.get("min") is None and value.get("max") is None:
            return self._formats.pay_open if value.get("negotiable") else None
        amount = self._range(value, self._formats.units["expected_salary"])
        unit = self._formats.pay_units.get(str(value.get("unit")))
        return self._formats.pay.format(unit=unit, amount=amount) if unit else amount

    def _date(self, value: str) -> str:
        if value == "now":
            return self._formats.now
        parts = [int(part) for part in value.split("-")]
        if self._aloud and self._language == "zh":
            return spoken.day(value)
        names: dict[str, Any] = dict(zip(("year", "month", "day"), parts, strict=False))
        if self._formats.months and len(parts) > 1:
            names["month"] = self._formats.months[parts[1] - 1]
        if len(parts) == 3:
            date(*parts)
            return self._formats.day.format(**names)
        return (self._formats.month if len(parts) == 2 else self._formats.year).format(**names)

    def _place(self, value: Mapping[str, Any]) -> str | None:
        names = list(dict.fromkeys(self._place_name(str(name)) for name in value.values() if name))
        if self._language == "en":
            names.reverse()
        return self._formats.place_joiner.join(names) or None

    def _place_name(self, name: str) -> str:
        """A place as readers of the language write it; the profile keeps the Chinese name."""
        return romanised(name) if self._language == "en" else name

    def _health(self, value: Mapping[str, Any]) -> str | None:
        held = self._formats.health["held" if value.get("held", True) else "not_held"]
        if value.get("held") is False or not value.get("valid_until"):
            return held if "held" in value or "exam_date" in value else None
        return self._formats.health["until"].format(date=self._date(str(value["valid_until"])))

    def _preference(self, name: str, accepted: object) -> str | None:
        """A condition she accepts, wants or has (or not), as the vocabulary tells these apart."""
        words = self._label("preferences", name)
        if words is None:
            return None
        sense = str(vocabulary().term("preferences", name).extra.get("true_means", "accepts"))
        return self._formats.preference[f"{sense}_{'yes' if accepted else 'no'}"].format(label=words)


def label(kind: str, term_id: str, language: str) -> str | None:
    """A term's label, or None for one this installation does not know."""
    try:
        return vocabulary().label(kind, term_id, language)
    except KeyError:
        return None


def _level(level: str, language: Language) -> str:
    """A certificate's level, which the profile keeps in Chinese, in `language` where the vocabulary has it."""
    known = next((term for term in vocabulary().terms("certificate_levels") if term.label["zh"] == level), None)
    return known.label[language] if known else level


def _ends(value: Any) -> tuple[Any, Any]:  # noqa: ANN401 - a number or a range
    """Both ends of a number or a range."""
    low, high = (value.get("min"), value.get("max")) if isinstance(value, Mapping) else (value, value)
    if low is None and high is None:
        raise ValueError("an empty range")
    return low, high


def _nothing(value: object) -> bool:
    """Whether an amount is none at all, or a term says that there is none."""
    return value == "none" or (isinstance(value, Mapping) and value.get("max") == 0)


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return value if isinstance(value, list) else [value]


def load_read_backs(folders: Folders) -> dict[Language, ReadBack]:
    """Read-back wording of both languages.

    Raises:
        InterviewDataError: a file does not fit; says which and where.
    """
    return {
        language: ReadBack(language, read_model(folders.prompts / language / "readback.yaml", ReadBackData))
        for language in get_args(Language)
    }
