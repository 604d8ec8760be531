// The first page works without this; with it, a phone that holds an interview offers to go on with it.

import { h } from "./dom.js";
import { small } from "./store.js";
import { page, t, useLanguage } from "./text.js";

const current = small.get("current");
const language = small.get("language") || (current && current.language);
const choice = language && document.getElementById(`choose-${language}`);
if (choice) choice.checked = true;

if (current) {
  Object.keys(page.text).forEach((each) => {
    useLanguage(each);
    const place = document.querySelector(`[data-start="${each}"]`);
    const start = place.querySelector("a");
    start.textContent = t("landing.fresh");
    start.className = "wide";
    place.prepend(h("a", { class: "wide primary", href: "/i" }, t("landing.again")));
    place.append(h("p", { class: "small-words" }, t("landing.fresh_note")));
  });
  useLanguage(language || page.language);
}

// The interview's page may speak at once when it knows that a tap led there.
document.addEventListener("click", (event) => {
  if (!event.target.closest("a")) return;
  try {
    window.sessionStorage.setItem("ayi.tapped", "1");
  } catch (error) {
    // Then it speaks after the next tap.
  }
});

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => undefined);
