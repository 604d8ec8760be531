"""`ayi admin`, as an operator types it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.terminal import ayi


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def admin(data: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return ayi("admin", *arguments, data=data, check=check, settings={"AYI_PUBLIC_URL": "https://ayi.example"})


def test_an_owner_is_made_with_a_link_of_the_public_address_whose_token_no_server_sees(data: Path) -> None:
    done = admin(data, "create", "Owner@Example.com", "--name", "王主任")
    assert re.search(r"https://ayi\.example/sign-in#link=[A-Za-z0-9_-]{40,}", done.stdout)
    assert "owner@example.com" in admin(data, "list").stdout
    again = admin(data, "create", "owner@example.com", check=False)
    assert again.returncode == 1
    assert "already an account" in again.stderr


def test_an_agency_has_people_of_its_own(data: Path) -> None:
    admin(data, "agency", "second-house", "--name", "第二家")
    admin(data, "create", "clerk@example.com", "--agency", "second-house", "--role", "recruiter")
    line = next(line for line in admin(data, "list").stdout.splitlines() if "clerk@example.com" in line)
    assert line.startswith("second-house")
    assert "recruiter" in line
    assert admin(data, "agency", "Second House", check=False).returncode == 1
    assert admin(data, "create", "x@example.com", "--agency", "nowhere", check=False).returncode == 1
    assert admin(data, "create", "x@example.com", "--role", "king", check=False).returncode == 2


def test_an_account_is_begun_anew_disabled_and_enabled(data: Path) -> None:
    admin(data, "create", "reviewer@example.com", "--role", "reviewer")
    assert "#link=" in admin(data, "reset", "reviewer@example.com", "--second-factor").stdout
    admin(data, "disable", "reviewer@example.com")
    line = next(line for line in admin(data, "list").stdout.splitlines() if "reviewer@" in line)
    assert "disabled" in line
    admin(data, "enable", "reviewer@example.com")
    line = next(line for line in admin(data, "list").stdout.splitlines() if "reviewer@" in line)
    assert "disabled" not in line


def test_an_agency_keeps_an_owner_whatever_the_operator_types(data: Path) -> None:
    admin(data, "agency", "third")
    admin(data, "create", "only@example.com", "--agency", "third")
    done = admin(data, "disable", "only@example.com", check=False)
    assert done.returncode == 1
    assert "at least one owner" in done.stderr
