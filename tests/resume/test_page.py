"""The page: self-contained, inert, labelled."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from assistant.kit.errors import NotFoundError
from assistant.profile.model import Fact, Language
from assistant.resume.labels import aigc
from assistant.resume.page import page_policy, render_html, stylesheet
from assistant.resume.theme import theme_ids, themes_folder
from tests.resume.samples import BARE, ENGLISH, FULL, SAMPLES, TYPICAL, Sample, said
from tests.resume.test_photo import picture

Golden = Callable[[str, str | bytes], None]
ATTACKS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{% for x in [] %}", "</style><b>",
    "javascript:alert(1)", "&lt;b&gt;", "${7*7}", "]]>", "\u202eevil",
)  # fmt: skip


class Outline(HTMLParser):
    """Tags, attributes and visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "title"}:
            self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.shown.append(data.strip())


@pytest.mark.parametrize("theme", theme_ids())
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_pages_look_as_before(sample: Sample, theme: str, golden: Golden) -> None:
    golden(f"{theme}-{sample.id}.html", render_html(sample.resume(theme=theme)))


@pytest.mark.parametrize("theme", theme_ids())
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_she_said_is_text(attack: str, theme: str) -> None:
    facts = (
        said("name", attack, attack),
        said("jobs", "cook", "做饭"),
        said("work_history", {"job": "cook", "city": attack, "duties": attack}, f"在{attack}"),
        said("service_areas", attack, attack),
        said("certificates", {"kind": "cook", "level": attack, "issuer": attack}, attack),
        said("strengths", attack, f"我做饭的时候{attack}"),
    )
    page = render_html(Sample("one", facts).resume(theme=theme, reference=attack))
    harmless = render_html(Sample("one", tuple(_calm(fact) for fact in facts)).resume(theme=theme, reference="好"))
    tags = [tag for tag, _ in Outline(page).tags]
    assert tags == [tag for tag, _ in Outline(harmless).tags]
    assert "49" not in Outline(page).shown
    assert all(not name.startswith("on") for _, attributes in Outline(page).tags for name in attributes)
    assert attack in html.unescape(page)


def _calm(fact: Fact) -> Fact:
    text = fact.model_dump_json()
    for attack in ATTACKS:
        text = text.replace(json.dumps(attack, ensure_ascii=False)[1:-1], "好")
    data = json.loads(text)
    return Fact.model_validate({**data, "end": len(data["quote"])})


@pytest.mark.parametrize("theme", theme_ids())
def test_a_page_loads_and_runs_nothing(theme: str) -> None:
    outline = Outline(render_html(FULL.resume(theme=theme, photo=picture(300, 300))))
    assert not {tag for tag, _ in outline.tags} & {"script", "link", "iframe", "object", "form", "base"}
    for tag, attributes in outline.tags:
        assert "style" not in attributes, tag
        assert (attributes.get("src") or "data:").startswith("data:")
        assert "href" not in attributes


@pytest.mark.parametrize("theme", theme_ids())
def test_the_policy_allows_the_pages_own_style_and_nothing_else(theme: str) -> None:
    page = render_html(TYPICAL.resume(theme=theme))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    outline = Outline(page)
    policies = [a["content"] for tag, a in outline.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [page_policy(stylesheet(theme, themes_folder()))]
    assert f"style-src 'sha256-{digest}'" in (policies[0] or "")
    assert "default-src 'none'" in (policies[0] or "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", theme_ids())
def test_the_ai_mark_comes_first_and_the_note_last(theme: str, language: Language) -> None:
    resume = TYPICAL.resume(language, theme=theme)
    outline = Outline(render_html(resume))
    assert outline.shown[0] == resume.ai_label
    assert resume.claimed_note in outline.shown[-5:]
    fields = [a["content"] for tag, a in outline.tags if tag == "meta" and a.get("name") == "AIGC"]
    assert json.loads(fields[0] or "") == aigc(resume)
    assert ("html", {"lang": "zh-CN" if language == "zh" else "en"}) in outline.tags


@pytest.mark.parametrize("theme", theme_ids())
def test_checked_and_claimed_can_be_told_apart(theme: str) -> None:
    shown = Outline(render_html(FULL.resume(theme=theme))).shown
    assert "✓ 已核验" in shown
    assert sum("自述" in text for text in shown) >= 3


@pytest.mark.parametrize("theme", theme_ids())
def test_a_photo_replaces_the_letter(theme: str) -> None:
    with_photo = Outline(render_html(TYPICAL.resume(theme=theme, photo=picture(300, 300))))
    images = [attributes for tag, attributes in with_photo.tags if tag == "img"]
    assert [image["alt"] for image in images] == ["王秀兰的照片"]
    assert "figure-avatar" not in {a.get("class") for _, a in with_photo.tags}
    without = Outline(render_html(TYPICAL.resume(theme=theme)))
    assert "figure-avatar" in {a.get("class") for _, a in without.tags}


def test_only_the_theme_that_asks_has_both_languages() -> None:
    assert "Work wanted" in render_html(TYPICAL.resume(theme="table"))
    assert "Work wanted" not in render_html(TYPICAL.resume(theme="warm"))
    assert "想找的工作" in render_html(ENGLISH.resume(theme="table"))


def test_an_unknown_theme_is_refused() -> None:
    for theme in ("neon", "../warm", "", "_shared"):
        with pytest.raises(NotFoundError):
            render_html(BARE.resume(theme=theme))
