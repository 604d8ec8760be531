// A review to look at: what is covered already, what a person covers besides, and disputes. Nothing here holds one back.

import { button, fill, h } from "../dom.js";
import { page, t } from "../text.js";
import { call } from "./http.js";
import { day, field, problemWords, select } from "./parts.js";

/** Draw a review; `settled()` is called once something was done about it. */
export function drawnReview(review, settled) {
  const wrong = h("p", { class: "wrong", role: "alert" });
  const act = async (path, body) => {
    wrong.textContent = "";
    try {
      await call("POST", `/order-reviews/${review.id}/${path}`, Object.assign({ version: review.version }, body));
      await settled();
    } catch (problem) {
      wrong.textContent = problemWords(problem);
    }
  };
  const open = review.state !== "disputed";
  const own = new Masker(review.written, review.masks, open);
  const reply = review.reply_written ? new Masker(review.reply_written, review.reply_masks, open) : null;
  const publish = () => act("publish", { masks: own.added, reply_masks: reply ? reply.added : [] });
  return h("article", { class: `request review ${review.state}`, "data-review": review.id },
    h("header", {}, h("h2", {}, review.display_name), h("span", { class: "tag" }, review.label)),
    h("p", { class: "next" }, review.ratings.map((each) => t("review.stars", each)).join(" · ")),
    h("h3", {}, t(open ? "review.written" : "review.words")),
    own.element,
    reply && [h("h3", {}, t("review.reply")), reply.element],
    !open ? dispute(review, act) : [
      h("p", { class: "note" }, t("review.lead", { day: day(review.publish_by || "") })),
      h("div", { class: "actions" }, button("primary", t("review.publish"), publish)),
    ],
    wrong,
  );
}

function dispute(review, act) {
  const reasons = [["", t("step.choose")], ...Object.entries(t("removal"))];
  const chosen = select(`removal-${review.id}`, reasons, "");
  return [
    h("p", { class: "blocked" }, t("review.disputed", { reason: [review.dispute, review.dispute_words].filter(Boolean).join(" · ") })),
    h("div", { class: "actions" }, button("primary", t("review.keep"), () => act("settle", { outcome: "keep" }))),
    h("div", { class: "step-form" }, field(t("review.removals"), chosen), button("small-button", t("review.remove"), () => act("settle", { outcome: "remove", reason: chosen.value || null }))),
  ];
}

// The words as written with what is covered marked. Selecting some and naming what they are covers them too.
class Masker {
  constructor(text, masks, open) {
    this.text = text;
    this.fixed = masks;
    this.added = [];
    this.words = h("p", { class: "written" });
    const kinds = page.mask_kinds.map((kind) => button("small-button", t(`mask.${kind}`), () => this.cover(kind)));
    this.undo = button("quiet", t("review.unmask"), () => {
      this.added = [];
      this.draw();
    });
    this.element = h("div", { class: "masker" }, this.words, open && h("div", { class: "kinds", role: "group", "aria-label": t("review.mask") }, h("span", { class: "small" }, t("review.mask")), kinds, this.undo));
    this.draw();
  }

  draw() {
    this.undo.hidden = this.added.length === 0;
    const marks = [...this.fixed.map(({ start, end, kind }) => [start, end, kind]), ...this.added].sort((one, two) => one[0] - two[0]);
    const parts = [];
    let at = 0;
    // Offsets count characters, of which some take two units of a JavaScript string.
    const letters = Array.from(this.text);
    marks.forEach(([start, end, kind]) => {
      if (end <= at) return;
      const from = Math.max(start, at);
      parts.push(letters.slice(at, from).join(""), h("mark", { class: "covered", title: t(`mask.${kind}`) }, letters.slice(from, end).join("")));
      at = end;
    });
    parts.push(letters.slice(at).join(""));
    fill(this.words, parts);
  }

  cover(kind) {
    const picked = window.getSelection();
    if (!picked.rangeCount || picked.isCollapsed) return;
    const range = picked.getRangeAt(0);
    if (!this.words.contains(range.startContainer) || !this.words.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(this.words);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    const end = start + Array.from(range.toString()).length;
    this.added.push([start, end, kind]);
    picked.removeAllRanges();
    this.draw();
  }
}
