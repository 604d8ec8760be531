// Her page of requests: opened by her link, or on the phone that remembers her interview.

import { button, fill, focusOn, h } from "../dom.js";
import { small } from "../store.js";
import { frame, takeUpLanguage, wrongWords } from "../shared/frame.js";
import { t } from "../text.js";
import { whenVoices } from "../voice/phone.js";
import { OrderCard } from "./order.js";
import { askOwn } from "./own.js";
import { reviewCard } from "./review.js";
import { answer, orders, reviews, step } from "./wire.js";

const byId = (id) => document.getElementById(id);
const DONE = new Set(["worker_declined", "cancelled", "expired", "ended"]);

let who = null;
let shown = { orders: [], reviews: [] };

takeUpLanguage();

// The token sits behind the #. It is kept on this phone and taken out of the address, where others might read it.
function arrive() {
  const found = /^#([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(window.location.hash);
  if (found) {
    small.set("requests", { id: found[1], token: found[2] });
    window.history.replaceState(null, "", window.location.pathname);
  }
  who = small.get("requests") || small.get("current");
}

function say(text) {
  byId("message").textContent = text || "";
}

async function load() {
  if (!who) {
    gate("gate.none");
    return;
  }
  try {
    const [asked, said] = await Promise.all([orders(who), reviews(who)]);
    shown = { orders: asked, reviews: said };
    draw();
  } catch (problem) {
    if (problem.gone) return lost();
    fill(byId("orders"), [h("p", { class: "next" }, wrongWords(problem)), button("wide", t("wrong.again"), load)]);
  }
}

// A link that no longer opens is forgotten; the interview this phone remembers may still.
function lost() {
  const current = small.get("current");
  const again = small.get("requests") && current && current.token !== who.token;
  small.remove("requests");
  who = again ? current : null;
  if (again) load();
  else gate("gate.gone");
}

function gate(key) {
  fill(byId("orders"), [h("p", { class: "next" }, t(key)), h("a", { class: "wide", href: "/" }, t("gate.interview"))]);
  fill(byId("reviews"), []);
}

function draw() {
  const live = shown.orders.filter((order) => !DONE.has(order.state));
  const over = shown.orders.filter((order) => DONE.has(order.state));
  fill(byId("orders"), [
    live.length ? live.map(card) : h("p", { class: "next" }, t("orders.none")),
    over.length > 0 && h("details", { class: "earlier" }, h("summary", {}, t("orders.earlier", { n: over.length })), over.map(card)),
  ]);
  fill(byId("reviews"), shown.reviews.length ? [h("h2", { class: "part" }, t("reviews.title")), shown.reviews.map((review) => reviewCard(review, respond))] : []);
}

const card = (order) => new OrderCard(order, take).element;

// What she meant to say is said once she has shown that it is she.
function herself(again) {
  draw();
  return askOwn(who, byId("own"), wrongWords, (token) => {
    who = { id: who.id, token };
    small.set("requests", who);
    return again();
  });
}

async function take(order, action, more) {
  say("");
  try {
    shown.orders = await step(who, order, action, more);
    draw();
    say(t(`done.${action}`));
    focusOn(byId("message"));
    window.scrollTo(0, 0);
  } catch (problem) {
    if (problem.code === "own_code_needed") return herself(() => take(order, action, more));
    say(wrongWords(problem));
    byId("message").scrollIntoView({ block: "center" });
    // What has changed meanwhile is shown as it is now.
    if (problem.status === 409) await load();
  }
}

async function respond(review, action, more) {
  say("");
  try {
    shown.reviews = await answer(who, review, action, more);
    draw();
    say(t(action === "reply" ? "done.reply" : "done.objection"));
  } catch (problem) {
    if (problem.code === "own_code_needed") return herself(() => respond(review, action, more));
    say(wrongWords(problem));
    if (problem.status === 409) await load();
  }
}

frame((reworded) => {
  if (!reworded) return;
  say("");
  load();
});
window.addEventListener("hashchange", () => {
  arrive();
  load();
});
document.addEventListener("visibilitychange", () => document.hidden || !who || document.querySelector(".asked textarea, .days, [role=status]") || load());
whenVoices(() => shown.orders.length && draw());
arrive();
load();
