"""Teaching finds what tells roles apart, always the same."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode

from evals.understanding.teach import SIZE, Example, cross_validated, learn, packed

EXAMPLES = [Example([1, 2], "claimed", at % 5) for at in range(10)] + [
    Example([1, 3], "neither", at % 5) for at in range(10)
]


def test_what_tells_roles_apart_weighs() -> None:
    roles, weights = learn(EXAMPLES)
    claimed = roles.index("claimed")
    assert weights[2, claimed] > 0 > weights[3, claimed]
    assert abs(weights[1, claimed]) < weights[2, claimed]


def test_the_same_examples_give_the_same_weights() -> None:
    assert json.dumps(packed(EXAMPLES)) == json.dumps(packed(EXAMPLES))


def test_kept_as_bytes() -> None:
    kept = packed(EXAMPLES)
    columns = kept["weights"]
    assert isinstance(columns, dict)
    assert {len(zlib.decompress(b64decode(column))) for column in columns.values()} == {SIZE}


def test_left_out_rows_are_judged() -> None:
    assert "0.0%" in cross_validated(EXAMPLES)
