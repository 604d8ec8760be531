"""Where a file may go from where it stands."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from assistant.kit.errors import ConflictError
from assistant.kit.messages import explain, keys
from assistant.review.states import STATUSES, STEPS, Action, Status, after, may

ACTIONS: tuple[Action, ...] = get_args(Action)


@pytest.mark.parametrize(("status", "action"), list(product(STATUSES, ACTIONS)))
def test_a_step_is_taken_or_refused_with_a_sentence(status: Status, action: Action) -> None:
    if may(status, action):
        assert after(status, action) == STEPS[action].to
        return
    with pytest.raises(ConflictError) as refused:
        after(status, action)
    assert refused.value.key in keys()
    for language in ("zh", "en"):
        assert explain(refused.value, language) != explain(ConflictError("internal"), language)


def test_nothing_is_published_that_was_not_approved() -> None:
    assert {status for status in STATUSES if may(status, "publish")} == {"approved"}
    assert {status for status in STATUSES if may(status, "approve")} == {"in_review"}


def test_a_file_can_be_withdrawn_wherever_it_stands() -> None:
    assert {status for status in STATUSES if not may(status, "withdraw")} == {"withdrawn"}


def test_what_was_declined_comes_back_only_by_an_appeal() -> None:
    assert {action for action in ACTIONS if may("declined", action)} == {"appeal", "withdraw"}
