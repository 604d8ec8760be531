// The review desk: who is here, which file is open, and what the keys do.

import { button, fill, h } from "../dom.js";
import { small } from "../store.js";
import { currentLanguage, page, t, useLanguage } from "../text.js";
import { FileView } from "./file.js";
import { reword } from "../shared/frame.js";
import { dialog, problemWords, tell } from "./parts.js";
import { Queue } from "./queue.js";
import { wire } from "./wire.js";

const SIGN_IN = "/sign-in";
const HELP = [
  ["j / k", "move"],
  ["Enter", "open"],
  ["Esc / u", "back"],
  ["/", "search"],
  ["x", "mark"],
  ["t", "take"],
  ["a", "approve"],
  ["r", "return"],
  ["d", "decline"],
  ["e", "edit"],
  ["s", "settle"],
  ["p", "play"],
  ["v", "verify"],
  ["n", "note"],
  ["] / [", "next"],
  ["1 – 4", "tabs"],
  ["Ctrl Enter", "send"],
  ["?", "this"],
];
const byId = (id) => document.getElementById(id);
const other = () => Object.keys(page.text).find((each) => each !== currentLanguage());

useLanguage(small.get("console.language") || page.language);
const queue = new Queue(byId("queue"), { open: (id) => go(id), failed });
const file = new FileView(byId("file"), { go: (step, decided) => beside(step, decided), back: () => go(null), changed: () => queue.load(), failed });
let shown = null;
let signedIn = false;

function words() {
  reword(document);
  byId("language").textContent = page.text[other()].name;
  byId("language").lang = page.text[other()].lang;
  document.documentElement.lang = t("lang");
}

// Which file is open is in the address, so that the browser's own back button and links work.
function go(id) {
  window.location.hash = id || "";
  if (!id) show();
}

function show() {
  const id = decodeURIComponent(window.location.hash.slice(1)) || null;
  if (!signedIn) return;
  document.body.classList.toggle("reading", id !== null);
  byId("file").hidden = id === null;
  if (id === shown) return;
  shown = id;
  if (id === null) {
    file.hide();
    const row = byId("queue").querySelector(".row.here a") || byId("search");
    if (row) row.focus({ preventScroll: true });
    return;
  }
  queue.point(id);
  file.show(id);
}

async function beside(step, decided) {
  const here = shown;
  const next = (await queue.after(here, step)) || (decided ? await queue.after(here, -1) : null);
  if (here !== shown) return;
  if (next && next.id !== shown) go(next.id);
  else if (decided) go(null);
}

function failed(problem) {
  if (problem.status === 401 || problem.code === "second_factor_needed") gate(problem);
  else tell(problemWords(problem));
}

// Nobody is signed in, or not all the way.
function gate(problem) {
  signedIn = false;
  byId("queue").hidden = true;
  byId("file").hidden = true;
  byId("gate").hidden = false;
  byId("sign-out").hidden = true;
  const unfinished = problem.code === "second_factor_needed";
  fill(byId("gate"), [
    h("h1", {}, t("desk.sign_in")),
    h("p", {}, t(unfinished ? "desk.second_step" : "desk.sign_in_why")),
    h("a", { class: "primary link-button", href: SIGN_IN }, t("desk.go_sign_in")),
  ]);
}

function unreachable(problem) {
  byId("gate").hidden = false;
  fill(byId("gate"), [h("h1", {}, t("desk.title")), h("p", {}, problemWords(problem)), button("primary", t("desk.again"), start)]);
}

async function start() {
  words();
  byId("gate").hidden = true;
  try {
    const session = await wire.session();
    if (session.state !== "signed_in") throw Object.assign(new Error("unfinished"), { status: 403, code: "second_factor_needed" });
    signedIn = true;
    byId("who").textContent = session.account.name;
    byId("sign-out").hidden = false;
    const oversees = ["owner", "auditor"].includes(session.account.role);
    queue.links = [...(oversees ? [["/console/fairness", "desk.fairness"]] : []), ["/account", "desk.account"]];
  } catch (problem) {
    if (problem.status === 401 || problem.status === 403) gate(problem);
    else unreachable(problem);
    return;
  }
  byId("queue").hidden = false;
  queue.build();
  await Promise.all([queue.load(), queue.loadBeside()]);
  show();
}

function help() {
  dialog(t("help.title"), () =>
    h("dl", { class: "keys" }, HELP.map(([keys, what]) => h("div", {}, h("dt", {}, keys.split(" ").map((key) => (/^[/–]$/.test(key) && keys !== "/" ? ` ${key} ` : h("kbd", {}, key)))), h("dd", {}, t(`help.${what}`))))),
  );
}

const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
const KEYS = {
  j: () => (shown ? file.move(1) : queue.move(1)),
  k: () => (shown ? file.move(-1) : queue.move(-1)),
  "]": () => beside(1),
  "[": () => beside(-1),
  u: () => shown && go(null),
  x: () => !shown && queue.mark(),
  t: () => file.act("take"),
  a: () => file.act("approve"),
  r: () => file.act("return"),
  d: () => file.act("decline"),
  e: () => shown && file.tab === "file" && file.line >= 0 && file.edit(),
  s: () => shown && file.tab === "file" && file.settle(),
  p: () => shown && file.play(),
  n: () => {
    if (!shown) return;
    file.choose("record");
    byId("note-text").focus();
  },
  v: () => shown && file.file && file.verify(),
  1: () => shown && file.choose("file"),
  2: () => shown && file.choose("papers"),
  3: () => shown && file.choose("resume"),
  4: () => shown && file.choose("record"),
};

document.addEventListener("keydown", (event) => {
  if (!signedIn || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    else if (shown) go(null);
    return;
  }
  if (typing(event.target)) return;
  if (event.key === "?") help();
  else if (event.key === "/") byId("search").focus();
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});
window.addEventListener("hashchange", show);
byId("keys").addEventListener("click", help);
byId("language").addEventListener("click", () => {
  useLanguage(other());
  small.set("console.language", currentLanguage());
  words();
  if (!signedIn) {
    start();
    return;
  }
  queue.build();
  if (file.file) file.show(file.file.id);
});
byId("sign-out").addEventListener("click", async () => {
  await wire.signOut().catch(() => undefined);
  window.location.hash = "";
  shown = null;
  gate({ status: 401 });
});
start();
