// Parts that answers, reviews and documents have in common: a copy button, citations, telephone numbers.

import { button, h } from "../dom.js";
import { copy } from "../share.js";
import { currentLanguage, first, t } from "../text.js";
import { openClause } from "./sheet.js";
import { placeName } from "./words.js";
import { documents } from "./wire.js";

const SAID_MS = 2500;

/** A button that copies what `words()` gives, and says that it did. */
export function copyButton(label, words) {
  const made = button("quiet", label, async () => {
    const done = await copy(words());
    made.textContent = t(done ? "answer.copied" : "answer.not_copied");
    setTimeout(() => {
      made.textContent = label;
    }, SAID_MS);
  });
  made.setAttribute("aria-live", "polite");
  return made;
}

/** What a citation is called: document and clause. */
export const citeName = (citation) => `${citation.title} ${citation.locator}`;

/** The citations as cards; a tap opens the clause in its document. `brief` ones leave out
 * what it says, and so do those whose words were `said` already. */
export function citeCards(citations, brief, said) {
  const list = h("ul", { class: "cites" }, citations.map((citation) => h("li", {}, card(citation, brief, said))));
  nameInEnglish(list);
  return list;
}

function card(citation, brief, said) {
  const worded = !brief && currentLanguage() === "zh" && !(said || "").includes(citation.excerpt);
  const since = citation.effective_from && t("answer.since", { date: citation.effective_from });
  return button(brief ? "cite brief" : "cite", [
    h("span", { class: "cite-name", "data-document": citation.source_id, "data-locator": citation.locator }, citeName(citation)),
    h("span", { class: "cite-where" }, [placeName(citation.jurisdiction), since].filter(Boolean).join(" · ")),
    worded && h("span", { class: "cite-words" }, citation.excerpt),
    !brief && h("span", { class: "cite-open" }, t("answer.open")),
  ], () => openClause(citation));
}

let titles = null;

// Citations carry the document's Chinese title; the list of documents has the English one too.
async function nameInEnglish(list) {
  if (currentLanguage() === "zh") return;
  titles = titles || documents().catch(() => null);
  const known = await titles;
  if (!known) titles = null;
  list.querySelectorAll("[data-document]").forEach((element) => {
    const found = (known || []).find((each) => each.id === element.dataset.document);
    if (found) element.textContent = `${found.title_en}, ${element.dataset.locator}`;
  });
}

/** The numbers to call that some words name, as links, in the order they are named. */
export function phoneLinks(text, kind) {
  const urgent = kind === "emergency";
  const known = t("phones");
  const named = (text.match(/\d+/g) || []).filter((number) => known[number] && (urgent || number.length > 3));
  const numbers = named.filter((number, at) => named.indexOf(number) === at);
  if (!numbers.length) return null;
  const links = numbers.map((number) => {
    const words = t("answer.call_who", { number, who: first([`phones.${number}`]) });
    return h("a", { class: urgent && number.length === 3 ? "call urgent" : "call", href: `tel:${number}` }, words);
  });
  return h("p", { class: "calls" }, links);
}
