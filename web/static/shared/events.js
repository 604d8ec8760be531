// Server-sent events, as the chats answer piece by piece.

import { Problem } from "../http.js";

/** The way to read server-sent events: `heard(name, data)` gets each as it comes; the last, `done`, is the whole. */
export function events(heard) {
  return async (answer) => {
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let waiting = "";
    let whole = null;
    for (let done = false; !done; ) {
      const piece = await reader.read();
      done = piece.done;
      waiting += done ? decoder.decode() : decoder.decode(piece.value, { stream: true });
      const blocks = waiting.split("\n\n");
      waiting = blocks.pop();
      blocks.map(eventOf).forEach(({ name, data }) => {
        if (name === "problem") throw new Problem(data.status, data.detail, 0, data.code);
        if (name === "done") whole = data;
        else heard(name, data);
      });
    }
    // A stream that breaks off before its end is a bad network, however much of it came.
    if (!whole) throw new Problem(0);
    return whole;
  };
}

function eventOf(block) {
  const field = (name) => {
    const found = block.split("\n").find((line) => line.startsWith(`${name}: `));
    return found ? found.slice(name.length + 2) : "";
  };
  return { name: field("event"), data: JSON.parse(field("data") || "null") };
}
