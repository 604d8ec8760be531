// The HTTP API of an interview.

import { blob, formOf, nothing, request } from "./http.js";

const PATIENCE_RENDER_MS = 90000;
// A recording may take long to leave a poor network, and a while to be listened to.
const PATIENCE_SOUND_MS = 120000;

const ask = (method, who, path, more) => request(method, `/interviews/${who.id}${path}`, { token: who.token, ...more });

export const api = {
  open: (language, job) =>
    request("POST", "/interviews", { body: { language, channel: "text", ...(job ? { job } : {}) } }),
  turn: (who, text, clientTurnId) => ask("POST", who, "/turns", { body: { text, client_turn_id: clientTurnId } }),
  audio: (who, item) => {
    const sound = new Blob([item.sound], { type: item.kind });
    const body = formOf({ client_turn_id: item.turn }, sound, `answer.${item.kind.split("/")[1]}`);
    return ask("POST", who, "/audio", { body, patience: PATIENCE_SOUND_MS });
  },
  recording: (who, turnId) => ask("GET", who, `/recordings/${turnId}`, { read: (answer) => answer.arrayBuffer() }),
  interview: (who) => ask("GET", who, ""),
  finish: (who) => ask("POST", who, "/finish"),
  remove: (who) => ask("DELETE", who, "", { read: nothing }),
  resume: (who, suffix, theme, language) => {
    const query = `?theme=${encodeURIComponent(theme)}&language=${encodeURIComponent(language)}`;
    return ask("GET", who, `/resume.${suffix}${query}`, { patience: PATIENCE_RENDER_MS, read: blob });
  },
};
