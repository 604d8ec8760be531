// One recording: from the open microphone to a file the server can read, with the level while it runs.

import { openMicrophone, closeMicrophone } from "./mic.js";
import { room } from "./room.js";
import { capture, wav } from "./samples.js";

const KINDS = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS = 24000;
const TICK_MS = 80;

/** The longest recording the server takes, in seconds, and when to say so. */
export const LONGEST = 180;
export const LATE = 160;

export class Recorder {
  /** `on.tick(seconds, level)` while it runs; `on.ended()` when it ends by itself: too long, or the phone took over. */
  constructor(on) {
    this.on = on;
    this.cancelled = false;
  }

  /** Ask for the microphone and begin. False when it was cancelled meanwhile. Rejects with NoMicrophone. */
  async start() {
    const stream = await openMicrophone();
    if (this.cancelled) {
      closeMicrophone(stream);
      return false;
    }
    this.stream = stream;
    stream.getTracks().forEach((track) => track.addEventListener("ended", () => this.on.ended()));
    const kind = window.MediaRecorder && KINDS.find((each) => MediaRecorder.isTypeSupported(each));
    this.way = kind ? encoded(stream, kind) : await plain(stream);
    this.meter = kind ? meter(stream) : this.way.meter;
    this.began = performance.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    return true;
  }

  get seconds() {
    return (performance.now() - this.began) / 1000;
  }

  tick() {
    const seconds = this.seconds;
    this.on.tick(seconds, this.meter.level());
    if (seconds >= LONGEST) this.on.ended();
  }

  /** End it: {blob, seconds}. */
  async stop() {
    const seconds = this.seconds;
    clearInterval(this.timer);
    try {
      return { blob: await this.way.stop(), seconds };
    } finally {
      this.close();
    }
  }

  /** Throw it away, at any time. */
  cancel() {
    this.cancelled = true;
    clearInterval(this.timer);
    if (!this.way) return;
    this.way.stop().catch(() => undefined);
    this.close();
  }

  close() {
    this.meter.close();
    closeMicrophone(this.stream);
  }
}

function encoded(stream, mimeType) {
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
  const parts = [];
  recorder.ondataavailable = (event) => event.data.size && parts.push(event.data);
  // A part each second: where a browser dies, as little as possible is still inside it.
  recorder.start(1000);
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        const done = () => resolve(new Blob(parts, { type: mimeType.split(";")[0] }));
        recorder.onstop = done;
        recorder.onerror = (event) => reject(event.error);
        if (recorder.state === "inactive") done();
        else recorder.stop();
      }),
  };
}

async function plain(stream) {
  const packets = [];
  let level = 0;
  const running = await capture(stream, (packet, now) => {
    packets.push(packet);
    level = now;
  });
  return {
    stop: async () => {
      await running.stop();
      return wav(packets);
    },
    meter: { level: () => Math.min(1, level * 5), close: () => undefined },
  };
}

const SILENT = { level: () => 0, close: () => undefined };

function meter(stream) {
  const context = room();
  if (!context) return SILENT;
  const source = context.createMediaStreamSource(stream);
  const ear = context.createAnalyser();
  ear.fftSize = 512;
  source.connect(ear);
  const samples = new Uint8Array(ear.fftSize);
  return {
    level: () => {
      ear.getByteTimeDomainData(samples);
      const sum = samples.reduce((total, sample) => total + (sample - 128) * (sample - 128), 0);
      return Math.min(1, (Math.sqrt(sum / samples.length) / 128) * 5);
    },
    close: () => source.disconnect(),
  };
}
