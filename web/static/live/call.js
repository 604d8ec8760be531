// One live conversation: her microphone and the interviewer's voice over one socket, through as many connections as the
// network makes of it within a minute.

import { newTurnId } from "../outbox.js";
import { closeMicrophone, openMicrophone } from "../voice/mic.js";
import { capture, RATE } from "../voice/samples.js";
import { Playback, waitingTone } from "./playback.js";

const AGAIN_MS = [300, 700, 1500, 3000, 5000];
const GIVE_UP_MS = 60000;
const FIRST_MS = 12000;
const PING_MS = 8000;
const DEAD_MS = 20000;
const KEPT_SAMPLES = RATE * 60;
// What waits to be sent, in seconds of sound: then the line is slow; then it is no line.
const SLOW = 2.5;
const HOPELESS = 20;

export class Call {
  /**
   * `who`: {id, token}. `on`: state(name), partial(text), heard(text), turn(answer, text), speaks(text, visemes,
   * startedAt), silent(), nudge(text), problem(words), over(reason, words). States: opening, listening, thinking,
   * speaking, paused, away, slow.
   */
  constructor(who, on) {
    this.who = who;
    this.on = on;
    this.kept = [];
    this.total = 0;
    this.turns = new Set();
    this.texts = [];
    this.tries = 0;
    this.ended = false;
  }

  /** Open the microphone and the line. Rejects with NoMicrophone. */
  async open() {
    this.on.state("opening");
    this.stream = await openMicrophone();
    if (this.ended) {
      closeMicrophone(this.stream);
      return;
    }
    this.stream.getTracks().forEach((track) => track.addEventListener("ended", () => this.end("microphone")));
    this.capturing = await capture(this.stream, (packet) => this.packet(packet));
    this.watch = setInterval(() => this.check(), 1000);
    this.since = performance.now();
    // The phone often knows before the socket does.
    this.gone = () => this.socket && this.drop();
    this.back = () => this.again(0);
    window.addEventListener("offline", this.gone);
    window.addEventListener("online", this.back);
    this.connect();
  }

  connect() {
    const address = `${window.location.origin.replace(/^http/, "ws")}/api/v1/interviews/${this.who.id}/live`;
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.ready = false;
    this.heardAt = performance.now();
    socket.onopen = () => {
      const hello = { type: "hello", token: this.who.token, rate: RATE };
      if (this.session) hello.resume = this.session;
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = (event) => this.socket === socket && this.message(event.data);
    socket.onclose = () => this.socket === socket && this.lost();
  }

  message(data) {
    this.heardAt = performance.now();
    if (typeof data !== "string") {
      if (this.playback) this.playback.frame(data);
      return;
    }
    const message = JSON.parse(data);
    const take = this[`on_${message.type}`];
    if (take) take.call(this, message);
  }

  on_ready({ session, rate, received, voice }) {
    const same = session === this.session;
    this.session = session;
    this.voice = voice !== false;
    this.ready = true;
    this.tries = 0;
    this.stopTone();
    if (!this.playback) this.playback = new Playback(rate, this.hearing());
    // The same session gets what it missed; a new one begins with what she says from now on.
    if (same) this.sendFrom(received || 0);
    else this.base = this.total;
    this.texts.forEach((text) => this.post(text));
    if (this.state === "opening" || this.state === "away") this.show("listening");
  }

  on_state({ state }) {
    this.show(state);
    this.finishIfDone();
  }

  on_partial({ text }) {
    this.on.partial(text);
  }

  on_heard({ transcript }) {
    this.said = transcript.text;
    this.on.heard(transcript.text);
  }

  on_turn(message) {
    if (this.turns.has(message.turn_id)) return;
    this.turns.add(message.turn_id);
    const written = this.said ? null : this.texts.shift();
    const text = written ? written.text : this.said || "";
    this.said = "";
    this.finishing = message.reply.done;
    this.on.turn(message, text);
  }

  on_speak(message) {
    this.playback.speak(message);
  }

  on_spoken({ clip }) {
    this.playback.spoken(clip);
  }

  on_hush() {
    this.playback.hush();
  }

  on_nudge({ text }) {
    this.on.nudge(text);
  }

  on_problem({ detail, fatal }) {
    if (fatal) this.end("problem", detail);
    else this.on.problem(detail);
  }

  on_bye() {
    this.end("bye");
  }

  hearing() {
    return {
      begins: (clip, startedAt) => this.on.speaks(clip.text, clip.visemes || [], startedAt),
      played: (clip, ms) => this.post({ type: "played", clip, ms }),
      idle: () => {
        this.on.silent();
        this.finishIfDone();
      },
    };
  }

  // The last word is heard out, then the line closes by itself.
  finishIfDone() {
    const quiet = !this.playback || !this.playback.clips.length;
    if (this.finishing && quiet && this.state !== "speaking" && this.state !== "thinking") this.hangUp();
  }

  packet(packet) {
    const samples = packet.byteLength / 2;
    this.kept.push({ at: this.total, packet });
    this.total += samples;
    while (this.kept.length && this.kept[0].at < this.total - KEPT_SAMPLES) this.kept.shift();
    if (this.ready) this.socket.send(packet);
  }

  // `received`: how many samples of this session the server has.
  sendFrom(received) {
    const from = this.base + received;
    this.kept.forEach(({ at, packet }) => {
      const skip = from - at;
      if (skip <= 0) this.socket.send(packet);
      else if (skip * 2 < packet.byteLength) this.socket.send(packet.slice(skip * 2));
    });
  }

  /** An answer by text, in the middle of the conversation. */
  write(text) {
    const message = { type: "text", text, client_turn_id: newTurnId() };
    this.texts.push(message);
    if (this.playback) this.playback.hush();
    this.post(message);
  }

  /** Stop the interviewer's sentence. */
  hush() {
    if (this.playback) this.playback.hush();
    this.post({ type: "stop" });
  }

  post(message) {
    if (this.ready && this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  show(state) {
    this.state = state;
    this.on.state(state);
  }

  check() {
    const now = performance.now();
    if (!this.ready) {
      // A socket that neither opens nor fails is closed, so that the next one can be tried.
      if (now - this.heardAt > FIRST_MS) this.drop();
      return;
    }
    if (now - (this.pinged || 0) > PING_MS) {
      this.pinged = now;
      this.post({ type: "ping" });
    }
    if (now - this.heardAt > DEAD_MS) this.drop();
    const waiting = this.socket.bufferedAmount / (RATE * 2);
    if (waiting > HOPELESS) this.end("slow");
    else if (waiting > SLOW !== this.slow) {
      this.slow = waiting > SLOW;
      this.on.state(this.slow ? "slow" : this.state);
    }
  }

  drop() {
    hangUp(this.socket);
    this.lost();
  }

  lost() {
    if (this.ended) return;
    if (this.ready) this.since = performance.now();
    const never = !this.session && this.tries >= 2;
    this.ready = false;
    if (this.playback) this.playback.hush();
    if (never || performance.now() - this.since > GIVE_UP_MS) {
      this.end("network");
      return;
    }
    if (this.session) {
      this.show("away");
      if (!this.tone) this.tone = waitingTone();
    }
    this.again(AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)]);
    this.tries += 1;
  }

  again(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ready || this.ended || this.connect(), wait);
  }

  /** She leaves. */
  hangUp() {
    this.post({ type: "bye" });
    this.end("bye");
  }

  end(reason, words) {
    if (this.ended) return;
    this.ended = true;
    this.ready = false;
    window.removeEventListener("offline", this.gone);
    window.removeEventListener("online", this.back);
    clearInterval(this.watch);
    clearTimeout(this.timer);
    this.stopTone();
    if (this.playback) this.playback.close();
    if (this.capturing) this.capturing.stop().catch(() => undefined);
    if (this.stream) closeMicrophone(this.stream);
    if (this.socket) hangUp(this.socket);
    this.on.over(reason, words);
  }

  stopTone() {
    if (this.tone) this.tone.stop();
    this.tone = null;
  }
}

// A connection that is not there yet is closed once it is; browsers complain of one given up on its way.
function hangUp(socket) {
  socket.onclose = null;
  socket.onmessage = null;
  if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
  else socket.close();
}
