"""What a person with poor eyes, unsure fingers or a screen reader needs of every state of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Contrast and target sizes by WCAG 2.2 AA (1.4.3, 2.5.8; 44 px is our own, larger bar); labels by 4.1.2 and 1.3.1.
CHECK = """
() => {
  const problems = [];
  const rgb = (text) => {
    const parts = text.match(/[0-9.]+/g).map(Number);
    return { c: parts.slice(0, 3), a: parts.length > 3 ? parts[3] : 1 };
  };
  const linear = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : Math.pow((v / 255 + 0.055) / 1.055, 2.4));
  const light = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found.a === 1) return found.c;
    }
    return [255, 255, 255];
  };
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.opacity !== "0";
  };
  const name = (element) => {
    const by = (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
    const labels = element.labels ? Array.from(element.labels) : [];
    const words = by.concat(labels).map((one) => (one ? one.textContent : ""));
    return [element.getAttribute("aria-label"), words.join(" "), element.textContent, element.alt].join(" ").trim();
  };
  const told = (element) => `${element.tagName.toLowerCase()}.${element.className} "${name(element).slice(0, 30)}"`;

  document.querySelectorAll("body *").forEach((element) => {
    if (!visible(element)) return;
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
    if (own && !element.closest("svg, [aria-hidden=true] svg")) {
      const style = getComputedStyle(element);
      const ratio = contrast(rgb(style.color).c, ground(element));
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) problems.push(`contrast ${ratio.toFixed(2)}: ${told(element)}`);
      if (size < 16) problems.push(`type of ${size}px: ${told(element)}`);
    }
    if (element.matches("button, a[href], input, textarea, select, progress, iframe, img")) {
      const title = element.title || "";
      const hidden = element.closest("[aria-hidden=true]");
      if (!hidden && !name(element) && !title) problems.push(`no name: ${told(element)}`);
    }
    if (element.matches("button, a[href], textarea, label[for]")) {
      const box = element.getBoundingClientRect();
      const pressed = element.matches("label") && !element.closest(".choice, .chooser");
      if (!pressed && (box.height < 44 || box.width < 44)) {
        problems.push(`target of ${Math.round(box.width)}x${Math.round(box.height)}: ${told(element)}`);
      }
    }
  });
  const ids = Array.from(document.querySelectorAll("[id]"), (element) => element.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => problems.push(`id twice: ${id}`));
  const headings = Array.from(document.querySelectorAll("h1")).filter(visible);
  if (headings.length !== 1) problems.push(`${headings.length} main headings`);
  if (!document.documentElement.lang) problems.push("no language");
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) problems.push(`${wide}px wider than the screen`);
  document.querySelectorAll("main *, header *, .panel *").forEach((element) => {
    const box = element.getBoundingClientRect();
    if (!visible(element) || element.closest(".paper")) return;
    if (box.right > document.documentElement.clientWidth + 1) problems.push(`cut off: ${told(element)}`);
  });
  return problems;
}
"""


def problems(page: Page) -> list[str]:
    """What is wrong with the page as it stands now, in words; empty when nothing is."""
    found: list[str] = page.evaluate(CHECK)
    return found
