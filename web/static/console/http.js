// The HTTP API as staff use it: the session's cookie goes along by itself, and every change carries the proof that a page
// of ours sends it.

import { request } from "../http.js";

const PATIENCE_MS = 40000;

/** What the cookie of this name holds, or an empty string. */
export function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : "";
}

/** Ask the API; gives the JSON that comes back, null where nothing does. Throws a Problem. */
export const call = (method, path, body) =>
  request(method, path, { body, patience: PATIENCE_MS, csrf: cookie("__Host-ayi_csrf") || cookie("ayi_csrf") });
