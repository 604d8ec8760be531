// The HTTP API of a chat that finds people.

import { events } from "../shared/events.js";
import { blob, formOf, nothing, request } from "../http.js";
import { currentLanguage } from "../text.js";

const PATIENCE_MS = 40000;
const PATIENCE_SOUND_MS = 120000;

const ask = (method, chat, path, more) =>
  request(method, `/chats/${chat.id}${path}`, { token: chat.token, patience: PATIENCE_MS, ...more });

/** Begin a chat: {id, token, reply}. */
export const open = () => request("POST", "/chats", { body: { language: currentLanguage() }, patience: PATIENCE_MS });

/** What stands in a chat. */
export const view = (chat) => ask("GET", chat, "");

/** Forget a chat and everything said in it. */
export const remove = (chat) => ask("DELETE", chat, "", { read: nothing });

/** Say something; `heard(name, data)` gets every event as it comes. Resolves with the whole reply. */
export const say = (chat, message, heard) =>
  ask("POST", chat, "/messages", { body: message, accept: "text/event-stream", read: events(heard) });

/** Say something aloud: {transcript, text, reply}. */
export const speak = (chat, sound, messageId) => {
  const body = formOf({ client_message_id: messageId }, sound, `message.${sound.type.split("/")[1]}`);
  return ask("POST", chat, "/audio", { body, patience: PATIENCE_SOUND_MS });
};

/** Take one condition out of the need. */
export const dropChip = (chat, chipId) => ask("POST", chat, `/chips/${encodeURIComponent(chipId)}/remove`, { body: {} });

/** Switch ranking for this need on or off. */
export const rank = (chat, personal) => ask("PUT", chat, "/settings", { body: { personal_ranking: personal } });

/** One person in full. */
export const person = (chat, workerId) => ask("GET", chat, `/people/${encodeURIComponent(workerId)}`);

/** What households say of somebody: {count, averages, labels, items}. */
export const reviewsOf = (workerId) =>
  request("GET", `/workers/${encodeURIComponent(workerId)}/reviews`, { patience: PATIENCE_MS });

/** Two or three people side by side. */
export const compare = (chat, workerIds) => ask("POST", chat, "/compare", { body: { worker_ids: workerIds } });

/** Any other address below a chat, for what is built on it. */
export const below = (chat, method, path, body) => ask(method, chat, path, { body });

/** A file below a chat. */
export const file = (chat, path) => ask("GET", chat, path, { read: blob });

/**
 * Send a code to a phone; and what shows that the phone is one's own: {token}. Cookies go along: a code is good only in the
 * browser that asked for it.
 */
const codes = (path, body) => request("POST", `/phone-codes${path}`, { body, patience: PATIENCE_MS, csrf: "" });
export const code = (phone) => codes("", { phone, purpose: "consumer", language: currentLanguage() });
export const proof = (phone, digits) => codes("/consumer", { phone, code: digits });

/** What was asked for with a number, by the token that shows it to be one's own; a file among it. */
export const mine = (token, method, path, body) => request(method, `/my-orders${path}`, { token, body, patience: PATIENCE_MS });
export const mineFile = (token, path) => request("GET", `/my-orders${path}`, { token, patience: PATIENCE_MS, read: blob });
