"""What is kept of what was spoken, where, and for how long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.speech.cache import ClipCache, clip_key
from assistant.speech.model import Clip, Viseme


def _clip(value: int = 7, length: int = 2400) -> Clip:
    return Clip(np.full(length, value, dtype=np.int16), 24_000, (Viseme(start=0, end=0.1, shape="a"),))


def _same(one: Clip | None, other: Clip) -> bool:
    return (
        one is not None
        and one.rate == other.rate
        and one.visemes == other.visemes
        and np.array_equal(one.samples, other.samples)
    )


def test_the_key_tells_engine_language_and_words_apart() -> None:
    keys = {clip_key(e, s, language) for e in ("a", "b") for s in ("好", "好。") for language in ("zh", "en")}
    assert len(keys) == 8


def test_what_may_be_kept_outlives_the_process(tmp_path: Path) -> None:
    first = ClipCache(tmp_path)
    first.put("ab12", _clip(), keep=True)
    first.put_encoded("ab12", b"sound", keep=True)
    again = ClipCache(tmp_path)
    assert again.kept("ab12")
    assert again.encoded("ab12") == b"sound"
    assert _same(again.get("ab12"), _clip())


def test_what_can_hold_her_words_never_touches_the_disk(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.put("ab12", _clip(), keep=False)
    cache.put_encoded("ab12", b"sound", keep=False)
    assert _same(cache.get("ab12"), _clip())
    assert cache.encoded("ab12") == b"sound"
    assert list(tmp_path.rglob("*")) == []
    assert ClipCache(tmp_path).get("ab12") is None
    assert ClipCache(tmp_path).encoded("ab12") is None


def test_a_clip_that_was_kept_without_its_encoding_is_not_whole(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.put("ab12", _clip(), keep=True)
    assert not cache.kept("ab12")
    cache.put_encoded("ab12", b"sound", keep=True)
    assert cache.kept("ab12")


def test_memory_is_bounded_and_the_longest_unused_goes_first() -> None:
    cache = ClipCache(None, memory_bytes=12_000)
    for key in ("one", "two"):
        cache.put(key, _clip(), keep=False)
    cache.get("one")
    cache.put("three", _clip(), keep=False)
    assert cache.get("two") is None
    assert cache.get("one") is not None
    assert cache.memory_bytes <= 12_000


def test_what_is_encoded_counts_towards_the_bound() -> None:
    cache = ClipCache(None, memory_bytes=12_000)
    cache.put("one", _clip(), keep=False)
    cache.put_encoded("one", bytes(9_000), keep=False)
    assert cache.get("one") is None
    assert cache.encoded("one") == bytes(9_000)
    assert cache.memory_bytes == 9_000


def test_a_clip_larger_than_the_bound_is_not_held() -> None:
    cache = ClipCache(None, memory_bytes=1_000)
    cache.put("one", _clip(), keep=False)
    assert cache.get("one") is None
    assert cache.memory_bytes == 0


@pytest.mark.parametrize("damage", [b"", b"not a clip", b"PK\x03\x04 cut short"])
def test_a_damaged_file_counts_as_none_and_is_removed(tmp_path: Path, damage: bytes) -> None:
    ClipCache(tmp_path).put("ab12", _clip(), keep=True)
    (path,) = tmp_path.rglob("*.npz")
    path.write_bytes(damage)
    assert ClipCache(tmp_path).get("ab12") is None
    assert not path.exists()


def test_what_no_text_needs_is_pruned(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    for key in ("ab12", "cd34"):
        cache.put(key, _clip(), keep=True)
        cache.put_encoded(key, b"sound", keep=True)
    assert cache.prune({"ab12"}) == 2
    assert (cache.kept("ab12"), cache.kept("cd34")) == (True, False)


def test_many_threads_write_and_read_whole_clips(tmp_path: Path) -> None:
    def work(number: int) -> bool:
        cache = ClipCache(tmp_path, memory_bytes=6_000)
        cache.put(f"k{number % 3}", _clip(number % 3), keep=True)
        return all(_same(cache.get(f"k{n}"), _clip(n)) for n in range(3) if cache.get(f"k{n}"))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(60)))
