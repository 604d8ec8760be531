// One answer, from the first sign of life to its sources.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { citeCards, citeName, copyButton, phoneLinks } from "./parts.js";
import { wrongWords } from "../shared/frame.js";

const SLOW_MS = 2000;
const VERY_SLOW_MS = 8000;
const TITLED = ["clarify", "refusal", "emergency", "handoff"];

export class Reply {
  constructor(retry) {
    this.retry = retry;
    this.root = h("article", { class: "reply" });
  }

  /** Show that it is being looked up, and say so again when it takes long. */
  begin() {
    this.timers = [[SLOW_MS, "chat.slow"], [VERY_SLOW_MS, "chat.very_slow"]].map(([after, key]) =>
      setTimeout(() => fill(this.waiting, [t(key)]), after),
    );
    this.waiting = h("p", { class: "looking" }, t("chat.looking"));
    this.words = h("div", { class: "reply-words" });
    this.lines = 0;
    this.root.className = "reply";
    this.root.setAttribute("aria-busy", "true");
    fill(this.root, [this.waiting]);
  }

  hear(name, data) {
    if (name === "start") {
      this.still();
      this.root.className = `reply ${data.kind}`;
      fill(this.root, [this.title(data.kind), this.words]);
    }
    if (name === "text") this.line(data.text.trim());
  }

  title(kind) {
    return h("h2", { class: TITLED.includes(kind) ? "reply-kind" : "hidden-words" }, t(`answer.kind_${kind}`));
  }

  // The first sentence is the answer itself; the line of its source is said again by the cards.
  line(text) {
    if (!text) return;
    this.lines += 1;
    const basis = text.startsWith(t("answer.basis"));
    const cut = this.lines === 1 ? text.search(/[\u3002\uff01\uff1f]|[.!?](\s|$)/) + 1 : 0;
    this.words.append(
      h("p", { class: basis ? "small-words" : null }, cut > 0 && h("strong", {}, text.slice(0, cut)), text.slice(cut > 0 ? cut : 0)),
    );
  }

  end(answer, more) {
    this.still();
    const cites = answer.citations.length > 0 && [
      h("h3", {}, t("answer.cites")),
      citeCards(answer.citations, false, answer.text),
    ];
    const calls = phoneLinks(answer.text, answer.kind);
    const urgent = answer.kind === "emergency";
    fill(this.root, [
      this.title(answer.kind),
      urgent && calls,
      this.words,
      !urgent && calls,
      more,
      cites,
      h("div", { class: "reply-foot" },
        copyButton(t("answer.copy"), () => plain(answer)),
        answer.kind === "answer" && h("p", { class: "small-words" }, t("answer.disclaimer")),
      ),
    ]);
    this.root.setAttribute("aria-busy", "false");
  }

  fail(problem) {
    this.still();
    this.root.className = "reply problem";
    fill(this.root, [
      h("h2", { class: "reply-kind" }, t("answer.kind_problem")),
      h("p", {}, wrongWords(problem)),
      button("again", t("chat.again"), () => this.retry()),
    ]);
    this.root.setAttribute("aria-busy", "false");
  }

  still() {
    this.timers.forEach(clearTimeout);
  }
}

function plain(answer) {
  const sources = answer.citations.map(citeName);
  return [answer.text, ...sources, t("answer.disclaimer")].join("\n");
}
