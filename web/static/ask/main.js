// The page to ask: tabs, language and type size; the rest is in the views.

import { small } from "../store.js";
import { currentLanguage, page, t, useLanguage } from "../text.js";
import { Chat } from "./chat.js";
import { ContractView } from "./contract.js";
import { DraftView } from "./draft.js";
import { reword } from "./words.js";

const byId = (id) => document.getElementById(id);
const tabs = Array.from(document.querySelectorAll("[role=tab]"));
const other = () => Object.keys(page.text).find((each) => each !== currentLanguage());

useLanguage(small.get("language") || page.language);
const chat = new Chat();
const contract = new ContractView(byId("contract"));
const draft = new DraftView(byId("draft"));

function words() {
  reword(document);
  const large = small.get("size") === "large";
  document.documentElement.classList.toggle("large", large);
  byId("size").textContent = t(large ? "page.smaller" : "page.bigger");
  byId("language").textContent = page.text[other()].name;
  byId("language").setAttribute("aria-label", `${t("page.language")}: ${page.text[other()].name}`);
  byId("language").lang = page.text[other()].lang;
  document.documentElement.lang = t("lang");
  // An agency's own name stays as it is.
  if (Object.keys(page.text).some((each) => page.text[each].page.title === document.title)) document.title = t("page.title");
  chat.reword();
}

function choose(tab) {
  tabs.forEach((each) => {
    const mine = each === tab;
    each.setAttribute("aria-selected", String(mine));
    each.tabIndex = mine ? 0 : -1;
    byId(each.getAttribute("aria-controls")).hidden = !mine;
  });
  byId("composer").hidden = tab.id !== "tab-chat";
  window.scrollTo(0, 0);
}

tabs.forEach((tab, at) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
});
byId("size").addEventListener("click", () => {
  small.set("size", small.get("size") === "large" ? "normal" : "large");
  words();
});
byId("language").addEventListener("click", () => {
  useLanguage(other());
  small.set("language", currentLanguage());
  words();
  contract.draw();
  draft.draw();
});
words();
