// The gentle cards: one thing understood, her own words beneath, a tap to correct it.

import { cards } from "../facts.js";
import { button, h } from "../dom.js";
import { t } from "../text.js";

/** A list of cards for these facts; `pick(card)` is called when one is tapped. `limit` 0 shows all. */
export function cardList(facts, pick, limit) {
  const all = cards(facts);
  const shown = limit ? all.slice(-limit) : all;
  return { total: all.length, hidden: all.length - shown.length, list: h("ul", { class: "cards" }, shown.map(item(pick))) };
}

function item(pick) {
  return (card) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "card", onclick: () => pick(card), "data-field": card.key },
        h("span", { class: "card-label" }, card.title),
        h("span", { class: "card-value" }, card.value),
        card.quotes.length ? h("q", { class: "card-quote" }, card.quotes.join(" … ")) : null,
        h("span", { class: "card-pen", "aria-hidden": "true" }),
      ),
    );
}

/** The bar above the box while she corrects something. `load(text)` puts words into the box. */
export function fixBar(card, load, cancel) {
  const several = card.items.length > 1;
  return h(
    "div",
    { class: "fix", role: "group", "aria-label": t("fix.title", { label: card.title }) },
    h("p", { class: "fix-title" }, t("fix.title", { label: card.title })),
    h("p", { class: "fix-was" }, t("fix.was", { quote: card.quotes[card.quotes.length - 1] || card.value })),
    h("p", {}, t(several ? "fix.which" : "fix.how")),
    several
      ? h("div", { class: "chips small" }, card.items.map((one) => button("chip", one.words, () => load(one.undo))))
      : null,
    button("quiet", t("fix.cancel"), cancel),
  );
}
