// The gentle cards: one thing understood, her own words beneath, a tap to correct it, another to hear it.

import { cards } from "../facts.js";
import { button, h } from "../dom.js";
import { t } from "../text.js";

/**
 * A list of cards for these facts. `act`: fix(card) when one is tapped, canHear(facts) and hear(facts) for her own
 * voice. `limit` 0 shows all.
 */
export function cardList(facts, act, limit) {
  const all = cards(facts);
  const shown = limit ? all.slice(-limit) : all;
  return { total: all.length, hidden: all.length - shown.length, list: h("ul", { class: "cards" }, shown.map(item(act))) };
}

function item(act) {
  return (card) => {
    const heard = act.canHear(card.facts);
    const name = t("heard.card", { label: card.title });
    const words = [
      h("span", { class: "card-label" }, card.title),
      h("span", { class: "card-value" }, card.value),
      card.quotes.length ? h("q", { class: "card-quote" }, card.quotes.join(" … ")) : null,
      h("span", { class: "card-pen", "aria-hidden": "true" }),
    ];
    const kind = heard ? "card audible" : "card";
    return h(
      "li",
      { class: "card-place" },
      h("button", { type: "button", class: kind, onclick: () => act.fix(card), "data-field": card.key }, words),
      heard ? button("card-play", "", () => act.hear(card.facts), { "aria-label": name, title: name }) : null,
    );
  };
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
