// What the interviewer says in a live conversation: 16-bit samples that come in frames, played without a gap, and
// dropped at a word.

import { room } from "../voice/room.js";

// A little patience before a clip's first sound, so that a late frame does not tear it.
const LEAD = 0.06;
const TELL_MS = 400;

export class Playback {
  /** `on.begins(clip)` when a clip is heard first; `on.played(number, ms)` how far it is; `on.idle()` when all is heard. */
  constructor(rate, on) {
    this.rate = rate;
    this.on = on;
    this.clips = [];
    this.until = 0;
    this.timer = setInterval(() => this.tell(), TELL_MS);
  }

  /** A clip begins: {clip, text, seconds, visemes}. */
  speak(message) {
    this.clips.push({ ...message, sources: new Set(), whole: false, length: 0 });
  }

  /** The next frame of the clip that began last. */
  frame(bytes) {
    const clip = this.clips[this.clips.length - 1];
    const here = room();
    if (!clip || clip.whole || !here) return;
    const samples = new Int16Array(bytes);
    const buffer = here.createBuffer(1, samples.length, this.rate);
    const channel = buffer.getChannelData(0);
    for (let n = 0; n < samples.length; n += 1) channel[n] = samples[n] / 32768;
    const source = here.createBufferSource();
    source.buffer = buffer;
    source.connect(here.destination);
    const at = Math.max(this.until, here.currentTime + LEAD);
    source.start(at);
    this.until = at + buffer.duration;
    // Late frames move the rest of the clip, and its mouth with it.
    clip.from = at - clip.length;
    clip.length += buffer.duration;
    clip.sources.add(source);
    source.onended = () => this.ended(clip, source);
    if (!clip.begun) this.begin(clip, at);
    else if (clip.heard) this.on.begins(clip, this.clockOf(clip));
  }

  begin(clip, at) {
    clip.begun = true;
    const wait = Math.max(0, (at - room().currentTime) * 1000);
    clip.timer = setTimeout(() => {
      clip.heard = true;
      this.on.begins(clip, this.clockOf(clip));
    }, wait);
  }

  // The moment of performance.now() at which the clip's first sample is heard.
  clockOf(clip) {
    return performance.now() + (clip.from - room().currentTime) * 1000;
  }

  /** The clip is wholly here. */
  spoken(number) {
    const clip = this.clips.find((each) => each.clip === number);
    if (!clip) return;
    clip.whole = true;
    if (!clip.sources.size) this.over(clip);
  }

  ended(clip, source) {
    clip.sources.delete(source);
    if (clip.whole && !clip.sources.size) this.over(clip);
  }

  over(clip) {
    if (!this.clips.includes(clip)) return;
    this.on.played(clip.clip, Math.round(clip.length * 1000));
    this.clips = this.clips.filter((each) => each !== clip);
    if (!this.clips.length) this.on.idle();
  }

  tell() {
    const clip = this.clips.find((each) => each.heard);
    if (clip) this.on.played(clip.clip, this.heardOf(clip));
  }

  heardOf(clip) {
    const heard = Math.max(0, Math.min(clip.length, room().currentTime - clip.from));
    return Math.round(heard * 1000);
  }

  /** Be silent at once and forget what was queued. */
  hush() {
    this.tell();
    this.clips.forEach((clip) => {
      clearTimeout(clip.timer);
      clip.sources.forEach((source) => {
        source.onended = null;
        source.stop();
      });
    });
    const any = this.clips.length > 0;
    this.clips = [];
    this.until = 0;
    if (any) this.on.idle();
  }

  close() {
    this.hush();
    clearInterval(this.timer);
  }
}

/** A short soft tone, again and again, so that somebody who waits hears that the line is being looked for. */
export function waitingTone() {
  const beep = () => {
    const here = room();
    if (!here || here.state !== "running") return;
    const tone = here.createOscillator();
    const loudness = here.createGain();
    tone.frequency.value = 392;
    loudness.gain.setValueAtTime(0, here.currentTime);
    loudness.gain.linearRampToValueAtTime(0.05, here.currentTime + 0.04);
    loudness.gain.linearRampToValueAtTime(0, here.currentTime + 0.3);
    tone.connect(loudness);
    loudness.connect(here.destination);
    tone.start();
    tone.stop(here.currentTime + 0.32);
  };
  beep();
  const timer = setInterval(beep, 2000);
  return { stop: () => clearInterval(timer) };
}
