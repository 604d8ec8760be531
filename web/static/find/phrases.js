// Lines that break between their parts, not within a word or a date.

import { h } from "../dom.js";

// A comma, full width or with its blank, or a dot between blanks.
const BETWEEN = /(\uff0c|, | \u00b7 )/;

/** Words whose parts, between commas and dots, are broken only where a line cannot hold one of them whole. */
export function phrases(words) {
  // Every second part is what stood between two; a comma stays with the words before it.
  const parts = words.split(BETWEEN);
  return parts.map((part, n) => {
    const after = parts[n + 1] || "";
    if (n % 2) return part.startsWith(" ") ? part : part.endsWith(" ") ? " " : null;
    return h("span", { class: "phrase" }, after.startsWith(" ") ? part : part + after.trim());
  });
}
