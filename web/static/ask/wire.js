// The HTTP API behind the page to ask: questions answered piece by piece, documents, contracts.

import { Problem } from "../api.js";
import { currentLanguage } from "../text.js";

const ROOT = "/api/v1";
const PATIENCE_MS = 40000;

/** Ask; `heard(name, data)` gets every event as it comes. Resolves with the whole answer. */
export async function ask(question, heard) {
  const body = JSON.stringify(Object.assign({ language: currentLanguage() }, question));
  const headers = { "Content-Type": "application/json", Accept: "text/event-stream" };
  return call("/ask", { method: "POST", headers, body }, async (answer) => {
    const whole = await events(answer, heard);
    // A stream that breaks off before its end is a bad network, however much of it came.
    if (!whole) throw new Problem(0);
    return whole;
  });
}

/** The documents of the library. */
export const documents = () => call("/documents", {}, json);

/** The clauses of one document. */
export const clauses = (id) => call(`/documents/${encodeURIComponent(id)}`, {}, json);

/** Look at a contract given as words. */
export function review(text) {
  const body = JSON.stringify({ text, language: currentLanguage() });
  return call("/contracts/review", { method: "POST", headers: { "Content-Type": "application/json" }, body }, json);
}

/** Look at a contract given as a file. */
export function reviewFile(file) {
  const body = new FormData();
  body.append("file", file);
  body.append("language", currentLanguage());
  return call("/contracts/review-file", { method: "POST", body }, json);
}

/** A filled draft, as a file. */
export function draft(order) {
  const headers = { "Content-Type": "application/json" };
  return call("/contracts/draft", { method: "POST", headers, body: JSON.stringify(order) }, (answer) => answer.blob());
}

const json = (answer) => answer.json();

async function call(path, options, read) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  const fixed = { signal: stop.signal, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };
  const headers = Object.assign({ "Accept-Language": currentLanguage() }, options.headers);
  try {
    const answer = await fetch(ROOT + path, Object.assign(fixed, options, { headers }));
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
  return new Problem(ours ? answer.status : 0, said.detail);
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
