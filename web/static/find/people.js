// People as cards: who she is, why she fits in her own words, what differs, what she asks for, who verified what.

import { button, h } from "../dom.js";
import { first, label, t } from "../text.js";
import { phrases } from "./phrases.js";

const REASONS = 3;

/** The drawn initial, or her photo. */
export function face(person) {
  if (person.photo_url) return h("img", { class: "portrait", src: person.photo_url, alt: t("card.photo", { name: person.display_name }), loading: "lazy" });
  return h("span", { class: "portrait drawn-initial", "aria-hidden": "true" }, Array.from(person.display_name)[0] || "·");
}

/** What was verified, by whom and when, in words. */
export function markWords(mark) {
  const [what, detail] = mark.what.split(":");
  const named = t(`what.${what}`, { name: label("certificates", detail) || detail || "" });
  const until = mark.until ? t("card.mark_until", { date: dateWords(mark.until) }) : "";
  return t("card.mark", { what: named, by: mark.by, on: dateWords(mark.on) }) + until;
}

/** Pay as it is read: 8,000–9,000元/月. */
export function payWords(pay) {
  if (!pay || (pay.min === null && pay.max === null)) return t("pay.open");
  const figure = (n) => n.toLocaleString("en-US");
  const { min, max } = pay;
  let amount = "";
  if (min === null || min === undefined) amount = t("pay.upto", { max: figure(max) });
  else if (max === null || max === undefined) amount = t("pay.from", { min: figure(min) });
  else amount = min === max ? figure(min) : t("pay.between", { min: figure(min), max: figure(max) });
  return t(`pay.${pay.unit || "none"}`, { amount });
}

/** A day as people say it: 12月1日. */
export function dateWords(iso) {
  const parts = (iso || "").split("-").map(Number);
  if (parts.length !== 3 || parts.some(Number.isNaN)) return iso;
  const day = new Date(parts[0], parts[1] - 1, parts[2]);
  const year = parts[0] === new Date().getFullYear() ? {} : { year: "numeric" };
  return day.toLocaleDateString(t("lang"), Object.assign({ month: "long", day: "numeric" }, year));
}

function yearsWords(years) {
  if (!years || (years.min === null && years.max === null)) return null;
  const { min, max } = years;
  const words = min === max || max === null ? String(min) : min === null ? String(max) : `${min}–${max}`;
  return t(words === "1" ? "card.year" : "card.years", { years: words });
}

function headline(match) {
  const jobs = match.jobs.slice(0, 2).map((job) => label("jobs", job) || job);
  const modes = match.work_modes.slice(0, 2).map((mode) => label("work_modes", mode) || mode);
  return [jobs.join(t("find.join")), yearsWords(match.years), modes.join(t("find.join"))].filter(Boolean).join(" · ");
}

function figures(match) {
  // What was found before places were written for the reader has only the names of the map.
  const place = match.place || [match.city, match.district].filter(Boolean).join(" ");
  const from = match.available_from === "now" ? t("card.now") : dateWords(match.available_from);
  const rows = [["card.pay", payWords(match.pay)], ["card.available", from], ["card.place", place]].filter(([, words]) => words);
  return h("dl", { class: "figures" }, rows.map(([key, words]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, words))));
}

// Three lines, those with her own words first: they are why this page can be believed.
function reasons(match) {
  const sorted = match.reasons.slice().sort((a, b) => Boolean(b.quote) - Boolean(a.quote));
  const lines = sorted.slice(0, REASONS).map((reason) =>
    h("li", {}, h("span", {}, reason.text), reason.quote && !reason.text.includes(reason.quote) && h("q", {}, reason.quote)),
  );
  return lines.length > 0 && [h("h4", { class: "hidden-words" }, t("card.fits")), h("ul", { class: "fits" }, lines)];
}

function gaps(match) {
  if (!match.gaps.length) return null;
  return [h("h4", { class: "hidden-words" }, t("card.gaps")), h("ul", { class: "gaps" }, match.gaps.slice(0, 2).map((gap) => h("li", {}, gap.text)))];
}

function marks(match) {
  if (!match.marks.length) return h("p", { class: "unverified" }, t("card.unverified"));
  return h("ul", { class: "marks" }, match.marks.slice(0, 3).map((mark) => h("li", {}, phrases(markWords(mark)))));
}

function score(match) {
  if (match.score === null || match.score === undefined) return null;
  const parts = Object.entries(match.parts || {}).map(([name, value]) =>
    h("li", {}, h("span", {}, first([`part.${name}`])), h("meter", { min: 0, max: 100, value: Math.round(value * 100), "aria-label": first([`part.${name}`]) }), h("span", {}, String(Math.round(value * 100)))),
  );
  return h("details", { class: "score" },
    h("summary", {}, t("card.score", { score: Math.round(match.score * 100) }), " · ", t("card.why")),
    h("p", { class: "small-words" }, t("card.parts")),
    h("ul", {}, parts),
  );
}

/** One card. `near` says what would have to give; `on` are the actions, `chosen` whether she is in the comparison. */
export function card(match, { near, on, chosen }) {
  const compare = button("quiet pick", t(chosen ? "card.comparing" : "card.compare"), () => on.pick(match), { "aria-pressed": String(chosen), "data-worker": match.worker_id });
  return h("li", { class: near ? "person near" : "person" },
    near && h("p", { class: "gives" }, near),
    h("div", { class: "person-head" },
      face(match),
      h("div", {}, h("h3", {}, match.display_name), h("p", { class: "small-words" }, phrases(headline(match)))),
    ),
    reasons(match),
    gaps(match),
    figures(match),
    marks(match),
    score(match),
    h("div", { class: "person-foot" },
      button("send-card", t("card.request"), () => on.request([match])),
      button("quiet", t("card.open"), () => on.open(match)),
      compare,
    ),
  );
}
