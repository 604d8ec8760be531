"""Where outside something is looked up: behind one Protocol, with a person's own looking as the embedded one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language

Found = Literal["by_hand", "found", "not_found", "pending", "unavailable"]


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What is to be looked up. `number` is never kept nor logged."""

    what: str
    name: str | None = None
    number: str | None = None
    kind: str | None = None


class Answer(BaseModel):
    """What a register says; `by_hand` tells a person where and how to look."""

    found: Found
    name: str
    how: str = ""
    url: str | None = None
    reference: str | None = None


class Registry(Protocol):
    """One register."""

    def serves(self, what: str) -> bool:
        """Whether it can be asked about this."""

    async def look_up(self, enquiry: Enquiry, language: Language) -> Answer:
        """What it says; `unavailable` when it does not answer, never an error."""


class _Place(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    name: dict[Language, str]
    url: str | None = None
    how: dict[Language, str]


@cache
def _places() -> tuple[_Place, ...]:
    return tuple(_Place.model_validate(row) for row in load_yaml(data_path("prompts", "review", "registries.yaml")))


class ByHand:
    """No register is asked: a person looks, at the place and in the way `registries.yaml` tells."""

    def serves(self, what: str) -> bool:
        """Whether there is a place for it."""
        return any(place.what == _kind(what) for place in _places())

    async def look_up(self, enquiry: Enquiry, language: Language) -> Answer:
        """Where to look and how."""
        place = next((place for place in _places() if place.what == _kind(enquiry.what)), None)
        if place is None:
            return Answer(found="unavailable", name="")
        return Answer(found="by_hand", name=place.name[language], how=place.how[language], url=place.url)


def _kind(what: str) -> str:
    return what.partition(":")[0]
