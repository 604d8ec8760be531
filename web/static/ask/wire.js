// The HTTP API behind the page to ask: questions answered piece by piece, documents, contracts.

import { events } from "../shared/events.js";
import { blob, formOf, request } from "../http.js";
import { currentLanguage } from "../text.js";

const PATIENCE_MS = 40000;

const send = (method, path, more) => request(method, path, { patience: PATIENCE_MS, ...more });

/** Ask; `heard(name, data)` gets every event as it comes. Resolves with the whole answer. */
export const ask = (question, heard) =>
  send("POST", "/ask", {
    body: { language: currentLanguage(), ...question },
    accept: "text/event-stream",
    read: events(heard),
  });

/** The documents of the library. */
export const documents = () => send("GET", "/documents");

/** The clauses of one document. */
export const clauses = (id) => send("GET", `/documents/${encodeURIComponent(id)}`);

/** Look at a contract given as words. */
export const review = (text) => send("POST", "/contracts/review", { body: { text, language: currentLanguage() } });

/** Look at a contract given as a file. */
export const reviewFile = (file) =>
  send("POST", "/contracts/review-file", { body: formOf({ language: currentLanguage() }, file) });

/** A filled draft, as a file. */
export const draft = (order) => send("POST", "/contracts/draft", { body: order, read: blob });
