// Pages with a sentence and a way on: nothing begun, no connection, unknown link, declined, deleted.

import { h } from "../dom.js";
import { t } from "../text.js";
import { face } from "./ask.js";

/** A calm page: heading, sentences, and buttons as [words, action, main?]. */
export function plainPage(title, sentences, actions) {
  return h(
    "div",
    { class: "plain" },
    h("span", { class: "face large", "aria-hidden": "true" }, face()),
    h("h1", { tabindex: "-1" }, title),
    sentences.map((sentence) => h("p", {}, sentence)),
    h("div", { class: "stack" }, actions.map(way)),
  );
}

function way([words, action, main]) {
  const kind = main ? "wide primary" : "wide";
  if (typeof action === "string") return h("a", { class: kind, href: action }, words);
  return h("button", { type: "button", class: kind, onclick: action }, words);
}

/** The page for a state in which there is nothing to ask, or null. */
export function plainFor(model, act) {
  const home = [t("plain.home"), "/"];
  const start = [t("plain.start"), act.start, true];
  switch (model.state) {
    case "none":
      return plainPage(t("plain.none_title"), [t("plain.none"), t("plain.none_link")], [start, home]);
    case "unknown":
      return plainPage(t("plain.unknown_title"), [t("plain.unknown"), t("plain.unknown_next")], [start, home]);
    case "declined":
      return plainPage(t("plain.declined_title"), [t("plain.declined")], [[t("plain.declined_again"), act.start, true], home]);
    case "deleted":
      return plainPage(t("plain.deleted_title"), [t("plain.deleted")], [home]);
    case "unstarted":
      return unreachable(model.problem, act.start);
    default:
      return null;
  }
}

/** The page for an interview that could not be fetched and is not kept here. */
export function unreachable(problem, retry) {
  const network = problem.status === 0;
  const title = t(network ? "plain.offline_title" : "plain.error_title");
  const words = network ? t("plain.offline") : problem.detail || t("plain.error");
  return plainPage(title, [words], [[t("plain.retry"), retry, true]]);
}
