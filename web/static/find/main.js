// The page that finds people: language and type size; the rest is in the conversation.

import { small } from "../store.js";
import { currentLanguage, page, t, useLanguage } from "../text.js";
import { reword } from "../ask/words.js";
import { Chat } from "./chat.js";

const byId = (id) => document.getElementById(id);
const other = () => Object.keys(page.text).find((each) => each !== currentLanguage());

useLanguage(small.get("language") || page.language);
const chat = new Chat();

function words() {
  reword(document);
  const large = small.get("size") === "large";
  document.documentElement.classList.toggle("large", large);
  byId("size").textContent = t(large ? "page.smaller" : "page.bigger");
  byId("language").textContent = page.text[other()].name;
  byId("language").setAttribute("aria-label", `${t("page.language")}: ${page.text[other()].name}`);
  byId("language").lang = page.text[other()].lang;
  document.documentElement.lang = t("lang");
  // An agency's own name stays as it is.
  if (Object.keys(page.text).some((each) => page.text[each].page.title === document.title)) document.title = t("page.title");
  chat.reword();
}

byId("size").addEventListener("click", () => {
  small.set("size", small.get("size") === "large" ? "normal" : "large");
  words();
});
byId("language").addEventListener("click", () => {
  useLanguage(other());
  small.set("language", currentLanguage());
  words();
});
byId("mine").addEventListener("click", () => chat.on.orders());
words();
chat.resume().then(() => {
  // A text message about a request leads here.
  if (window.location.hash !== "#orders") return;
  window.history.replaceState(null, "", window.location.pathname);
  chat.on.orders();
});
