// The conversation: what is said, what is replied, whom to compare, and the chat this phone holds.

import { button, fill, h, show } from "../dom.js";
import { Problem } from "../http.js";
import { small } from "../store.js";
import { t } from "../text.js";
import { openComparison } from "./compare.js";
import { NeedBar } from "./needbar.js";
import { openOrders } from "./orders.js";
import { closeThen } from "./panel.js";
import { openPerson } from "./person.js";
import { Reply } from "./reply.js";
import { openRequest } from "./request.js";
import { Speaking } from "./speaking.js";
import * as wire from "./wire.js";

const LONGEST = 1000;
const MOST_COMPARED = 3;
const KEPT = "finding";
const byId = (id) => document.getElementById(id);
const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

export class Chat {
  constructor() {
    this.log = byId("log");
    this.box = byId("box");
    this.picked = [];
    this.known = {};
    this.busy = false;
    this.last = null;
    this.chat = small.get(KEPT);
    this.need = new NeedBar(byId("need"), { drop: (chip) => this.dropChip(chip), rank: (on) => this.rank(on), forget: () => this.forget() });
    this.on = {
      say: (words) => this.send(words),
      open: (match) => openPerson(this.chat, match, this.on),
      pick: (match) => this.pick(match),
      chosen: (match) => this.picked.some((each) => each.worker_id === match.worker_id),
      ask: (match, text) => this.send(text, match.worker_id),
      request: (people) => openRequest(this.chat, people, () => undefined),
      orders: () => openOrders(this.chat, (person) => this.on.open(person)),
      requestIds: (ids) => this.on.request(ids.map((id) => this.known[id] || { worker_id: id, display_name: "" })),
    };
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(this.box.value);
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send(this.box.value);
    });
    this.box.addEventListener("input", () => {
      this.say("");
      this.grow();
    });
    if (byId("speak")) this.speaking = new Speaking(byId("speak"), (blob) => this.aloud(blob), (words) => this.say(words));
  }

  /** Put the words of the chosen language into what can be chosen. What was said stays as it was said. */
  reword() {
    this.examples();
    this.need.draw();
    this.tray();
    if (this.speaking) this.speaking.reword();
  }

  examples() {
    const chips = t("find.examples").map((words) => h("li", {}, button("chip", words, () => this.send(words))));
    const fresh = !this.log.childElementCount;
    byId("intro").hidden = !fresh;
    fill(byId("examples"), fresh ? [h("section", { class: "group" }, h("h2", {}, t("find.examples_title")), h("ul", { class: "chips" }, chips))] : []);
  }

  /** Take up the chat this phone holds; a forgotten one is left behind in silence. */
  async resume() {
    if (!this.chat) return;
    try {
      const found = await wire.view(this.chat);
      if (this.log.childElementCount) return;
      found.transcript.filter((each) => each.text).forEach((each) => this.redraw(each));
      this.need.show(found.chips, found.personal);
      this.examples();
      if (this.last) show(this.last.root);
    } catch (problem) {
      if (problem.gone) this.leave();
    }
  }

  redraw({ text, reply }) {
    const drawn = new Reply(this.on, () => undefined);
    this.log.append(this.asked(text), drawn.root);
    drawn.end(reply, false);
    this.remember(reply);
    this.last = drawn;
  }

  leave() {
    this.chat = null;
    small.remove(KEPT);
  }

  async ready() {
    if (this.chat) return this.chat;
    const { id, token } = await wire.open();
    this.chat = { id, token };
    small.set(KEPT, this.chat);
    return this.chat;
  }

  /** Say what was written or tapped. */
  send(written, about) {
    const text = written.trim();
    if (this.busy) return;
    if (!text) this.say(t("find.empty"));
    else if (text.length > LONGEST) this.say(t("find.long", { limit: LONGEST }));
    else {
      this.box.value = "";
      this.grow();
      const message = { text, client_message_id: newId() };
      if (about) message.about = about;
      this.exchange(text, (reply) => wire.say(this.chat, message, (name, data) => reply.hear(name, data)));
    }
  }

  async aloud(blob) {
    if (this.busy) return;
    const id = newId();
    const asked = this.asked("…");
    await this.run(asked, t("voice.hearing"), async () => {
      const heard = await wire.speak(this.chat, blob, id);
      asked.querySelector("p").textContent = t("voice.heard", { text: heard.transcript.text || "…" });
      if (!heard.reply) throw new Problem(422, heard.text);
      return heard.reply;
    });
  }

  asked(text) {
    return h("div", { class: "asked" }, h("span", { class: "hidden-words" }, t("find.you")), h("p", {}, text));
  }

  exchange(text, work) {
    return this.run(this.asked(text), null, work);
  }

  async run(asked, waiting, work) {
    const reply = new Reply(this.on, () => this.wait(reply, asked, waiting, work));
    if (this.last) this.last.settle();
    this.say("");
    this.log.append(asked, reply.root);
    this.examples();
    // A phone's keyboard would cover the reply.
    if (window.matchMedia("(pointer: coarse)").matches) this.box.blur();
    await this.wait(reply, asked, waiting, work);
  }

  async wait(reply, asked, waiting, work) {
    this.busy = true;
    this.last = reply;
    reply.begin(waiting);
    show(asked);
    try {
      await this.ready();
      this.finish(reply, await this.again(() => work(reply)));
    } catch (problem) {
      reply.fail(problem);
    } finally {
      this.busy = false;
      show(asked);
    }
  }

  // A chat that has expired meanwhile is begun anew, and the words are said there.
  async again(work) {
    try {
      return await work();
    } catch (problem) {
      if (!problem.gone) throw problem;
      this.leave();
      await this.ready();
      this.say(t("find.gone"));
      return work();
    }
  }

  finish(reply, answer) {
    this.remember(answer);
    reply.end(answer, true);
    this.need.show(answer.chips, answer.personal);
  }

  remember(answer) {
    [...answer.matches, ...answer.near_misses.map((miss) => miss.match)].forEach((match) => {
      this.known[match.worker_id] = match;
    });
  }

  async dropChip(chip) {
    await this.quietly(t("need.remove", { text: chip.text }), () => wire.dropChip(this.chat, chip.id));
  }

  async rank(personal) {
    await this.quietly(t("need.personal"), () => wire.rank(this.chat, personal));
  }

  quietly(words, work) {
    if (this.busy) return null;
    return this.exchange(words, work);
  }

  async forget() {
    try {
      await wire.remove(this.chat);
    } catch (problem) {
      if (!problem.gone) {
        this.say(problem.detail || t("wrong.network"));
        return;
      }
    }
    this.leave();
    this.picked = [];
    this.last = null;
    fill(this.log, []);
    this.need.show([], true);
    this.reword();
    this.say(t("need.forgotten"));
  }

  pick(match) {
    const chosen = this.on.chosen(match);
    if (!chosen && this.picked.length >= MOST_COMPARED) {
      this.say(t("compare.most"));
      return;
    }
    this.picked = chosen ? this.picked.filter((each) => each.worker_id !== match.worker_id) : this.picked.concat(match);
    this.log.querySelectorAll(`[data-worker="${CSS.escape(match.worker_id)}"]`).forEach((each) => {
      each.setAttribute("aria-pressed", String(!chosen));
      each.textContent = t(chosen ? "card.compare" : "card.comparing");
    });
    this.say("");
    this.tray();
  }

  tray() {
    const n = this.picked.length;
    byId("tray").hidden = n === 0;
    fill(byId("tray"), n === 0 ? [] : [
      h("span", { class: "tray-names" }, n < 2 ? `${this.picked[0].display_name} · ${t("compare.one")}` : this.picked.map((each) => each.display_name).join(t("find.join"))),
      n > 1 && button("send-card", t("compare.bar", { n }), () => openComparison(this.chat, this.picked, { request: (people) => closeThen(() => this.on.request(people)) })),
      button("quiet", t("compare.clear"), () => this.picked.slice().forEach((each) => this.pick(each))),
    ]);
  }

  say(words) {
    byId("message").textContent = words;
  }

  grow() {
    this.box.rows = Math.min(4, Math.max(1, this.box.value.split("\n").length, Math.ceil(this.box.value.length / 18)));
  }
}
