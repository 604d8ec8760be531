"""One's own account in a real browser: a session that ended elsewhere leads to the page to sign in, and back again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Server
from tests.e2e.phone import Phone

NewPhone = Callable[..., Phone]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with doors for a test to walk in as one of the staff."""
    data = tmp_path_factory.mktemp("account")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.console_server", "--port", str(port)]

    environment = {"AYI_DATA_DIR": str(data), "AYI_LOG_LEVEL": "ERROR", "AYI_KNOWLEDGE_BUILD": "false"}
    server = Server(command, environment | {"AYI_SPEECH": "off"}, "/healthz")
    server.start()
    yield server
    server.kill()


def test_whoever_was_signed_out_elsewhere_is_sent_to_sign_in(desk: Server, new_phone: NewPhone) -> None:
    phone = new_phone(desk.url, "wide")
    phone.open("/_test/enter/recruiter")
    phone.open("/account")
    expect(phone.page.get_by_role("heading", name="登录着的地方")).to_be_visible()
    phone.page.context.clear_cookies()
    phone.page.get_by_role("button", name="退出登录", exact=True).click()
    phone.page.wait_for_url("**/sign-in")
    expect(phone.page.get_by_role("heading", name="登录")).to_be_visible()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("#next=/account", "/account"),
        ("?next=%2Fconsole%2Frequests", "/console/requests"),
        ("", "/console"),
        ("#next=https://example.org/", "/console"),
        ("#next=//example.org/account", "/console"),
        ("#next=javascript:alert(1)", "/console"),
    ],
)
def test_signing_in_leads_back_to_pages_of_ours_alone(
    desk: Server, new_phone: NewPhone, wanted: str, reached: str
) -> None:
    phone = new_phone(desk.url, "wide")
    phone.open("/_test/enter/recruiter")
    phone.open(f"/sign-in{wanted}")
    phone.page.wait_for_url(f"{desk.url}{reached}")
