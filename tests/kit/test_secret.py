"""The installation's secret is one, its owner's alone, and never seen in what it signs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from assistant.kit.secret import Keys, installation_secret, installation_secrets, replace_secret_file
from assistant.kit.settings import Settings


def test_it_is_made_once_and_kept_for_its_owner_alone(settings: Settings) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: installation_secret(settings), range(16)))
    assert made == {installation_secret(settings)}
    (file,) = (path for path in settings.data_dir.iterdir() if path.suffix != ".db")
    assert file.stat().st_mode & 0o077 == 0
    assert len(file.read_bytes()) == 32


def test_one_that_is_set_is_used_and_nothing_is_written(settings: Settings) -> None:
    own = settings.model_copy(update={"secret_key": SecretStr("s3cret")})
    assert installation_secret(own) == b"s3cret"
    assert [path.name for path in settings.data_dir.iterdir()] == ["ayi.db"]


def test_a_key_fits_its_own_thing_purpose_and_installation() -> None:
    keys = Keys(b"secret", "speech")
    key = keys.key("int_1", "turn_1")
    assert keys.fits(key, "int_1", "turn_1")
    assert not Keys(b"secret", "other").fits(key, "int_1", "turn_1")
    assert not Keys(b"another", "speech").fits(key, "int_1", "turn_1")


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3), st.text())
def test_no_other_parts_have_the_same_key(parts: list[str], others: list[str], guess: str) -> None:
    keys = Keys(b"secret", "speech")
    assert keys.fits(keys.key(*parts), *others) == (parts == others)
    assert not keys.fits(guess, *parts) or guess == keys.key(*parts)


def test_a_replaced_secret_still_proves_and_no_longer_signs(settings: Settings) -> None:
    old = settings.model_copy(update={"secret_key": SecretStr("first")})
    new = settings.model_copy(update={"secret_key": SecretStr("second"), "old_secret_keys": SecretStr("first, zeroth")})
    key = Keys.of(old, "speech").key("int_1")
    assert Keys.of(new, "speech").fits(key, "int_1")
    assert not Keys.of(new, "speech").fits(key, "int_2")
    assert not Keys.of(old, "speech").fits(Keys.of(new, "speech").key("int_1"), "int_1")
    assert installation_secrets(new) == (b"second", b"first", b"zeroth")


def test_a_secret_in_the_data_folder_is_replaced_there_and_kept_behind(settings: Settings) -> None:
    first = installation_secret(settings)
    replace_secret_file(settings)
    second = installation_secret(settings)
    replace_secret_file(settings)
    assert installation_secrets(settings)[1:] == (second, first)
    assert len({first, second, installation_secret(settings)}) == 3
    for name in ("secret.key", "secret.old"):
        assert (settings.data_dir / name).stat().st_mode & 0o077 == 0


def test_one_that_is_set_later_takes_over_from_the_one_in_the_folder(settings: Settings) -> None:
    made = installation_secret(settings)
    later = settings.model_copy(update={"secret_key": SecretStr("set")})
    assert installation_secrets(later) == (b"set", made)
