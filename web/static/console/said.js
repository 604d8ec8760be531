// What she said beside the lines of her file: other words on the same thing, and her answers to scenes put to her.

import { h } from "../dom.js";
import { t } from "../text.js";

/** What else she said of the same thing, where it cannot both be right. */
export function rivals(file, line) {
  if (!line.attention.includes("conflict")) return null;
  const known = new Set(line.facts);
  const conflicts = file.conflicts.filter((conflict) => conflict.field === line.field);
  const others = conflicts.flatMap((conflict) => conflict.facts).filter((n) => !known.has(n));
  return Array.from(new Set(others)).map((n) =>
    h("span", { class: "line-quote rival" }, t("file.quote", { quote: file.facts[n].quote })),
  );
}

/** Her answers to scenes, with what they were judged by marked in them; null where none was put to her. */
export function scenarios(answers) {
  if (!answers.length) return null;
  const shown = answers.map((one) =>
    h(
      "li",
      { class: `scenario ${one.outcome}` },
      h("p", { class: "scenario-question" }, one.question),
      h("p", {}, cued(one)),
      h("p", { class: "small" }, h("span", { class: `tag ${one.outcome}` }, t(`outcome.${one.outcome}`))),
    ),
  );
  return [h("h3", {}, t("file.scenarios")), h("ul", { class: "plain scenarios" }, shown), h("p", { class: "small" }, t("outcome.note"))];
}

// Places are counted in characters, as the server counts them.
function cued(one) {
  const characters = Array.from(one.answer);
  const words = (start, end) => characters.slice(start, end).join("");
  const parts = [];
  let at = 0;
  one.cues.forEach((cue) => {
    parts.push(words(at, cue.start), h("mark", { class: cue.kind }, words(cue.start, cue.end)));
    at = cue.end;
  });
  parts.push(words(at));
  return parts;
}
