// The microphone below the question: tap to talk and tap to end, or hold to talk; then it is sent, unless she slid away.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { NoMicrophone, refusedForGood } from "../voice/mic.js";
import { LATE, LONGEST, Recorder } from "../voice/recorder.js";
import { unlocked } from "../voice/room.js";

const HOLD_MS = 400;
const AWAY_PX = 90;
const SHORTEST = 0.5;
const QUIET_LEVEL = 0.02;
const QUIET_SECONDS = 4;
const BARS = 5;
/** How much larger the ring gets with the loudest sound; the words above it stay clear of it. */
export const LOUDEST = 0.22;

export class MicView {
  /**
   * `act`: send({blob, seconds}), begun() and over() around a recording, hear({blob}), type(), call() or null where
   * there is no live conversation.
   */
  constructor(act) {
    this.act = act;
    this.state = "idle";
    this.build();
    document.addEventListener("visibilitychange", () => document.hidden && this.keepForLater());
  }

  build() {
    this.words = h("p", { class: "voice-words", role: "status" });
    this.clock = h("span", { class: "voice-clock", "aria-hidden": "true" });
    this.level = h("span", { class: "level", "aria-hidden": "true" }, Array.from({ length: BARS }, () => h("i")));
    this.ring = h("span", { class: "mic-ring", "aria-hidden": "true" });
    this.label = h("span", { class: "mic-label" });
    this.mic = h(
      "button",
      {
        type: "button",
        class: "mic",
        onpointerdown: (event) => this.down(event),
        onpointermove: (event) => this.moved(event),
        onpointerup: (event) => this.up(event),
        onpointercancel: () => this.held && this.cancel(),
        oncontextmenu: (event) => event.preventDefault(),
        onclick: (event) => this.clicked(event),
      },
      this.ring,
      h("span", { class: "mic-sign", "aria-hidden": "true" }),
      this.level,
      this.clock,
      this.label,
    );
    this.left = h("div", { class: "voice-side" });
    this.right = h("div", { class: "voice-side" });
    this.below = h("div", { class: "voice-below" });
    this.root = h(
      "div",
      { id: "voice", class: "voice", role: "group", "aria-label": t("mic.group") },
      this.words,
      h("div", { class: "voice-row" }, this.left, this.mic, this.right),
      this.below,
    );
    this.become("idle");
  }

  /** Words for the idle microphone, such as how to correct by speaking; empty for the usual ones. */
  hint(words) {
    this.hinted = words;
    if (this.state === "idle") this.words.textContent = words || t("mic.idle");
  }

  become(state) {
    this.state = state;
    this.root.dataset.state = state;
    const running = state === "recording";
    this.mic.disabled = state === "stopping";
    this.label.textContent = t(running ? "mic.end" : "mic.talk");
    this.mic.setAttribute("aria-pressed", String(running));
    this.clock.hidden = !running;
    this.level.hidden = !running;
    this.say();
    this.sides();
    if (state !== "review" && state !== "problem") fill(this.below, []);
  }

  say() {
    const recording = this.away ? "mic.away" : this.holding ? "mic.holding" : "mic.recording";
    const words = { idle: "mic.idle", asking: "mic.asking", recording, stopping: "mic.stopping" }[this.state];
    const usual = words ? t(words) : "";
    this.words.textContent = this.state === "idle" && this.hinted ? this.hinted : usual;
  }

  sides() {
    const running = this.state === "recording";
    const busy = running || this.state === "asking";
    const drop = () => button("side", t("mic.drop"), () => this.cancel());
    const review = () => button("side", t("mic.listen_first"), () => this.finish(false));
    const call = () => (this.act.call ? button("side phone", t("mic.call"), this.act.call) : null);
    fill(this.left, busy ? drop() : button("side keyboard", t("mic.type"), this.act.type));
    fill(this.right, running ? review() : busy ? null : call());
  }

  // Fingers and mice: down begins, a short touch goes on recording, a long one ends it when the finger leaves.
  down(event) {
    if (event.button > 0) return;
    this.pointed = true;
    if (this.state === "recording") {
      this.ending = true;
      return;
    }
    if (this.state === "asking" || this.state === "stopping") return;
    this.mic.setPointerCapture(event.pointerId);
    this.held = { x: event.clientX, y: event.clientY, at: performance.now() };
    this.holdTimer = setTimeout(() => this.hold(true), HOLD_MS);
    this.start();
  }

  moved(event) {
    if (!this.held) return;
    const away = Math.hypot(event.clientX - this.held.x, event.clientY - this.held.y) > AWAY_PX;
    if (away === this.away) return;
    this.away = away;
    this.root.classList.toggle("away", away);
    this.say();
  }

  up() {
    clearTimeout(this.holdTimer);
    if (this.ending) {
      this.ending = false;
      this.finish(true);
      return;
    }
    const held = this.held;
    this.held = null;
    if (!held) return;
    const long = performance.now() - held.at >= HOLD_MS;
    const away = this.away;
    this.hold(false);
    // While the phone still asks for permission, letting go decides nothing.
    if (this.state === "recording" && away) this.cancel();
    else if (this.state === "recording" && long) this.finish(true);
  }

  hold(on) {
    this.holding = on && Boolean(this.held);
    this.away = false;
    this.root.classList.remove("away");
    this.say();
  }

  // Keyboards and screen readers: a press without a finger before it.
  clicked(event) {
    const pointed = event.detail > 0 && this.pointed;
    this.pointed = false;
    if (pointed) return;
    if (this.state === "recording") this.finish(true);
    else if (this.state !== "asking" && this.state !== "stopping") this.start();
  }

  /** Begin a recording. */
  async start() {
    this.act.begun();
    this.recording = null;
    const recorder = new Recorder({ tick: (...now) => this.tick(...now), ended: () => this.finish(true) });
    this.recorder = recorder;
    this.become("asking");
    try {
      if (!(await recorder.start()) || this.recorder !== recorder) return;
      this.lastSound = 0;
      this.become("recording");
      this.tick(0, 0);
    } catch (error) {
      if (this.recorder !== recorder) return;
      this.over();
      await this.problem(error instanceof NoMicrophone ? error.reason : "busy");
    }
  }

  tick(seconds, level) {
    if (this.state !== "recording") return;
    if (level > QUIET_LEVEL) this.lastSound = seconds;
    this.clock.textContent = t("mic.seconds", { n: Math.floor(seconds) });
    const scale = 1 + Math.min(1, level) * LOUDEST;
    this.ring.style.transform = `scale(${scale.toFixed(2)})`;
    Array.from(this.level.children).forEach((bar, n) => {
      const high = Math.max(0.18, Math.min(1, level * (1.3 - Math.abs(n - (BARS - 1) / 2) * 0.25)));
      bar.style.transform = `scaleY(${high.toFixed(2)})`;
    });
    if (seconds >= LATE) this.words.textContent = t("mic.late", { n: Math.max(0, Math.ceil(LONGEST - seconds)) });
    else if (unlocked() && seconds - this.lastSound > QUIET_SECONDS) this.words.textContent = t("mic.quiet");
    else if (this.words.textContent === t("mic.quiet")) this.say();
  }

  /** End it, and send it or show it to her first. */
  async finish(sending) {
    if (this.state !== "recording") return;
    const recorder = this.recorder;
    this.become("stopping");
    this.held = null;
    let made = null;
    try {
      made = await recorder.stop();
    } catch (error) {
      made = null;
    }
    if (this.recorder !== recorder) return;
    this.over();
    // A touch this short has often recorded nothing at all.
    if (made && made.seconds < SHORTEST) {
      this.become("idle");
      this.words.textContent = t("mic.short");
      return;
    }
    if (!made || !made.blob.size) {
      await this.problem("busy");
      return;
    }
    if (sending) await this.send(made);
    else this.review(made);
  }

  async send(made) {
    this.hinted = "";
    try {
      await this.act.send(made);
      this.become("idle");
    } catch (error) {
      this.review(made, t("mic.not_kept"));
    }
  }

  /** A recording that is not sent: hear it, send it, or throw it away. */
  review(made, why) {
    this.recording = made;
    this.become("review");
    this.words.textContent = why || t("mic.review", { n: Math.max(1, Math.round(made.seconds)) });
    const drop = () => {
      this.recording = null;
      this.become("idle");
      this.mic.focus();
    };
    const hear = button("quiet hear", t("mic.hear"), () => this.act.hear(made));
    const send = button("primary wide", t("mic.send"), () => this.send(made));
    fill(this.below, [send, h("div", { class: "voice-choices" }, hear, button("quiet", t("mic.drop"), drop))]);
    send.focus();
  }

  cancel() {
    if (this.recorder) this.recorder.cancel();
    this.over();
    this.become("idle");
    this.words.textContent = t("mic.dropped");
  }

  /** The phone rings, or she looks at something else: what she said so far is kept for her to decide. */
  keepForLater() {
    if (this.state === "recording") this.finish(false);
  }

  over() {
    clearTimeout(this.holdTimer);
    this.recorder = null;
    this.held = null;
    this.ending = false;
    this.holding = false;
    this.away = false;
    this.root.classList.remove("away");
    this.act.over();
  }

  /** Say something that matters, below the microphone. */
  note(words) {
    this.become("problem");
    this.words.textContent = t("mic.idle");
    fill(this.below, h("p", { class: "mic-problem", role: "alert" }, words));
  }

  /** Say why there is no microphone, and what to tap. */
  async problem(reason) {
    const known = reason === "denied" && (await refusedForGood()) ? "denied_for_good" : reason;
    this.become("problem");
    const again = button("quiet", t("mic.again"), () => this.start());
    const type = button("quiet", t("mic.type_instead"), this.act.type);
    const words = h("p", { class: "mic-problem", role: "alert" }, t(`no_mic.${known}`));
    fill(this.below, [words, h("div", { class: "voice-choices" }, again, type)]);
  }
}
