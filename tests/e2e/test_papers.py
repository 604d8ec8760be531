"""Her papers from her phone in a real browser: agree, send, look, delete; and the link that asks for a consent."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.access import problems
from tests.e2e.conftest import ROOT, Server
from tests.e2e.phone import SHOTS, Phone
from tests.review.conftest import picture

NewPhone = Callable[..., Phone]
FOLDER = ROOT / "web" / "text" / "papers"
TEXTS = {name: json.loads((FOLDER / f"{name}.json").read_text("utf-8")) for name in ("zh", "en")}
# Asked for under a name that is put together.
BUILT = {"waiting", "seen", "checked", "refused", "identity", "health", "record_check", "other"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    """A server with her interview in it, and what opens her page."""
    data = tmp_path_factory.mktemp("papers")

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "tests.e2e.consents_server", "--port", str(port)]

    server = Server(command, {"AYI_DATA_DIR": str(data), "AYI_LOG_LEVEL": "ERROR"}, "/healthz")
    server.start()
    yield server, json.loads((data / "her.json").read_text(encoding="utf-8"))
    server.kill()


def photo(tmp_path: Path, width: int = 900, height: int = 600) -> Path:
    path = tmp_path / "paper.png"
    path.write_bytes(picture(width, height))
    return path


def test_she_agrees_sends_a_photo_looks_at_it_and_deletes_it(
    out: tuple[Server, dict[str, str]], new_phone: NewPhone, tmp_path: Path
) -> None:
    server, her = out
    phone = new_phone(server.url)
    page = phone.page
    phone.open(f"/i/papers#{her['id']}.{her['token']}")
    agree = page.get_by_role("button", name="同意，我来传")
    expect(agree).to_be_visible()
    assert her["token"] not in page.url
    assert page.locator("input[type=file]").count() == 0
    assert problems(page) == []
    agree.click()
    expect(page.locator("#message")).to_contain_text("现在可以传了")
    assert problems(page) == []
    page.locator("#pick-health").set_input_files(photo(tmp_path))
    expect(page.locator("#message")).to_contain_text("收到了")
    paper = page.locator('[data-paper="health"]')
    expect(paper.locator(".state")).to_have_text("等工作人员看")
    paper.get_by_role("button", name="看一下").click()
    shown = paper.locator("img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 900
    assert problems(page) == []
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "papers.png", full_page=True)
    paper.get_by_role("button", name="删掉", exact=True).click()
    paper.get_by_role("button", name="确定删掉").click()
    expect(page.locator("#held")).to_contain_text("还没有。")


def test_a_photo_that_did_not_go_stays_and_goes_with_one_more_tap(
    out: tuple[Server, dict[str, str]], new_phone: NewPhone, tmp_path: Path
) -> None:
    server, her = out
    phone = new_phone(server.url)
    page = phone.page
    phone.open(f"/i/papers#{her['id']}.{her['token']}")
    agree = page.get_by_role("button", name="同意，我来传")
    expect(page.locator("#held")).to_contain_text("已经存下的")
    if agree.count():
        agree.click()

    def lost(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/papers", lost)
    page.locator("#pick-identity").set_input_files(photo(tmp_path))
    again = page.get_by_role("button", name="再传一次")
    expect(again).to_be_visible()
    assert problems(page) == []
    page.unroute("**/papers")
    again.click()
    expect(page.locator("#message")).to_contain_text("收到了")
    expect(page.locator('[data-paper="identity"]')).to_be_visible()


def test_a_large_photo_is_made_smaller_before_it_travels(
    out: tuple[Server, dict[str, str]], new_phone: NewPhone
) -> None:
    server, her = out
    phone = new_phone(server.url)
    phone.open(f"/i/papers#{her['id']}.{her['token']}")
    found: dict[str, Any] = phone.page.evaluate(
        """async () => {
          const { shrink } = await import("/static/papers/shrink.js");
          const canvas = new OffscreenCanvas(4000, 3000);
          const pen = canvas.getContext("2d");
          const noise = pen.createImageData(4000, 3000);
          for (let n = 0; n < noise.data.length; n += 1) noise.data[n] = n % 4 === 3 ? 255 : Math.random() * 256;
          pen.putImageData(noise, 0, 0);
          const file = await canvas.convertToBlob({ type: "image/png" });
          const made = await shrink(file);
          const picture = await createImageBitmap(made);
          const words = new Blob(["x".repeat(900000)], { type: "application/pdf" });
          const same = (await shrink(words)) === words;
          return { before: file.size, after: made.size, width: picture.width, type: made.type, same };
        }"""
    )
    assert found["after"] < found["before"]
    assert (found["width"], found["type"], found["same"]) == (2200, "image/jpeg", True)


def test_the_link_of_a_clerk_shows_her_the_layer_it_asks_for(
    out: tuple[Server, dict[str, str]], new_phone: NewPhone
) -> None:
    server, her = out
    phone = new_phone(server.url)
    phone.open(f"/i/consents#{her['id']}.{her['token']}.background_check")
    asked = phone.page.locator('[data-layer="background_check"].asked')
    expect(asked).to_contain_text("工作人员请您看看这一项")
    expect(asked).to_be_in_viewport()
    assert problems(phone.page) == []
    asked.get_by_role("button", name="同意", exact=True).click()
    expect(phone.page.locator('[data-layer="background_check"] .state')).to_have_text("您同意了")


def keys(tree: dict[str, Any], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in tree.items():
        found |= keys(value, f"{path}{name}.") if isinstance(value, dict) else {path + name}
    return found


def test_every_word_is_there_in_both_languages_and_asked_for() -> None:
    assert keys(TEXTS["zh"]) == keys(TEXTS["en"])
    static = ROOT / "web" / "static"
    modules = [*(static / "papers").glob("*.js"), *(static / "shared").glob("*.js")]
    code = "".join(path.read_text("utf-8") for path in modules)
    code += (ROOT / "web" / "templates" / "papers.html.j2").read_text("utf-8")
    asked = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', code))
    asked |= {f"page.{name}" for name in re.findall(r"\.page\.(\w+)", code)}
    unasked = {key for key in keys(TEXTS["zh"]) - asked if "." in key and key.split(".")[1] not in BUILT}
    assert unasked == set()
