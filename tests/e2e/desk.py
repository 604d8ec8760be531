"""A clerk at her desk: what she does there, named as she would name it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.e2e.access import CHECK

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.phone import Phone

# A desk is denser than a worker's phone: WCAG 2.2 asks for 24 px (2.5.8), and the type may be smaller.
DESK_CHECK = CHECK.replace("size < 16", "size < 12.5").replace("box.height < 44 || box.width < 44", "box.height < 24")


class Clerk:
    """What a clerk does at the desk."""

    def __init__(self, phone: Phone, role: str) -> None:
        self.phone = phone
        self.page: Page = phone.page
        phone.open(f"/_test/enter/{role}")
        phone.open("/console")
        self.rows.first.wait_for()

    @property
    def rows(self) -> Locator:
        return self.page.locator(".row")

    def row(self, name: str) -> Locator:
        return self.page.locator(".row", has_text=name)

    def open(self, name: str) -> None:
        self.row(name).locator(".row-open").click()
        self.page.locator(".file-head h2", has_text=name).wait_for()

    def status(self, words: str) -> None:
        """Wait until the open file stands there."""
        self.page.locator(".file-head .state", has_text=words).wait_for()

    def line(self, name: str) -> Locator:
        return self.page.locator(".line", has=self.page.locator(".line-name", has_text=re.compile(f"^{name}$")))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def told(self, words: str) -> None:
        self.page.locator("#told", has_text=words).wait_for()

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open]")

    def closed(self) -> None:
        self.dialog.wait_for(state="detached")

    def confirm(self, words: str, code: str | None = None) -> None:
        """Say why in the dialog that is open or opening, and go on."""
        self.dialog.wait_for()
        if code is not None:
            self.dialog.locator("select").select_option(code)
        self.dialog.locator("textarea").fill(words)
        self.press("Control+Enter")

    def status_chip(self, words: str) -> None:
        """Show the files of one status."""
        self.page.locator(".status-chip", has_text=words).click()

    def fits(self) -> list[str]:
        found: list[str] = self.page.evaluate(DESK_CHECK)
        # The desk's parts scroll by themselves; what is below the fold of one is not cut off.
        return [problem for problem in found if "main headings" not in problem]
