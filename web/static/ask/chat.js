// The conversation: a question, its answer as it comes, and the question after that.

import { button, fill, h, show } from "../dom.js";
import { page, t } from "../text.js";
import { Reply } from "./reply.js";
import { isFollowUp, localPlaces, namesPlace, placeName } from "./words.js";
import { ask } from "./wire.js";

const LONGEST = 600;
const NATION = "cn";
const byId = (id) => document.getElementById(id);

export class Chat {
  constructor() {
    this.log = byId("log");
    this.box = byId("box");
    this.place = byId("place");
    this.before = null;
    this.busy = false;
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
  }

  /** Put the words of the chosen language into what can be chosen. What was said stays as it was said. */
  reword() {
    const chosen = this.place.value;
    const named = (place) =>
      h("option", { value: place.id === NATION ? "" : place.id }, place.id === NATION ? t("place.any") : placeName(place.id));
    fill(this.place, page.places.map(named));
    this.place.value = chosen;
    fill(byId("examples"), this.log.childElementCount ? [] : t("examples").map((group) => this.group(group)));
  }

  group({ who, questions }) {
    const chips = questions.map((words) => h("li", {}, button("chip", words, () => this.send(words))));
    return h("section", { class: "group" }, h("h2", {}, who), h("ul", { class: "chips" }, chips));
  }

  /** Ask what was written or tapped. */
  send(written) {
    const text = written.trim();
    if (this.busy) return;
    if (!text) this.say(t("chat.empty"));
    else if (text.length > LONGEST) this.say(t("chat.long", { limit: LONGEST }));
    else {
      this.box.value = "";
      this.grow();
      this.put(text, this.question(text));
    }
  }

  // A follow-up goes back to the last question that stood for itself.
  question(text) {
    const again = isFollowUp(text) && this.before;
    if (!again) this.before = text;
    return { text, jurisdiction: this.place.value || null, before: again ? this.before : null };
  }

  put(text, question) {
    this.say("");
    fill(byId("examples"), []);
    const asked = h("div", { class: "asked" }, h("span", { class: "hidden-words" }, t("chat.you")), h("p", {}, text));
    const reply = new Reply(() => this.wait(reply, question, asked));
    this.log.append(asked, reply.root);
    // A phone's keyboard would cover the answer.
    if (window.matchMedia("(pointer: coarse)").matches) this.box.blur();
    this.wait(reply, question, asked);
  }

  async wait(reply, question, asked) {
    this.busy = true;
    reply.begin();
    show(asked);
    try {
      const answer = await ask(question, (name, data) => reply.hear(name, data));
      reply.end(answer, this.elsewhere(answer, question));
    } catch (problem) {
      reply.fail(problem);
    } finally {
      this.busy = false;
      show(asked);
    }
  }

  // A rule of one place, found when no place was chosen: offer the others.
  elsewhere(answer, question) {
    const local = answer.kind === "answer" && answer.jurisdiction && answer.jurisdiction !== NATION;
    if (!local || question.jurisdiction || namesPlace(question.text)) return null;
    const chips = localPlaces().map((place) =>
      h("li", {}, button("chip", placeName(place.id), () => this.there(place.id, question))),
    );
    return h("section", { class: "group" }, h("h3", {}, t("place.where")), h("ul", { class: "chips" }, chips));
  }

  there(place, question) {
    if (this.busy) return;
    this.place.value = place;
    this.put(t("place.about", { place: placeName(place), question: question.text }), Object.assign({}, question, { jurisdiction: place }));
  }

  say(words) {
    byId("message").textContent = words;
  }

  grow() {
    this.box.rows = Math.min(4, Math.max(1, this.box.value.split("\n").length, Math.ceil(this.box.value.length / 18)));
  }
}
