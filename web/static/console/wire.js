// The recruiters' HTTP API. The session is in a cookie that scripts cannot read; what changes anything carries a token.

import { formOf } from "../http.js";
import { t } from "../text.js";
import { call as send } from "./http.js";
import { tell } from "./parts.js";

const SLOW_MS = 1500;
const get = (path) => send("GET", path);

// What takes longer than a moment says so.
async function doing(...asked) {
  const timer = setTimeout(() => tell(t("desk.working")), SLOW_MS);
  try {
    return await send(...asked);
  } finally {
    clearTimeout(timer);
  }
}

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
  act: (id, action, body) => doing("POST", `${at(id)}/${action}`, body),
  phone: (id) => get(`${at(id)}/phone`),
  edit: (id, body) => doing("PATCH", at(id), body),
  check: (id, body) => doing("POST", `${at(id)}/checks`, body),
  askFor: (id, layer) => send("POST", `${at(id)}/consent-link`, { layer }),
  places: (what) => get(`/review/registries/${encodeURIComponent(what)}`),
  addPaper: (id, what, file) => doing("POST", `${at(id)}/papers`, formOf({ what }, file)),
  removePaper: (id, paper) => send("DELETE", `${at(id)}/papers/${encodeURIComponent(paper)}`),
};

/** Where a file's résumé is drawn. */
export function resumeAddress(id, suffix, theme, language, view) {
  return `/api/v1${at(id)}/resume.${suffix}?theme=${encodeURIComponent(theme)}&language=${language}&view=${view}`;
}

const at = (id) => `/profiles/${encodeURIComponent(id)}`;
