// One interview on this phone: what is known of it, what she does to it, and what is still on its way to the server.

import { api } from "./api.js";
import { Problem } from "./http.js";
import { Outbox } from "./outbox.js";
import { openStore, small } from "./store.js";
import { useLanguage } from "./text.js";

const SOUNDS_HELD = 3;
const EMPTY_REPLY = { text: "", asking: null, quick_replies: [], done: false, handoff: false };

export class Session {
  /** `changed()` is called after anything the page shows has changed. */
  constructor(changed) {
    this.changed = changed;
    this.who = null;
    this.clear();
  }

  clear() {
    this.state = "loading";
    this.reply = EMPTY_REPLY;
    this.progress = null;
    this.facts = [];
    this.transcript = [];
    this.turn = null;
    this.taken = 0;
    this.waiting = [];
    this.trouble = false;
    this.problem = null;
    this.returned = null;
    this.remembered = false;
    this.recordings = [];
    this.unheard = 0;
    this.again = false;
    // Her latest recordings by turn, so that she can hear them without asking for them again.
    this.sounds = new Map();
  }

  async prepare() {
    this.store = await openStore();
    // An answer goes to the interview it was given in, even after another one was opened on this phone.
    const send = (item) => {
      const who = { id: item.interview, token: item.token };
      return item.sound ? api.audio(who, item) : api.turn(who, item.text, item.turn);
    };
    this.outbox = new Outbox(this.store, send, {
      sent: (item, answer) => this.onSent(item, answer),
      refused: (item, problem) => this.onRefused(item, problem),
      changed: (trouble) => this.onOutbox(trouble),
    });
    window.addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  /** Begin a new interview and make it the one this phone remembers. */
  async open(language, job) {
    this.clear();
    useLanguage(language);
    const made = await api.open(language, job);
    this.use({ id: made.id, token: made.token }, language);
    this.remember();
    this.state = "consent";
    this.reply = made.reply;
    this.transcript = [{ role: "interviewer", text: made.reply.text }];
    await this.keep();
    this.changed();
  }

  /** Take up an interview: from what the phone kept, then from the server. */
  async take(who, language) {
    this.clear();
    this.use(who, language);
    const kept = await this.store.kept(this.key);
    if (kept) {
      Object.assign(this, kept);
      useLanguage(kept.language);
    }
    this.waiting = await this.outbox.waiting(who.id);
    this.changed();
    if (this.waiting.length) await this.outbox.wake();
    await this.refresh();
  }

  use(who, language) {
    this.who = who;
    this.key = `view:${who.id}`;
    if (language) this.language = language;
  }

  // Only an interview that is known to exist takes the place of the one remembered before.
  remember() {
    this.remembered = small.set("current", { id: this.who.id, token: this.who.token, language: this.language });
  }

  /** Fetch the whole state; without a network what is known stays. */
  async refresh() {
    const who = this.who;
    if (!who) return;
    try {
      const view = await api.interview(who);
      if (who !== this.who) return;
      this.apply(view);
      this.trouble = false;
      this.problem = null;
      await this.keep();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.gone) this.lost(problem);
      else if (this.state === "loading") this.problem = problem;
      this.trouble = problem.passing;
    }
    this.changed();
  }

  apply(view) {
    this.language = view.language;
    useLanguage(view.language);
    this.remember();
    const live = view.live ? view.live.map((index) => view.facts[index]) : view.facts;
    const refused = view.facts.filter((fact) => fact.status === "refused");
    const silent = refused.filter((fact) => !live.some((other) => other.field === fact.field));
    this.state = view.state;
    this.reply = view.reply || EMPTY_REPLY;
    this.progress = view.progress;
    this.facts = live.concat(silent);
    this.transcript = view.transcript;
    this.recordings = view.recordings || this.recordings;
  }

  lost(problem) {
    const current = small.get("current");
    if (current && current.id === this.who.id) small.remove("current");
    this.state = "unknown";
    this.problem = problem;
  }

  /** Her answer in words: stored first, then sent. */
  answer(text) {
    return this.give({ text });
  }

  /** Her answer as a recording, {blob, seconds}: stored first, then sent. */
  async speak({ blob, seconds }) {
    await this.give({ text: "", sound: await bytes(blob), kind: blob.type || "audio/webm", seconds });
  }

  async give(answer) {
    this.returned = null;
    await this.outbox.add(this.who, answer);
    this.waiting = await this.outbox.waiting(this.who.id);
    this.changed();
  }

  async takeBack(item) {
    return this.outbox.takeBack(item.seq);
  }

  /** Try everything again now. */
  async retry() {
    if (!this.who) return;
    await this.outbox.wake();
    if (this.trouble || this.state === "loading") await this.refresh();
  }

  async onSent(item, answer) {
    if (!this.who || item.interview !== this.who.id) return;
    this.took(answer, item);
    await this.settle(answer);
  }

  /** A turn of the live conversation: the answer, and what she said or wrote. */
  async live(answer, text) {
    this.took(answer, { text });
    await this.settle(answer);
    this.changed();
  }

  took(answer, item) {
    const heard = answer.transcript || null;
    const trouble = heard ? heard.trouble || null : null;
    const text = heard ? heard.text : item.text;
    if (item.sound) this.heldSound(answer.turn_id, item);
    if (heard && !trouble) this.recordings = this.recordings.concat({ turn_id: answer.turn_id, ...heard });
    const turn = { turn_id: answer.turn_id, text, facts: answer.facts, trouble, spoken: Boolean(heard) };
    // How often in a row she was not heard, and whether the same question is still open.
    this.unheard = trouble ? this.unheard + 1 : 0;
    this.again = trouble !== null || answer.reply.asking === this.reply.asking;
    this.turn = turn;
    this.taken += 1;
    this.facts = this.facts.concat(answer.facts);
    this.reply = answer.reply;
    this.progress = answer.progress;
    this.transcript = this.transcript.concat([
      ...(text ? [{ role: "worker", text, turn_id: answer.turn_id }] : []),
      { role: "interviewer", text: answer.reply.text, turn_id: answer.turn_id },
    ]);
  }

  heldSound(turnId, item) {
    this.sounds.set(turnId, item.sound);
    if (this.sounds.size > SOUNDS_HELD) this.sounds.delete(this.sounds.keys().next().value);
  }

  /** Her own words of one turn, as encoded sound. */
  async sound(turnId) {
    return this.sounds.get(turnId) || api.recording(this.who, turnId);
  }

  async settle(answer) {
    const asking = answer.reply.asking;
    const plain = asking && asking !== "confirm" && !answer.reply.done && !answer.reply.handoff;
    if (plain) this.state = asking === "consent" ? "consent" : "asking";
    await this.keep();
    if (!plain) await this.refresh();
  }

  async onRefused(item, problem) {
    if (!this.who || item.interview !== this.who.id) return;
    if (problem.gone) this.lost(problem);
    else this.returned = { text: item.text, item: item.sound ? item : null, problem };
    if (problem.status === 409) await this.refresh();
  }

  async onOutbox(trouble) {
    this.trouble = trouble;
    this.waiting = this.who ? await this.outbox.waiting(this.who.id) : [];
    this.changed();
  }

  /** End here. Without a network, or when the server will not, the page shows how it stands. */
  async finish() {
    await this.outbox.wake();
    await api.finish(this.who).catch(() => undefined);
    await this.refresh();
  }

  /** Delete everything, there and here. */
  async remove() {
    try {
      await api.remove(this.who);
    } catch (problem) {
      if (!problem.gone) throw problem;
    }
    await this.outbox.forget(this.who.id);
    await this.forget();
    this.state = "deleted";
    this.changed();
  }

  /** Let go of the interview on this phone only. */
  async forget() {
    if (this.key) await this.store.forget(this.key);
    small.remove("current");
    if (this.who) small.remove(`draft.${this.who.id}`);
    this.clear();
    this.who = null;
  }

  async keep() {
    const { state, reply, progress, facts, transcript, turn, language, recordings } = this;
    const view = { state, reply, progress, facts, transcript, turn, language, recordings };
    // A full phone costs the view for reloads without a network, and nothing else.
    await this.store.keep(this.key, view).catch(() => undefined);
  }

  get draft() {
    return (this.who && small.get(`draft.${this.who.id}`)) || "";
  }

  set draft(text) {
    if (!this.who) return;
    if (text) small.set(`draft.${this.who.id}`, text);
    else small.remove(`draft.${this.who.id}`);
  }

  /** Opens this interview anywhere. The token sits behind the #, which browsers never send. */
  get link() {
    return `${window.location.origin}/i#${this.who.id}.${this.who.token}`;
  }
}

// The bytes and not the blob go to the disk: some phones cannot store blobs.
async function bytes(blob) {
  return blob.arrayBuffer ? blob.arrayBuffer() : new Response(blob).arrayBuffer();
}
