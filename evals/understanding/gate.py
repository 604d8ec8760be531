"""The floor under the development set: what was reached once must stay reached. It only ever tightens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.understanding.score import Score

GATE = Path(__file__).with_name("gate.json")


class Bound(BaseModel):
    """At least `right` expected facts read; at most `wrong` claims nobody made, `forbidden` of them plain mistakes.

    `acts` bounds the conversation acts missed or wrongly seen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    right: int
    wrong: int
    forbidden: int
    acts: int


def reached(score: Score) -> Bound:
    """What a run reached, in the gate's terms."""
    forbidden = sum(len(one.forbidden) for one in score.judged)
    acts = sum(len(one.acts_missed) + len(one.acts_wrong) for one in score.judged)
    return Bound(right=score.total.right, wrong=score.total.wrong, forbidden=forbidden, acts=acts)


def bounds(path: Path = GATE) -> dict[str, Bound]:
    """The bound of each language."""
    return {name: Bound.model_validate(bound) for name, bound in json.loads(path.read_text(encoding="utf-8")).items()}


def ratchet(scores: Mapping[str, Score], path: Path = GATE) -> dict[str, Bound]:
    """Tightens the stored bounds where a run did better; never loosens one."""
    held = bounds(path) if path.exists() else {}
    for language, score in scores.items():
        now = reached(score)
        old = held.get(language, now)
        held[language] = Bound(
            right=max(old.right, now.right),
            wrong=min(old.wrong, now.wrong),
            forbidden=min(old.forbidden, now.forbidden),
            acts=min(old.acts, now.acts),
        )
    lines = json.dumps({name: bound.model_dump() for name, bound in held.items()}, indent=2)
    path.write_text(lines + "\n", encoding="utf-8")
    return held
