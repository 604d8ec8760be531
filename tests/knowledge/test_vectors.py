"""The store of vectors is opened once, however many ask for it at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from assistant.knowledge.vectors import ChromaVectors


def test_many_may_open_one_folder_at_the_same_time(tmp_path: Path) -> None:
    stores = [ChromaVectors("library", tmp_path / "vectors") for _ in range(8)]
    with ThreadPoolExecutor(len(stores)) as pool:
        assert list(pool.map(lambda store: store.count(), stores)) == [0] * len(stores)
    stores[0].put(["1", "1?0"], np.eye(2, 4, dtype=np.float32))
    assert [number for number, _ in stores[1].nearest(np.eye(1, 4, dtype=np.float32)[0], 3)] == [1]
