// Decisions: what the bar at the foot of a file offers, and the dialogs in which reasons and questions are written.

import { button, fill, h } from "../dom.js";
import { page, t } from "../text.js";
import { choicesOf, copyButton, dialog, field, problemWords, select } from "./parts.js";

const MOST_QUESTIONS = 5;

/** Ask for a reason. `codes` names the list to choose from; `needed` whether words are; `warned` what was seen. */
export function reasonDialog(title, { codes, needed = true, note, warned, send }) {
  return dialog(title, (close) => {
    const code = codes ? select("reason-code", choicesOf(codes), null, null) : null;
    const text = h("textarea", { id: "reason-text", rows: "3", maxlength: "1000", required: needed, "data-first": !codes });
    const say = h("p", { class: "wrong", role: "alert" });
    const submit = async (event) => {
      event.preventDefault();
      const given = {};
      if (code) given.reason_code = code.value;
      if (text.value.trim()) given.reason = text.value.trim();
      try {
        await send(given);
        close();
      } catch (problem) {
        say.textContent = problemWords(problem);
      }
    };
    return h(
      "form",
      { onsubmit: submit },
      note ? h("p", { class: "note" }, note) : null,
      warned && warned.length
        ? [h("p", {}, t("reason.warned")), h("ul", { class: "warned" }, warned.map((gate) => h("li", {}, t(`gate.${gate}`))))]
        : null,
      code ? field(t("reason.code"), code) : null,
      field(t("reason.text"), text),
      say,
      h("button", { class: "primary" }, title),
    );
  });
}

/** Ask what she should be asked. `first` is {text, field}; `send(questions)` may give back the link to show. */
export function returnDialog({ first, send }) {
  return dialog(t("ask_her.title"), (close, box) => {
    const asked = h("div", {});
    const say = h("p", { class: "wrong", role: "alert" });
    const fields = Object.entries(page.text[document.documentElement.lang === "en" ? "en" : "zh"].field).filter(
      ([name]) => !name.startsWith("declined_") && name !== "other",
    );
    const add = (given) => {
      const text = h("textarea", { rows: "2", maxlength: "200", required: true, placeholder: t("ask_her.hint") }, (given && given.text) || "");
      const about = select(null, [["", t("ask_her.free")], ...fields], (given && given.field) || "", null);
      asked.append(h("fieldset", { class: "question" }, field(t("ask_her.text"), text), field(t("ask_her.about"), about)));
      if (asked.children.length >= MOST_QUESTIONS) more.hidden = true;
      return text;
    };
    const more = button("quiet", t("ask_her.one_more"), () => add().focus());
    add(first);
    const submit = async (event) => {
      event.preventDefault();
      const questions = Array.from(asked.children, (set) => {
        const about = set.querySelector("select").value;
        return Object.assign({ text: set.querySelector("textarea").value.trim() }, about ? { field: about } : {});
      });
      try {
        const link = await send(questions);
        if (link) fill(body, linkParts(link, close));
        else close();
        if (link) box.querySelector(".primary").focus();
      } catch (problem) {
        say.textContent = problemWords(problem);
      }
    };
    const body = h("div", {}, h("form", { onsubmit: submit }, asked, more, say, h("button", { class: "primary" }, t("ask_her.send"))));
    return body;
  });
}

function linkParts(link, close) {
  const whole = link.startsWith("/") ? window.location.origin + link : link;
  const box = h("input", { id: "her-link", class: "link", type: "text", readonly: true, value: whole, "aria-label": t("ask_her.link") });
  return [
    h("p", {}, t("ask_her.link")),
    box,
    h("p", { class: "note" }, t("ask_her.once", { days: page.link_days })),
    h("div", { class: "dialog-foot" }, copyButton(() => whole), button("quiet", t("desk.close"), close)),
  ];
}

/** The bar at the foot of a file: what is in the way, and what can be done. `act(name)` does it. */
export function bar(file, act) {
  const blocks = file.obstacles.filter((obstacle) => obstacle.weight === "block").map((obstacle) => obstacle.gate);
  const warns = file.obstacles.filter((obstacle) => obstacle.weight === "warn").map((obstacle) => obstacle.gate);
  const may = new Set(file.actions);
  const reviewing = may.has("approve");
  const buttons = [];
  const add = (name, kind, key, more) => buttons.push(button(`decide ${kind}`, [t(`act.${name}`), key ? h("kbd", {}, key) : null], () => act(name), more));
  if (may.has("take") && !reviewing) add("take", "primary", "T");
  if (may.has("recall")) add("recall", "", "");
  if (reviewing) {
    add("approve", "primary", "A", { disabled: blocks.length > 0, "aria-describedby": "in-the-way" });
  }
  if (may.has("publish")) add("publish", "primary", "");
  if (may.has("return") && file.status !== "returned") add("return", "", "R");
  if (file.decline_by) {
    add("second", "bad", "");
    add("keep", "", "");
  } else if (may.has("propose_decline")) {
    add("decline", "bad", "D");
  }
  if (may.has("appeal")) add("appeal", "", "");
  if (may.has("reopen")) add("reopen", "", "");
  if (["published", "approved"].includes(file.status)) add("withdraw", "bad", "");
  return h("div", { class: "bar-in" }, reviewing ? inTheWay(blocks, warns) : null, h("div", { class: "bar-buttons" }, buttons));
}

function inTheWay(blocks, warns) {
  const list = (gates) => gates.map((gate) => t(`gate.${gate}`)).join(" · ");
  if (!blocks.length && !warns.length) return h("p", { id: "in-the-way", class: "way ready" }, t("act.ready"));
  return h(
    "div",
    { id: "in-the-way", class: "way" },
    blocks.length ? h("p", { class: "blocked" }, h("b", {}, t("act.blocked")), " ", list(blocks)) : null,
    warns.length ? h("p", { class: "warns" }, h("b", {}, t("act.warned")), " ", list(warns)) : null,
  );
}
