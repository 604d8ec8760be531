// The HTTP API of her consents, her card, her photo, her papers and her copy.

import { blob, formOf, nothing, request } from "../http.js";
import { currentLanguage } from "../text.js";

const PATIENCE_FILE_MS = 120000;

const ask = (method, who, path, more) =>
  request(method, `/interviews/${encodeURIComponent(who.id)}${path}`, { token: who.token, ...more });
const file = (who, path) => ask("GET", who, path, { patience: PATIENCE_FILE_MS, read: blob });

export const consents = (who) => ask("GET", who, "/consents");
export const choose = (who, layer, given, version) => ask("POST", who, "/consents", { body: { layer, given, version } });
export const standing = (who) => ask("GET", who, "/review");
export const appeal = (who, text) => ask("POST", who, "/appeal", { body: { text } });
export const takeDown = (who) => ask("POST", who, "/withdraw");
export const card = (who) => ask("GET", who, "/card");
export const print = (who, form) => file(who, `/card.${form}?size=a6&language=${currentLanguage()}`);
export const copy = (who) => file(who, "/export");
export const erase = (who) => ask("DELETE", who, "", { read: nothing });
export const removePhoto = (who) => ask("DELETE", who, "/photo", { read: nothing });
export const putPhoto = (who, picked) =>
  ask("PUT", who, "/photo", { body: formOf({}, picked), patience: PATIENCE_FILE_MS, read: nothing });
export const ownPapers = (who) => ask("GET", who, "/papers");
export const ownPaper = (who, id) => file(who, `/papers/${encodeURIComponent(id)}`);
export const removePaper = (who, id) => ask("DELETE", who, `/papers/${encodeURIComponent(id)}`);

/** Her photo as a blob, or null where there is none. */
export async function photo(who) {
  try {
    return await file(who, "/photo");
  } catch (problem) {
    if (problem.status === 404) return null;
    throw problem;
  }
}
