// The page that finds people: language and type size; the rest is in the conversation.

import { frame, takeUpLanguage } from "../shared/frame.js";
import { Chat } from "./chat.js";

const byId = (id) => document.getElementById(id);

takeUpLanguage();
const chat = new Chat();

frame(() => chat.reword());
chat.reword();
byId("mine").addEventListener("click", () => chat.on.orders());
chat.resume().then(() => {
  // A text message about a request leads here.
  if (window.location.hash !== "#orders") return;
  window.history.replaceState(null, "", window.location.pathname);
  chat.on.orders();
});
