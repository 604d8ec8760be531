// What lies behind the question: what was noted, what was said, and everything else one may want to do.

import { button, fill, h } from "../dom.js";
import { copy, share } from "../share.js";
import { t } from "../text.js";
import { cardList } from "./cards.js";
import { soundPart } from "./sound.js";

/** What was noted so far, each with her words. */
export function notesPanel(model, act) {
  const made = cardList(model.facts, act, 0);
  return [
    h("h1", {}, t("notes.title")),
    h("p", {}, t(made.total ? "notes.how" : "notes.none")),
    model.trouble ? h("p", { class: "offline" }, t("notes.offline")) : null,
    made.list,
  ];
}

/** The conversation, in order. */
export function historyPanel(model) {
  const lines = model.transcript.map((line) =>
    h(
      "li",
      { class: `line ${line.role}` },
      h("span", { class: "line-who" }, t(line.role === "worker" ? "history.me" : "history.interviewer")),
      h("p", {}, line.text),
    ),
  );
  return [
    h("h1", {}, t("history.title")),
    lines.length ? h("ol", { class: "lines" }, lines) : h("p", {}, t("history.none")),
  ];
}

/** Everything else: the conversation, the link, finishing, deleting. */
export function morePanel(model, act) {
  const open = ["asking", "read_back", "paused", "handoff"].includes(model.state);
  return [
    h("h1", {}, t("app.more")),
    h(
      "div",
      { class: "stack" },
      button("wide", t("notes.title"), act.notes),
      button("wide", t("history.show"), act.history),
      open ? button("wide", t("more.finish"), act.finish) : null,
      open ? h("p", { class: "small-words" }, t("more.finish_how")) : null,
    ),
    soundPart(act.soundChosen),
    linkPart(model),
    removePart(act),
  ];
}

function linkPart(model) {
  const message = h("p", { class: "message", role: "status" });
  const attributes = { class: "link", readonly: true, hidden: true, "aria-label": t("more.link_label") };
  const field = h("input", { value: model.link, ...attributes });
  const copyLink = async () => {
    const done = await copy(model.link);
    field.hidden = done;
    if (!done) field.select();
    message.textContent = t(done ? "more.copied" : "more.copy_failed");
  };
  const send = async () => {
    if (!(await share({ title: t("app.title"), text: t("more.link_text"), url: model.link }))) await copyLink();
  };
  return h(
    "section",
    { class: "part" },
    h("h2", {}, t("more.link")),
    h("p", { class: "small-words" }, t("more.link_how")),
    h("div", { class: "stack" }, button("wide", t("more.share_link"), send), button("wide", t("more.copy_link"), copyLink)),
    field,
    message,
  );
}

// Two taps: the first opens the question, the second deletes.
function removePart(act) {
  const place = h("div", { class: "stack" });
  const message = h("p", { class: "message", role: "status" });
  const ask = () => {
    const yes = button("wide danger", t("more.remove_yes"), remove);
    fill(place, [h("p", { class: "sure", role: "alert" }, t("more.remove_sure")), yes, button("wide", t("more.remove_no"), rest)]);
    yes.focus();
  };
  const rest = () => fill(place, button("wide danger-quiet", t("more.remove"), ask));
  const remove = async () => {
    message.textContent = t("more.removing");
    try {
      await act.remove();
    } catch (problem) {
      message.textContent = t("more.remove_failed", { detail: problem.detail || t("problem.network") });
    }
  };
  rest();
  return h(
    "section",
    { class: "part" },
    h("h2", {}, t("more.remove_title")),
    h("p", { class: "small-words" }, t("more.remove_how")),
    place,
    message,
  );
}
