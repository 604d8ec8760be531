// The interview itself: what was heard, the one question, and the ways to answer it.

import { button, fill, focusOn, h, show } from "../dom.js";
import { t } from "../text.js";
import { cardList, fixBar } from "./cards.js";

const HEARD_LIMIT = 2;
const LONG_QUESTION = 70;
const SEVERAL = new Set(["skills", "languages"]);

export class AskView {
  /** `act`: answer(text), retry(), takeBack(item), notes(), toResume(), draft(text). */
  constructor(act) {
    this.act = act;
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
    this.asker = h(
      "section",
      { class: "asker", "aria-label": t("ask.question") },
      h("span", { class: "face", "aria-hidden": "true" }, face()),
      h("div", { class: "bubble", "aria-live": "polite", "aria-atomic": "true" }, this.question, this.banner),
    );
    this.root = h(
      "div",
      { class: "ask" },
      this.heard,
      this.asker,
      this.fixing,
      this.chips,
      // The place of the microphone: empty, it takes no room.
      h("div", { id: "voice", class: "voice" }),
      this.waiting,
      (this.answer = this.form()),
    );
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
  }

  showHeard(model) {
    const parts = [];
    if (model.state === "read_back" && model.facts.length) {
      parts.push(h("h2", {}, t("ask.check")), cardList(model.facts, (card) => this.fix(card), 0).list);
    } else if (model.turn) {
      const said = h("p", { class: "said" }, h("span", {}, t("ask.said")), h("q", {}, model.turn.text));
      parts.push(model.turn.facts.length ? this.turnCards(model.turn.facts) : said);
    }
    fill(this.heard, parts);
    this.heard.hidden = parts.length === 0;
    // What was heard stands above the next question. What is to be checked stands at the end: the question reads it
    // out whole, and whoever finds it right need not pass it a second time.
    if (model.state === "read_back") this.answer.after(this.heard);
    else this.asker.before(this.heard);
  }

  turnCards(facts) {
    const made = cardList(facts, (card) => this.fix(card), HEARD_LIMIT);
    const more = button("quiet", t("ask.more_notes", { n: made.hidden }), () => this.act.notes());
    return [h("div", { class: "heard-head" }, h("h2", {}, t("ask.heard")), made.hidden ? more : null), made.list];
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
    this.question.textContent = text;
    this.question.classList.toggle("long", text.length > LONG_QUESTION);
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
    const parts = model.waiting.map((item) => this.waitingItem(model, item));
    if (model.trouble) {
      parts.push(h("p", { class: "offline" }, t(model.waiting.length ? "ask.waiting_many" : "ask.offline")));
      parts.push(button("quiet", t("ask.try_now"), () => this.act.retry()));
    }
    fill(this.waiting, parts);
    this.waiting.hidden = parts.length === 0;
  }

  waitingItem(model, item) {
    const back = async () => {
      if (await this.act.takeBack(item)) this.load(item.text);
    };
    return h(
      "div",
      { class: "waiting-item" },
      h("q", {}, item.text),
      h("span", { class: "waiting-state" }, t(model.trouble ? "ask.waiting" : "ask.sending")),
      model.trouble ? button("quiet", t("ask.take_back"), back) : null,
    );
  }

  // The server did not take an answer (too long, finished): it comes back into the box, nothing is lost.
  takeReturned(model) {
    if (!model.returned || model.returned === this.seen) return;
    this.seen = model.returned;
    if (!this.box.value.trim()) this.load(model.returned.text);
    this.say(model.returned.problem.detail || t("ask.returned"));
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
  return document.getElementById("face").content.cloneNode(true);
}
