// The HTTP API as staff use it: the session's cookie goes along by itself, and every change carries the proof that a page
// of ours sends it.

import { Problem } from "../api.js";
import { currentLanguage } from "../text.js";

const ROOT = "/api/v1";
const PATIENCE_MS = 30000;

/** What the cookie of this name holds, or an empty string. */
export function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

/** Ask the API; gives the JSON that comes back, null where nothing does. Throws a Problem. */
export async function call(method, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  const headers = { "Accept-Language": currentLanguage() };
  if (method !== "GET") headers["X-CSRF-Token"] = cookie("__Host-ayi_csrf") || cookie("ayi_csrf");
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const options = { method, headers, signal: stop.signal, cache: "no-store", credentials: "same-origin" };
  if (body !== undefined) options.body = JSON.stringify(body);
  try {
    const answer = await fetch(ROOT + path, options);
    if (!answer.ok) throw await problemOf(answer);
    return answer.status === 204 ? null : await answer.json();
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(0);
  } finally {
    clearTimeout(timer);
  }
}

// A refusal that is no problem document comes from something in between, not from our server.
async function problemOf(answer) {
  const ours = (answer.headers.get("Content-Type") || "").startsWith("application/problem+json");
  const said = ours ? await answer.json().catch(() => ({})) : {};
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  return new Problem(ours ? answer.status : 0, said.detail, wait, said.code);
}
