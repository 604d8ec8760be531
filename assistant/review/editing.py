"""What a recruiter writes into a file: a fact of its own with evidence or a reason, beside hers and never over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from assistant.interview.tables import TurnRow
from assistant.kit.errors import BadInputError
from assistant.kit.text import storable
from assistant.profile.fields import FIELDS, FieldSpec
from assistant.profile.fold import fold
from assistant.profile.model import STAFF_WORDS, Fact
from assistant.review.model import Edit, Words
from assistant.review.rules import rules
from assistant.vocabulary import vocabulary

_MOST_JSON = 2_000
# Where the ids of a field's values are labelled: the kind, and the key that holds the id in an object.
_IDS: Final[Mapping[str, tuple[str, str | None]]] = {
    "jobs": ("jobs", None),
    "cuisines": ("cuisines", None),
    "work_modes": ("work_modes", None),
    "education": ("education", None),
    "skills": ("skills", "id"),
    "languages": ("languages", "id"),
    "certificates": ("certificates", "kind"),
    "experience_by_job": ("jobs", "job"),
    "work_history": ("jobs", "job"),
    "expected_salary": ("pay_units", "unit"),
}
_ONLY: Final[Mapping[str, frozenset[str]]] = {"gender": frozenset({"female", "male"})}


@dataclass(frozen=True, slots=True)
class Written:
    """A fact of the staff, and the note its reason becomes, under `note_id`."""

    fact: Fact
    note_id: str
    note: str
    field: str


def written(edit: Edit, note_id: str, turns: Iterable[TurnRow]) -> Written:
    """The fact of one edit.

    Raises:
        BadInputError: the field is none a recruiter may write, the value does not fit it, the evidence is not there,
            or there is neither evidence nor a reason in words.
    """
    spec = FIELDS.get(edit.field)
    allowed = rules().editing
    if spec is None:
        raise BadInputError("edit_field_unknown")
    if edit.field in allowed.never:
        raise BadInputError("edit_never")
    if edit.reason_code not in allowed.reasons:
        raise BadInputError("reason_unknown")
    if edit.words is None and edit.field in allowed.her_words:
        raise BadInputError("edit_her_words")
    if edit.words is None and edit.reason is None:
        raise BadInputError("reason_needed")
    _check_value(spec, edit)
    note = storable(edit.reason or rules().reasons[edit.reason_code]["zh"])
    flags: tuple[str, ...] = ("correction",)
    if edit.words is not None:
        turn_id, start, quote = _evidence(edit.words, turns)
    else:
        turn_id, start, quote = note_id, 0, note
        flags = (*flags, STAFF_WORDS)
    fact = Fact(
        field=edit.field,
        value=edit.value,
        polarity=edit.polarity,
        quote=quote,
        turn_id=turn_id,
        start=start,
        end=start + len(quote),
        source="recruiter",
        confidence=1.0,
        flags=flags,
    )
    _check_fold(fact)
    return Written(fact, note_id, note, edit.field)


def _evidence(words: Words, turns: Iterable[TurnRow]) -> tuple[str, int, str]:
    turn = next((turn for turn in turns if turn.id == words.turn_id), None)
    if turn is None or not words.start < words.end <= len(turn.text):
        raise BadInputError("edit_words_unknown")
    return turn.id, words.start, turn.text[words.start : words.end]


def _check_value(spec: FieldSpec, edit: Edit) -> None:
    value = edit.value
    if value in (None, "", [], {}) or len(json.dumps(value, ensure_ascii=False, default=str)) > _MOST_JSON:
        raise BadInputError("edit_value_wrong")
    if edit.polarity == "negative" and spec.cardinality != "many":
        raise BadInputError("edit_value_wrong")
    if spec.name in _ONLY and value not in _ONLY[spec.name]:
        raise BadInputError("edit_value_wrong")
    if spec.name == "phone" and not (isinstance(value, str) and value.isdigit()):
        raise BadInputError("edit_value_wrong")
    for kind, term_id in _ids(spec.name, value):
        if term_id not in {term.id for term in vocabulary().terms(kind)}:
            raise BadInputError("edit_value_wrong")


def _ids(field: str, value: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401 - JSON of any field
    """The ids of the vocabulary in a value: (kind, id)."""
    if field == "preferences":
        return [("preferences", str(key)) for key in value] if isinstance(value, Mapping) else []
    if field not in _IDS:
        return []
    kind, key = _IDS[field]
    if key is None:
        return [(kind, str(value))]
    if not isinstance(value, Mapping):
        raise BadInputError("edit_value_wrong")
    return [(kind, str(value[key]))] if value.get(key) is not None else []


def _check_fold(fact: Fact) -> None:
    """A value that the profile cannot hold is refused before it is written, for written it stays."""
    try:
        fold([fact]).profile.wire()
    except (ValidationError, TypeError, AttributeError, ValueError, KeyError) as error:
        raise BadInputError("edit_value_wrong") from error
