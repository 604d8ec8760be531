// From facts to cards: one card for each thing understood, with its value in words and the words it came from.

import { currentLanguage, first, label, t } from "./text.js";

const LISTS = new Set(
  "jobs skills cuisines certificates work_modes service_areas languages strengths experience_by_job work_history scenarios".split(" "),
);
const MERGED = new Set("hometown location health_certificate expected_salary preferences".split(" "));

/** Cards of facts, in the order in which their fields were first spoken of. */
export function cards(facts) {
  const groups = new Map();
  facts
    .filter((fact) => fact.status !== "corrected")
    .forEach((fact) => {
      const negative = fact.polarity === "negative" && LISTS.has(fact.field);
      const key = negative ? `declined_${fact.field}` : fact.field;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(fact);
    });
  return Array.from(groups, ([key, members]) => card(key, members));
}

function card(key, facts) {
  const field = facts[0].field;
  const title = first([`field.${key}`, `field.${field}`, "field.other"]);
  const quotes = Array.from(new Set(facts.map((fact) => fact.quote.trim()).filter(Boolean)));
  const made = { key, field, title, quotes, facts, items: [], value: "" };
  made.correction = first([`correct.${field}`, "correct.other"]);
  const last = facts[facts.length - 1];
  if (last.status === "refused" || last.value === null || last.value === undefined) {
    made.value = t("value.refused");
  } else if (LISTS.has(field)) {
    made.items = listItems(field, facts, key.startsWith("declined_"));
    made.value = made.items.map((item) => item.words).join(t("value.comma"));
  } else if (MERGED.has(field)) {
    made.value = say(field, Object.assign({}, ...facts.map((fact) => fact.value)), facts);
  } else {
    made.value = say(field, last.value, [last]);
  }
  return made;
}

// Each entry of a list once, the latest of the same name standing, with the sentence that takes it back.
function listItems(field, facts, negative) {
  const byName = new Map();
  facts.forEach((fact) => byName.set(itemName(field, fact.value), fact));
  return Array.from(byName, ([name, fact]) => {
    const group = negative ? "with" : "without";
    const undo = first([`${group}.${field}`, "correct.other"], { item: name });
    return { name, words: say(field, fact.value, [fact]), undo };
  });
}

function itemName(field, value) {
  if (field === "work_history") return say(field, value, []);
  if (field === "experience_by_job") return named("jobs", value.job);
  if (field === "scenarios") return value.answer;
  return named(field, typeof value === "object" ? value.id || value.kind : value);
}

function named(kind, id) {
  return label(kind, id) || id;
}

/** One value in the words of the page's language. */
export function say(field, value, facts) {
  const speaker = SPEAKERS[field] || ((plain) => named(field, plain));
  const words = speaker(value);
  const about = facts.some((fact) => (fact.flags || []).includes("approximate"));
  return about && words ? t("value.about", { value: words }) : words;
}

const SPEAKERS = {
  gender: (value) => t(`value.${value}`),
  age: (value) => range(value, "value.age"),
  birth_year: (value) => range(value, "value.birth_year"),
  hometown: (value) => place([value.province, value.city]),
  location: (value) => place([value.city, value.district]),
  available_from: (value) => (value === "now" ? t("value.now") : day(value)),
  years_experience: (value) => range(value, "value.years"),
  families_served: (value) => range(value, "value.families"),
  rest_days_per_month: (value) => (value.max === 0 ? t("value.no_rest") : range(value, "value.rest")),
  experience_by_job: (value) => join([named("jobs", value.job), range(value, "value.years")]),
  expected_salary: pay,
  health_certificate: health,
  work_history: period,
  skills: (value) => levelled(named("skills", value.id), label("skill_levels", value.level)),
  languages: (value) => levelled(named("languages", value.id), label("language_levels", value.level)),
  certificates: certificate,
  preferences: preferences,
  background_check_consent: (value) => t(value ? "value.agree" : "value.disagree"),
  scenarios: (value) => value.answer,
};

function join(parts) {
  return parts.filter(Boolean).join(t("value.space"));
}

function place(parts) {
  return join(parts.filter((part, index) => part && parts.indexOf(part) === index));
}

function number(value) {
  return String(Math.round(value * 10) / 10);
}

/** A number as said: exact, from-to, at least, at most. */
export function range(value, pattern) {
  if (typeof value === "number") return t(pattern, { n: pattern === "value.birth_year" ? value : number(value) });
  const { min, max } = value;
  const known = (end) => end !== null && end !== undefined;
  if (known(min) && known(max)) {
    const n = min === max ? number(min) : t("value.range", { min: number(min), max: number(max) });
    return t(pattern, { n });
  }
  if (known(min)) return t("value.at_least", { min: t(pattern, { n: number(min) }) });
  if (known(max)) return t("value.at_most", { max: t(pattern, { n: number(max) }) });
  return "";
}

function pay(value) {
  const amount = range(value, "value.pay");
  const unit = value.unit ? named("pay_units", value.unit) : "";
  const whole = amount && unit ? t("value.pay_unit", { pay: amount, unit }) : amount;
  return join([whole, value.negotiable ? t("value.negotiable") : ""]);
}

function day(value) {
  const [y, m, d] = String(value).split("-");
  if (d) return t("value.date", { y, m: shown(m), d: shown(d) });
  return m ? t("value.month", { y, m: shown(m) }) : t("value.year", { y });
}

function shown(digits) {
  return currentLanguage() === "zh" ? String(Number(digits)) : digits;
}

function health(value) {
  const held = value.held === undefined || value.held === null ? "" : t(value.held ? "value.held" : "value.not_held");
  const until = value.valid_until ? t("value.valid_until", { date: day(value.valid_until) }) : "";
  const exam = value.exam_date ? t("value.exam_date", { date: day(value.exam_date) }) : "";
  return join([held, until, exam]);
}

function period(value) {
  const job = value.job ? named("jobs", value.job) : "";
  const months = value.months === undefined || value.months === null ? "" : range(value.months, "value.months");
  const ended = value.ended ? day(value.ended) : "";
  return join([place([value.city, value.district]), job, months, ended, value.duties]);
}

function levelled(name, level) {
  return level ? t("value.pair", { label: name, detail: level }) : name;
}

function certificate(value) {
  const name = named("certificates", value.kind);
  const when = value.issued_on ? day(value.issued_on) : "";
  const detail = join([value.level && named("certificate_levels", value.level), value.issuer, when]);
  return detail ? t("value.pair", { label: name, detail }) : name;
}

function preferences(value) {
  return Object.entries(value)
    .map(([id, answer]) =>
      t("value.preference", {
        label: named("preferences", id),
        answer: t(answer ? "value.yes" : "value.no"),
      }),
    )
    .join(t("value.comma"));
}
