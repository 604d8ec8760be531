// Her own words, heard again: a whole answer, or just the part that a card rests on.

import { decoded, play } from "./room.js";

const BEFORE = 0.15;
const AFTER = 0.3;

/** The recording a fact was said in, or undefined. */
export function recordingOf(recordings, fact) {
  return recordings.find((recording) => recording.turn_id === fact.turn_id);
}

/** From when to when the letters `start` to `end` of an answer were said; the whole where that is not known. */
export function times(recording, start, end) {
  let at = 0;
  const said = (recording.words || []).filter((word) => {
    const from = at;
    at += Array.from(word.text).length;
    return from < end && at > start;
  });
  if (!said.length) return { from: 0, to: recording.seconds };
  return { from: Math.max(0, said[0].start - BEFORE), to: said[said.length - 1].end + AFTER };
}

export class OwnWords {
  /** `fetch(turnId)` gives the encoded sound; `on(playing)` is told when something begins and ends. */
  constructor(fetch, on) {
    this.fetch = fetch;
    this.on = on;
    this.run = null;
  }

  /** Play parts one after another: [{turn_id, from?, to?} or {sound}]. False when a part could not be played. */
  async play(parts) {
    this.stop();
    const run = { halt: () => undefined };
    this.run = run;
    this.on(true);
    let good = true;
    try {
      for (const part of parts) await this.part(part, run);
    } catch (error) {
      good = false;
    }
    if (this.run === run) this.stop();
    return good;
  }

  async part(part, run) {
    const buffer = await decoded(part.sound || (await this.fetch(part.turn_id)));
    if (this.run !== run) return;
    const playing = play(buffer, part.from, part.to);
    run.halt = playing.stop;
    await playing.ended;
  }

  stop() {
    if (!this.run) return;
    this.run.halt();
    this.run = null;
    this.on(false);
  }
}
