// Saying a message aloud: one tap begins, one ends, then it is written down by the server.

import { fill } from "../dom.js";
import { t } from "../text.js";
import { hindrance } from "../voice/mic.js";
import { Recorder } from "../voice/recorder.js";

export class Speaking {
  /** `take(blob)` gets the recording; `tell(words)` says what goes on. */
  constructor(root, take, tell) {
    this.root = root;
    this.take = take;
    this.tell = tell;
    this.recorder = null;
    root.addEventListener("click", () => (this.recorder ? this.stop() : this.start()));
  }

  reword() {
    const on = Boolean(this.recorder);
    fill(this.root, [t(on ? "voice.stop" : "voice.speak")]);
    this.root.setAttribute("aria-pressed", String(on));
  }

  async start() {
    if (hindrance()) {
      this.tell(t("voice.none"));
      return;
    }
    const recorder = new Recorder({ tick: () => undefined, ended: () => this.stop() });
    this.recorder = recorder;
    this.reword();
    try {
      if (await recorder.start()) this.tell(t("voice.listening"));
    } catch (problem) {
      this.recorder = null;
      this.reword();
      this.tell(t("voice.refused"));
    }
  }

  async stop() {
    const recorder = this.recorder;
    this.recorder = null;
    this.reword();
    this.tell("");
    if (!recorder || !recorder.way) return;
    const { blob } = await recorder.stop();
    this.take(blob);
  }
}
