"""The words about orders, from `prompts/consumer/orders.yaml`, and times as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from assistant.consumer.orders.states import Side, State
from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language

_PARTS: Final = ((5, "early"), (9, "morning"), (12, "noon"), (13, "afternoon"), (18, "evening"))
_HALF: Final = 30


class OrderWords:
    """One language's words about orders, by dotted key."""

    def __init__(self, language: Language, loaded: dict[str, Any]) -> None:
        self.language = language
        self._loaded = loaded

    def find(self, key: str) -> Any:  # noqa: ANN401 - text, list or group as the file has it
        """What stands under a key.

        Raises:
            KeyError: nothing does.
        """
        found: Any = self._loaded
        for part in key.split("."):
            found = found[part]
        return found

    def text(self, key: str, **slots: object) -> str:
        """A text with its blanks filled; what fills them is never itself a pattern."""
        found = str(self.find(key))
        return found.format(**slots) if slots else found

    def names(self, key: str, ids: Sequence[str]) -> dict[str, str]:
        """The labels of ids in a group."""
        return {each: self.text(f"{key}.{each}") for each in ids}

    def label(self, state: State, side: Side = "agency") -> str:
        """The name of a state; some are said otherwise to her herself."""
        names: dict[str, str] = self.find(f"states.{state}")
        return names.get("mine", names["label"]) if side == "worker" else names["label"]

    def next(self, state: State, side: Side, *, answer_by: str = "", meeting: str = "") -> str:
        """What comes next for one side of an order that stands so."""
        return self.text(f"states.{state}.{side}", answer_by=answer_by, meeting=meeting)

    def moment(self, local: str) -> str:
        """A local time (`YYYY-MM-DDTHH:MM`) as it is said: 11月25日（周三）上午10点."""
        at = datetime.fromisoformat(local)
        part = next((name for hour, name in reversed(_PARTS) if at.hour >= hour), _PARTS[-1][1])
        minute = ""
        if self.language == "zh" and at.minute:
            minute = self.text("half") if at.minute == _HALF else self.text("minute", minute=at.minute)
        return self.text(
            "day",
            month=at.month,
            day=at.day,
            month_name=self._month(at.month),
            weekday=self.find("weekdays")[at.weekday()],
            part=self.text(f"parts.{part}"),
            hour=at.hour if at.hour <= 12 else at.hour - 12,
            hour24=f"{at.hour}:{at.minute:02d}",
            minute=minute,
        )

    def moments(self, local: Sequence[str]) -> str:
        """Several of them."""
        return self.text("between").join(self.moment(each) for each in local)

    def day(self, local: datetime) -> str:
        """A date as it is said; `local` is in the zone of the installation."""
        return self.text("date", month=local.month, day=local.day, month_name=self._month(local.month))

    def _month(self, month: int) -> str:
        return str(self.find("months")[month - 1]) if self.language == "en" else str(month)


@cache
def words(language: Language) -> OrderWords:
    """The words of `language`."""
    return OrderWords(language, load_yaml(data_path("prompts", "consumer", "orders.yaml"))[language])
