"""What happened in one interview, for grading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evals.interviews.personas import Persona


@dataclass(slots=True)
class Course:
    """What happened in one interview."""

    persona: Persona
    turns: int = 0
    said: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    profile: dict[str, Any] = field(default_factory=dict)
    done: bool = False
    repeated: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    bad_quotes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def fault(self, *, wrong: bool, words: str) -> None:
        """Notes something that went against the contract."""
        if wrong:
            self.faults.append(words)
