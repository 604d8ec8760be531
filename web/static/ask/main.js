// The page to ask: tabs, language and type size; the rest is in the views.

import { frame, takeUpLanguage } from "../shared/frame.js";
import { Chat } from "./chat.js";
import { ContractView } from "./contract.js";
import { DraftView } from "./draft.js";

const byId = (id) => document.getElementById(id);
const tabs = Array.from(document.querySelectorAll("[role=tab]"));

takeUpLanguage();
const chat = new Chat();
const contract = new ContractView(byId("contract"));
const draft = new DraftView(byId("draft"));

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
frame((reworded) => {
  chat.reword();
  if (reworded) {
    contract.draw();
    draft.draw();
  }
});
chat.reword();
