// Runs on the sound thread: turns what the microphone gives into 16-bit samples, 16,000 a second, in packets of 40 ms.

const RATE = 16000;
const PACKET = 640;
const TAPS = 32;
const PASS_HZ = 7200;

// A low-pass filter, so that what lies above the new rate's reach does not fold back as noise.
function lowPass(rate) {
  const cut = PASS_HZ / rate;
  const taps = new Float32Array(TAPS);
  let sum = 0;
  for (let n = 0; n < TAPS; n += 1) {
    const x = n - (TAPS - 1) / 2;
    const window = 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (TAPS - 1));
    taps[n] = window * (Math.sin(2 * Math.PI * cut * x) / (Math.PI * x));
    sum += taps[n];
  }
  return taps.map((tap) => tap / sum);
}

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.ratio = sampleRate / RATE;
    this.taps = this.ratio > 1 ? lowPass(sampleRate) : null;
    this.held = new Float32Array(0);
    this.at = 0;
    this.packet = new Int16Array(PACKET);
    this.filled = 0;
    this.loud = 0;
    this.open = true;
    this.port.onmessage = () => {
      this.flush();
      this.open = false;
    };
  }

  process(inputs) {
    const channel = inputs[0][0];
    if (channel) this.take(channel);
    return this.open;
  }

  take(channel) {
    const samples = new Float32Array(this.held.length + channel.length);
    samples.set(this.held);
    samples.set(channel, this.held.length);
    const reach = this.taps ? TAPS : 1;
    while (Math.floor(this.at) + reach + 1 <= samples.length) {
      const whole = Math.floor(this.at);
      const part = this.at - whole;
      const low = this.filtered(samples, whole);
      this.push(part ? low + part * (this.filtered(samples, whole + 1) - low) : low);
      this.at += this.ratio;
    }
    const used = Math.min(Math.floor(this.at), samples.length);
    this.held = samples.slice(used);
    this.at -= used;
  }

  filtered(samples, from) {
    if (!this.taps) return samples[from];
    let sum = 0;
    for (let n = 0; n < TAPS; n += 1) sum += this.taps[n] * samples[from + n];
    return sum;
  }

  push(sample) {
    const held = Math.max(-1, Math.min(1, sample));
    this.packet[this.filled] = held * 32767;
    this.loud += held * held;
    this.filled += 1;
    if (this.filled === PACKET) this.flush();
  }

  flush() {
    if (!this.filled) return;
    const packet = this.packet.slice(0, this.filled);
    const level = Math.sqrt(this.loud / this.filled);
    this.port.postMessage({ packet: packet.buffer, level }, [packet.buffer]);
    this.filled = 0;
    this.loud = 0;
  }
}

registerProcessor("capture", Capture);
