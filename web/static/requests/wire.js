// The HTTP API behind the page of requests.

import { request } from "../http.js";

// What she decides is sent even if she closes the page at once. Cookies go along with it, so that the server knows whether
// staff are signed in on this browser: then she shows first that it is she.
const ask = (method, who, path, body) =>
  request(method, `/interviews/${encodeURIComponent(who.id)}${path}`, { token: who.token, body, keepalive: method === "POST", csrf: "" });

/** Families who would like to meet her. */
export const orders = (who) => ask("GET", who, "/orders");

/** One step of an order; gives all of them as they stand then. */
export const step = (who, order, action, more) =>
  ask("POST", who, `/orders/${encodeURIComponent(order.id)}/${action}`, { version: order.version, ...more });

/** What families say of her work. */
export const reviews = (who) => ask("GET", who, "/reviews");

/** Her reply to a review, or that it is wrong. */
export const answer = (who, review, action, more) =>
  ask("POST", who, `/reviews/${encodeURIComponent(review.id)}/${action}`, { version: review.version, ...more });

/** Send a code to the phone she gave: {phone, seconds}; and the token for it: {token}. */
export const ownCode = (who) => ask("POST", who, "/own-code", {});
export const ownProof = (who, code) => ask("POST", who, "/own-proof", { code });
