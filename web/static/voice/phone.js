// The phone's own voice.

import { currentLanguage } from "../text.js";

const WANTED = { zh: /^(zh[-_](CN|Hans)|cmn)/i, en: /^en/i };
const PATIENCE_MS = 4000;
const SHAPES = ["a", "e", "i", "o", "u", "closed"];

/** The phone's voice for the page's language, or null. One that works on the phone itself comes first. */
export function phoneVoice(language) {
  if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return null;
  const wanted = WANTED[language || currentLanguage()];
  const voices = window.speechSynthesis.getVoices().filter((voice) => wanted && wanted.test(voice.lang));
  return voices.find((voice) => voice.localService) || voices[0] || null;
}

/** Tell when the phone's voices are known: some phones load them late. */
export function whenVoices(work) {
  const synthesis = window.speechSynthesis;
  if (synthesis && synthesis.addEventListener) synthesis.addEventListener("voiceschanged", work, { once: true });
}

/** Speak `text`; `begun(visemes)` when it sounds. Resolves at its end. `run.stop` silences it. */
export function speakByPhone(text, language, run, begun) {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = phoneVoice(language);
  if (utterance.voice) utterance.lang = utterance.voice.lang;
  utterance.rate = 0.95;
  return new Promise((resolve) => {
    // A phone whose voice never begins must not hold anything up.
    const late = setTimeout(resolve, PATIENCE_MS);
    utterance.onstart = () => {
      clearTimeout(late);
      begun(guessed(text, language));
    };
    utterance.onend = resolve;
    utterance.onerror = resolve;
    run.stop = () => {
      window.speechSynthesis.cancel();
      resolve();
    };
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(utterance);
  });
}

// The phone does not say what its mouth does: a shape for each letter, at the pace people speak, is near enough.
function guessed(text, language) {
  const step = language === "zh" ? 0.22 : 0.075;
  return Array.from(text, (letter, n) => ({
    start: n * step,
    end: (n + 1) * step,
    shape: /[\s\p{P}]/u.test(letter) ? "rest" : SHAPES[letter.codePointAt(0) % SHAPES.length],
  }));
}
