// The interviewer's voice: a reply spoken sentence by sentence, by the server's voice or the phone's own.

import { small } from "../store.js";
import { currentLanguage } from "../text.js";
import { phoneVoice, speakByPhone } from "./phone.js";
import { decoded, play, room, unlocked } from "./room.js";

/** What this phone is set to: "on" (the server's voice), "phone" (its own), "off". */
export function soundChoice() {
  const chosen = small.get("sound") || "on";
  return chosen === "phone" && !phoneVoice() ? "on" : chosen;
}

export function chooseSound(choice) {
  small.set("sound", choice);
}

export class Speaker {
  /** `on(state)` is told "loading", "speaking" and "idle"; `face()` gives the face to move, or null. */
  constructor(on, face) {
    this.on = on;
    this.face = face;
    this.run = null;
    this.clips = new Map();
    this.state = "idle";
  }

  /** Whether this reply can be heard at all. */
  can(reply) {
    return Boolean(reply.text) && (soundChoice() === "phone" || Boolean(reply.speech_url && room()));
  }

  /** Speak a reply that has just come; nothing happens where she wants no sound or has not touched the page yet. */
  say(reply) {
    this.hush();
    if (soundChoice() !== "off" && unlocked()) this.hear(reply);
  }

  /** Speak because she asked for it. */
  async hear(reply) {
    this.hush();
    if (!this.can(reply)) return;
    const run = { stop: () => undefined };
    this.run = run;
    this.tell("loading");
    try {
      if (soundChoice() === "phone") await this.byPhone(reply, run);
      else await this.byServer(reply, run);
    } catch (error) {
      // Without its sound the question still stands on the screen.
    }
    if (this.run === run) this.done();
  }

  /** Be silent at once. */
  hush() {
    if (!this.run) return;
    const run = this.run;
    this.done();
    run.stop();
  }

  done() {
    this.run = null;
    this.tell("idle");
  }

  tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.on(state);
  }

  async byServer(reply, run) {
    if (this.spoken !== reply.speech_url) this.clips.clear();
    this.spoken = reply.speech_url;
    const plan = await this.once(reply.speech_url, () => json(other(reply.speech_url)));
    const sentences = plan.sentences;
    for (let n = 0; n < sentences.length; n += 1) {
      const clip = await this.clip(sentences[n].audio);
      // The next one comes while this one is heard.
      if (n + 1 < sentences.length) this.clip(sentences[n + 1].audio).catch(() => undefined);
      if (this.run !== run) return;
      await this.playClip(clip, run);
      if (this.run !== run) return;
    }
  }

  async playClip(clip, run) {
    const here = room();
    if (here.state !== "running") await Promise.race([here.resume(), pause(1500)]);
    if (this.run !== run || here.state !== "running") return;
    const playing = play(clip.buffer);
    run.stop = playing.stop;
    this.tell("speaking");
    const face = this.face();
    if (face) face.speak(clip.visemes, playing.startedAt);
    await playing.ended;
  }

  async byPhone(reply, run) {
    await speakByPhone(reply.text, currentLanguage(), run, (visemes) => {
      if (this.run !== run) return;
      this.tell("speaking");
      const face = this.face();
      if (face) face.speak(visemes, performance.now());
    });
  }

  clip(address) {
    return this.once(address, async () => {
      const [buffer, mouth] = await Promise.all([
        bytes(address).then(decoded),
        json(other(address)).catch(() => ({ visemes: [] })),
      ]);
      return { buffer, visemes: mouth.visemes };
    });
  }

  // Fetched once; what failed may be tried again.
  once(address, work) {
    if (!this.clips.has(address)) {
      const coming = work();
      this.clips.set(address, coming);
      coming.catch(() => this.clips.delete(address));
    }
    return this.clips.get(address);
  }
}

// Beside each sound lies its description: the same address with another ending.
function other(address) {
  return address.replace(/\.mp3(?=\?|$)/, ".json");
}

async function fetched(address) {
  const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

async function json(address) {
  return (await fetched(address)).json();
}

async function bytes(address) {
  return (await fetched(address)).arrayBuffer();
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
