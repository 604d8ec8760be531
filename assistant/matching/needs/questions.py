"""Which one question is asked next: what matters most for the job and is still missing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from assistant.matching.model import Need
from assistant.matching.needs.shapes import Question
from assistant.matching.needs.wording import wording
from assistant.matching.needs.words import table
from assistant.profile.model import Language


def next_question(need: Need, language: Language, asked_before: Collection[str] = ()) -> Question | None:
    """The next question, or None when enough is known.

    Fields in `asked_before`, fields left open and fields already said are never asked again.
    """
    if need.district and not need.city and "city" not in (*need.open, *asked_before):
        return _question("city", "city_of_district", language, district=need.district)
    priorities = table("priorities")
    wanted = priorities.get(need.job or "unknown", priorities["default"])
    for field in wanted:
        if field not in asked_before and not _settled(need, field):
            return _question(field, field, language)
    return None


def _settled(need: Need, field: str) -> bool:
    others = table("priorities")["answered_by"].get(field, ())
    return field in need.open or any(_value(need, name) not in (None, [], {}) for name in (field, *others))


def _value(need: Need, field: str) -> Any:  # noqa: ANN401 - values of any field
    holder, name = (need.household, field.removeprefix("household.")) if "." in field else (need, field)
    return getattr(holder, name)


def _question(field: str, name: str, language: Language, **values: str) -> Question:
    said = wording()["questions"][name]
    return Question(field, said[language].format(**values), tuple(said["quick_replies"][language]))
