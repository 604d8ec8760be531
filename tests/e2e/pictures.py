"""Takes the README's pictures from the real pages: `python -m tests.e2e.pictures`. Look at them before committing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import FLAGS, ROOT, Server
from tests.e2e.phone import Phone

FOLDER = Path(__file__).parent / "pictures"
ANSWERS = (
    "我叫王秀兰，四十六岁，河南周口的",
    "月嫂做了八年，育儿嫂也做过两年",
    "洗澡抚触拍嗝都会，会做月子餐，打针的不会",
)
REST = (
    "有月嫂证，高级的，前年考的，健康证到明年五月",
    "一万二，二十六天",
    "住家，月休四天",
    "随时能上户，朝阳海淀都行",
)
_SCALE = 2
_PATIENCE_MS = 180_000


def main() -> None:
    """Walk one interview and take a picture at each place worth showing."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:

        def command(port: int) -> list[str]:
            return [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]

        library = str(ROOT / "tests" / "knowledge" / "library")
        # The weights are large; where they are put together already, the page has its microphone at once.
        models = ROOT / "data" / "models"
        if models.is_dir():
            (Path(data) / "models").symlink_to(models)
        server = Server(
            command,
            {"AYI_DATA_DIR": data, "AYI_LOG_LEVEL": "ERROR", "AYI_LIBRARY_DIR": library, "AYI_SPEECH_AHEAD": "0"},
            "/healthz",
        )
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            _interview(browser, server.url)
            _resumes(server.url)
            browser.close()
        finally:
            server.kill()
    _side_by_side(["start.png", "question.png", "notes.png", "resume-phone.png"], "interview.png", 760)
    _side_by_side(["resume-warm.png", "resume-plain.png", "resume-table.png"], "resumes.png", 900)


def _interview(browser: Browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 720}, device_scale_factor=_SCALE)
    # Nobody waits for these: a busy machine may take its time.
    context.set_default_timeout(_PATIENCE_MS)
    phone = Phone(context, url)
    phone.open("/")
    phone.page.screenshot(path=FOLDER / "start.png")
    phone.start("zh")
    for text in ("同意", *ANSWERS):
        phone.say(text)
    phone.page.wait_for_timeout(500)
    phone.page.screenshot(path=FOLDER / "question.png")
    phone.page.locator("#notes").click()
    phone.page.wait_for_timeout(500)
    phone.page.screenshot(path=FOLDER / "notes.png")


def _resumes(url: str) -> None:
    with httpx.Client(base_url=url, timeout=60) as client:
        made = client.post("/api/v1/interviews", json={"language": "zh"}).json()
        client.headers["Authorization"] = f"Bearer {made['token']}"
        path = f"/api/v1/interviews/{made['id']}"
        for text in ("同意", *ANSWERS, *REST):
            client.post(f"{path}/turns", json={"text": text}).raise_for_status()
        for theme in ("warm", "plain", "table"):
            picture = client.get(f"{path}/resume.png", params={"theme": theme}).raise_for_status().content
            (FOLDER / f"resume-{theme}.png").write_bytes(picture)
    tall = Image.open(FOLDER / "resume-warm.png")
    tall.crop((0, 0, tall.width, min(tall.height, tall.width * 2))).save(FOLDER / "resume-phone.png")


def _side_by_side(names: list[str], target: str, height: int) -> None:
    pictures = [Image.open(FOLDER / name).convert("RGB") for name in names]
    cut = [each.crop((0, 0, each.width, min(each.height, each.width * 2))) for each in pictures]
    fitted = [each.resize((each.width * height // each.height, height)) for each in cut]
    gap = 24
    sheet = Image.new("RGB", (sum(each.width + gap for each in fitted) + gap, height + 2 * gap), "#e9e4da")
    left = gap
    for each in fitted:
        sheet.paste(each, (left, gap))
        left += each.width + gap
    sheet.quantize(128).save(FOLDER / target, optimize=True)
    for name in names:
        (FOLDER / name).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
