// What was asked for and how it stands: each request with its history, what can be done next, a draft, a review.

import { button, h } from "../dom.js";
import { t } from "../text.js";
import { hand } from "../share.js";
import { wrongWords } from "../shared/frame.js";
import { OwnNumber, forgetNumber } from "./own_number.js";
import { openPanel } from "./panel.js";
import { keptList } from "./shortlist.js";
import { below, file, mine, mineFile } from "./wire.js";

const STARS = [5, 4, 3, 2, 1];
// What a consumer does with one tap and a reason; the rest is the agency's.
const TAPPED = ["cancel", "meet", "dispute"];

/** Open the list of requests of this chat and of people kept; `open(person)` shows one in full. */
export async function openOrders(chat, open) {
  const panel = openPanel(t("orders.title"), [h("p", { role: "status", class: "looking" }, t("person.loading"))]);
  const draw = async () => {
    const from = chat ? ofChat(chat) : null;
    try {
      const [found, kept] = from ? await Promise.all([from.list(), below(chat, "GET", "/shortlist")]) : [[], []];
      if (!panel.open()) return;
      panel.fill([
        found.length ? found.map((order) => drawn(from, order, draw)) : h("p", {}, t("orders.none")),
        kept.length > 0 && keptList(chat, kept, open),
        elsewhere(panel),
      ]);
    } catch (problem) {
      if (panel.open()) panel.fill([h("p", { role: "alert" }, wrongWords(problem)), button("quiet", t("find.again"), draw)]);
    }
  };
  await draw();
}

// Where requests are found and steps are taken: below a chat, or by a number that was shown to be one's own.
const ofChat = (chat) => ({
  list: () => below(chat, "GET", "/orders"),
  step: (order, path, body) => below(chat, "POST", `/orders/${order.id}/${path}`, body),
  draft: (order) => file(chat, `/orders/${order.id}/contract.pdf`),
});
const ofNumber = (token) => ({
  list: () => mine(token, "GET", ""),
  step: (order, path, body) => mine(token, "POST", `/${order.id}/${path}`, body),
  draft: (order) => mineFile(token, `/${order.id}/contract.pdf`),
});

/** Requests made on another phone, or in a chat that is gone: found by the number and a code. */
function elsewhere(panel) {
  const state = h("p", { class: "message", role: "alert" });
  const say = (words) => {
    state.textContent = words;
  };
  const own = new OwnNumber("mine", say);
  const find = async (event) => {
    event.preventDefault();
    const wrong = own.trouble();
    if (wrong) {
      say(t(wrong[0]));
      wrong[1].focus();
      return;
    }
    try {
      await byNumber(panel, await own.proven());
    } catch (problem) {
      if (problem.gone) forgetNumber();
      say(wrongWords(problem));
    }
  };
  return h("details", { class: "steps elsewhere" }, h("summary", {}, t("orders.elsewhere")),
    h("form", { class: "request", novalidate: true, onsubmit: find },
      own.drawn(t("orders.elsewhere_help")), state, h("button", { type: "submit", class: "wide primary" }, t("orders.find"))));
}

async function byNumber(panel, { token, phone }) {
  const from = ofNumber(token);
  const draw = async () => {
    const found = await from.list();
    if (!panel.open()) return;
    panel.fill([
      h("p", { class: "small-words" }, t("orders.of_number", { end: phone.slice(-4) })),
      found.length ? found.map((order) => drawn(from, order, draw)) : h("p", {}, t("orders.none_of_number")),
    ]);
  };
  await draw();
}

function drawn(from, order, again) {
  const state = h("p", { class: "message", role: "alert" });
  const act = async (work) => {
    try {
      await work();
      await again();
    } catch (problem) {
      state.textContent = wrongWords(problem);
    }
  };
  const times = order.meeting ? [order.meeting] : order.times;
  return h("article", { class: "order" },
    h("h3", {}, `${order.display_name} · ${order.label}`),
    h("p", {}, order.next),
    times.length > 0 && h("p", { class: "small-words" }, times.map((time) => time.text).join("; ")),
    h("details", { class: "steps" }, h("summary", {}, t("orders.history")), h("ol", {}, order.history.map((step) => h("li", {}, [step.text, step.reason, step.words].filter(Boolean).join(" · "))))),
    order.choices.filter((choice) => TAPPED.includes(choice.action)).map((choice) => step(from, order, choice, act)),
    order.can_draft && button("quiet", t("orders.draft"), () => act(() => contract(from, order))),
    order.can_review && review(from, order, act),
    order.review && written(order.review),
    state,
  );
}

function step(from, order, choice, act) {
  const reasons = Object.entries(choice.reasons);
  const id = `reason-${order.id}-${choice.action}`;
  const select = h("select", { id }, reasons.map(([value, words]) => h("option", { value }, words)));
  const told = choice.action === "dispute" && h("textarea", { id: `${id}-words`, class: "paper-box", rows: 3, maxlength: 500 });
  const body = () => ({ version: order.version, reason: reasons.length ? select.value : null, words: told ? told.value.trim() : "" });
  const go = () => act(() => from.step(order, choice.action, body()));
  if (!reasons.length) return button("quiet", choice.text, go);
  return h("details", { class: "steps" }, h("summary", {}, choice.text),
    h("label", { for: id }, t("orders.reason")), select,
    told && [h("label", { for: told.id }, t("orders.words")), told],
    button("quiet", choice.text, go));
}

async function contract(from, order) {
  await hand(await from.draft(order), `${t("orders.draft")}.pdf`);
}

function review(from, order, act) {
  const boxes = Object.entries(t("orders.aspects")).map(([id, words]) => {
    const select = h("select", { id: `stars-${order.id}-${id}` }, h("option", { value: "" }, t("orders.unrated")), STARS.map((n) => h("option", { value: n }, t("orders.stars", { n }))));
    return { id, select, row: h("p", { class: "rating" }, h("label", { for: select.id }, words), select) };
  });
  const text = h("textarea", { id: `review-${order.id}`, class: "paper-box", rows: 3, maxlength: 1000 });
  const send = () => {
    const ratings = {};
    boxes.filter((box) => box.select.value).forEach((box) => {
      ratings[box.id] = Number(box.select.value);
    });
    return act(() => from.step(order, "review", { ratings, text: text.value.trim() }));
  };
  return h("details", { class: "steps" }, h("summary", {}, t("orders.review")), boxes.map((box) => box.row), h("label", { for: text.id }, t("orders.review_words")), text, button("send-card", t("orders.review_send"), send));
}

function written(found) {
  return h("section", { class: "written" },
    h("p", {}, found.label),
    h("p", {}, found.ratings.map((each) => `${each.label} ${t("orders.stars", { n: each.stars })}`).join(" · ")),
    found.text && h("p", {}, found.text),
    found.reply && h("p", { class: "her-words" }, found.reply),
  );
}
