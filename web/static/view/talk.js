// All that sounds on the page apart from the microphone: the interviewer's replies and her own words heard again.

import { OwnWords, recordingOf, times } from "../voice/own.js";
import { Speaker } from "../voice/speech.js";

export class Talk {
  /** `changed()` when something begins or ends to sound; `face()` gives the face on the page, or null. */
  constructor(session, changed, face) {
    this.session = session;
    this.speaker = new Speaker(changed, face);
    this.own = new OwnWords((turnId) => session.sound(turnId), changed);
  }

  get speaking() {
    return this.speaker.state === "speaking";
  }

  hush() {
    this.speaker.hush();
    this.own.stop();
  }

  /** A reply has come. */
  said(reply) {
    this.own.stop();
    if (!document.hidden) this.speaker.say(reply);
  }

  /** Hear the question, or stop it. */
  question(reply) {
    if (this.speaker.state !== "idle") {
      this.speaker.hush();
      return;
    }
    this.own.stop();
    this.speaker.hear(reply);
  }

  canQuestion(reply) {
    return this.speaker.can(reply);
  }

  /** Hear an answer of hers by its turn. False when it cannot be had. */
  turn(turnId) {
    this.speaker.hush();
    return this.own.play([{ turn_id: turnId }]);
  }

  /** Hear a recording that is not sent yet: {blob} or {sound}. */
  async recording(item) {
    this.speaker.hush();
    return this.own.play([{ sound: item.sound || (await new Response(item.blob).arrayBuffer()) }]);
  }

  canFacts(facts) {
    return facts.some((fact) => fact.end > fact.start && recordingOf(this.session.recordings, fact));
  }

  /** Hear the words these facts rest on. */
  facts(facts) {
    this.speaker.hush();
    const parts = new Map();
    facts.forEach((fact) => {
      const recording = recordingOf(this.session.recordings, fact);
      if (!recording || fact.end <= fact.start) return;
      const part = { turn_id: fact.turn_id, ...times(recording, fact.start, fact.end) };
      parts.set(`${part.turn_id} ${part.from} ${part.to}`, part);
    });
    return this.own.play(Array.from(parts.values()));
  }
}
