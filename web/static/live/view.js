// The live conversation on the screen: who has the floor, the question, her words as they come, and ways out of it.

import { button, fill, h } from "../dom.js";
import { Face } from "../face.js";
import { t } from "../text.js";
import { face } from "../view/ask.js";
import { NoMicrophone } from "../voice/mic.js";
import { Call } from "./call.js";

export class LiveView {
  /** `act`: turn(answer, text), over(reason, words, toKeyboard), wakeLock is taken while it lasts. */
  constructor(who, reply, act) {
    this.act = act;
    this.call = new Call(who, this.ears());
    this.build();
    this.show(reply);
    this.state("opening");
  }

  build() {
    this.svg = face();
    this.face = new Face(this.svg);
    this.status = h("p", { class: "live-state", role: "status" });
    this.question = h("h1", { id: "question", class: "question", tabindex: "-1" });
    this.words = h("p", { class: "live-words", "aria-live": "off" });
    this.heard = h("p", { class: "live-heard", "aria-live": "polite" });
    this.notice = h("p", { class: "live-notice", role: "status" });
    this.chips = h("div", { class: "chips", role: "group", "aria-label": t("ask.chips") });
    const quiet = button("side", t("live.quiet"), () => this.call.hush());
    this.quiet = quiet;
    this.root = h(
      "div",
      { class: "live" },
      h("span", { class: "face live-face", "aria-hidden": "true" }, this.svg),
      this.status,
      h("div", { class: "bubble", "aria-live": "polite", "aria-atomic": "true" }, this.question),
      h("div", { class: "live-said" }, this.heard, this.words),
      this.notice,
      this.chips,
      h(
        "div",
        { class: "live-row" },
        h("div", { class: "voice-side" }, button("side", t("live.type"), () => this.leave(true))),
        button("hang-up", t("live.hang_up"), () => this.leave(false)),
        h("div", { class: "voice-side" }, quiet),
      ),
    );
  }

  async open() {
    this.stayAwake();
    try {
      await this.call.open();
    } catch (error) {
      this.call.end(error instanceof NoMicrophone ? `no_mic.${error.reason}` : "problem");
    }
  }

  leave(toKeyboard) {
    this.toKeyboard = toKeyboard;
    this.call.hangUp();
  }

  /** An answer by text or by a tapped chip. */
  write(text) {
    this.heard.textContent = text;
    this.words.textContent = "";
    this.call.write(text);
  }

  ears() {
    return {
      state: (name) => this.state(name),
      partial: (text) => {
        this.words.textContent = text;
        this.heard.textContent = "";
        this.notice.textContent = "";
      },
      heard: (text) => {
        this.words.textContent = "";
        this.heard.textContent = text;
        this.face.nod();
      },
      turn: (answer, text) => {
        this.words.textContent = "";
        this.notice.textContent = "";
        this.show(answer.reply);
        this.act.turn(answer, text);
      },
      speaks: (text, visemes, startedAt) => {
        this.speaking = true;
        this.state(this.name);
        this.face.speak(visemes, startedAt);
      },
      silent: () => {
        this.speaking = false;
        this.state(this.name);
      },
      nudge: (text) => {
        this.notice.textContent = text;
      },
      problem: (words) => {
        this.notice.textContent = words;
      },
      over: (reason, words) => this.over(reason, words),
    };
  }

  state(told) {
    let name = told;
    this.name = told;
    // What the ear hears counts: the server has the floor free while its last words are still under way.
    if (this.speaking && name === "listening") name = "speaking";
    this.root.dataset.state = name;
    const words = {
      opening: "live.opening",
      listening: "live.listening",
      thinking: "live.thinking",
      speaking: "live.speaking",
      paused: "live.paused",
      away: "live.away",
      slow: "live.slow",
    };
    this.status.textContent = t(words[name] || "live.listening");
    this.quiet.hidden = !this.speaking;
    if (this.speaking) return;
    if (name === "listening" || name === "paused") this.face.listen();
    else if (name !== "speaking") this.face.wait();
  }

  show(reply) {
    this.question.textContent = reply.text;
    this.question.classList.toggle("long", reply.text.length > 70);
    fill(this.chips, reply.quick_replies.map((word) => button("chip", word, () => this.write(word))));
  }

  // The screen stays on while they talk, where the phone can.
  async stayAwake() {
    try {
      this.awake = await navigator.wakeLock.request("screen");
    } catch (error) {
      this.awake = null;
    }
  }

  over(reason, words) {
    if (this.awake) this.awake.release().catch(() => undefined);
    this.face.rest();
    this.act.over(reason, words, this.toKeyboard);
  }
}
