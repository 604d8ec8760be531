// The worker's page: decides what to show, and wires the header.

import { Problem } from "./http.js";
import { fill, focusOn } from "./dom.js";
import { cards } from "./facts.js";
import { Session } from "./session.js";
import { small } from "./store.js";
import { page, t, useLanguage } from "./text.js";
import { carriedOver, watchTouches } from "./voice/room.js";
import { AskView } from "./view/ask.js";
import { DoneView } from "./view/done.js";
import { historyPanel, morePanel, notesPanel } from "./view/panels.js";
import { plainFor, plainPage, unreachable } from "./view/plain.js";
import { Talk } from "./view/talk.js";

const ASKING = new Set(["consent", "asking", "read_back", "handoff", "paused"]);
const byId = (id) => document.getElementById(id);
const main = byId("main");
const panel = byId("panel");
const session = new Session(render);
const talk = new Talk(session, () => shown === "ask" && asking.sounding(), () => (shown === "ask" ? asking.face : null));

let asking = null;
let finished = null;
let correcting = false;
let openPanel = null;
const tapped = cameByTap();
const query = new URLSearchParams(window.location.search);
const job = query.get("job");
let shown = "";
let spoken = 0;
let live = null;

const act = {
  answer: (text) => {
    talk.hush();
    return session.answer(text);
  },
  // Where the server has no ears, there is no microphone.
  speak: page.speech === "off" ? null : (recording) => session.speak(recording),
  call: page.speech === "off" || !canCall() ? null : () => call(),
  canHear: (facts) => talk.canFacts(facts),
  hear: (facts) => talk.facts(facts),
  soundChosen: (choice) => choice === "off" && talk.hush(),
  retry: () => session.retry(),
  takeBack: (item) => session.takeBack(item),
  draft: (text) => {
    session.draft = text;
  },
  notes: () => goPanel("notes"),
  history: () => goPanel("history"),
  toResume: () => {
    correcting = false;
    render();
  },
  start: () => begin(small.get("language") || session.language || page.language),
  finish: async () => {
    closePanel();
    await session.finish();
  },
  remove: async () => {
    await session.remove();
    closePanel();
  },
  fix: (card) => {
    correcting = true;
    closePanel();
    render();
    asking.fix(card);
  },
};

const PANELS = {
  notes: () => notesPanel(session, act),
  history: () => historyPanel(session),
  more: () => morePanel(session, act),
};

function render() {
  words();
  const model = session;
  const kind = viewKind(model);
  if (kind === "live") showLive();
  else if (kind === "ask") showAsk(model);
  else if (kind === "done") showDone(model);
  else if (kind !== shown) mount(plainView(model, kind), kind);
  header(model, kind);
  main.dataset.turns = model.taken;
  speak(model);
}

// Only what was asked last is spoken, when several answers went out at once.
function speak(model) {
  if (model.taken === spoken || model.waiting.length) return;
  spoken = model.taken;
  if (spoken && !live) talk.said(model.reply);
}

function canCall() {
  return Boolean(window.WebSocket && window.AudioWorkletNode && window.isSecureContext);
}

// A live conversation takes the place of the question; it ends on the page where it began, with the question of then.
async function call() {
  talk.hush();
  if (session.waiting.length) {
    asking.mic.note(t("live.first_send"));
    return;
  }
  try {
    const { LiveView } = await import("./live/view.js");
    live = new LiveView(session.who, session.reply, { turn: (answer, text) => session.live(answer, text), over: hungUp });
  } catch (error) {
    asking.mic.note(t("live.no_line"));
    return;
  }
  render();
  live.open();
}

async function hungUp(reason, detail, toKeyboard) {
  if (!live) return;
  live = null;
  render();
  await session.refresh();
  if (shown !== "ask") return;
  const why = { network: "live.no_line", slow: "live.too_slow", microphone: "no_mic.busy" };
  if (reason.startsWith("no_mic.")) asking.mic.problem(reason.slice("no_mic.".length));
  else if (reason === "problem") asking.mic.note(detail || t("live.no_line"));
  else if (why[reason]) asking.mic.note(t(why[reason]));
  if (toKeyboard) asking.type();
}

function showLive() {
  if (shown !== "live") mount(live.root, "live");
}

function viewKind(model) {
  if (live) return "live";
  if (model.state === "done") return correcting ? "ask" : "done";
  if (ASKING.has(model.state)) return "ask";
  if (model.state === "loading" && model.problem) return "unreachable";
  return model.state;
}

function plainView(model, kind) {
  if (kind === "unreachable") return unreachable(model.problem, () => session.refresh());
  return plainFor(model, act) || plainPage(t(kind === "starting" ? "app.starting" : "app.loading"), [], []);
}

function showAsk(model) {
  if (!asking || shown !== "ask") {
    asking = new AskView(act, talk);
    const draft = session.draft;
    mount(asking.root, "ask");
    if (draft) asking.box.value = draft;
  }
  asking.update(model);
}

function showDone(model) {
  if (!finished || shown !== "done") {
    finished = new DoneView(act);
    mount(finished.root, "done");
  }
  finished.update(model);
}

function mount(root, kind) {
  const first = shown === "" || shown === "loading";
  shown = kind;
  fill(main, root);
  window.scrollTo(0, 0);
  if (!first) focusOn(main.querySelector("h1"));
}

function words() {
  document.querySelectorAll("[data-words]").forEach((element) => {
    element.textContent = t(element.dataset.words);
  });
  const large = small.get("size") === "large";
  document.documentElement.classList.toggle("large", large);
  byId("size").textContent = t(large ? "app.smaller" : "app.bigger");
  document.title = t("app.title");
}

function header(model, kind) {
  const open = ["ask", "done", "live"].includes(kind);
  byId("human").hidden = !open;
  byId("more").hidden = !open;
  byId("progress").hidden = !["ask", "live"].includes(kind) || openPanel !== null || !model.progress || model.state === "consent";
  if (!byId("progress").hidden) progress(model);
}

function progress(model) {
  const { answered, total, percent } = model.progress;
  const said = t(percent >= 90 ? "progress.almost" : "progress.words", { answered, total });
  byId("progress-words").textContent = said;
  byId("bar").value = percent;
  byId("bar").setAttribute("aria-valuetext", said);
  byId("notes-count").textContent = cards(model.facts).length || "";
}

function keepRecording() {
  if (asking && asking.mic) asking.mic.keepForLater();
}

function goPanel(name) {
  keepRecording();
  if (!openPanel) window.history.pushState({ panel: true }, "");
  openPanel = name;
  main.hidden = true;
  panel.hidden = false;
  drawPanel();
  render();
  window.scrollTo(0, 0);
  focusOn(panel.querySelector("h1"));
  if (name !== "more") session.refresh().then(drawPanel);
}

function drawPanel() {
  fill(byId("panel-body"), openPanel ? PANELS[openPanel]() : []);
}

// The phone's own back button closes a panel, as people expect of it.
function closePanel() {
  if (openPanel) window.history.back();
  hidePanel();
}

function hidePanel() {
  openPanel = null;
  panel.hidden = true;
  drawPanel();
  main.hidden = false;
  render();
}

async function begin(language) {
  small.set("language", language);
  useLanguage(language);
  session.clear();
  correcting = false;
  session.language = language;
  session.state = "starting";
  render();
  try {
    await session.open(language, job);
    if (tapped && carriedOver()) talk.said(session.reply);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    session.state = "unstarted";
    session.problem = problem;
    render();
  }
}

// An interview's address: /i#id.token. It leaves the address bar once the phone has it.
function linked() {
  const found = /^#([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(window.location.hash);
  return found ? { id: found[1], token: found[2] } : null;
}

// She tapped her way here from the first page: some browsers then let this page speak at once.
function cameByTap() {
  try {
    const came = window.sessionStorage.getItem("ayi.tapped");
    window.sessionStorage.removeItem("ayi.tapped");
    return came !== null;
  } catch (error) {
    return false;
  }
}

async function boot() {
  const current = small.get("current");
  const who = linked();
  const language = query.get("start") || (current && current.language) || small.get("language") || page.language;
  useLanguage(language);
  render();
  await session.prepare();
  session.outbox.wake();
  if (who) {
    await session.take(who, current && current.id === who.id ? current.language : null);
    if (session.remembered) window.history.replaceState(null, "", "/i");
  } else if (query.get("start")) {
    window.history.replaceState(null, "", "/i");
    await begin(language);
  } else if (current) {
    await session.take({ id: current.id, token: current.token }, current.language);
  } else {
    session.state = "none";
    render();
  }
}

byId("size").addEventListener("click", () => {
  small.set("size", small.get("size") === "large" ? "normal" : "large");
  words();
});
byId("human").addEventListener("click", () => {
  keepRecording();
  closePanel();
  correcting = true;
  render();
  if (live) live.write(t("say.human"));
  else act.answer(t("say.human"));
});
byId("more").addEventListener("click", () => goPanel("more"));
byId("notes").addEventListener("click", () => goPanel("notes"));
byId("back").addEventListener("click", closePanel);
window.addEventListener("popstate", () => openPanel && hidePanel());
window.addEventListener("hashchange", () => linked() && window.location.reload());
document.addEventListener("keydown", (event) => event.key === "Escape" && openPanel && closePanel());

watchTouches();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => undefined);
boot();
