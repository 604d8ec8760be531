// What was heard of her last answer: her words as understood, to be heard again and to be corrected; and what was noted.

import { button, h } from "../dom.js";
import { t } from "../text.js";
import { cardList } from "./cards.js";

const HEARD_LIMIT = 2;

/** What stands above the question. `act`: fix(card), notes(), hearTurn(), edit(), speakAgain(), hear(facts), canHear(facts). */
export function heardParts(model, act) {
  if (model.state === "read_back" && model.facts.length) {
    return [h("h2", {}, t("ask.check")), cardList(model.facts, act, 0).list];
  }
  const turn = model.turn;
  if (!turn || turn.trouble || !turn.text) return [];
  const noted = turn.facts.length ? turnCards(turn.facts, act) : [];
  if (turn.spoken) return [spoken(turn, act), noted];
  return noted.length ? noted : [h("p", { class: "said" }, h("span", {}, t("ask.said")), h("q", {}, turn.text))];
}

function spoken(turn, act) {
  return h(
    "div",
    { class: "heard-words" },
    h("p", { class: "said" }, h("span", {}, t("heard.title")), h("q", {}, turn.text)),
    h(
      "div",
      { class: "heard-row" },
      button("quiet hear", t("heard.listen"), act.hearTurn),
      button("quiet", t("heard.edit"), act.edit),
      button("quiet", t("heard.speak"), act.speakAgain),
    ),
  );
}

function turnCards(facts, act) {
  const made = cardList(facts, act, HEARD_LIMIT);
  const more = button("quiet", t("ask.more_notes", { n: made.hidden }), () => act.notes());
  return [h("div", { class: "heard-head" }, h("h2", {}, t("ask.heard")), made.hidden ? more : null), made.list];
}
