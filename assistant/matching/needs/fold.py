"""Puts what was said into the need: earlier words give way to later ones about the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from assistant.matching.model import Elder, Need, Span
from assistant.matching.needs.scene import Scene
from assistant.matching.needs.shapes import Change, ChangeKind, Said
from assistant.profile.model import Range

LISTS: Final = ("work_modes", "skills", "cuisines", "languages", "certificates", "pets")
SCALARS: Final = (
    "job", "budget_min", "budget_max", "budget_unit", "city", "district", "health_certificate", "background_check",
    "years_min", "start", "until", "rest_days",
)  # fmt: skip
# What is told of the home, and the unit of a figure, binds nobody by itself.
BINDING: Final = frozenset((*LISTS, *SCALARS, "preferences")) - {"pets", "job", "budget_unit", "budget_min"}
# A later message that names one of these means it instead of the earlier ones.
_INSTEAD: Final = frozenset({"work_modes"})


class Fold:
    """A need being changed by one message."""

    def __init__(self, need: Need, scene: Scene, message_id: str | None) -> None:
        self.need = need.model_copy(deep=True)
        self._scene = scene
        self._message_id = message_id
        self._renewed: set[str] = set()
        self._child_renewed = False

    def take(self, said: Iterable[Said]) -> None:
        """Everything said, in the order of the words."""
        for one in sorted(said, key=lambda item: (item.start, item.end)):
            self._take(one)

    def _take(self, said: Said) -> None:
        if said.operation == "open":
            self._open(said)
        elif said.operation == "drop":
            self._drop(said)
        elif said.weight == "exclude":
            self._exclude(said)
        elif said.field in LISTS:
            self._join(said)
        elif said.field == "preferences":
            self._prefer(said)
        elif said.field == "hours":
            key, value = said.value
            if said.also and key in (self.need.hours or {}):
                value = sorted({*(self.need.hours or {})[key], *value})
            self.need.hours = {**(self.need.hours or {}), key: value}
            self._note(said, f"hours:{key}", value)
        elif said.field.startswith("household."):
            self._home(said)
        else:
            self._put(said)

    def _put(self, said: Said) -> None:
        setattr(self.need, said.field, said.value)
        self._note(said, said.field, said.value)
        self._bind(said, said.field)

    def _join(self, said: Said) -> None:
        held: list[str] = getattr(self.need, said.field)
        key = f"{said.field}:{said.value}"
        if said.clarity == "vague" and said.value in held:
            return  # what only follows from the home adds nothing to what was asked
        wished = key in self.need.prefer and not self._inferred(key)
        renews = said.field not in self._renewed and (said.only or (said.field in _INSTEAD and not said.also))
        if said.replaces or renews:
            for old in list(held):
                self._forget(said.field, old)
        self._renewed.add(said.field)
        if said.value not in held:
            held.append(said.value)
        self._note(said, key, said.value)
        self._bind(said, key, wished=wished)

    def _inferred(self, key: str) -> bool:
        """Whether a condition only follows from what was told of the home."""
        return any(_key(span) == key and span.clarity == "vague" for span in self.need.spans)

    def _prefer(self, said: Said) -> None:
        name, value = said.value
        self.need.preferences[name] = value
        key = f"preferences:{name}"
        self._note(said, key, value)
        self._bind(said, key)

    def _home(self, said: Said) -> None:
        home, name = self.need.household, said.field.removeprefix("household.")
        if name == "child_ages_months":
            if said.replaces or not (self._child_renewed or said.also):
                home.child_ages_months = []
                self._unspan(said.field)
            self._child_renewed = True
            age = Range(**said.value)
            if age not in home.child_ages_months:
                home.child_ages_months.append(age)
        elif name == "elders":
            self._elder(said.value)
        elif name == "meals":
            home.meals = [*home.meals, said.value] if said.value not in home.meals else home.meals
        else:
            setattr(home, name, said.value)
        self._note(said, said.field, said.value)

    def _elder(self, told: dict[str, Any]) -> None:
        elders = self.need.household.elders
        if "elders" not in self._renewed and len(elders) == 1:
            elders[0] = elders[0].model_copy(update=told)
        else:
            elders.append(Elder(**told))
        self._renewed.add("elders")

    def _exclude(self, said: Said) -> None:
        value = said.value if said.field != "preferences" else said.value[0]
        self._forget(said.field, value)
        key = f"{said.field}:{value}"
        self.need.exclude = [*(entry for entry in self.need.exclude if entry != key), key]
        self._span(said, said.value)

    def _drop(self, said: Said) -> None:
        if said.field == "budget_max":
            self._forget("budget_min", None)
            self._forget("budget_unit", None)
        if said.field in LISTS and said.value is None:
            for old in list(getattr(self.need, said.field)):
                self._forget(said.field, old)
            return
        if said.field == "household.meals":
            home = self.need.household
            home.meals = [meal for meal in home.meals if meal != said.value]
            return
        value = said.value[0] if said.field == "preferences" else said.value
        self._forget(said.field, value)

    def _open(self, said: Said) -> None:
        if said.field in LISTS and said.field != "work_modes" and said.value is not None:
            self._forget(said.field, said.value)
        elif said.field == "preferences":
            self._forget(said.field, said.value[0])
            return
        elif said.field in LISTS or said.field in SCALARS:
            for old in list(getattr(self.need, said.field)) if said.field in LISTS else [None]:
                self._forget(said.field, old)
        if said.field == "budget_max":
            self._forget("budget_min", None)
            self._forget("budget_unit", None)
        if said.field in ("skills", "pets"):
            return
        if said.field not in self.need.open:
            self.need.open.append(said.field)
        self._span(said, None)

    def _forget(self, field: str, value: object) -> None:
        """Takes a value back: from its field, from what binds, from the spans."""
        held = getattr(self.need, field) if not field.startswith("household.") else None
        key = field
        if isinstance(held, list):
            key = f"{field}:{value}"
            if value in held:
                held.remove(value)
        elif isinstance(held, dict):
            key = f"{field}:{value}"
            held.pop(value, None)
        elif field.startswith("household."):
            return
        elif value is None or held == value:
            setattr(self.need, field, None)
        else:
            return
        self._unbind(key)
        self.need.spans = [span for span in self.need.spans if _key(span) != key]

    def _bind(self, said: Said, key: str, *, wished: bool | None = None) -> None:
        if said.field not in BINDING:
            return
        earlier = key in self.need.prefer if wished is None else wished
        self._unbind(key)
        weight = said.weight
        if said.also and any(entry.startswith(f"{said.field}:") for entry in self.need.prefer):
            weight = "prefer"
        if weight == "must" and not said.firm and earlier and said.operation == "add":
            weight = "prefer"
        getattr(self.need, weight).append(key)

    def _unbind(self, key: str) -> None:
        for weight in ("must", "prefer", "exclude"):
            setattr(self.need, weight, [entry for entry in getattr(self.need, weight) if entry != key])

    def _note(self, said: Said, key: str, value: Any) -> None:  # noqa: ANN401 - values of any field
        self.need.open = [entry for entry in self.need.open if entry != said.field]
        many = key == "household.child_ages_months" or key == "household.elders" or key == "household.meals"
        if not many:
            self.need.spans = [span for span in self.need.spans if _key(span) != key]
        self._span(said, value)

    def _unspan(self, field: str) -> None:
        self.need.spans = [span for span in self.need.spans if span.field != field]

    def _span(self, said: Said, value: Any) -> None:  # noqa: ANN401 - values of any field
        name = f"hours:{said.value[0]}" if said.field == "hours" else said.field
        if said.field == "preferences":
            name, value = f"preferences:{said.value[0]}", said.value[1]
        self.need.spans.append(
            Span(
                field=name,
                value=value,
                quote=self._scene.text[said.start : said.end],
                start=said.start,
                end=said.end,
                message_id=self._message_id,
                weight=said.weight,
                clarity=said.clarity,
            )
        )


def _key(span: Span) -> str:
    return f"{span.field}:{span.value}" if span.field in LISTS else span.field


def changes(before: Need, after: Need) -> tuple[Change, ...]:
    """What differs, field by field, in the order of the fields."""
    skipped = {"spans", "must", "prefer", "exclude", "open", "refused_filters"}
    found: list[Change] = []
    for name in Need.model_fields:
        if name in skipped:
            continue
        old, new = _plain(getattr(before, name)), _plain(getattr(after, name))
        if old != new:
            kind: ChangeKind = "added" if not old else "removed" if not new else "changed"
            found.append(Change(name, kind, old or None, new or None))
    found += [Change(name, "opened") for name in after.open if name not in before.open]
    if {*before.must, *before.prefer, *before.exclude} and (
        set(before.must) != set(after.must) or set(before.exclude) != set(after.exclude)
    ):
        moved = set(after.prefer) & set(before.must) | set(after.must) & set(before.prefer)
        found += [Change(name, "changed") for name in sorted(moved)]
    return tuple(found)


def _plain(value: Any) -> Any:  # noqa: ANN401 - values of any field
    if hasattr(value, "model_dump"):
        dumped = value.model_dump(exclude_defaults=True)
        return dumped or None
    return value
