// One reply, from the first sign of life to its people, clauses and what can be answered.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { citeCards, phoneLinks } from "../ask/parts.js";
import { wrongWords } from "../shared/frame.js";
import { comparison } from "./compare.js";
import { card } from "./people.js";

const SLOW_MS = 2000;
const VERY_SLOW_MS = 8000;
const TITLED = ["refusal", "emergency", "handoff"];

export class Reply {
  /** `on` are the page's actions; `retry` sends the same words again. */
  constructor(on, retry) {
    this.on = on;
    this.retry = retry;
    this.timers = [];
    this.root = h("article", { class: "reply" });
  }

  /** Show that something is being done, and say so again when it takes long. */
  begin(words) {
    const waiting = h("p", { class: "looking", role: "status" }, words || t("find.working"));
    this.timers = [[SLOW_MS, "find.slow"], [VERY_SLOW_MS, "find.very_slow"]].map(([after, key]) =>
      setTimeout(() => fill(waiting, [t(key)]), after),
    );
    this.words = h("div", { class: "reply-words" });
    this.root.className = "reply";
    this.root.setAttribute("aria-busy", "true");
    fill(this.root, [waiting]);
  }

  hear(name, data) {
    if (name === "start") {
      this.still();
      this.root.className = `reply ${data.kind}`;
      fill(this.root, [this.title(data.kind), this.words]);
    }
    if (name === "text") this.words.append(h("p", {}, data.text.trim()));
  }

  title(kind) {
    return TITLED.includes(kind) && h("h2", { class: "reply-kind" }, t(`kinds.${kind}`));
  }

  /** The whole reply. `last` ones offer their answers to tap. */
  end(reply, last) {
    this.still();
    this.reply = reply;
    this.root.className = `reply ${reply.kind}`;
    const urgent = reply.kind === "emergency";
    const calls = phoneLinks(reply.text, reply.kind);
    const question = reply.question && reply.question.text;
    const said = reply.text.split("\n").filter((line) => line.trim() && line !== question);
    fill(this.root, [
      this.title(reply.kind),
      urgent && calls,
      h("div", { class: "reply-words" }, said.map((line) => h("p", {}, line))),
      !urgent && calls,
      this.people(reply),
      reply.comparison && comparison(reply.comparison),
      reply.citations.length > 0 && [h("h3", {}, t("answer.cites")), citeCards(reply.citations, true, reply.text)],
      question && h("p", { class: "back-question" }, question),
      last && this.answers(reply),
      this.actions(reply),
    ]);
    this.root.setAttribute("aria-busy", "false");
  }

  people(reply) {
    const near = reply.near_misses.map((miss) => card(miss.match, { near: miss.text, on: this.on, chosen: this.on.chosen(miss.match) }));
    const matches = reply.matches.map((match) => card(match, { on: this.on, chosen: this.on.chosen(match) }));
    return [
      matches.length > 0 && h("ul", { class: "people" }, matches),
      near.length > 0 && [h("h3", {}, t("card.near")), h("ul", { class: "people" }, near)],
    ];
  }

  answers(reply) {
    if (!reply.quick_replies.length) return null;
    const chips = reply.quick_replies.map((words) => h("li", {}, button("chip", words, () => this.on.say(words))));
    return h("ul", { class: "chips quick", "aria-label": t("find.quick") }, chips);
  }

  actions(reply) {
    const made = {
      request: (action) => button("send-card", t("card.request"), () => this.on.requestIds(action.worker_ids)),
      orders: () => button("send-card", t("orders.open"), () => this.on.orders()),
    };
    return reply.actions.filter((action) => made[action.kind]).map((action) => made[action.kind](action));
  }

  /** An answer was given: what could be tapped is past. */
  settle() {
    this.root.querySelectorAll(".quick").forEach((each) => each.remove());
  }

  fail(problem) {
    this.still();
    this.root.className = "reply problem";
    fill(this.root, [
      h("h2", { class: "reply-kind" }, t("kinds.problem")),
      h("p", {}, wrongWords(problem)),
      button("again", t("find.again"), () => this.retry()),
    ]);
    this.root.setAttribute("aria-busy", "false");
  }

  still() {
    this.timers.forEach(clearTimeout);
  }
}
