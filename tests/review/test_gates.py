"""What stands in the way: data decides how heavily, the law decides near children."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from assistant.kit.messages import keys
from assistant.profile.fold import fold
from assistant.profile.model import Fact
from assistant.review.gates import Look, ended, holds, near_children, obstacles, standing
from assistant.review.rules import Gate, rules
from assistant.vocabulary import vocabulary

TODAY = date(2026, 11, 22)


@dataclass
class Seen:
    """A check as the gates see it."""

    what: str
    outcome: str
    valid_until: date | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def said(name: str, value: Any, **more: Any) -> Fact:
    return Fact(field=name, value=value, quote="话", start=0, end=1, **({"status": "confirmed"} | more))


GOOD = Look(
    consented=True,
    handoff=False,
    decline_proposed=False,
    looked=True,
    folded=fold([said("name", "王芳"), said("jobs", "cook")]),
    checks=[Seen("identity", "passed"), Seen("health", "passed", TODAY)],
    today=TODAY,
)


def gates(look: Look) -> set[str]:
    return {obstacle.gate for obstacle in obstacles(look)}


def test_a_good_file_has_nothing_in_its_way() -> None:
    assert obstacles(GOOD) == []


def test_every_gate_has_a_weight_and_a_sentence() -> None:
    assert set(rules().gates) == set(get_args(Gate))
    assert {f"gate_{gate}" for gate in get_args(Gate)} <= keys()


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"consented": False}, "consent"),
        ({"looked": False}, "not_looked"),
        ({"decline_proposed": True}, "decline_proposed"),
        ({"handoff": True}, "handoff"),
        ({"checks": [Seen("health", "passed")]}, "identity"),
        ({"checks": [Seen("identity", "failed"), Seen("health", "passed")]}, "identity"),
        ({"checks": [Seen("identity", "passed")]}, "health"),
        ({"folded": fold([said("jobs", "cook")])}, "no_name"),
        ({"folded": fold([said("name", "王芳")])}, "no_job"),
    ],
)
def test_each_thing_missing_is_named(change: dict[str, Any], gate: str) -> None:
    assert gate in gates(replace(GOOD, **change))


def test_what_blocks_stands_before_what_warns() -> None:
    weights = [obstacle.weight for obstacle in obstacles(replace(GOOD, handoff=True, consented=False, checks=[]))]
    assert weights == sorted(weights)
    assert weights[0] == "block"


def test_the_posts_near_children_are_those_of_the_vocabulary() -> None:
    marked = {term.id for term in vocabulary().terms("jobs") if term.extra.get("near_children")}
    assert {"maternity_nurse", "childcare_nanny"} <= marked
    for term in vocabulary().terms("jobs"):
        assert near_children([term.id]) == (term.id in marked)
    assert near_children(["cook", "maternity_nurse"])
    assert not near_children([])


@pytest.mark.parametrize(
    ("record", "open_gate"),
    [
        (None, False),
        (Seen("record_check", "pending"), False),
        (Seen("record_check", "not_cleared"), False),
        (Seen("record_check", "clear", TODAY - timedelta(days=1)), False),
        (Seen("record_check", "clear", TODAY), True),
    ],
)
def test_near_children_only_a_clear_record_of_this_year_opens_the_gate(record: Seen | None, *, open_gate: bool) -> None:
    nanny = replace(GOOD, folded=fold([said("name", "王芳"), said("jobs", "childcare_nanny")]))
    checks = [*GOOD.checks, *([record] if record else [])]
    assert ("record_check" not in gates(replace(nanny, checks=checks))) == open_gate


def test_a_record_that_was_not_cleared_blocks_every_post() -> None:
    assert "not_cleared" in gates(replace(GOOD, checks=[*GOOD.checks, Seen("record_check", "not_cleared")]))


def test_the_last_check_of_a_kind_counts() -> None:
    first, last = Seen("identity", "passed"), Seen("identity", "failed")
    assert standing([first, last]) == {"identity": last}
    assert not holds(standing([first, last]), "identity", TODAY)
    assert holds(standing([last, first]), "identity", TODAY)


def test_a_check_holds_on_its_last_day() -> None:
    assert not ended(Seen("health", "passed", TODAY), TODAY)
    assert ended(Seen("health", "passed", TODAY), TODAY + timedelta(days=1))
    assert not ended(Seen("identity", "passed"), date.max)


def test_a_fact_heard_unclearly_warns_until_somebody_settles_it() -> None:
    unclear = said("education", "primary", confidence=0.3, status="claimed")
    facts = [said("name", "王芳"), said("jobs", "cook")]
    assert "low_confidence" in gates(replace(GOOD, folded=fold([*facts, unclear])))
    settled = unclear.model_copy(update={"source": "recruiter", "flags": ("correction",), "confidence": 1.0})
    assert gates(replace(GOOD, folded=fold([*facts, unclear, settled]))) == set()
