// What families say of her work, her reply to it, and her right to say that it is wrong.

import { button, fill, focusOn, h } from "../dom.js";
import { t } from "../text.js";

const LONGEST = 1000;

/** Draw a review; `send(review, action, more)` replies or objects. */
export function reviewCard(review, send) {
  const place = h("div", { class: "asked" });
  const draw = () => fill(place, [
    review.can_reply && button("wide", review.reply ? t("reviews.change") : t("reviews.write"), () => reply(place, review, send, draw)),
    review.can_dispute && button("wide quiet", t("reviews.dispute"), () => object(place, review, send, draw)),
  ]);
  draw();
  return h("article", { class: "order review" },
    h("p", { class: "stars" }, review.ratings.map((each) => h("span", {}, t("reviews.star", each)))),
    review.text && h("p", {}, review.text),
    review.reply && h("p", { class: "note" }, h("b", {}, t("reviews.reply")), review.reply),
    review.state === "disputed" && h("p", { class: "next" }, review.label),
    place,
  );
}

function reply(place, review, send, back) {
  const id = `reply-${review.id}`;
  const box = h("textarea", { id, rows: 3, maxlength: LONGEST });
  const go = () => {
    const text = box.value.trim();
    return text ? send(review, "reply", { text }) : box.focus();
  };
  fill(place, [h("label", { for: id }, t("reviews.box")), box, button("wide primary", t("reviews.send"), go), button("wide quiet", t("step.back"), back)]);
  focusOn(box);
}

function object(place, review, send, back) {
  const id = `object-${review.id}`;
  const box = h("textarea", { id, rows: 3, maxlength: 500 });
  const why = Object.entries(t("objections")).map(([reason, words]) => button("chip", words, () => send(review, "dispute", { reason, words: box.value.trim() })));
  fill(place, [h("label", { for: id }, t("reviews.words")), box, h("h3", {}, t("reviews.why")), h("div", { class: "chips" }, why), button("wide quiet", t("step.back"), back)]);
  focusOn(box);
}
