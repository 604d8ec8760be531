"""The interview's data as one thing: agenda, wording in both languages, scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.interview.agenda import Agenda, load_agenda
from assistant.interview.readback import ReadBack, load_read_backs
from assistant.interview.scenarios import Scenarios, load_scenarios
from assistant.interview.sources import Folders, InterviewDataError
from assistant.interview.wording import Phrasebook, load_phrasebooks
from assistant.profile.model import Language


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the interviewer knows how to ask and say."""

    agenda: Agenda
    phrasebooks: Mapping[Language, Phrasebook]
    read_backs: Mapping[Language, ReadBack]
    scenarios: Scenarios


def load(folders: Folders) -> Book:
    """Read and check all data.

    Raises:
        InterviewDataError: a file cannot be used; the sentence names the file and the key.
    """
    agenda = load_agenda(folders)
    return Book(agenda, load_phrasebooks(folders, agenda), load_read_backs(folders), load_scenarios(folders))


@cache
def shipped_book() -> Book:
    """The data that comes with the product, read once per process."""
    return load(Folders.shipped())


def check(folders: Folders | None = None) -> list[str]:
    """What is wrong with the data, one sentence each; empty when all is well."""
    try:
        load(folders or Folders.shipped())
    except InterviewDataError as error:
        return [error.detail]
    return []
