"""A phone in somebody's hand: what a person can do on the page, named as she would name it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.access import problems

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

SIZES = {"small": (360, 640), "large": (412, 915), "wide": (1280, 800), "zoomed": (180, 320)}
SHOTS = Path(__file__).parent / "shots"


class Phone:
    """One browser context with one page; `complaints` gathers every error the page reports."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        # Beginnings of complaints that a test brings about on purpose.
        self.expected: list[str] = []
        self.requests: list[Request] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request))

    def _heard(self, message: ConsoleMessage) -> None:
        # A browser logs every failed request itself; whether the page copes is what the tests look at.
        if message.type not in ("error", "warning") or "Failed to load resource" in message.text:
            return
        if not message.text.startswith(tuple(self.expected)):
            self.complaints.append(message.text)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.url + path)

    def start(self, language: str = "zh") -> None:
        """From the first page to the first question."""
        self.open("/")
        self.page.locator(f'label[for="choose-{language}"]').click()
        self.page.locator(f".welcome-{language} a.primary").click()
        self.question.wait_for()

    @property
    def question(self) -> Locator:
        return self.page.locator("#question")

    @property
    def box(self) -> Locator:
        return self.page.locator("#box")

    @property
    def message(self) -> Locator:
        """What the page says about the answer in the box."""
        return self.page.locator(".answer .message")

    @property
    def voice(self) -> Locator:
        return self.page.locator("#voice")

    @property
    def mic(self) -> Locator:
        return self.page.locator("#voice .mic")

    @property
    def note(self) -> Locator:
        """What the page says below the microphone."""
        return self.page.locator(".mic-problem")

    @property
    def chips(self) -> Locator:
        return self.page.locator(".ask > .chips .chip")

    @property
    def cards(self) -> Locator:
        return self.page.locator("main .card")

    @property
    def waiting(self) -> Locator:
        return self.page.locator(".waiting-item")

    def tap(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def write(self, text: str) -> None:
        self.box.fill(text)
        self.page.locator(".send").click()

    def settled(self) -> None:
        """Wait until nothing is on its way any more."""
        self.waiting.first.wait_for(state="detached")

    def say(self, text: str) -> None:
        """Answer by writing and wait for what comes next."""
        before = self.turns()
        self.write(text)
        self.after(before)

    def choose(self, words: str) -> None:
        """Answer by a chip and wait for what comes next."""
        before = self.turns()
        self.chips.get_by_text(words, exact=True).click()
        self.after(before)

    def turns(self) -> int:
        """How many turns the page knows of."""
        return int(self.page.locator("main").get_attribute("data-turns") or 0)

    def after(self, before: int) -> None:
        """Wait until the turn after `before` is on the page, whole: with its chips, and nothing on its way."""
        self.page.locator(f'main[data-turns="{before + 1}"]').wait_for(state="attached")
        self.settled()

    def dressed(self) -> None:
        """Wait until the résumé on the page wears its styles."""
        self.page.wait_for_function(
            """() => {
              const frame = document.querySelector('iframe.paper');
              return frame && frame.contentDocument && frame.contentDocument.adoptedStyleSheets.length > 0;
            }"""
        )

    def address(self) -> tuple[str, str]:
        """The id and the token the phone remembers."""
        current = self.page.evaluate("() => JSON.parse(localStorage.getItem('ayi.current'))")
        return current["id"], current["token"]

    def look(self, name: str) -> None:
        """Check the state for everybody's needs, on her phone, on a desk and enlarged, and leave pictures of it."""
        held = self.page.viewport_size
        for size in ("small", "wide", "zoomed"):
            width, height = SIZES[size]
            self.page.set_viewport_size({"width": width, "height": height})
            self.shot(name)
            assert problems(self.page) == [], f"{name}, {size}"
        if held is not None:
            self.page.set_viewport_size(held)

    def shot(self, name: str, *, whole: bool = False) -> None:
        SHOTS.mkdir(exist_ok=True)
        size = self.page.viewport_size or {"width": 0}
        safe = re.sub(r"[^a-z0-9-]", "-", name)
        self.page.screenshot(path=SHOTS / f"{safe}-{size['width']}.png", full_page=whole)
