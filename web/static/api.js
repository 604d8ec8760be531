// The HTTP API of an interview. The token travels in a header, never in an address.

import { currentLanguage } from "./text.js";

const ROOT = "/api/v1/interviews";
const PATIENCE_MS = 25000;
const PATIENCE_RENDER_MS = 90000;
// A recording may take long to leave a poor network, and a while to be listened to.
const PATIENCE_SOUND_MS = 120000;
// What no repeated try will change, though the status is that of a passing trouble.
const LASTING = new Set(["ears_missing", "ears_off", "voice_missing"]);

/** What went wrong, in the server's words for people if it gave some. `status` 0: the network, not the server. */
export class Problem extends Error {
  constructor(status, detail, retryAfter, code) {
    super(detail || String(status));
    this.status = status;
    this.detail = detail || "";
    this.retryAfter = retryAfter || 0;
    this.code = code || "";
  }

  /** Whether the same request may succeed later without anybody changing anything. */
  get passing() {
    if (LASTING.has(this.code)) return false;
    return [0, 408, 425, 429].includes(this.status) || this.status >= 500;
  }

  /** Whether there is no such interview for this token. */
  get gone() {
    return [401, 403, 404, 410].includes(this.status);
  }
}

export const api = {
  open: (language, job) => json("POST", "", null, { language, channel: "text", ...(job ? { job } : {}) }),
  turn: (who, text, clientTurnId) =>
    json("POST", `/${who.id}/turns`, who.token, { text, client_turn_id: clientTurnId }),
  audio: (who, item) => {
    const form = new FormData();
    form.append("client_turn_id", item.turn);
    form.append("file", new Blob([item.sound], { type: item.kind }), `answer.${item.kind.split("/")[1]}`);
    return json("POST", `/${who.id}/audio`, who.token, form, PATIENCE_SOUND_MS);
  },
  recording: async (who, turnId) => (await call("GET", `/${who.id}/recordings/${turnId}`, who.token)).arrayBuffer(),
  interview: (who) => json("GET", `/${who.id}`, who.token),
  finish: (who) => json("POST", `/${who.id}/finish`, who.token),
  remove: (who) => call("DELETE", `/${who.id}`, who.token),
  resume: async (who, suffix, theme, language) => {
    const query = `?theme=${encodeURIComponent(theme)}&language=${encodeURIComponent(language)}`;
    const answer = await call("GET", `/${who.id}/resume.${suffix}${query}`, who.token, null, PATIENCE_RENDER_MS);
    return answer.blob();
  },
};

async function json(...request) {
  const answer = await call(...request);
  return answer.json().catch(() => {
    throw new Problem(0);
  });
}

async function call(method, path, token, body, patience) {
  const headers = { "Accept-Language": currentLanguage() };
  if (token) headers.Authorization = `Bearer ${token}`;
  const form = body instanceof FormData;
  if (body && !form) headers["Content-Type"] = "application/json";
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience || PATIENCE_MS);
  let answer;
  try {
    answer = await fetch(ROOT + path, {
      method,
      headers,
      body: body && !form ? JSON.stringify(body) : body || undefined,
      signal: stop.signal,
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    throw new Problem(0);
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

// A refusal that is no problem document comes from something in between (a hotel's login page), not from our server.
async function problemOf(answer) {
  const ours = (answer.headers.get("Content-Type") || "").startsWith("application/problem+json");
  const said = ours ? await answer.json().catch(() => ({})) : {};
  return new Problem(ours ? answer.status : 0, said.detail, Number(answer.headers.get("Retry-After")), said.code);
}
