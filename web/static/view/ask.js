// The interview itself: what was heard, the one question, and the ways to answer it.

import { button, fill, focusOn, h, show } from "../dom.js";
import { Face } from "../face.js";
import { t } from "../text.js";
import { fixBar } from "./cards.js";
import { heardParts } from "./heard.js";
import { MicView } from "./mic.js";
import { waitingParts } from "./waiting.js";

const SEVERAL = new Set(["skills", "languages"]);

export class AskView {
  /**
   * `act`: answer(text), speak(recording), retry(), takeBack(item), notes(), toResume(), draft(text), call() or null;
   * `talk` plays what is to be heard.
   */
  constructor(act, talk) {
    this.act = act;
    this.talk = talk;
    this.asked = null;
    this.build();
  }

  build() {
    this.heard = h("section", { class: "heard" });
    this.question = h("h1", { id: "question", class: "question", tabindex: "-1" });
    this.banner = h("p", { class: "banner", hidden: true });
    this.fixing = h("div", { hidden: true });
    this.chips = h("div", { class: "chips", role: "group", "aria-label": t("ask.chips") });
    this.message = h("p", { class: "message", role: "status" });
    this.waiting = h("section", { class: "waiting", "aria-live": "polite" });
    this.svg = face();
    this.face = new Face(this.svg);
    this.hear = button("hear-question", "", () => this.talk.question(this.model.reply));
    this.asker = h(
      "section",
      { class: "asker", "aria-label": t("ask.question") },
      h("div", { class: "asker-side" }, h("span", { class: "face", "aria-hidden": "true" }, this.svg), this.hear),
      h("div", { class: "bubble", "aria-live": "polite", "aria-atomic": "true" }, this.question, this.banner),
    );
    this.mic = this.microphone();
    this.root = h(
      "div",
      { class: "ask" },
      this.heard,
      this.asker,
      this.fixing,
      this.mic ? this.mic.root : null,
      this.waiting,
      this.chips,
      (this.answer = this.form()),
    );
  }

  microphone() {
    if (!this.act.speak) return null;
    return new MicView({
      send: (made) => this.act.speak(made),
      begun: () => {
        this.talk.hush();
        this.root.classList.add("recording");
        this.moveFace();
      },
      over: () => {
        this.root.classList.remove("recording");
        this.moveFace();
      },
      hear: (made) => this.play(this.talk.recording(made)),
      type: () => this.type(),
      call: this.act.call,
    });
  }

  form() {
    this.box = h("textarea", {
      id: "box",
      class: "box",
      rows: "1",
      placeholder: t("ask.placeholder"),
      enterkeyhint: "send",
      autocomplete: "off",
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
    });
    const label = h("label", { for: "box", class: "hidden-words" }, t("ask.box"));
    return h(
      "form",
      { class: "answer", onsubmit: (event) => this.submit(event), novalidate: true },
      label,
      this.box,
      this.message,
      h(
        "div",
        { class: "answer-row" },
        button("quiet", t("ask.wrong"), () => this.load(t("say.wrong"))),
        button("quiet", t("ask.repeat"), () => this.repeat()),
        h("button", { type: "submit", class: "send" }, t("ask.send")),
      ),
    );
  }

  /** Show the interview as it is now. What she is writing is never touched. */
  update(model) {
    this.model = model;
    this.showHeard(model);
    this.showQuestion(model);
    this.showChips(model);
    this.showWaiting(model);
    this.takeReturned(model);
    this.showTrouble(model);
    this.sounding();
  }

  showHeard(model) {
    const parts = heardParts(model, {
      fix: (card) => this.fix(card),
      notes: this.act.notes,
      hearTurn: () => this.play(this.talk.turn(model.turn.turn_id)),
      edit: () => this.load((model.again ? "" : t("say.wrong")) + model.turn.text),
      speakAgain: () => this.speakAgain(),
      canHear: (facts) => this.talk.canFacts(facts),
      hear: (facts) => this.play(this.talk.facts(facts)),
    });
    fill(this.heard, parts);
    this.heard.hidden = parts.length === 0;
    // What was heard stands above the next question. What is to be checked stands at the end: the question reads it
    // out whole, and whoever finds it right need not pass it a second time.
    if (model.state === "read_back") this.answer.after(this.heard);
    else this.asker.before(this.heard);
  }

  // A correction is heard as one when it says so; while the same question is open, the answer alone will do.
  speakAgain() {
    this.mic.hint(t(this.model.again ? "heard.how_again" : "heard.how_wrong", { words: t("say.wrong") }));
    this.mic.root.scrollIntoView({ block: "center" });
    this.mic.mic.focus();
  }

  // Not heard: the question itself says so, kindly. The microphone is ready; the second time, so is the keyboard.
  showTrouble(model) {
    if (!this.mic || this.seenTurn === model.taken) return;
    this.seenTurn = model.taken;
    const missed = Boolean(model.turn && model.turn.trouble);
    this.mic.hint(missed ? t(model.unheard > 1 ? "heard.try_typing" : "heard.try_again") : "");
    this.mic.root.classList.toggle("typing-offered", missed && model.unheard > 1);
    if (model.turn && !missed) this.face.nod();
  }

  /** What sounds has changed. */
  sounding() {
    const { reply } = this.model;
    const on = this.talk.speaker.state !== "idle";
    this.hear.hidden = !this.talk.canQuestion(reply);
    this.hear.setAttribute("aria-label", t(on ? "speech.stop" : "speech.hear"));
    this.hear.title = this.hear.getAttribute("aria-label");
    this.hear.dataset.state = this.talk.speaker.state;
    this.moveFace();
  }

  moveFace() {
    if (this.talk.speaking) return;
    if (this.root && this.root.classList.contains("recording")) this.face.listen();
    else if (this.model && this.model.waiting.length && !this.model.trouble) this.face.wait();
    else this.face.rest();
  }

  async play(playing) {
    if (!(await playing)) this.say(t("heard.failed"));
  }

  /** To the keyboard. */
  type() {
    this.box.focus();
    this.box.scrollIntoView({ block: "center" });
  }

  showQuestion(model) {
    const text = model.reply.text;
    const banner = { paused: "plain.paused", handoff: "plain.handoff" }[model.state];
    this.banner.hidden = !banner;
    this.banner.textContent = banner ? t(banner) : "";
    if (this.asked === text) return;
    const first = this.asked === null;
    const left = !document.activeElement || document.activeElement === document.body;
    this.asked = text;
    fill(this.question, text.split("\n").map((line) => h("span", {}, line)));
    this.asker.classList.toggle("long", text.length > 70);
    if (first) return;
    this.endFix();
    if (left || this.fromChip) focusOn(this.question);
    this.fromChip = false;
    this.reveal();
  }

  // From the top where the question fits below what was heard; else, as with a keyboard open, from the question.
  reveal() {
    window.scrollTo(0, 0);
    const box = this.asker.getBoundingClientRect();
    if (box.bottom > window.innerHeight * 0.6) show(this.asker);
  }

  showChips(model) {
    const busy = model.waiting.length > 0;
    const words = busy ? [] : model.reply.quick_replies;
    const several = SEVERAL.has(model.reply.asking) && words.length > 2;
    const key = JSON.stringify([words, several, busy, model.state]);
    this.chips.hidden = !this.fixing.hidden;
    if (key === this.chipsShown) return;
    this.chipsShown = key;
    const goOn = { paused: "plain.paused_go_on", handoff: "plain.handoff_go_on" }[model.state];
    const chips = words.map((word) => (several ? this.toggle(word) : button("chip", word, () => this.tap(word))));
    if (several) chips.unshift(h("p", { class: "chips-how" }, t("ask.several")));
    if (goOn && !busy && !words.length) chips.push(button("chip", t(goOn), () => this.tap(t("say.resume"))));
    if (model.state === "done") chips.push(button("chip", t("done.title"), () => this.act.toResume()));
    fill(this.chips, chips);
  }

  // Where several answers may be right, a tap puts the words into the box, and another takes them out again.
  toggle(word) {
    const change = () => {
      const comma = t("value.comma");
      const parts = this.box.value.split(comma).filter((part) => part.trim() !== "");
      const rest = parts.filter((part) => part !== word);
      this.box.value = (rest.length < parts.length ? rest : parts.concat(word)).join(comma);
      this.typed();
    };
    return button("chip", word, change, { "aria-pressed": "false" });
  }

  showWaiting(model) {
    const back = async (item) => {
      if (!(await this.act.takeBack(item))) return;
      if (item.sound) this.mic.review({ blob: new Blob([item.sound], { type: item.kind }), seconds: item.seconds });
      else this.load(item.text);
    };
    const parts = waitingParts(model, { back, retry: this.act.retry, hear: (item) => this.play(this.talk.recording(item)) });
    fill(this.waiting, parts);
    this.waiting.hidden = parts.length === 0;
  }

  // The server did not take an answer (too long, finished): it comes back into the box, nothing is lost.
  takeReturned(model) {
    if (!model.returned || model.returned === this.seen) return;
    this.seen = model.returned;
    const { item, problem, text } = model.returned;
    const words = problem.detail || t("ask.returned");
    if (item && this.mic) {
      this.mic.review({ blob: new Blob([item.sound], { type: item.kind }), seconds: item.seconds }, words);
      return;
    }
    if (!this.box.value.trim()) this.load(text);
    this.say(words);
  }

  /** Put words into the box, the cursor behind them. */
  load(text) {
    this.box.value = text;
    this.typed();
    this.box.focus();
    this.box.setSelectionRange(text.length, text.length);
    this.box.scrollIntoView({ block: "center" });
  }

  /** Start correcting one card. */
  fix(card) {
    const load = (text) => this.load(text);
    fill(this.fixing, fixBar(card, load, () => this.endFix(true)));
    this.fixing.hidden = false;
    this.chips.hidden = true;
    load(card.items.length === 1 ? card.items[0].undo : card.correction);
  }

  endFix(clear) {
    if (this.fixing.hidden) return;
    this.fixing.hidden = true;
    fill(this.fixing, []);
    if (clear) this.load("");
    if (this.model) this.showChips(this.model);
  }

  typed() {
    this.say("");
    this.act.draft(this.box.value);
    const parts = this.box.value.split(t("value.comma"));
    this.chips.querySelectorAll("[aria-pressed]").forEach((chip) => {
      chip.setAttribute("aria-pressed", String(parts.includes(chip.textContent)));
    });
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight + 4, 240)}px`;
  }

  key(event) {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing) this.submit(event);
    if (event.key === "Escape") this.endFix(true);
  }

  async submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) {
      this.say(t("ask.empty"));
      this.box.focus();
      return;
    }
    if (!(await this.give(text))) return;
    this.box.value = "";
    this.typed();
    this.endFix();
  }

  async tap(word) {
    this.fromChip = true;
    if (await this.give(word)) focusOn(this.question);
  }

  // False when it is being given already, or could not even be stored: then it stays where she wrote it.
  async give(text) {
    if (this.storing) return false;
    this.storing = true;
    try {
      await this.act.answer(text);
      return true;
    } catch (error) {
      this.say(t("problem.other"));
      return false;
    } finally {
      this.storing = false;
    }
  }

  // With a network the interviewer says it in other words; without one, the question is brought back into view.
  repeat() {
    if (!this.model.trouble) return this.tap(t("say.repeat"));
    this.reveal();
    return focusOn(this.question);
  }

  say(text) {
    this.message.textContent = text;
  }
}

/** The drawn interviewer, taken from the page so that it is drawn once. */
export function face() {
  return document.getElementById("face").content.querySelector("svg").cloneNode(true);
}
