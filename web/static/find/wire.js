// The HTTP API of a chat that finds people. The token travels in a header, never in an address.

import { Problem } from "../api.js";
import { currentLanguage } from "../text.js";

const ROOT = "/api/v1/chats";
const CODES = "/api/v1/phone-codes";
const PATIENCE_MS = 40000;
const PATIENCE_SOUND_MS = 120000;

/** Begin a chat: {id, token, reply}. */
export const open = () => json("POST", "", null, { language: currentLanguage() });

/** What stands in a chat. */
export const view = (chat) => json("GET", `/${chat.id}`, chat);

/** Forget a chat and everything said in it. */
export const remove = (chat) => call("DELETE", `/${chat.id}`, chat, null, PATIENCE_MS, () => null);

/** Say something; `heard(name, data)` gets every event as it comes. Resolves with the whole reply. */
export function say(chat, message, heard) {
  return call("POST", `/${chat.id}/messages`, chat, message, PATIENCE_MS, async (answer) => {
    const whole = await events(answer, heard);
    // A stream that breaks off before its end is a bad network, however much of it came.
    if (!whole) throw new Problem(0);
    return whole;
  }, "text/event-stream");
}

/** Say something aloud: {transcript, text, reply}. */
export function speak(chat, blob, messageId) {
  const form = new FormData();
  form.append("client_message_id", messageId);
  form.append("file", blob, `message.${blob.type.split("/")[1]}`);
  return call("POST", `/${chat.id}/audio`, chat, form, PATIENCE_SOUND_MS, (answer) => answer.json());
}

/** Take one condition out of the need. */
export const dropChip = (chat, chipId) => json("POST", `/${chat.id}/chips/${encodeURIComponent(chipId)}/remove`, chat, {});

/** Switch ranking for this need on or off. */
export const rank = (chat, personal) => json("PUT", `/${chat.id}/settings`, chat, { personal_ranking: personal });

/** One person in full. */
export const person = (chat, workerId) => json("GET", `/${chat.id}/people/${encodeURIComponent(workerId)}`, chat);

/** What households say of somebody: {count, averages, labels, items}. */
export const reviewsOf = (workerId) =>
  json("GET", `/${encodeURIComponent(workerId)}/reviews`, null, null, "/api/v1/workers");

/** Two or three people side by side. */
export const compare = (chat, workerIds) => json("POST", `/${chat.id}/compare`, chat, { worker_ids: workerIds });

/** Any other address below a chat, for what is built on it. */
export const below = (chat, method, path, body) => json(method, `/${chat.id}${path}`, chat, body);

/** A file below a chat. */
export const file = (chat, path) => call("GET", `/${chat.id}${path}`, chat, null, PATIENCE_MS, (answer) => answer.blob());

/** Send a code to a phone; and what shows that the phone is one's own: {token}. */
export const code = (phone) => json("POST", "", null, { phone, purpose: "consumer", language: currentLanguage() }, CODES);
export const proof = (phone, digits) => json("POST", "/consumer", null, { phone, code: digits }, CODES);

function json(method, path, chat, body, root) {
  return call(method, path, chat, body, PATIENCE_MS, (answer) => answer.json(), null, root);
}

async function call(method, path, chat, body, patience, read, accept, root = ROOT) {
  const headers = { "Accept-Language": currentLanguage() };
  if (chat) headers.Authorization = `Bearer ${chat.token}`;
  if (accept) headers.Accept = accept;
  const form = body instanceof FormData;
  if (body && !form) headers["Content-Type"] = "application/json";
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const fixed = { method, headers, signal: stop.signal, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };
  try {
    const answer = await fetch(root + path, Object.assign(fixed, { body: body && !form ? JSON.stringify(body) : body || undefined }));
    if (!answer.ok) throw await problemOf(answer);
    return await read(answer);
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

async function events(answer, heard) {
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  let whole = null;
  for (;;) {
    const { done, value } = await reader.read();
    waiting += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const blocks = waiting.split("\n\n");
    waiting = blocks.pop();
    blocks.map(eventOf).forEach(({ name, data }) => {
      if (name === "problem") throw new Problem(data.status, data.detail, 0, data.code);
      if (name === "done") whole = data;
      else heard(name, data);
    });
    if (done) return whole;
  }
}

function eventOf(block) {
  const field = (name) => {
    const found = block.split("\n").find((line) => line.startsWith(`${name}: `));
    return found ? found.slice(name.length + 2) : "";
  };
  return { name: field("event"), data: JSON.parse(field("data") || "null") };
}
