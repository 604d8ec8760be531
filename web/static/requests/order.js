// One family who would like to meet her: what the work is, and one tap for yes, another time, or no.

import { button, fill, focusOn, h } from "../dom.js";
import { t } from "../text.js";
import { phoneVoice, speakByPhone } from "../voice/phone.js";
import { ahead, days, parts } from "./days.js";

const HELD_MS = 6000;
const MOST = 3;
const LONGEST = 500;

/** Draw an order; `send(order, action, more)` takes a step. */
export class OrderCard {
  constructor(order, send) {
    this.order = order;
    this.send = send;
    this.element = h("article", { class: `order ${order.state}`, "aria-labelledby": `title-${order.id}` });
    this.asked = h("div", { class: "asked" });
    this.draw();
  }

  draw() {
    const { order } = this;
    const open = order.choices.some((choice) => choice.action === "agree");
    fill(this.element, [
      h("h2", { id: `title-${order.id}`, tabindex: "-1" }, open ? t("orders.new") : order.label),
      !open && h("p", { class: "next" }, order.next),
      h("dl", { class: "family" }, order.family.map((line) => [h("dt", {}, line.label), h("dd", {}, line.text)])),
      order.note && h("p", { class: "note" }, h("b", {}, t("orders.note")), h("q", {}, order.note)),
      this.reading(),
      this.asked,
      order.history.length > 1 && history(order),
    ]);
    if (open) this.askYes();
    else this.offerRest();
  }

  // The phone reads it to her, where it has a voice for the language.
  reading() {
    if (!phoneVoice()) return null;
    const run = {};
    const listen = button("listen", t("orders.listen"), async () => {
      if (run.stop) {
        run.stop();
        return;
      }
      listen.textContent = t("orders.silence");
      await speakByPhone(this.aloud(), undefined, run, () => undefined);
      run.stop = null;
      listen.textContent = t("orders.listen");
    });
    return listen;
  }

  aloud() {
    const { order } = this;
    const family = order.family.map((line) => `${line.label}${t("orders.colon")}${line.text}`);
    return [order.next, ...family, ...order.times.map((time) => time.text)].join(t("orders.stop"));
  }

  askYes() {
    const now = new Date();
    const times = this.order.times.filter((time) => ahead(time.at, now));
    fill(this.asked, [
      h("p", { class: "which" }, times.length ? t("orders.which") : t("orders.over")),
      times.map((time) => this.tap("wide primary", t("orders.yes", { time: time.text }), () => this.send(this.order, "agree", { times: [time.at] }))),
      button("wide", t("orders.other"), () => this.askOther()),
      button("wide no", t("orders.no"), () => this.hold()),
      h("p", { class: "small-words" }, this.order.next),
    ]);
  }

  // After the usual steps: what she may still do, less prominent.
  offerRest() {
    const { order } = this;
    const may = (action) => order.choices.find((choice) => choice.action === action);
    fill(this.asked, [
      may("offer") && button("wide", t("orders.other"), () => this.askOther()),
      ["withdraw", "dispute"].map(may).filter(Boolean).map((choice) => button("wide quiet", choice.text, () => this.askWhy(choice))),
    ]);
  }

  askOther() {
    const now = new Date();
    const chosen = new Set();
    const send = this.tap("wide primary", t("other.send"), () => this.send(this.order, "offer", { times: Array.from(chosen) }));
    const mark = () => {
      send.hidden = chosen.size === 0;
      send.textContent = chosen.size > 1 ? t("other.send_n", { n: chosen.size }) : t("other.send");
      list.querySelectorAll("[aria-pressed=false]").forEach((each) => {
        each.disabled = chosen.size >= MOST;
      });
    };
    const time = ({ at, words }) => {
      const made = button("part", words, () => {
        if (!chosen.delete(at)) chosen.add(at);
        made.setAttribute("aria-pressed", String(chosen.has(at)));
        mark();
      }, { "aria-pressed": "false" });
      return made;
    };
    const list = h("div", { class: "days" }, days(now).map((day) =>
      h("fieldset", {}, h("legend", {}, day.words), h("div", { class: "parts" }, parts(day.date, now).map(time)))));
    fill(this.asked, [
      h("h3", {}, t("other.title")),
      h("p", { class: "small-words" }, t("other.more")),
      list,
      send,
      button("wide quiet", t("other.back"), () => this.draw()),
    ]);
    mark();
    focusOn(this.asked.querySelector("h3"));
  }

  // A no cannot be taken back once it is sent, so it waits a moment. Leaving the page sends it.
  hold() {
    let reason = null;
    const choice = this.order.choices.find((each) => each.action === "decline");
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", go);
      this.send(this.order, "decline", reason ? { reason } : {});
    };
    const timer = setTimeout(go, HELD_MS);
    window.addEventListener("pagehide", go, { once: true });
    const undo = () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", go);
      this.draw();
    };
    const why = (code, words) => button("chip", words, () => {
      reason = code;
      go();
    });
    fill(this.asked, [
      h("p", { class: "which", role: "status" }, t("no.held")),
      button("wide", t("no.undo"), undo),
      h("p", { class: "small-words" }, t("no.why")),
      h("div", { class: "chips" }, Object.entries(choice.reasons).map(([code, words]) => why(code, words))),
    ]);
    focusOn(this.asked.querySelector(".which"));
  }

  askWhy(choice) {
    const wordy = choice.action === "dispute";
    const id = `words-${this.order.id}`;
    const box = wordy && h("textarea", { id, rows: 3, maxlength: LONGEST });
    const send = (reason) => this.send(this.order, choice.action, Object.assign(reason ? { reason } : {}, wordy ? { words: box.value.trim() } : {}));
    const reasons = Object.entries(choice.reasons).map(([code, words]) => this.tap("chip", words, () => send(code)));
    fill(this.asked, [
      wordy && [h("label", { for: id }, t("step.words")), box],
      h("h3", {}, t("step.why")),
      h("div", { class: "chips" }, reasons, !wordy && this.tap("chip", t("step.optional"), () => send(null))),
      button("wide quiet", t("step.back"), () => this.draw()),
    ]);
    focusOn(wordy ? box : this.asked.querySelector("h3"));
  }

  // A button that works once until the answer is there.
  tap(kind, words, work) {
    const made = button(kind, words, async () => {
      const all = Array.from(this.asked.querySelectorAll("button"));
      all.forEach((each) => {
        each.disabled = true;
      });
      await work();
      all.forEach((each) => {
        each.disabled = false;
      });
    });
    return made;
  }
}

function history(order) {
  return h("details", { class: "history" }, h("summary", {}, t("orders.history")), h("ol", {}, order.history.map((step) =>
    h("li", {}, [step.text, step.meeting && step.meeting.text, step.reason].filter(Boolean).join(" · ")))));
}
