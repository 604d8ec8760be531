// What the pages have in common that she opens by a link of hers: who she is, what went well or wrong, and asking twice
// before something goes for good.

import { button, fill, focusOn, h } from "../dom.js";
import { small } from "../store.js";
import { t } from "../text.js";
import { wrongWords } from "./frame.js";

const message = () => document.getElementById("message");

/** Say something in the page's own line; nothing clears it. */
export const say = (text) => fill(message(), [text || ""]);

/**
 * Whose link this is, {id, token, more}, else whom this phone remembers, else null. The token sits behind the #; it is
 * taken out of the address, where others might read it.
 */
export function arrived() {
  const found = /^#([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)(?:\.([a-z_]+))?$/.exec(window.location.hash);
  if (!found) return small.get("current");
  window.history.replaceState(null, "", window.location.pathname);
  return { id: found[1], token: found[2], more: found[3] || null };
}

/** Where there is nothing of hers: one place says so and shows the way to the interview, the others are emptied. */
export function gate(key, place, others) {
  others.forEach((id) => fill(document.getElementById(id), []));
  fill(document.getElementById(place), [
    h("p", {}, t(key)),
    h("p", {}, h("a", { class: "wide as-button", href: "/i/back" }, t("gate.back"))),
    h("p", {}, h("a", { href: "/" }, t("gate.interview"))),
  ]);
}

/** The way to do one thing: `act(step, done)` does it, draws the page anew by `load` and says so, or what went wrong. */
export function actor(load, gone) {
  return async (step, done) => {
    say("");
    try {
      await step();
      await load();
      say(t(done));
    } catch (problem) {
      if (problem.gone) return gone();
      say(wrongWords(problem));
    }
    focusOn(message());
    window.scrollTo(0, 0);
    return undefined;
  };
}

/** A button that asks once more before `work()`: the keys of its words, of the question, of yes and of no. */
export function sureButton(words, question, yes, no, work) {
  const sure = h(
    "div",
    { hidden: true },
    h("p", { class: "sure" }, t(question)),
    button("wide danger", t(yes), work),
    button("wide", t(no), () => {
      sure.hidden = true;
    }),
  );
  const ask = button("wide", t(words), () => {
    sure.hidden = false;
    focusOn(sure);
  });
  return [ask, sure];
}
