// The words of the page. They live in web/text/*.json and arrive inside the page, so that they are there offline too.

/** What the server told the page: its language, the words of all, labels of the vocabulary, looks of a résumé. */
export const page = JSON.parse(document.getElementById("page-data").textContent);
const words = page.text;
let language = page.language;

/** Switch the page to a language it has. */
export function useLanguage(next) {
  if (!words[next]) return;
  language = next;
  document.documentElement.lang = t("lang");
}

export function currentLanguage() {
  return language;
}

/** The words under the first of these keys that has any. */
export function first(keys, values) {
  return t(keys.find((key) => find(key) !== undefined), values);
}

/** The words under a dotted key, with {names} filled in. A missing key shows itself, and a test looks for it. */
export function t(key, values) {
  const found = find(key);
  if (found === undefined) return key;
  if (typeof found !== "string" || !values) return found;
  return found.replace(/\{(\w+)\}/g, (whole, name) => (values[name] === undefined ? whole : String(values[name])));
}

function find(key) {
  return key.split(".").reduce((at, part) => (at === undefined || at === null ? undefined : at[part]), words[language]);
}

/** The name of a thing of the vocabulary, or null when the vocabulary has none. */
export function label(kind, id) {
  const kinds = (page.labels || {})[language] || {};
  return (kinds[kind] || {})[id] || null;
}
