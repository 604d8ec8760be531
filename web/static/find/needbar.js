// What is looked for, as chips that can be tapped away; and the switches of the search.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";

export class NeedBar {
  /** `on.drop(chip)`, `on.rank(personal)`, `on.forget()`. */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    this.chips = [];
    this.personal = true;
  }

  /** Show the need of a reply. */
  show(chips, personal) {
    this.chips = chips;
    this.personal = personal;
    this.draw();
  }

  draw() {
    this.root.hidden = this.chips.length === 0;
    const personal = h("input", { type: "checkbox", id: "personal", checked: this.personal });
    personal.addEventListener("change", () => this.on.rank(personal.checked));
    fill(this.root, [
      h("h2", { class: "need-title" }, t("need.title")),
      h("ul", { class: "need-chips" }, this.chips.map((chip) => h("li", {}, this.chip(chip)))),
      h("details", { class: "need-more" },
        h("summary", {}, t("page.menu")),
        h("p", { class: "switch" }, personal, h("label", { for: "personal" }, t("need.personal"))),
        h("p", { class: "small-words" }, t("need.personal_help")),
        this.forget(),
      ),
    ]);
  }

  chip(chip) {
    const weight = { prefer: "need.prefer", exclude: "need.exclude" }[chip.weight];
    return button(`need-chip ${chip.weight}`, [
      weight && !chip.text.startsWith(t(weight)) && h("span", { class: "weight" }, t(weight)),
      h("span", {}, chip.text),
      h("span", { class: "cross", "aria-hidden": "true" }, "×"),
    ], () => this.on.drop(chip), { "aria-label": t("need.remove", { text: chip.text }) });
  }

  // Asked once more before everything is gone.
  forget() {
    const place = h("div", { class: "forget" });
    const ask = () => fill(place, [
      h("p", {}, t("need.forget_sure")),
      button("quiet", t("need.forget_yes"), () => this.on.forget()),
      button("quiet", t("need.forget_no"), begin),
    ]);
    const begin = () => fill(place, [button("quiet", t("need.forget"), ask)]);
    begin();
    return place;
  }
}
