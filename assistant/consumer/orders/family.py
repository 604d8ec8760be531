"""What she is told of a family before she says yes: the work and the home, nothing that finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.consumer.orders.wording import words
from assistant.matching.model import Need
from assistant.matching.needs.chips import chips
from assistant.matching.needs.shapes import Chip
from assistant.profile.model import Language

# Under which heading a condition of the need is told, by the beginning of its name; the longest that fits.
_HEADINGS: Final = {
    "job": "job",
    "work_modes": "job",
    "place": "place",
    "start": "time",
    "until": "time",
    "hours": "time",
    "rest_days": "time",
    "budget": "pay",
    "household:child": "children",
    "household:due": "children",
    "household:elder": "elders",
    "household": "home",
    "pets": "home",
    "preferences": "home",
}
# What is kept of a need with an order. The words of the chat stay in the chat: they may hold a number or an address.
_LEFT: Final = {"spans", "refused_filters", "open"}


class FamilyLine(BaseModel):
    """One thing about the family, under its heading."""

    model_config = ConfigDict(extra="forbid")

    id: str
    label: str
    text: str


def kept_need(need: Need) -> dict[str, Any]:
    """The need as it is kept with an order: values only, none of the consumer's words."""
    return need.model_dump(mode="json", exclude=_LEFT)


def family(need: Mapping[str, Any] | None, language: Language) -> list[FamilyLine]:
    """The family of a kept need in a few lines; empty once the consumer has deleted her data."""
    if need is None:
        return []
    say = words(language)
    grouped: dict[str, list[str]] = {heading: [] for heading in say.find("family")}
    for chip in _told(need, language):
        fitting = [name for name in _HEADINGS if chip.id == name or chip.id.startswith((f"{name}:", f"{name}_"))]
        grouped[_HEADINGS[max(fitting, key=len)] if fitting else "wanted"].append(chip.text)
    return [
        FamilyLine(id=heading, label=say.text(f"family.{heading}"), text=say.text("between").join(texts))
        for heading, texts in grouped.items()
        if texts
    ]


def _told(need: Mapping[str, Any], language: Language) -> list[Chip]:
    """The kept need in words. An order may be older than the words there are now: then nothing of it is told."""
    try:
        return chips(Need.model_validate(dict(need)), language)
    except (KeyError, ValidationError):
        return []
