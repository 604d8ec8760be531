// What the pages to sign in and of one's account share: a view, a message, a language, fields of forms.

import { button, fill, focusOn, h } from "../dom.js";
import { reword } from "../shared/frame.js";
import { small } from "../store.js";
import { currentLanguage, page, t, useLanguage } from "../text.js";

const view = document.getElementById("view");
const message = document.getElementById("message");

/** Show other things, headed by their first heading, and forget what went wrong before. */
export function present(...children) {
  say("");
  fill(view, children);
  focusOn(view.querySelector("h1"));
}

/** Say something aloud to all: what went wrong, or nothing. */
export function say(words) {
  message.textContent = words;
}

/** Do what a button or a form stands for: once at a time, telling what goes wrong. */
export async function attempt(work) {
  say("");
  const controls = [...document.querySelectorAll("#view button, #view input, #view select")].filter((each) => !each.disabled);
  controls.forEach((each) => (each.disabled = true));
  try {
    await work();
  } catch (error) {
    say(error.detail || t("entry.trouble"));
    if (error.retryAfter) say(`${error.detail} ${t("entry.wait", { minutes: Math.ceil(error.retryAfter / 60) })}`);
  } finally {
    controls.forEach((each) => (each.disabled = false));
  }
}

/** A labelled field. */
export function field(id, words, more) {
  return [h("label", { for: id }, words), h("input", Object.assign({ id, name: id, required: true }, more))];
}

/** A form whose button does `work(values)`. */
export function form(fields, words, work) {
  const submit = (event) => {
    event.preventDefault();
    const values = {};
    event.target.querySelectorAll("input, select").forEach((each) => {
      values[each.name] = each.type === "checkbox" ? each.checked : each.value;
    });
    attempt(() => work(values));
  };
  return h("form", { onsubmit: submit }, fields, h("button", { class: "wide primary", type: "submit" }, words));
}

/** A field for six digits of an authenticator, or a recovery code. */
export function codeField() {
  const more = { class: "code", autocomplete: "one-time-code", spellcheck: "false", autocapitalize: "characters", maxlength: 40 };
  return field("code", t("entry.code"), more);
}

/** Let people choose the language; `again` shows the page anew. */
export function speakOf(again) {
  const kept = small.get("console.language");
  if (kept) useLanguage(kept);
  const other = document.getElementById("language");
  const name = () => {
    other.textContent = t("entry.language");
    reword(document);
  };
  other.addEventListener("click", () => {
    const languages = Object.keys(page.text);
    useLanguage(languages[(languages.indexOf(currentLanguage()) + 1) % languages.length]);
    small.set("console.language", currentLanguage());
    name();
    again();
  });
  name();
}

/** Set up an authenticator: the picture to scan, its first code, the recovery codes; then `done`. */
export function enrol(call, proof, done) {
  return attempt(async () => {
    const begun = await call("POST", "/session/authenticator", proof);
    const picture = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(begun.qr_svg)}`;
    present(
      h("h1", {}, t("entry.enrol")),
      h("p", {}, t("entry.enrol_why")),
      h("ol", {}, h("li", {}, t("entry.enrol_app")), h("li", {}, t("entry.enrol_scan"))),
      h("img", { class: "qr", src: picture, alt: t("entry.qr") }),
      h("p", { class: "small-words" }, t("entry.by_hand")),
      h("p", { class: "secret" }, begun.secret),
      form(codeField(), t("entry.confirm"), async (values) => {
        const enrolled = await call("POST", "/session/authenticator/confirm", { code: values.code });
        recovery(enrolled.recovery_codes, done);
      }),
    );
  });
}

/** Show recovery codes, this once. */
export function recovery(codes, done) {
  present(
    h("h1", {}, t("entry.recovery")),
    h("p", {}, t("entry.recovery_why")),
    h("p", { class: "recovery" }, codes.map((code) => h("span", {}, code, h("br")))),
    button("wide", t("entry.print"), () => window.print()),
    button("wide primary", t("entry.kept"), done),
  );
}
