// Back to her interviews with nothing but her phone number: a code comes to it, and she chooses which to open.

import { button, fill, focusOn, h } from "../dom.js";
import { request } from "../http.js";
import { frame, takeUpLanguage, wrongWords } from "../shared/frame.js";
import { say } from "../shared/hers.js";
import { currentLanguage, label, t } from "../text.js";

const AGAIN_MS = 60000;
const byId = (id) => document.getElementById(id);
// Cookies go along: a code is good only in the browser that asked for it.
const codes = (path, body) => request("POST", `/phone-codes${path}`, { body, csrf: "" });

takeUpLanguage();

const phone = h("input", { id: "phone", type: "tel", inputmode: "numeric", autocomplete: "tel-national", maxlength: 20 });
const code = h("input", { id: "code", type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 10 });
let sent = false;
let found = null;

function draw() {
  if (found) drawFound();
  else drawForm();
}

function drawForm() {
  const send = button("wide", t(sent ? "form.again" : "form.send"), () => ask(send));
  fill(
    byId("way"),
    h(
      "form",
      { class: "box", novalidate: true, onsubmit: open },
      h("label", { for: "phone" }, t("form.phone")),
      phone,
      send,
      sent && [h("label", { for: "code" }, t("form.code")), code, h("button", { type: "submit", class: "wide primary" }, t("form.open"))],
    ),
  );
}

async function ask(send) {
  say("");
  send.disabled = true;
  setTimeout(() => {
    send.disabled = false;
  }, AGAIN_MS);
  try {
    await codes("", { phone: phone.value, purpose: "worker", language: currentLanguage() });
    sent = true;
    drawForm();
    say(t("form.sent"));
    code.focus();
  } catch (problem) {
    send.disabled = false;
    say(wrongWords(problem));
    phone.focus();
  }
}

async function open(event) {
  event.preventDefault();
  if (!sent) return;
  say("");
  try {
    found = (await codes("/interviews", { phone: phone.value, code: code.value })).interviews;
    drawFound();
    focusOn(byId("way"));
  } catch (problem) {
    say(wrongWords(problem));
    code.focus();
  }
}

function drawFound() {
  fill(byId("way"), [
    h("h2", { tabindex: "-1" }, t(found.length ? "found.title" : "found.none")),
    found.map(interview),
    found.length ? null : h("a", { class: "wide as-button", href: "/" }, t("found.new")),
  ]);
}

// The interview's own page takes the token out of the address at once and remembers it.
function interview(each) {
  const what = [label("jobs", each.job), new Date(each.created_at).toLocaleDateString(currentLanguage())].filter(Boolean).join(" · ");
  return h("a", { class: "wide as-button", href: `/i#${each.id}.${each.token}` }, `${what} · ${t(each.state === "done" ? "found.done" : "found.open")}`);
}

frame(draw);
draw();
