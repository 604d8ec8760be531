// One way to ask the HTTP API: bounded in time, in her language, refusals as problems. A token travels in a
// header, never in an address.

import { currentLanguage } from "./text.js";

const ROOT = "/api/v1";
const PATIENCE_MS = 30000;
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

  /** Whether there is no such thing for this token. */
  get gone() {
    return [401, 403, 404, 410].includes(this.status);
  }
}

/** Ways to read an answer. */
export const json = (answer) => (answer.status === 204 ? null : answer.json());
export const blob = (answer) => answer.blob();
export const nothing = () => null;

/** A form with a file. */
export function formOf(fields, file, name) {
  const form = new FormData();
  Object.entries(fields).forEach(([key, value]) => form.append(key, value));
  form.append("file", file, name || file.name);
  return form;
}

/**
 * Ask; gives what `read` makes of the answer, and throws a Problem. `token`: whose words these are. `csrf`: the session's
 * cookie goes along, and this proof that a page of ours sends a change. `patience`: milliseconds for the whole answer.
 */
export async function request(method, path, options = {}) {
  const { token, body, csrf, patience = PATIENCE_MS, accept, keepalive = false, read = json } = options;
  const headers = { "Accept-Language": currentLanguage() };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (accept) headers.Accept = accept;
  if (csrf && method !== "GET") headers["X-CSRF-Token"] = csrf;
  const form = body instanceof FormData;
  const given = body !== undefined && body !== null;
  if (given && !form) headers["Content-Type"] = "application/json";
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(ROOT + path, {
      method,
      headers,
      body: given && !form ? JSON.stringify(body) : body || undefined,
      signal: stop.signal,
      keepalive,
      cache: "no-store",
      credentials: csrf === undefined ? "omit" : "same-origin",
      referrerPolicy: "no-referrer",
    });
    if (!answer.ok) throw await problemOf(answer);
    return await read(answer);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(0);
  } finally {
    clearTimeout(timer);
  }
}

// A refusal that is no problem document comes from something in between (a hotel's login page), not from our server.
async function problemOf(answer) {
  const ours = (answer.headers.get("Content-Type") || "").startsWith("application/problem+json");
  const said = ours ? await answer.json().catch(() => ({})) : {};
  return new Problem(ours ? answer.status : 0, said.detail, Number(answer.headers.get("Retry-After")), said.code);
}
