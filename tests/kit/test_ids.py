"""Ids cannot be guessed or misread, tokens are stored only as digests."""

from __future__ import annotations

from assistant.kit.ids import new_id, new_token, token_digest, token_matches


def test_ids_are_unique_and_free_of_letters_that_look_alike() -> None:
    made = {new_id("int") for _ in range(1000)}
    assert len(made) == 1000
    assert not set("".join(name.removeprefix("int_") for name in made)) & set("0O1ILU")


def test_a_token_opens_only_its_own_digest() -> None:
    token, other = new_token(), new_token()
    assert token_matches(token, token_digest(token))
    assert not token_matches(other, token_digest(token))
    assert token not in token_digest(token)
