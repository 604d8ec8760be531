// Answers on their way: each can be read or heard, and taken back while it waits.

import { button, h } from "../dom.js";
import { t } from "../text.js";

/** What waits. `act`: back(item), retry(), hear({sound}). */
export function waitingParts(model, act) {
  const parts = model.waiting.map((item) => waitingItem(model, item, act));
  if (!model.trouble) return parts;
  const kept = model.waiting.some((item) => item.loose) ? "ask.full" : "ask.waiting_many";
  const words = model.trouble === "busy" ? "ask.busy" : model.waiting.length ? kept : "ask.offline";
  parts.push(h("p", { class: "offline" }, t(words)));
  parts.push(button("quiet", t("ask.try_now"), act.retry));
  return parts;
}

function waitingItem(model, item, act) {
  const state = model.trouble === "busy" ? "ask.queued" : model.trouble ? "ask.waiting" : item.sound ? "ask.listening" : "ask.sending";
  return h(
    "div",
    { class: "waiting-item" },
    item.sound
      ? h("span", { class: "waiting-sound" }, t("ask.recording", { n: Math.max(1, Math.round(item.seconds)) }))
      : h("q", {}, item.text),
    h("span", { class: "waiting-state" }, t(state)),
    item.sound ? button("quiet hear", t("heard.listen"), () => act.hear(item)) : null,
    model.trouble ? button("quiet", t("ask.take_back"), () => act.back(item)) : null,
  );
}
