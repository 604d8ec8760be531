// Plays a stretch of a recording, one at a time.

const AFTER = 0.15; // seconds heard beyond the last word, so that it is not cut off

export class Player {
  /** `changed()` is called when something begins or ends to be heard. */
  constructor(changed) {
    this.changed = changed;
    this.audio = new Audio();
    this.audio.preload = "none";
    this.until = null;
    this.turn = null;
    this.audio.addEventListener("timeupdate", () => {
      if (this.until !== null && this.audio.currentTime >= this.until) this.stop();
    });
    this.audio.addEventListener("ended", () => this.stop());
    this.audio.addEventListener("error", () => this.stop());
  }

  /** Let `spoken` ({turn_id, url}) be heard from `start` to `end`, in seconds; whole without them. */
  play(spoken, start, end) {
    this.stop();
    this.turn = spoken.turn_id;
    this.until = end === null || end === undefined ? null : end + AFTER;
    const begin = () => {
      this.audio.currentTime = Math.max(0, (start || 0) - 0.05);
      this.audio.play().catch(() => this.stop());
    };
    if (this.source === spoken.url && this.audio.readyState > 0) begin();
    else {
      this.source = spoken.url;
      this.audio.src = spoken.url;
      this.audio.addEventListener("loadedmetadata", begin, { once: true });
      this.audio.load();
    }
    this.changed();
  }

  stop() {
    this.audio.pause();
    this.until = null;
    this.turn = null;
    this.changed();
  }
}
