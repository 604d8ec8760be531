// The microphone as plain samples (16-bit, 16,000 a second): for live conversation, and for browsers that cannot encode.

export const RATE = 16000;

/** Start capturing; `on(packet: ArrayBuffer, level: 0..1)` gets 40 ms at a time. Gives {stop()}. */
export async function capture(stream, on) {
  const Kind = window.AudioContext || window.webkitAudioContext;
  let context;
  let source;
  try {
    // Where the browser resamples by itself, it does so better than we do.
    context = new Kind({ sampleRate: RATE });
    source = context.createMediaStreamSource(stream);
  } catch (error) {
    if (context) context.close();
    context = new Kind();
    source = context.createMediaStreamSource(stream);
  }
  await context.audioWorklet.addModule("/static/voice/capture.js");
  const node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  node.port.onmessage = (event) => on(event.data.packet, event.data.level);
  source.connect(node);
  if (context.state !== "running") context.resume();
  return {
    stop: async () => {
      node.port.postMessage("stop");
      await new Promise((resolve) => setTimeout(resolve, 60));
      source.disconnect();
      await context.close();
    },
  };
}

/** A WAV file of packets. */
export function wav(packets) {
  const bytes = packets.reduce((sum, packet) => sum + packet.byteLength, 0);
  const head = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => Array.from(letters).forEach((letter, n) => head.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  head.setUint32(4, 36 + bytes, true);
  text(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, RATE * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  text(36, "data");
  head.setUint32(40, bytes, true);
  return new Blob([head.buffer, ...packets], { type: "audio/wav" });
}
