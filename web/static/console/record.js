// The résumé as it would go out, and what happened to the file: edits side by side, decisions, questions, notes.

import { fill, h } from "../dom.js";
import { currentLanguage, page, t } from "../text.js";
import { field, moment, problemWords, reasonName, select, sendByKey, span, tell } from "./parts.js";
import { resumeAddress, wire } from "./wire.js";

/** The résumé in every look and both languages. */
export function resumeTab(file) {
  const state = { theme: page.themes[0].id, language: file.language, view: "public" };
  const frame = h("iframe", { class: "paper", title: t("resume_tab.frame"), sandbox: "" });
  const save = h("a", { class: "small-button", target: "_blank", rel: "noopener" }, t("resume_tab.download"));
  const draw = () => {
    frame.src = resumeAddress(file.id, "html", state.theme, state.language, state.view);
    save.href = resumeAddress(file.id, "pdf", state.theme, state.language, state.view);
  };
  const choose = (name, words, options) =>
    field(
      words,
      select(`resume-${name}`, options, state[name], (event) => {
        state[name] = event.target.value;
        draw();
      }),
    );
  const languages = Object.keys(page.text).map((each) => [each, page.text[each].name]);
  draw();
  return [
    h(
      "div",
      { class: "resume-tools" },
      choose("theme", t("resume_tab.theme"), page.themes.map((theme) => [theme.id, theme.name[currentLanguage()]])),
      choose("language", t("resume_tab.language"), languages),
      choose("view", t("resume_tab.view"), ["public", "own"].map((each) => [each, t(`resume_tab.${each}`)])),
      save,
    ),
    frame,
  ];
}

/** What happened to the file. `again()` is called after a note was written. */
export function recordTab(file, again) {
  return [
    h(
      "div",
      { class: "record" },
      changes(t("record.since"), t("record.old"), file.since_approval),
      changes(t("record.edited"), t("record.before"), file.edited, true),
      notes(file, again),
      questions(file),
      decisions(file),
    ),
  ];
}

function changes(title, before, rows, always) {
  if (!rows.length && !always) return null;
  const row = (change) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, t(`field.${change.field}`)),
      h("td", {}, change.before.map((words) => h("del", {}, words)), change.before.length ? null : "—"),
      h("td", {}, change.after.map((words) => h("ins", {}, words)), change.after.length ? null : "—"),
    );
  return h(
    "section",
    {},
    h("h3", {}, title),
    rows.length
      ? h("table", { class: "changes" }, h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, before), h("th", { scope: "col" }, t("record.after")))), h("tbody", {}, rows.map(row)))
      : h("p", { class: "small" }, t("record.nothing")),
  );
}

function notes(file, again) {
  const text = h("textarea", { id: "note-text", rows: "2", maxlength: "2000", required: true });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await wire.act(file.id, "notes", { text: text.value.trim() });
      tell(t("did.note"));
      await again();
    } catch (problem) {
      tell(problemWords(problem));
    }
  };
  const row = (note) =>
    h("li", {}, h("p", {}, note.field ? t("desk.pair", { name: t(`field.${note.field}`), value: note.text }) : note.text), h("span", { class: "small" }, `${note.by} · ${moment(note.at)}`));
  return h(
    "section",
    {},
    h("h3", {}, t("record.notes")),
    h("ul", { class: "plain" }, file.notes.map(row)),
    h("form", { onsubmit: submit, onkeydown: sendByKey }, field(t("record.note"), text), h("button", { class: "primary" }, t("record.add_note"))),
  );
}

function questions(file) {
  if (!file.questions.length) return null;
  const row = (question) =>
    h("li", {}, h("p", {}, question.text), h("span", { class: "small" }, `${t(`file.${question.settled || "waiting"}`)} · ${question.by} · ${moment(question.at)}`));
  return h("section", {}, h("h3", {}, t("record.questions")), h("ul", { class: "plain" }, file.questions.map(row)));
}

function decisions(file) {
  const who = (row) => row.by || t(row.role === "worker" ? "record.by_herself" : "record.by_clock");
  const why = (row) => {
    if (row.reason_code && row.reason) return t("desk.pair", { name: reasonName(row.reason_code), value: row.reason });
    return row.reason_code ? reasonName(row.reason_code) : row.reason;
  };
  const row = (each) =>
    h(
      "li",
      {},
      h("b", {}, t(`did.${each.action}`)),
      h("span", { class: "small" }, [who(each), moment(each.at), each.seconds ? t("record.seconds", { time: span(each.seconds) }) : null].filter(Boolean).join(" · ")),
      why(each) ? h("p", {}, why(each)) : null,
    );
  const list = h("ol", { class: "plain decisions" });
  fill(list, file.decisions.slice().reverse().map(row));
  return h("section", {}, h("h3", {}, t("record.decisions")), list);
}
