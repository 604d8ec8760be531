// The HTTP API behind the page of requests. The token travels in a header, never in an address.

import { Problem } from "../api.js";
import { currentLanguage } from "../text.js";

const ROOT = "/api/v1/interviews";
const PATIENCE_MS = 25000;

/** Families who would like to meet her. */
export const orders = (who) => call("GET", who, "/orders");

/** One step of an order; gives all of them as they stand then. */
export const step = (who, order, action, more) =>
  call("POST", who, `/orders/${encodeURIComponent(order.id)}/${action}`, Object.assign({ version: order.version }, more));

/** What families say of her work. */
export const reviews = (who) => call("GET", who, "/reviews");

/** Her reply to a review, or that it is wrong. */
export const answer = (who, review, action, more) =>
  call("POST", who, `/reviews/${encodeURIComponent(review.id)}/${action}`, Object.assign({ version: review.version }, more));

async function call(method, who, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  const headers = { "Accept-Language": currentLanguage(), Authorization: `Bearer ${who.token}` };
  if (body) headers["Content-Type"] = "application/json";
  const options = { method, headers, body: body && JSON.stringify(body), signal: stop.signal, keepalive: method === "POST" };
  try {
    const fixed = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };
    const answer = await fetch(`${ROOT}/${encodeURIComponent(who.id)}${path}`, Object.assign(fixed, options));
    if (!answer.ok) throw await problemOf(answer);
    return await answer.json();
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
  return new Problem(ours ? answer.status : 0, said.detail, Number(answer.headers.get("Retry-After")), said.code);
}
