// A recruiter's edit: the right controls for each field, the evidence, and the reason.

import { button, fill, h } from "../dom.js";
import { page, t } from "../text.js";
import { choicesOf, dialog, field, problemWords, select } from "./parts.js";

// The controls of a field: (key, kind, more). A key of "" is the value itself.
const CONTROLS = {
  name: [["", "text"]],
  gender: [["", "choice", { female: "F", male: "M" }]],
  birth_year: [["", "number"]],
  age: [["", "number"]],
  hometown: [["province", "text"], ["city", "text"]],
  location: [["city", "text"], ["district", "text"]],
  phone: [["", "text"]],
  jobs: [["", "label", "jobs"]],
  years_experience: [["min", "number"], ["max", "number"]],
  experience_by_job: [["job", "label", "jobs"], ["min", "number"], ["max", "number"]],
  families_served: [["min", "number"], ["max", "number"]],
  work_history: [["job", "label", "jobs"], ["city", "text"], ["months", "number"], ["duties", "text"]],
  skills: [["id", "label", "skills"], ["level", "label", "skill_levels"]],
  cuisines: [["", "label", "cuisines"]],
  certificates: [["kind", "label", "certificates"], ["level", "text"]],
  health_certificate: [["held", "yes"], ["valid_until", "date"], ["exam_date", "date"]],
  work_modes: [["", "label", "work_modes"]],
  rest_days_per_month: [["min", "number"], ["max", "number"]],
  expected_salary: [["min", "number"], ["max", "number"], ["unit", "label", "pay_units"]],
  available_from: [["", "start"]],
  service_areas: [["", "text"]],
  languages: [["id", "label", "languages"], ["level", "label", "language_levels"]],
  education: [["", "label", "education"]],
  preferences: [["", "preference"]],
};
const MANY = new Set(["jobs", "experience_by_job", "work_history", "skills", "cuisines", "certificates", "work_modes", "service_areas", "languages"]);
const NAMES = { "": "edit.value", id: "edit.value", kind: "edit.value", job: "queue.job" };
const BOTH_ENDS = new Set(["years_experience", "families_served", "rest_days_per_month", "expected_salary", "experience_by_job"]);

/** Edit a line, or add one where `line` is null. `words` are hers as evidence, if some are selected. */
export function editDialog(file, line, words, send) {
  const title = line ? t("edit.title", { field: t(`field.${line.field}`) }) : t("edit.add_title");
  return dialog(title, (close) => {
    const box = h("div", { class: "edit-value" });
    let read = () => undefined;
    const show = (name) => {
      const made = controls(name, line ? line.value : null);
      read = made.read;
      fill(box, made.parts);
    };
    const names = Object.keys(CONTROLS).map((name) => [name, t(`field.${name}`)]);
    const which = line ? null : select("edit-field", names, "skills", (event) => show(event.target.value));
    const code = select("edit-reason", choicesOf("reasons"), words ? "misread" : null, null);
    const text = h("textarea", { id: "edit-text", rows: "2", maxlength: "1000", required: !words });
    const say = h("p", { class: "wrong", role: "alert" });
    const save = async (polarity) => {
      const edit = { field: line ? line.field : which.value, polarity, reason_code: code.value };
      edit.value = polarity === "negative" ? identity(line.field, line.value) : read();
      if (text.value.trim()) edit.reason = text.value.trim();
      if (words) edit.words = { turn_id: words.turn_id, start: words.start, end: words.end };
      try {
        await send(edit);
        close();
      } catch (problem) {
        say.textContent = problemWords(problem);
      }
    };
    show(line ? line.field : "skills");
    const removable = line && MANY.has(line.field) && line.field !== "work_history" && !line.negative;
    const remove = button("quiet", t("edit.take_out"), () => {
      if (form.reportValidity()) save("negative");
    });
    const form = h(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          save("positive");
        },
      },
      which ? field(t("edit.field"), which) : null,
      box,
      h("p", { class: "note" }, words ? t("edit.words", { quote: words.quote }) : t("edit.no_words")),
      field(t("edit.reason"), code),
      field(t("edit.text"), text),
      h("p", { class: "note" }, t("edit.keeps")),
      say,
      h("div", { class: "dialog-foot" }, h("button", { class: "primary" }, t("edit.save")), removable ? remove : null),
    );
    return form;
  });
}

// What names an item that is to be taken out.
function identity(name, value) {
  const key = { skills: "id", languages: "id", certificates: "kind", experience_by_job: "job" }[name];
  return key ? { [key]: value[key] } : value;
}

function controls(name, value) {
  const specs = CONTROLS[name] || [["", "text"]];
  const made = specs.map(([key, kind, more]) => {
    const now = key === "" || value === null || value === undefined ? value : value[key];
    return [key, control(kind, more, now, name, key)];
  });
  const read = () => {
    if (made[0][0] === "") return made[0][1].read();
    const whole = {};
    made.forEach(([key, one]) => {
      const got = one.read();
      if (got !== null && got !== "") whole[key] = got;
      else if (BOTH_ENDS.has(name) && ["min", "max"].includes(key)) whole[key] = null;
    });
    return whole;
  };
  return { parts: made.map(([, one]) => one.part), read };
}

function control(kind, more, now, name, key) {
  const words = t(NAMES[key] || `edit.${key}`);
  if (kind === "label") return chooser(words, labelled(more), now, key === "level" || key === "unit" || (key === "job" && name === "work_history"));
  if (kind === "choice") return chooser(words, Object.entries(more), now, false);
  if (kind === "yes") return chooser(t("edit.held"), [["true", t("edit.yes")], ["false", t("edit.no")]], String(now !== false), false, (got) => got === "true");
  if (kind === "preference") return preference(now);
  if (kind === "start") return start(now);
  const type = { number: "number", date: "date" }[kind] || "text";
  const shown = now === null || now === undefined || typeof now === "object" ? "" : now;
  const input = h("input", { type, step: type === "number" ? "any" : null, maxlength: type === "text" ? "200" : null, value: String(shown) });
  const read = () => (input.value === "" ? null : type === "number" ? Number(input.value) : input.value.trim());
  return { part: field(words, input), read };
}

const labelled = (kind) => Object.entries(page.labels[document.documentElement.lang === "en" ? "en" : "zh"][kind] || {});

function chooser(words, options, now, open, turned) {
  const chosen = select(null, open ? [["", "—"], ...options] : options, now, null);
  return { part: field(words, chosen), read: () => (turned ? turned(chosen.value) : chosen.value || null) };
}

function preference(now) {
  const first = now ? Object.keys(now)[0] : null;
  const which = select(null, labelled("preferences"), first, null);
  const yes = select(null, [["true", t("edit.yes")], ["false", t("edit.no")]], first ? String(now[first]) : "true", null);
  return { part: h("div", {}, field(t("edit.value"), which), yes), read: () => ({ [which.value]: yes.value === "true" }) };
}

function start(now) {
  const date = h("input", { type: "date", value: now && now !== "now" ? now : "" });
  const any = h("input", { type: "checkbox", checked: now === "now" });
  const part = h("div", {}, field(t("edit.date"), date), h("label", { class: "tick" }, any, t("edit.now")));
  return { part, read: () => (any.checked ? "now" : date.value || null) };
}
