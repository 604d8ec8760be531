// Answers on their way. An answer is on the disk before the box is emptied, goes out in order, is tried again until the
// server has it, and carries one id through all tries, so the server takes it once.

const FIRST_WAIT_MS = 1500;
const LONGEST_WAIT_MS = 45000;

/** A name no other answer on any phone will have. */
export function newTurnId() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(12));
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export class Outbox {
  /**
   * `send(item)` delivers one answer; `on` has sent(item, answer), refused(item, problem), changed(trouble): false,
   * "network", or "busy" when the server has too much to do.
   */
  constructor(store, send, on) {
    this.store = store;
    this.send = send;
    this.on = on;
    this.running = false;
    this.again = false;
    this.wait = FIRST_WAIT_MS;
    this.timer = 0;
    this.blocked = new Set();
    this.trouble = false;
  }

  /** Keep an answer and start sending. Resolves once it is stored. `answer`: {text} or {sound, kind, seconds}. */
  async add(who, answer) {
    const item = { interview: who.id, token: who.token, ...answer, turn: newTurnId(), at: Date.now() };
    item.seq = await this.store.add(item);
    this.wake();
    return item;
  }

  /** The answers of one interview that the server does not have yet, in order. */
  async waiting(interviewId) {
    return (await this.store.waiting()).filter((item) => item.interview === interviewId);
  }

  /** Take an answer back before it is sent; false when it is too late. */
  async takeBack(seq) {
    if (this.current === seq) return false;
    await this.store.drop(seq);
    this.on.changed(this.trouble);
    return true;
  }

  /** Drop all that waits for an interview that is no more. */
  async forget(interviewId) {
    const items = await this.waiting(interviewId);
    for (const item of items) await this.store.drop(item.seq);
  }

  /** Try now. Safe to call at any time. */
  wake() {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return Promise.resolve();
    }
    return this.run();
  }

  async run() {
    this.running = true;
    try {
      do {
        this.again = false;
        await this.drain();
      } while (this.again);
    } finally {
      this.running = false;
    }
  }

  async drain() {
    const items = (await this.store.waiting()).filter((item) => !this.blocked.has(item.interview));
    for (const item of items) {
      if (!(await this.deliver(item))) return;
    }
    if (this.trouble) this.report(false);
  }

  // True when the next answer may go out.
  async deliver(item) {
    if (this.blocked.has(item.interview) || !(await this.still(item))) return true;
    this.current = item.seq;
    try {
      const answer = await this.send(item);
      await this.on.sent(item, answer);
      await this.store.drop(item.seq);
      this.wait = FIRST_WAIT_MS;
      this.report(false);
      return true;
    } catch (problem) {
      return await this.failed(item, problem);
    } finally {
      this.current = null;
    }
  }

  async failed(item, problem) {
    if (problem.status === undefined) throw problem;
    if (problem.passing) {
      this.later(problem.retryAfter);
      this.report(problem.status === 503 || problem.status === 429 ? "busy" : "network");
      return false;
    }
    if (problem.gone) this.blocked.add(item.interview);
    if (problem.status === 404 || problem.status === 410) await this.forget(item.interview);
    else if (!problem.gone) await this.store.drop(item.seq);
    await this.on.refused(item, problem);
    this.on.changed(this.trouble);
    return true;
  }

  async still(item) {
    return (await this.store.waiting()).some((other) => other.seq === item.seq);
  }

  report(trouble) {
    this.trouble = trouble;
    this.on.changed(trouble);
  }

  later(seconds) {
    const wait = Math.max(this.wait, (seconds || 0) * 1000);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), wait);
  }
}
