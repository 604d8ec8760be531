"""Decides what a scripted worker says next, from nothing but the reply she sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.profile.model import Topic
from evals.interviews.personas import Line, Persona


class Responder:
    """Goes through a persona's lines: cues first, the topic's lines in order, the last of them again, the fallback."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona
        self._used: Counter[str] = Counter()

    def next(self, text: str, asking: Topic | None) -> Line:
        """Her answer to a reply of this text under this topic."""
        # The read-back names everything, so no cue may answer it.
        cues = () if asking is Topic.CONFIRM else self._persona.cues
        for cue in cues:
            if re.search(cue.when, text):
                line = self._take(f"cue {cue.when}", cue.say)
                if line is not None:
                    return line
        lines = self._persona.answers.get(asking, ()) if asking else ()
        line = self._take(f"topic {asking}", lines)
        if line is not None:
            return line
        spoken = [line for line in lines if not line.aside and not line.leave and not line.resend]
        return spoken[-1] if spoken else Line(say=self._persona.fallback)

    def _take(self, key: str, lines: Sequence[Line]) -> Line | None:
        used = self._used[key]
        if used >= len(lines):
            return None
        self._used[key] += 1
        return lines[used]
