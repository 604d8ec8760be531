// The agency's page of requests: who waits for what, one step at a time, and reviews to look at.

import { button, fill, h } from "../dom.js";
import { small } from "../store.js";
import { currentLanguage, page, t, useLanguage } from "../text.js";
import { call } from "./http.js";
import { drawnOrder } from "./request_card.js";
import { drawnReview } from "./request_review.js";
import { reword } from "../shared/frame.js";
import { problemWords, tell } from "./parts.js";

const GROUPS = {
  todo: ["worker_agreed", "disputed"],
  waiting: ["created"],
  meeting: ["confirmed", "met"],
  service: ["hired"],
  over: ["ended", "worker_declined", "cancelled", "expired"],
  reviews: null,
};
const byId = (id) => document.getElementById(id);
const other = () => Object.keys(page.text).find((each) => each !== currentLanguage());

let group = "todo";
let counts = {};
let waiting = 0;

useLanguage(small.get("language") || page.language);

function words() {
  reword(document);
  byId("language").textContent = page.text[other()].name;
  byId("language").lang = page.text[other()].lang;
  document.documentElement.lang = t("lang");
}

function tabs() {
  byId("groups").hidden = false;
  const number = (name) => (name === "reviews" ? waiting : GROUPS[name].reduce((sum, state) => sum + (counts[state] || 0), 0));
  fill(byId("groups"), Object.keys(GROUPS).map((name) =>
    button("group", [t(`group.${name}`), h("b", {}, String(number(name)))], () => choose(name), { "aria-pressed": String(name === group), "data-group": name })));
}

function choose(name) {
  group = name;
  window.history.replaceState(null, "", `#${name}`);
  load();
}

async function load() {
  const list = byId("list");
  list.setAttribute("aria-busy", "true");
  try {
    if (group === "reviews") await loadReviews();
    else await loadOrders();
  } catch (problem) {
    if (problem.status === 401 || problem.code === "second_factor_needed") gate();
    else fill(list, [h("p", { class: "wrong" }, problemWords(problem)), button("small-button", t("page.again"), load)]);
  } finally {
    list.removeAttribute("aria-busy");
  }
}

async function loadOrders() {
  const found = await pageOf(null);
  counts = found.counts;
  waiting = found.reviews_waiting;
  tabs();
  fill(byId("list"), found.items.length ? found.items.map(row) : [h("p", { class: "empty" }, t("page.none"))]);
  more(found);
}

function more(found) {
  if (!found.next) return;
  const made = button("small-button more", t("page.more"), async () => {
    const rest = await pageOf(found.next).catch((problem) => tell(problemWords(problem)));
    if (!rest) return;
    made.remove();
    byId("list").append(...rest.items.map(row));
    more(rest);
  });
  byId("list").append(made);
}

function pageOf(cursor) {
  const query = new URLSearchParams(GROUPS[group].map((state) => ["state", state]));
  if (cursor) query.set("cursor", cursor);
  return call("GET", `/orders?${query}`);
}

async function loadReviews() {
  const found = await call("GET", "/order-reviews");
  waiting = found.length;
  tabs();
  fill(byId("list"), found.length ? found.map((review) => drawnReview(review, settled)) : [h("p", { class: "empty" }, t("page.none"))]);
}

// A step gives the order back as it then stands: it stays where it is until the list is loaded anew.
function row(order) {
  const step = async (path, body) => {
    const changed = await call("POST", `/orders/${order.id}/${path}`, body);
    const fresh = await call("GET", "/orders").catch(() => null);
    if (fresh) {
      counts = fresh.counts;
      waiting = fresh.reviews_waiting;
      tabs();
    }
    made.replaceWith(row(changed));
    tell(t("done"));
  };
  const made = drawnOrder(order, step, load);
  return made;
}

async function settled() {
  tell(t("done"));
  await load();
}

function gate() {
  byId("groups").hidden = true;
  fill(byId("list"), [
    h("h2", {}, t("page.sign_in")),
    h("a", { class: "primary link-button", href: `/sign-in?next=${encodeURIComponent("/console/requests")}` }, t("page.go_sign_in")),
  ]);
}

byId("language").addEventListener("click", () => {
  useLanguage(other());
  small.set("language", currentLanguage());
  words();
  load();
});
const wanted = window.location.hash.slice(1);
if (wanted in GROUPS) group = wanted;
words();
load();
