// The head of a page: its language and the size of its type, as chosen once for all pages.

import { small } from "../store.js";
import { currentLanguage, page, t, useLanguage } from "../text.js";

const byId = (id) => document.getElementById(id);
const other = () => Object.keys(page.text).find((each) => each !== currentLanguage());

/** What to say about a request that failed. */
export function wrongWords(problem) {
  return problem.detail || t(problem.status === 0 ? "wrong.network" : "wrong.server");
}

/** Put the words of the chosen language wherever the page's own elements ask for them. */
export function reword(root) {
  const each = (name, put) =>
    root.querySelectorAll(`[data-${name}]`).forEach((element) => put(element, t(element.dataset[name])));
  each("words", (element, words) => {
    element.textContent = words;
  });
  each("hint", (element, words) => element.setAttribute("placeholder", words));
  each("label", (element, words) => element.setAttribute("aria-label", words));
}

function dress() {
  reword(document);
  const large = small.get("size") === "large";
  document.documentElement.classList.toggle("large", large);
  byId("size").textContent = t(large ? "page.smaller" : "page.bigger");
  const { name, lang } = page.text[other()];
  const button = byId("language");
  button.textContent = name;
  button.lang = lang;
  // Where the page has a word for the button itself, it is read out before the language.
  if (t("page.language") !== name) button.setAttribute("aria-label", `${t("page.language")}: ${name}`);
  // An agency's own name stays as it is.
  if (Object.keys(page.text).some((each) => page.text[each].page.title === document.title)) document.title = t("page.title");
}

/** Take up what was chosen before; call before anything is drawn. */
export function takeUpLanguage() {
  useLanguage(small.get("language") || page.language);
}

/** Dress the page now and whenever something is chosen; `changed` draws the rest anew, told whether the language is new. */
export function frame(changed) {
  byId("size").addEventListener("click", () => {
    small.set("size", small.get("size") === "large" ? "normal" : "large");
    dress();
    changed(false);
  });
  byId("language").addEventListener("click", () => {
    useLanguage(other());
    small.set("language", currentLanguage());
    dress();
    changed(true);
  });
  dress();
}
