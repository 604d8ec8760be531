// A document of the library, laid over the page, with the cited clause in view.

import { button, fill, focusOn, h } from "../dom.js";
import { currentLanguage, t } from "../text.js";
import { copyButton } from "./parts.js";
import { placeName } from "./words.js";
import { wrongWords } from "../shared/frame.js";
import { clauses } from "./wire.js";

const sheet = document.getElementById("sheet");
let before = null;
let opened = 0;

/** Open the document a citation names, at its clause. */
export async function openClause(citation) {
  if (sheet.hidden) {
    before = document.activeElement;
    window.history.pushState({ sheet: true }, "");
  }
  const mine = (opened += 1);
  sheet.hidden = false;
  document.body.classList.add("under");
  draw(citation.title, [h("p", { role: "status" }, t("sheet.loading"))]);
  try {
    const found = await clauses(citation.source_id);
    if (mine === opened) show(found, citation);
  } catch (problem) {
    if (mine === opened) draw(citation.title, failed(problem, citation));
  }
}

function failed(problem, citation) {
  return [h("p", { role: "alert" }, wrongWords(problem)), button("quiet", t("chat.again"), () => openClause(citation))];
}

function show(found, citation) {
  const english = currentLanguage() === "en";
  const front = found[0];
  const meta = [placeName(front.jurisdiction), t(`status.${front.status}`)];
  if (front.number) meta.unshift(front.number);
  if (front.effective_from) meta.push(t("answer.since", { date: front.effective_from }));
  draw(english ? front.title_en : front.title, [
    h("p", { class: "sheet-meta" }, meta.join(" · ")),
    h("p", { class: "small-words" }, t("sheet.source", { source: front.source })),
    found.map((clause) => clauseCard(clause, clause.locator === citation.locator, english)),
  ]);
  const cited = sheet.querySelector(".cited");
  if (cited) {
    cited.scrollIntoView({ block: "start" });
    focusOn(cited);
  }
}

function clauseCard(clause, cited, english) {
  const words = english && clause.english ? clause.english : clause.excerpt;
  const title = t("sheet.title", { title: english ? clause.title_en : clause.title });
  const whole = () => `${words}\n${t("sheet.clause", { title, locator: clause.locator })}`;
  return h(
    "article",
    { class: cited ? "clause cited" : "clause" },
    cited && h("p", { class: "cited-mark" }, t("sheet.cited")),
    h("h3", {}, [clause.locator, clause.heading].filter(Boolean).join(" ")),
    h("p", { class: "clause-words" }, words),
    words !== clause.excerpt && h("p", { class: "clause-words small-words", lang: "zh-CN" }, clause.excerpt),
    copyButton(t("sheet.copy"), whole),
  );
}

function draw(title, children) {
  const close = button("quiet", t("sheet.close"), closeSheet, { id: "sheet-close" });
  const head = h("div", { class: "sheet-head" }, h("h2", { id: "sheet-title" }, title), close);
  fill(sheet, [head, h("div", { class: "sheet-body", tabindex: "0" }, children), h("p", { class: "sheet-foot" }, t("sheet.own_words"))]);
  close.focus();
}

// The phone's own back button closes it, as people expect.
function closeSheet() {
  if (!sheet.hidden) window.history.back();
}

function hide() {
  if (sheet.hidden) return;
  opened += 1;
  sheet.hidden = true;
  fill(sheet, []);
  document.body.classList.remove("under");
  if (before) before.focus({ preventScroll: true });
}

// While it is open the keyboard stays inside.
function keep(event) {
  const stops = Array.from(sheet.querySelectorAll("button, [tabindex='0']"));
  const last = stops[stops.length - 1];
  const inside = stops.includes(document.activeElement) || sheet.contains(document.activeElement);
  if (event.shiftKey && document.activeElement === stops[0]) {
    event.preventDefault();
    last.focus();
  } else if ((!event.shiftKey && document.activeElement === last) || !inside) {
    event.preventDefault();
    stops[0].focus();
  }
}

window.addEventListener("popstate", hide);
sheet.addEventListener("click", (event) => event.target === sheet && closeSheet());
document.addEventListener("keydown", (event) => {
  if (sheet.hidden) return;
  if (event.key === "Escape") closeSheet();
  if (event.key === "Tab") keep(event);
});
