// The one audio context of the page: everything heard here goes through it. A browser lets it sound only after she has
// touched the page, so nothing speaks before that.

let context = null;
const AudioContextKind = window.AudioContext || window.webkitAudioContext;
let wasTouched = false;

/** Whether this browser can play sound that is made or cut by the page. */
export const canSound = Boolean(AudioContextKind);

/** The context, made on first use; null where there is none. */
export function room() {
  if (!context && canSound) context = new AudioContextKind({ latencyHint: "interactive" });
  return context;
}

/** Whether she has touched the page, so that it may sound. */
export function unlocked() {
  return wasTouched || Boolean(context && context.state === "running");
}

/** The tap that led here was on another page of ours; a browser may count it, and then the context runs at once. */
export function carriedOver() {
  const here = room();
  return here ? here.state === "running" : false;
}

function touched() {
  wasTouched = true;
  const here = room();
  if (here && here.state !== "running") here.resume().catch(() => undefined);
}

/** Listen for the first touches. `pointerup` and not `pointerdown`: a finger that only lands opens nothing. */
export function watchTouches() {
  ["pointerup", "click", "keydown"].forEach((name) => document.addEventListener(name, touched, { capture: true }));
}

/** Samples of an encoded sound (mp3, webm, mp4, wav). Rejects when it is broken or of a kind unknown here. */
export function decoded(bytes) {
  const here = room();
  if (!here) return Promise.reject(new Error("no sound"));
  // The old form with callbacks, for the browsers that know no other; a copy, because decoding takes the bytes away.
  return new Promise((resolve, reject) => {
    here.decodeAudioData(bytes.slice(0), resolve, reject);
  });
}

/** Play samples from `from` to `to` seconds; gives {startedAt (performance.now()), ended: Promise, stop()}. */
export function play(buffer, from, to) {
  const here = room();
  const source = here.createBufferSource();
  source.buffer = buffer;
  source.connect(here.destination);
  const begin = Math.max(0, Math.min(from || 0, buffer.duration));
  const length = Math.max(0.02, Math.min(to === undefined ? buffer.duration : to, buffer.duration) - begin);
  const ended = new Promise((resolve) => {
    source.onended = resolve;
  });
  const lag = (here.outputLatency || here.baseLatency || 0) * 1000;
  source.start(0, begin, length);
  return { startedAt: performance.now() + lag, ended, stop: () => halt(source) };
}

function halt(source) {
  try {
    source.stop();
  } catch (error) {
    // It has ended already.
  }
}
