// Asking for an interview: a few times, a phone number shown to be one's own. The worker is asked first; the agency
// arranges once she agrees. This module is the only one that knows how requests are sent.

import { fill, h } from "../dom.js";
import { t } from "../text.js";
import { wrongWords } from "../shared/frame.js";
import { openPanel } from "./panel.js";
import { OwnNumber } from "./own_number.js";
import { below } from "./wire.js";

const TIMES = 3;
const SOON_MS = 2 * 3600 * 1000;

/** Open the form for these people; `sent()` is called once the request stands. */
export function openRequest(chat, people, sent) {
  const names = people.map((each) => each.display_name).join(t("find.join"));
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
    this.id = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  }

  drawn() {
    this.times = Array.from({ length: TIMES }, (_, n) => h("input", { type: "datetime-local", id: `time-${n}`, "aria-label": t("request.time_n", { n: n + 1 }), step: 900 }));
    this.own = new OwnNumber("request", (words) => {
      this.state.textContent = words;
    });
    this.called = h("input", { id: "request-called", type: "text", autocomplete: "name", maxlength: 20 });
    this.note = h("input", { id: "request-note", type: "text", autocomplete: "off", maxlength: 200 });
    this.state = h("p", { class: "message", role: "alert" });
    return [
      h("p", {}, t("request.lead")),
      h("form", { class: "request", novalidate: true, onsubmit: (event) => this.submit(event) },
        h("fieldset", {}, h("legend", {}, t("request.time")), h("p", { class: "small-words" }, t("request.time_help")), this.times),
        this.own.drawn(t("request.phone_help")),
        h("p", {}, h("label", { for: "request-called" }, t("request.called")), this.called),
        h("p", {}, h("label", { for: "request-note" }, t("request.note")), this.note),
        this.state,
        h("button", { type: "submit", class: "wide primary" }, t("request.send")),
      ),
    ];
  }

  chosen() {
    const later = (value) => value && new Date(value).getTime() > Date.now() + SOON_MS;
    return this.times.map((box) => box.value).filter(later);
  }

  say(key) {
    this.state.textContent = key ? t(key) : "";
  }

  trouble() {
    if (!this.chosen().length) return ["request.wrong_time", this.times[0]];
    return this.own.trouble();
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const wrong = this.trouble();
    if (wrong) {
      this.say(wrong[0]);
      wrong[1].focus();
      return;
    }
    this.busy = true;
    this.say("request.sending");
    try {
      const proven = await this.own.proven();
      for (const each of this.people) await this.one(each, proven);
      this.sent();
      fill(this.state.closest(".sheet-body"), [h("p", { role: "status", class: "done" }, t("request.sent"))]);
    } catch (problem) {
      this.state.textContent = wrongWords(problem);
    } finally {
      this.busy = false;
    }
  }

  one(person, proven) {
    return below(this.chat, "POST", "/orders", {
      worker_id: person.worker_id,
      times: this.chosen(),
      phone: proven.phone,
      phone_token: proven.token,
      called: this.called.value.trim(),
      note: this.note.value.trim(),
      client_order_id: `${this.id}.${person.worker_id}`,
    });
  }
}
