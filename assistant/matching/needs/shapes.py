"""What reading a consumer's words gives back, and the pieces it is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.matching.model import Clarity, Need, Weight

Operation = Literal["put", "add", "drop", "open"]
ChangeKind = Literal["added", "changed", "removed", "opened"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of the need: `text[start:end]` carries `value` for `field`.

    `put` sets a single value, `add` joins a list, `drop` takes the condition back (of a list without a value: all of
    it), `open` says that the field does not matter. `replaces` takes earlier values of a list away first (a
    correction), `only` those of earlier messages (只要…就行), `also` keeps them where later words would stand instead
    (不住家也行).
    """

    field: str
    value: Any
    start: int
    end: int
    weight: Weight = "must"
    operation: Operation = "put"
    clarity: Clarity = "clear"
    firm: bool = False
    replaces: bool = False
    only: bool = False
    also: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What one message did to the need; `before` and `after` are values of `field`, None where there is none."""

    field: str
    kind: ChangeKind
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A filter that is declined: its id, the words that asked for it, one warm sentence, what was taken up instead.

    `lawful` names conditions of the need as in `Need.must`; empty when only the sentence can help.
    """

    id: str
    quote: str
    start: int
    end: int
    text: str
    lawful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A person the consumer was shown, by her place in the list, as far as words may refer to it."""

    worker_id: str
    display_name: str
    pay: int | None = None
    pay_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one field, with answers that can be tapped."""

    field: str
    text: str
    quick_replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition of the need in a few words; `id` is what `remove_chip` takes."""

    id: str
    text: str
    weight: Weight = "must"


@dataclass(frozen=True, slots=True)
class NeedReading:
    """What one message did.

    `is_need` says that the words state or refine a need at all. `person_index` counts from zero and may be set by
    第二个; -1 stands for the last one shown. `asides` are ids of what was heard and is no condition: `cheaper`,
    `dearer`, `nearer`, `others`, `restart`, and the ids of lawful reasons (`same_sex_care`, `insurance`,
    `minimum_age`), whose sentences are in `notes`. `vague` names fields that were said but leave a doubt. `seeks` that
    somebody is looked for, whatever else was said.
    """

    need: Need
    changes: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()
    asides: tuple[str, ...] = ()
    is_need: bool = False
    person_index: int | None = None
    vague: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seeks: bool = False
