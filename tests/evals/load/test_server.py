"""A server that cannot start is reported, not waited for."""

from __future__ import annotations

import os
import sys

import pytest

from evals.load.server import Running, free_port, server


def test_a_server_that_ends_at_once_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="ended at once"), server():
        pass


def test_a_free_port_is_one_a_server_may_have() -> None:
    assert 1024 <= free_port() <= 65535


def test_what_a_process_computed_only_grows() -> None:
    here = Running("http://127.0.0.1", os.getpid())
    before = here.processor_seconds()
    assert 0 < before <= here.processor_seconds()
