// The recruiters' HTTP API. The session is in a cookie that scripts cannot read; what changes anything carries a token.

import { Problem } from "../api.js";
import { currentLanguage } from "../text.js";

const ROOT = "/api/v1";
const PATIENCE_MS = 40000;

export const wire = {
  session: () => get("/session"),
  signOut: () => send("DELETE", "/session"),
  queue: (query) => get(`/profiles?${query}`),
  views: () => get("/review/views"),
  keepView: (name, query) => send("POST", "/review/views", { name, query }),
  forgetView: (id) => send("DELETE", `/review/views/${encodeURIComponent(id)}`),
  reminders: () => get("/review/reminders"),
  bulk: (body) => send("POST", "/profiles/bulk", body),
  file: (id) => get(at(id)),
  open: (id) => send("POST", `${at(id)}/open`),
  act: (id, action, body) => send("POST", `${at(id)}/${action}`, body),
  phone: (id) => get(`${at(id)}/phone`),
  edit: (id, body) => send("PATCH", at(id), body),
  check: (id, body) => send("POST", `${at(id)}/checks`, body),
  places: (what) => get(`/review/registries/${encodeURIComponent(what)}`),
  addPaper: (id, what, file) => {
    const form = new FormData();
    form.append("what", what);
    form.append("file", file);
    return send("POST", `${at(id)}/papers`, form);
  },
  removePaper: (id, paper) => send("DELETE", `${at(id)}/papers/${encodeURIComponent(paper)}`),
};

/** Where a file's résumé is drawn. */
export function resumeAddress(id, suffix, theme, language, view) {
  return `${ROOT}${at(id)}/resume.${suffix}?theme=${encodeURIComponent(theme)}&language=${language}&view=${view}`;
}

const at = (id) => `/profiles/${encodeURIComponent(id)}`;
const get = (path) => call("GET", path);
const send = (method, path, body) => call(method, path, body);

function csrf() {
  const found = /(?:^|;\s*)(?:__Host-)?ayi_csrf=([^;]*)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : "";
}

async function call(method, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  const headers = { "Accept-Language": currentLanguage() };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf();
  if (body && !(body instanceof FormData)) headers["Content-Type"] = "application/json";
  const sent = body && !(body instanceof FormData) ? JSON.stringify(body) : body;
  const options = { method, headers, body: sent, signal: stop.signal, cache: "no-store", credentials: "same-origin" };
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

async function problemOf(answer) {
  const said = await answer.json().catch(() => ({}));
  return new Problem(answer.status, said.detail, 0, said.code);
}
