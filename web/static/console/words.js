// Her words as they were said: every quote a fact rests on can be touched, lit up and heard.

import { button, h } from "../dom.js";
import { t } from "../text.js";

export class Words {
  /** `choose(fact)` is called when somebody touches a quote. */
  constructor(file, player, choose) {
    this.file = file;
    this.player = player;
    this.choose = choose;
    this.spoken = new Map(file.audio.map((each) => [each.turn_id, each]));
    this.lit = [];
    this.asked = new Map(file.questions.filter((question) => question.turn_id).map((question) => [question.turn_id, question]));
    this.root = h(
      "section",
      { class: "words", "aria-label": t("file.words") },
      h("h3", {}, t("file.words")),
      h("ol", { class: "turns" }, file.transcript.map((line) => this.turn(line))),
    );
  }

  turn(line) {
    if (line.role === "interviewer") {
      return h("li", { class: "turn theirs" }, h("span", { class: "who" }, t("file.interviewer")), h("p", {}, line.text));
    }
    const spoken = this.spoken.get(line.turn_id);
    return h(
      "li",
      { class: this.asked.has(line.turn_id) ? "turn hers asked" : "turn hers" },
      h("span", { class: "who" }, t("file.her")),
      h("p", { "data-turn": line.turn_id }, this.quoted(line)),
      spoken ? button("small-button play-turn", t("file.play_turn"), () => this.toggle(spoken), { "data-plays": line.turn_id }) : null,
    );
  }

  /** The words with every quote of a fact that stands made into something to touch. Quotes may overlap. */
  quoted(line) {
    // The server counts characters, the browser's strings UTF-16 units.
    const characters = Array.from(line.text);
    const facts = this.file.facts.filter((fact) => fact.live && fact.turn_id === line.turn_id && fact.end <= characters.length);
    const edges = Array.from(new Set([0, characters.length, ...facts.flatMap((fact) => [fact.start, fact.end])])).sort((a, b) => a - b);
    const parts = [];
    edges.slice(0, -1).forEach((start, n) => {
      const end = edges[n + 1];
      const behind = facts.filter((fact) => fact.start <= start && fact.end >= end);
      const text = characters.slice(start, end).join("");
      if (!behind.length) parts.push(text);
      else {
        const ids = behind.map((fact) => fact.n).join(" ");
        parts.push(h("mark", { class: "quote", "data-facts": ` ${ids} `, onclick: () => this.choose(behind[0]) }, text));
      }
    });
    return parts;
  }

  /** Light up the words of these facts and bring the last of them into view. */
  light(facts) {
    this.lit.forEach((mark) => mark.classList.remove("lit"));
    this.lit = facts.flatMap((fact) => Array.from(this.root.querySelectorAll(`[data-facts~="${fact.n}"]`)));
    this.lit.forEach((mark) => mark.classList.add("lit"));
    const last = this.lit[this.lit.length - 1];
    if (!last) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    last.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  canPlay(fact) {
    return this.spoken.has(fact.turn_id);
  }

  play(fact) {
    const spoken = this.spoken.get(fact.turn_id);
    if (spoken) this.player.play(spoken, fact.audio_start, fact.audio_end);
  }

  toggle(spoken) {
    if (this.player.turn === spoken.turn_id) this.player.stop();
    else this.player.play(spoken, 0, null);
  }

  drawPlaying() {
    this.root.querySelectorAll("[data-plays]").forEach((each) => {
      each.textContent = t(each.dataset.plays === this.player.turn ? "file.stop" : "file.play_turn");
    });
  }

  /** The words of hers that are selected on the page, as evidence; null without. */
  selected() {
    const chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const within = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-turn]");
    const turn = within(range.startContainer);
    if (!turn || turn !== within(range.endContainer) || !this.root.contains(turn)) return null;
    const before = document.createRange();
    before.selectNodeContents(turn);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    const quote = range.toString();
    if (!quote.trim()) return null;
    return { turn_id: turn.dataset.turn, start, end: start + Array.from(quote).length, quote };
  }
}
