// The HTTP API of her consents, her card, her photo and her copy. The token travels in a header, never in an address.

import { currentLanguage } from "../text.js";

const ROOT = "/api/v1/interviews";
const PATIENCE_MS = 30000;
const PATIENCE_FILE_MS = 120000;

/** What went wrong, in the server's words for people if it gave some. `status` 0: the network. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail || String(status));
    this.status = status;
    this.detail = detail || "";
  }

  /** Whether this link opens nothing any more. */
  get gone() {
    return [401, 403, 404, 410].includes(this.status);
  }
}

export const consents = (who) => json("GET", who, "/consents");
export const choose = (who, layer, given, version) => json("POST", who, "/consents", { layer, given, version });
export const standing = (who) => json("GET", who, "/review");
export const appeal = (who, text) => json("POST", who, "/appeal", { text });
export const takeDown = (who) => json("POST", who, "/withdraw");
export const card = (who) => json("GET", who, "/card");
export const print = (who, form) => file(who, `/card.${form}?size=a6&language=${currentLanguage()}`);
export const copy = (who) => file(who, "/export");
export const erase = (who) => call("DELETE", who, "");
export const removePhoto = (who) => call("DELETE", who, "/photo");

/** Her photo as a blob, or null where there is none. */
export async function photo(who) {
  try {
    return await file(who, "/photo");
  } catch (problem) {
    if (problem.status === 404) return null;
    throw problem;
  }
}

export async function putPhoto(who, picked) {
  const form = new FormData();
  form.append("file", picked);
  await call("PUT", who, "/photo", form, PATIENCE_FILE_MS);
}

async function json(...request) {
  return (await call(...request)).json();
}

async function file(who, path) {
  return (await call("GET", who, path, undefined, PATIENCE_FILE_MS)).blob();
}

async function call(method, who, path, body, patience) {
  const headers = { "Accept-Language": currentLanguage(), Authorization: `Bearer ${who.token}` };
  const form = body instanceof FormData;
  if (body && !form) headers["Content-Type"] = "application/json";
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience || PATIENCE_MS);
  let answer;
  try {
    answer = await fetch(`${ROOT}/${encodeURIComponent(who.id)}${path}`, {
      method,
      headers,
      body: body && !form ? JSON.stringify(body) : body,
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

async function problemOf(answer) {
  const ours = (answer.headers.get("Content-Type") || "").startsWith("application/problem+json");
  const said = ours ? await answer.json().catch(() => ({})) : {};
  return new Problem(ours ? answer.status : 0, said.detail);
}
