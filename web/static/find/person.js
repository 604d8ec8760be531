// One person in full: the sentences of what she said with her words under them, and who verified what.

import { button, h } from "../dom.js";
import { t } from "../text.js";
import { wrongWords } from "../shared/frame.js";
import { closeThen, openPanel } from "./panel.js";
import { face, markWords } from "./people.js";
import { phrases } from "./phrases.js";
import { keepButton } from "./shortlist.js";
import { person, reviewsOf } from "./wire.js";

/** Open her; `on.ask(match, text)` puts a question about her, `on.request([match])` asks for an interview. */
export async function openPerson(chat, match, on) {
  const panel = openPanel(match.display_name, [h("p", { role: "status", class: "looking" }, t("person.loading"))]);
  try {
    const found = await person(chat, match.worker_id);
    if (panel.open()) panel.fill(drawn(chat, found, match, on));
  } catch (problem) {
    if (panel.open()) panel.fill([h("p", { role: "alert" }, wrongWords(problem)), button("quiet", t("find.again"), () => openPerson(chat, match, on))]);
  }
}

function drawn(chat, found, match, on) {
  return [
    h("div", { class: "person-head" }, face(found), h("div", {}, h("p", { class: "headline" }, found.headline), found.synthetic && h("p", { class: "gives" }, t("card.synthetic")))),
    h("section", { class: "person-part" },
      h("h3", {}, t("person.marks")),
      found.marks.length ? h("ul", { class: "marks" }, found.marks.map((mark) => h("li", {}, phrases(markWords(mark))))) : h("p", { class: "unverified" }, t("card.unverified")),
    ),
    found.sections.map((section) => h("section", { class: "person-part" }, h("h3", {}, section.title), h("ul", {}, section.lines.map(line)))),
    h("p", { class: "small-words" }, t("person.claimed")),
    reviews(match),
    asking(match, on),
    h("div", { class: "person-foot" },
      button("send-card", t("card.request"), () => on.request([match])),
      keepButton(chat, match),
      h("a", { class: "quiet link", href: found.card_url, target: "_blank", rel: "noopener" }, t("person.card")),
    ),
  ];
}

function line({ text, quotes }) {
  return h("li", {}, h("p", {}, text), quotes.filter((quote) => !text.includes(quote)).map((quote) => h("p", { class: "her-words" }, h("span", { class: "hidden-words" }, t("person.her_words")), h("q", {}, quote))));
}

function asking(match, on) {
  const box = h("input", { id: "ask-her", type: "text", autocomplete: "off", placeholder: t("person.ask_hint"), maxlength: 200 });
  const send = (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (text) closeThen(() => on.ask(match, text));
  };
  return h("form", { class: "ask-her", onsubmit: send },
    h("label", { for: "ask-her" }, t("person.ask_box", { name: match.display_name })),
    h("div", {}, box, h("button", { type: "submit", class: "quiet" }, t("person.ask_send"))),
  );
}

// What households say of her work. There is no average of a few.
function reviews(match) {
  const place = h("section", { class: "person-part", hidden: true });
  reviewsOf(match.worker_id).then((found) => {
    if (!found.count) return;
    const averages = Object.entries(found.averages || {}).map(([id, stars]) => `${found.labels[id]} ${stars}`).join(" · ");
    place.append(
      h("h3", {}, t("person.reviews", { n: found.count })),
      averages ? h("p", { class: "headline" }, averages) : "",
      h("ul", {}, found.items.map((item) => h("li", {},
        h("p", { class: "small-words" }, [item.month, ...item.ratings.map((each) => `${each.label} ${each.stars}`)].join(" · ")),
        item.text && h("p", {}, item.text),
        item.reply && h("p", { class: "her-words" }, t("person.reply", { text: item.reply })),
      ))),
    );
    place.hidden = false;
  }, () => undefined);
  return place;
}
