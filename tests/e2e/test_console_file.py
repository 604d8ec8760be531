"""A file in a real browser: its lines beside her words, read, heard, edited and drawn; all of it by keys."""

from __future__ import annotations

import re
from typing import Any

from tests.e2e.desk import Clerk


def test_a_line_lights_up_its_words(clerk: Clerk) -> None:
    clerk.open("孙玉梅")
    clerk.line("期望工资").locator(".line-main").click()
    lit = clerk.page.locator("mark.lit")
    lit.first.wait_for()
    assert "七千" in "".join(lit.all_inner_texts())
    clerk.page.locator("mark.quote", has_text="孙玉梅").first.click()
    assert clerk.line("姓名").get_attribute("class") == "line here"


def test_what_she_would_not_say_and_was_not_asked_are_told_apart(clerk: Clerk) -> None:
    clerk.open("孙玉梅")
    missing = clerk.page.locator("li.missing")
    words = " ".join(missing.all_inner_texts())
    assert "不愿说" in words
    assert "没问到" in words


def test_a_scenario_answer_shows_its_cues_in_her_words(clerk: Clerk) -> None:
    clerk.open("赵秀兰")
    answer = clerk.page.locator(".scenario")
    answer.first.wait_for()
    assert "不能使劲摇晃" in answer.first.inner_text()
    assert answer.locator("mark").count() >= 1


def test_a_spoken_line_plays_its_seconds(clerk: Clerk) -> None:
    clerk.page.evaluate(
        """() => {
          window.heard = [];
          HTMLMediaElement.prototype.play = function () {
            window.heard.push([this.currentSrc || this.src, this.currentTime]);
            return Promise.resolve();
          };
        }"""
    )
    clerk.open("李桂英")
    clerk.line("从业年限").locator(".play").click()
    clerk.page.wait_for_function("() => window.heard.length > 0")
    address, at = clerk.page.evaluate("() => window.heard[0]")
    assert "/recordings/" in address
    # 八年 are the seventh and eighth of eleven characters spread over four seconds.
    assert 1.5 < at < 3.5


def test_everything_goes_by_keys(clerk: Clerk) -> None:
    clerk.press("?")
    clerk.dialog.wait_for()
    assert clerk.dialog.locator("kbd").count() > 15
    clerk.press("Escape")
    clerk.closed()
    clerk.press("j", "j", "k", "Enter")
    clerk.page.locator(".file-head h2").wait_for()
    first = clerk.page.locator(".file-head h2").inner_text()
    clerk.press("j")
    clerk.page.locator(".line.here").wait_for()
    clerk.press("]")
    clerk.page.wait_for_function(
        "(name) => (document.querySelector('.file-head h2') || {textContent: name}).textContent !== name", arg=first
    )
    for key, tab in (("2", "papers"), ("3", "resume"), ("4", "record"), ("1", "file")):
        clerk.press(key)
        clerk.page.locator(f".tab-{tab}").wait_for()
    clerk.press("Escape")
    clerk.page.locator("body:not(.reading)").wait_for()
    clerk.press("/")
    assert clerk.page.evaluate("() => document.activeElement.id") == "search"
    clerk.page.keyboard.type("孙玉梅")
    clerk.press("Enter")
    clerk.page.locator(".file-head h2", has_text="孙玉梅").wait_for()
    clerk.page.locator(".line").first.wait_for()
    clerk.press("v")
    assert clerk.page.evaluate("() => document.activeElement.closest('[data-check]') !== null")


def test_an_edit_stands_beside_her_words(clerk: Clerk) -> None:
    clerk.open("孙玉梅")
    clerk.line("期望工资").locator(".small-button", has_text="改").click()
    clerk.dialog.wait_for()
    clerk.dialog.locator("input[type=number]").first.fill("7500")
    clerk.dialog.locator("#edit-text").fill("打电话问的，七千五起")
    clerk.dialog.locator(".primary").click()
    clerk.told("原话还在")
    clerk.closed()
    assert "七千五" in clerk.line("期望工资").inner_text()
    clerk.press("4")
    changes = clerk.page.locator(".changes")
    changes.wait_for()
    assert "七千" in changes.locator("del").inner_text()
    assert "七千五" in changes.locator("ins").inner_text()


def test_selected_words_are_the_evidence_of_an_edit(clerk: Clerk) -> None:
    clerk.open("孙玉梅")
    clerk.page.evaluate(
        """() => {
          const turns = Array.from(document.querySelectorAll("[data-turn]"));
          const turn = turns.find((each) => each.textContent.includes("翻身拍背"));
          const walker = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
          let node = walker.nextNode();
          while (node && !node.textContent.includes("翻身拍背")) node = walker.nextNode();
          const at = node.textContent.indexOf("翻身拍背");
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 4);
          window.getSelection().removeAllRanges();
          window.getSelection().addRange(range);
        }"""
    )
    clerk.press("j", "e")
    clerk.dialog.wait_for()
    assert "“翻身拍背”" in clerk.dialog.inner_text()


def test_the_preview_is_drawn_in_every_look(clerk: Clerk) -> None:
    clerk.open("赵秀兰")
    clerk.press("3")
    options: Any = clerk.page.locator("#resume-theme option")
    assert options.count() >= 3
    for n in range(options.count()):
        value = options.nth(n).get_attribute("value")
        with clerk.page.expect_response(re.compile(rf"resume\.html\?theme={value}&")) as drawn:
            clerk.page.locator("#resume-theme").select_option(value)
            if n == 0:
                clerk.page.locator("#resume-language").select_option("en")
        assert drawn.value.ok
        # A look chosen while the last one still arrives may take its place before it is asked for.
        drawn.value.finished()
