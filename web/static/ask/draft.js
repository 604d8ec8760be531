// A contract drafted from the little that is known; whatever is left empty becomes a marked blank on paper.

import { button, fill, h } from "../dom.js";
import { hand } from "../share.js";
import { label, page, t, currentLanguage } from "../text.js";
import { draft } from "./wire.js";
import { wrongWords } from "../shared/frame.js";

const KINDS = ["three_party", "two_party", "consent"];
const FORMATS = ["pdf", "docx"];
const CONTRACTS = ["three_party", "two_party"];
// Where in the order a field goes, what kind of box it has, and which drafts ask for it.
const FIELDS = [
  { root: "household", name: "name", kinds: CONTRACTS },
  { root: "profile", name: "name", kinds: KINDS },
  { root: "agency", name: "name", kinds: ["three_party", "consent"] },
  { root: "need", name: "job", list: "jobs", kinds: CONTRACTS },
  { root: "need", name: "work_modes", list: "work_modes", kinds: CONTRACTS },
  { root: "household", name: "address", kinds: CONTRACTS },
  { root: "terms", name: "start", type: "date", kinds: CONTRACTS },
  { root: "terms", name: "end", type: "date", kinds: CONTRACTS },
  { root: "terms", name: "pay_amount", type: "number", kinds: CONTRACTS },
  { root: "terms", name: "pay_unit", list: "pay_units", kinds: CONTRACTS },
  { root: "terms", name: "rest_days", type: "number", kinds: CONTRACTS },
  { root: "terms", name: "duties", kinds: CONTRACTS },
];

export class DraftView {
  constructor(root) {
    this.root = root;
    this.said = {};
    this.kind = KINDS[0];
    this.format = FORMATS[0];
    this.draw();
  }

  /** Draw the form, keeping what was put into it. */
  draw() {
    this.state = h("div", { role: "alert" });
    fill(this.root, [
      h("h1", {}, t("draft.title")),
      h("p", {}, t("draft.lead")),
      h("form", { class: "draft-form", onsubmit: (event) => this.submit(event) },
        this.choice("kind", KINDS, () => this.draw()),
        FIELDS.filter((field) => field.kinds.includes(this.kind)).map((field) => this.field(field)),
        this.choice("format", FORMATS, () => undefined),
        h("button", { type: "submit", class: "wide primary" }, t("draft.go")),
        h("p", { class: "small-words" }, t("draft.note")),
      ),
      this.state,
    ]);
  }

  choice(name, ids, changed) {
    const options = ids.map((id) => {
      const input = h("input", { type: "radio", name: `draft-${name}`, id: `draft-${id}`, value: id, checked: this[name] === id });
      input.addEventListener("change", () => {
        this[name] = id;
        changed();
        document.getElementById(`draft-${id}`).focus();
      });
      return [input, h("label", { for: `draft-${id}` }, t(`draft.${name}_${id}`))];
    });
    return h("fieldset", { class: "choice" }, h("legend", {}, t(`draft.${name}`)), options);
  }

  field({ root, name, type, list }) {
    const id = `draft-${root}-${name}`;
    const ids = list ? Object.keys(page.labels[currentLanguage()][list]) : [];
    const box = list
      ? h("select", { id }, h("option", { value: "" }, t("draft.unsaid")), ids.map((each) => h("option", { value: each }, label(list, each))))
      : h("input", { id, type: type || "text", min: type === "number" ? 0 : null, step: type === "number" ? "any" : null, autocomplete: "off" });
    box.value = this.said[id] || "";
    box.addEventListener("input", () => {
      this.said[id] = box.value;
    });
    return h("p", { class: "draft-field" }, h("label", { for: id }, t(`draft.${root}_${name}`)), box);
  }

  order() {
    const order = { kind: this.kind, format: this.format, language: currentLanguage() };
    FIELDS.filter((field) => field.kinds.includes(this.kind)).forEach(({ root, name, type }) => {
      const said = (this.said[`draft-${root}-${name}`] || "").trim();
      if (!said) return;
      const value = type === "number" ? Number(said) : said;
      order[root] = Object.assign({}, order[root], { [name]: name === "work_modes" ? [value] : value });
    });
    return order;
  }

  async submit(event) {
    if (event) event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    fill(this.state, [h("p", { class: "looking" }, t("draft.busy"))]);
    try {
      const file = await draft(this.order());
      await hand(file, `${t(`draft.kind_${this.kind}`)}.${this.format}`);
      fill(this.state, [h("p", { class: "disclaimer" }, t("draft.done"))]);
    } catch (problem) {
      fill(this.state, [h("p", { class: "message" }, wrongWords(problem)), button("again", t("chat.again"), () => this.submit())]);
    } finally {
      this.busy = false;
    }
  }
}
