// One request: both sides, the times, what may be done now, and how it came there.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { call } from "./http.js";
import { copyButton, day, dialog, field, problemWords } from "./parts.js";

/** Draw an order; `step(path, body)` takes one, `again()` shows everything as it is now. */
export function drawnOrder(order, step, again) {
  const wrong = h("p", { class: "wrong", role: "alert" });
  const act = async (work) => {
    wrong.textContent = "";
    try {
      await work();
    } catch (problem) {
      wrong.textContent = problemWords(problem);
      if (problem.code === "order_changed") await again();
    }
  };
  const place = h("div", { class: "doing" });
  return h("article", { class: `request ${order.state}`, "data-order": order.id },
    h("header", {},
      h("h2", {}, order.display_name),
      h("span", { class: `tag state ${order.state}` }, order.label),
      h("span", { class: "small" }, t("order.since", { day: day(order.created_at) })),
      order.worker_id && h("a", { class: "quiet", href: `/console#${encodeURIComponent(order.worker_id)}` }, t("order.file")),
    ),
    h("p", { class: "next" }, order.next),
    h("div", { class: "sides" },
      h("section", {}, h("h3", {}, t("order.family")), lines(order.family), order.note && [h("h3", {}, t("order.note")), h("q", {}, order.note)]),
      h("section", {}, h("h3", {}, t("order.household")), household(order, act), times(order), order.terms && terms(order.terms)),
    ),
    h("div", { class: "actions" }, order.choices.map((choice) => button(choice === order.choices[0] ? "primary" : "small-button", choice.text, () => form(place, order, choice, (body) => act(() => step(choice.action, body))))), more(order, act)),
    place,
    wrong,
    order.review && h("p", { class: "small" }, `${t("order.review")}: ${order.review.label}`),
    history(order),
  );
}

const lines = (family) => h("dl", { class: "family" }, family.map((line) => h("div", {}, h("dt", {}, line.label), h("dd", {}, line.text))));

// The number in full is asked for by itself: that somebody looked is noted.
function household(order, act) {
  const shown = h("p", {}, [order.called, order.phone].filter(Boolean).join(" · ") || h("span", { class: "small" }, t("order.contact_closed")));
  if (!order.can_contact) return shown;
  const show = button("small-button", t("order.contact"), () => act(async () => {
    const found = await call("POST", `/orders/${order.id}/contact`, {});
    fill(shown, [found.called && `${found.called} · `, h("a", { href: `tel:${found.phone}` }, found.phone)]);
    show.remove();
  }));
  return [shown, show];
}

function times(order) {
  const told = (key, list) => list.length > 0 && h("div", {}, h("dt", {}, t(key)), h("dd", {}, list.map((time) => h("p", {}, time.text))));
  return h("dl", { class: "family" }, told("order.proposed", order.times), told("order.picked", order.picked), order.meeting && told("order.meeting", [order.meeting]));
}

function terms(agreed) {
  const pay = agreed.pay_amount && `${agreed.pay_amount} / ${t(`unit.${agreed.pay_unit || "month"}`)}`;
  return h("dl", { class: "family" }, h("div", {}, h("dt", {}, t("order.terms")), h("dd", {}, [pay, agreed.start].filter(Boolean).join(" · "))));
}

function more(order, act) {
  const contract = ["pdf", "docx"].map((kind) => h("a", { class: "small-button", href: `/api/v1/orders/${order.id}/contract.${kind}`, target: "_blank", rel: "noopener" }, `${t("order.contract")} ${kind.toUpperCase()}`));
  return [
    ["created", "worker_agreed", "confirmed"].includes(order.state) && order.worker_id && button("small-button", t("order.link"), () => act(() => link(order))),
    order.can_draft && contract,
  ];
}

async function link(order) {
  const made = await call("POST", `/orders/${order.id}/link`, {});
  dialog(t("order.link"), () => h("div", {}, h("p", { class: "link-text" }, made.url), h("p", { class: "note" }, t("order.link_note", { days: made.days })), copyButton(() => made.url)));
}

// What a step needs to be told, if anything.
function form(place, order, choice, send) {
  const id = `${order.id}-${choice.action}`;
  const asked = { version: order.version };
  const reasons = Object.entries(choice.reasons);
  const parts = [];
  if (choice.action === "confirm") parts.push(whenField(id, order, asked));
  if (choice.action === "hire") parts.push(...termFields(id, asked));
  if (reasons.length) parts.push(reasonField(id, reasons, asked), wordsField(id, asked));
  if (!parts.length) {
    send(asked);
    return;
  }
  const made = h("form", { class: "step-form", onsubmit: (event) => {
    event.preventDefault();
    send(asked);
  } }, parts, h("button", { type: "submit", class: "primary" }, choice.action === "confirm" ? t("step.confirm") : t("step.send")), button("quiet", t("desk.close"), () => fill(place, [])));
  fill(place, [made]);
  made.querySelector("input, select").focus();
}

function whenField(id, order, asked) {
  const first = order.picked[0] || order.times[0];
  asked.meeting = first ? first.at : null;
  const change = (event) => {
    asked.meeting = event.target.value || null;
  };
  const input = h("input", { type: "datetime-local", id: `${id}-when`, step: 900, value: asked.meeting, oninput: change, required: true });
  const picks = order.picked.map((time) => button("small-button", time.text, () => {
    input.value = time.at;
    asked.meeting = time.at;
  }));
  return [picks, field(t("step.when"), input)];
}

function reasonField(id, reasons, asked) {
  const change = (event) => {
    asked.reason = event.target.value;
  };
  const options = [h("option", { value: "" }, t("step.choose")), reasons.map(([code, words]) => h("option", { value: code }, words))];
  return field(t("step.why"), h("select", { id: `${id}-why`, onchange: change, required: true }, options));
}

function wordsField(id, asked) {
  const change = (event) => {
    asked.words = event.target.value.trim();
  };
  return field(t("step.words"), h("input", { type: "text", id: `${id}-words`, maxlength: 500, oninput: change }));
}

function termFields(id, asked) {
  asked.terms = {};
  const set = (name, read) => (event) => {
    const value = read(event.target.value);
    if (value) asked.terms[name] = value;
    else delete asked.terms[name];
    // A unit says nothing without an amount.
    if (asked.terms.pay_amount) asked.terms.pay_unit = asked.terms.pay_unit || "month";
  };
  const units = Object.entries(t("unit")).map(([value, words]) => h("option", { value }, words));
  return [
    field(t("step.pay"), h("input", { type: "number", id: `${id}-pay`, min: 0, step: 1, oninput: set("pay_amount", Number) })),
    field(t("step.unit"), h("select", { id: `${id}-unit`, onchange: set("pay_unit", String) }, units)),
    field(t("step.start"), h("input", { type: "date", id: `${id}-start`, oninput: set("start", String) })),
    field(t("step.trial"), h("input", { type: "number", id: `${id}-trial`, min: 0, max: 90, oninput: set("trial_days", Number) })),
  ];
}

function history(order) {
  return h("details", {}, h("summary", {}, t("order.history")), h("ol", { class: "steps" }, order.history.map((step) =>
    h("li", {}, h("time", { datetime: step.at }, new Date(step.at).toLocaleString(t("lang"), { dateStyle: "short", timeStyle: "short" })), " ", [step.text, step.name, step.meeting && step.meeting.text, step.reason, step.words].filter(Boolean).join(" · ")))));
}
