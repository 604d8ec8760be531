// What the queue, the file and its dialogs have in common.

import { button, fill, h } from "../dom.js";
import { copy } from "../share.js";
import { currentLanguage, label, page, t } from "../text.js";

const SAID_MS = 2500;

/** Say something to everybody, also to those who do not see. */
export function tell(words) {
  const told = document.getElementById("told");
  told.textContent = "";
  setTimeout(() => {
    told.textContent = words;
  }, 30);
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => {
    told.textContent = "";
  }, 6000);
}

/** What to say about a problem. */
export const problemWords = (problem) => problem.detail || t("desk.no_network");

/** A moment as people say it. */
export function moment(iso) {
  const then = new Date(iso);
  const minutes = Math.floor((Date.now() - then.getTime()) / 60000);
  if (minutes < 1) return t("time.just");
  if (minutes < 60) return t("time.ago_minutes", { n: minutes });
  if (minutes < 60 * 24) return t("time.ago_hours", { n: Math.floor(minutes / 60) });
  if (minutes < 60 * 24 * 30) return t("time.ago_days", { n: Math.floor(minutes / 60 / 24) });
  return day(iso);
}

/** A day by its date. */
export const day = (iso) => String(iso).slice(0, 10);

/** A span of seconds as people say it. */
export function span(seconds) {
  return seconds < 90 ? t("time.seconds", { n: Math.round(seconds) }) : t("time.minutes", { n: Math.round(seconds / 60) });
}

/** Names of the reasons of one kind, by code. */
export function choicesOf(kind) {
  const known = page.choices[kind] || {};
  return Object.keys(known).map((code) => [code, known[code][currentLanguage()]]);
}

/** The name of one reason, whatever kind it is of. */
export function reasonName(code) {
  const found = Object.values(page.choices).find((kind) => kind[code]);
  return found ? found[code][currentLanguage()] : code;
}

/** A select with (value, words) options. */
export function select(id, options, chosen, onchange, more) {
  const made = options.map(([value, words]) => h("option", { value, selected: value === chosen }, words));
  return h("select", Object.assign({ id, onchange }, more), made);
}

/** A labelled control. */
export const field = (words, control, note) =>
  h("label", { class: "control" }, h("span", {}, words), control, note ? h("small", {}, note) : null);

/** What a mark of verification is called: `health:ended`, `certificate:infant_care`. */
export function markName(mark) {
  const [what, ...rest] = mark.split(":");
  const kind = what === "certificate" ? rest.shift() : null;
  const name = kind ? label("certificates", kind) || kind : t(`verified.${what}`);
  return rest.length ? `${name} ${t(`verified.${rest[0]}`)}` : name;
}

/** Sends the form one writes in, from within its lines too, without a hand leaving the keys. */
export function sendByKey(event) {
  const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) ? event.target.closest("form") : null;
  const send = form && form.querySelector("button.primary");
  if (!send) return;
  event.preventDefault();
  send.click();
}

/** A dialog with a title; `build(close)` gives what is in it. Closing gives the focus back. */
export function dialog(title, build, onclose) {
  const made = h("dialog", { class: "dialog", "aria-labelledby": "dialog-title" });
  const before = document.activeElement;
  const close = () => {
    if (made.open) made.close();
  };
  made.addEventListener("keydown", sendByKey);
  made.addEventListener("close", () => {
    made.remove();
    if (before && before.isConnected) before.focus({ preventScroll: true });
    if (onclose) onclose();
  });
  fill(made, [
    h("div", { class: "dialog-head" }, h("h2", { id: "dialog-title", tabindex: "-1" }, title), button("quiet", t("desk.close"), close)),
    build(close, made),
  ]);
  document.body.append(made);
  made.showModal();
  const first = made.querySelector("[data-first]") || made.querySelector("textarea, input, select, .primary");
  if (first) first.focus();
  return made;
}

/** A button that copies what `words()` gives, and says that it did. */
export function copyButton(words) {
  const made = button("primary", t("desk.copy"), async () => {
    const done = await copy(words());
    made.textContent = t(done ? "desk.copied" : "desk.not_copied");
    setTimeout(() => {
      made.textContent = t("desk.copy");
    }, SAID_MS);
  });
  return made;
}
