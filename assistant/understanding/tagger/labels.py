"""The tagger's labels: what a claim is called, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from assistant.profile.model import Polarity

# Fields whose values are ids of the vocabulary: each id is a label.
NAMED: Final = frozenset(
    {
        "jobs",
        "skills",
        "cuisines",
        "languages",
        "certificates",
        "work_modes",
        "preferences",
        "education",
        "gender",
        "background_check_consent",
        "health_certificate",
    }
)
# Fields of which only is told that the turn says something, and its places by the role they have.
PLACED: Final = ("hometown", "location", "service_areas")
GRADED: Final = ("skills", "languages")
PART_OF_NAME: Final = "#name"
WHY_LEFT: Final = "#reason"
_ACT: Final = "act="
_KEYS: Final = ("id", "kind")
# Fields whose values are yes or no to each of their keys; a paper of health is held or not.
CONDITIONS: Final = {"preferences": None, "health_certificate": "held"}


@dataclass(frozen=True, slots=True)
class Named:
    """A label of a field of ids: `field`, the id (for yes-or-no fields "True" or "False"), and whether it is denied."""

    field: str
    name: str
    denied: bool


def labels_of(field: str, value: Any, polarity: Polarity = "positive", *, refused: bool = False) -> Iterator[str]:  # noqa: ANN401 - values are JSON
    """The labels of a claim: one, or one for each condition of a home."""
    if refused:
        yield f"{field}=refused"
    elif field in CONDITIONS:
        only = CONDITIONS[field]
        for name, wanted in value.items() if isinstance(value, dict) else ():
            if only in (None, name):
                yield f"{field}={name}{'+' if bool(wanted) is (polarity == 'positive') else '-'}"
    elif field in NAMED:
        name = next((value[key] for key in _KEYS if key in value), None) if isinstance(value, dict) else value
        if name is not None:
            yield f"{field}={name}{_sign(polarity)}"
    else:
        yield f"{field}{_sign(polarity)}"


def graded(level: str) -> str:
    """The label of a level of skill."""
    return f"lv={level}"


def done(act: str) -> str:
    """The label of what she does in the talk."""
    return _ACT + act


def mentioned(field: str, sign: str) -> str:
    """The label of a word that names a thing of `field` she claims ("+") or denies ("-"), whichever thing it is."""
    return f"#{field}{sign}"


def act_of(label: str) -> str | None:
    """The act a label stands for; None for any other label."""
    return label.removeprefix(_ACT) if label.startswith(_ACT) else None


def named(label: str) -> Named | None:
    """What a label of a field of ids stands for; None for any other label."""
    field, equals, name = label.partition("=")
    if not equals or field not in NAMED or name[-1] not in "+-":
        return None
    return Named(field, name[:-1], name[-1] == "-")


def _sign(polarity: Polarity) -> str:
    return "-" if polarity == "negative" else "+"
