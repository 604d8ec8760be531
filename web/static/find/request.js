// Asking for an interview: a few times, how to meet, a phone number. The worker is asked first; the agency arranges.
// This module is the only one that knows how requests are sent.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { wrongWords } from "../ask/words.js";
import { openPanel } from "./panel.js";
import { below } from "./wire.js";

const TIMES = 3;
const WAYS = ["video", "at_home", "at_agency"];
const PHONE = /^1\d{10}$/;
const MISSING = [404, 405];

/** Open the form for these people; `sent()` is called once the request stands. */
export function openRequest(chat, people, sent) {
  const names = people.map((each) => each.display_name).join("、");
  const form = new RequestForm(chat, people, sent);
  openPanel(t("request.title", { names }), form.drawn());
}

class RequestForm {
  constructor(chat, people, sent) {
    this.chat = chat;
    this.people = people;
    this.sent = sent;
    this.busy = false;
    // One id for all tries of one form: a repeated send makes no second request.
    this.id = window.crypto.randomUUID ? window.crypto.randomUUID() : String(Date.now());
  }

  drawn() {
    this.times = Array.from({ length: TIMES }, (_, n) => h("input", { type: "datetime-local", id: `time-${n}`, "aria-label": t("request.time_n", { n: n + 1 }), step: 900 }));
    this.phone = h("input", { id: "request-phone", type: "tel", inputmode: "numeric", autocomplete: "tel", maxlength: 20 });
    this.note = h("input", { id: "request-note", type: "text", autocomplete: "off", maxlength: 200 });
    this.state = h("p", { class: "message", role: "alert" });
    this.way = WAYS[0];
    return [
      h("p", {}, t("request.lead")),
      h("form", { class: "request", novalidate: true, onsubmit: (event) => this.submit(event) },
        h("fieldset", {}, h("legend", {}, t("request.time")), h("p", { class: "small-words" }, t("request.time_help")), this.times),
        h("fieldset", { class: "choice" }, h("legend", {}, t("request.how")), WAYS.map((way) => this.choice(way))),
        h("p", {}, h("label", { for: "request-phone" }, t("request.phone")), this.phone, h("span", { class: "small-words" }, t("request.phone_help"))),
        h("p", {}, h("label", { for: "request-note" }, t("request.note")), this.note),
        this.state,
        h("button", { type: "submit", class: "wide primary" }, t("request.send")),
      ),
    ];
  }

  choice(way) {
    const input = h("input", { type: "radio", name: "way", id: `way-${way}`, value: way, checked: way === this.way });
    input.addEventListener("change", () => {
      this.way = way;
    });
    return [input, h("label", { for: `way-${way}` }, t(`request.${way}`))];
  }

  trouble() {
    const chosen = this.chosen();
    if (!chosen.length) return "request.wrong_time";
    return PHONE.test(this.phone.value.replace(/\D/g, "").replace(/^86(?=1\d{10}$)/, "")) ? null : "request.wrong_phone";
  }

  chosen() {
    const later = (value) => value && new Date(value) > new Date();
    return this.times.map((box) => box.value).filter(later).map((value) => new Date(value).toISOString());
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const wrong = this.trouble();
    if (wrong) {
      this.state.textContent = t(wrong);
      (wrong === "request.wrong_phone" ? this.phone : this.times[0]).focus();
      return;
    }
    this.busy = true;
    this.state.textContent = t("request.sending");
    try {
      for (const each of this.people) await this.one(each);
      this.sent();
      fill(this.state.closest(".sheet-body"), [h("p", { role: "status", class: "done" }, t("request.sent"))]);
    } catch (problem) {
      this.state.textContent = MISSING.includes(problem.status) ? t("request.missing") : wrongWords(problem);
    } finally {
      this.busy = false;
    }
  }

  one(person) {
    return below(this.chat, "POST", "/orders", {
      worker_id: person.worker_id,
      times: this.chosen(),
      way: this.way,
      phone: this.phone.value.replace(/\D/g, "").replace(/^86(?=1\d{10}$)/, ""),
      note: this.note.value.trim() || null,
      client_order_id: `${this.id}.${person.worker_id}`,
    });
  }
}
