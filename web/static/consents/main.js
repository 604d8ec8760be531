// Her page of consents: opened by her link, or on the phone that remembers her interview.

import { button, fill, focusOn, h, show } from "../dom.js";
import { small } from "../store.js";
import { frame, takeUpLanguage, wrongWords } from "../shared/frame.js";
import { actor, arrived, gate, say, sureButton } from "../shared/hers.js";
import { t } from "../text.js";
import { appeal, card, choose, consents, copy, erase, photo, print, putPhoto, removePhoto, standing, takeDown } from "./wire.js";

const byId = (id) => document.getElementById(id);
// Without these the résumé rests on nothing: taking one back is asked about once.
const FOUNDATION = new Set(["interview", "keep"]);

let who = null;
let shown = null;
let own = null;
let picture = null;
let review = null;
// The layer a link asks her for.
let asked = null;

takeUpLanguage();

const closed = (key) => gate(key, "layers", ["seen", "review", "photo", "mine"]);
const act = actor(load, () => closed("gate.gone"));

function open() {
  who = arrived();
  asked = who && who.more;
  load();
}

async function load() {
  if (!who) return closed("gate.none");
  try {
    const [layers, held, reviewed] = await Promise.all([consents(who), card(who), standing(who)]);
    shown = layers;
    own = held.card;
    review = reviewed;
    picture = given("video") ? await photo(who) : null;
    draw();
    point();
  } catch (problem) {
    if (problem.gone) return closed("gate.gone");
    fill(byId("layers"), [h("p", {}, wrongWords(problem)), button("wide", t("wrong.again"), load)]);
  }
}

const given = (layer) => shown.layers.some((each) => each.layer === layer && each.given && each.current);

// What she was asked for comes first before her eyes, once.
function point() {
  const box = asked && [...document.querySelectorAll("[data-layer]")].find((each) => each.dataset.layer === asked);
  asked = null;
  if (!box) return;
  box.classList.add("asked");
  box.prepend(h("p", { class: "why" }, t("layer.asked")));
  show(box);
  focusOn(box);
}

function draw() {
  drawSeen();
  drawReview();
  fill(byId("layers"), shown.layers.map(layerBox));
  drawPhoto();
  drawMine();
}

function drawSeen() {
  const good = own && own.good;
  fill(
    byId("seen"),
    h(
      "section",
      { class: good ? "box open" : "box" },
      h("h2", {}, t(good ? "seen.yes" : "seen.no")),
      good && h("p", {}, t("seen.card", { code: own.code, until: own.valid_until.slice(0, 10) })),
      good && button("wide primary", t("seen.down"), () => act(() => takeDown(who), "done.down")),
      good && button("wide", t("seen.print"), () => save(() => print(who, "pdf"), "card.pdf")),
      good && button("wide", t("seen.picture"), () => save(() => print(who, "png"), "card.png")),
      !good && given("publish") && h("p", {}, t("seen.wait")),
    ),
  );
}

// Where her file stands; somebody declined may say why that is wrong, and it is looked at again.
function drawReview() {
  const words = h("textarea", { id: "appeal", rows: "3", maxlength: "1000", "aria-label": t("review.why") });
  const send = () => {
    const text = words.value.trim();
    if (text) act(() => appeal(who, text), "done.appeal");
    else words.focus();
  };
  fill(
    byId("review"),
    h(
      "section",
      { class: "box" },
      h("h2", {}, t("review.title")),
      h("p", {}, t(`review.${review.status}`)),
      review.reason && h("p", {}, t("review.reason", { reason: review.reason })),
      review.may_appeal && [h("p", {}, t("review.why")), words, button("wide primary", t("review.appeal"), send)],
    ),
  );
}

function layerBox(layer) {
  const key = layer.given && !layer.current ? "changed" : { true: "given", false: "refused", null: "unasked" }[layer.given];
  const yes = layer.given && layer.current;
  return h(
    "section",
    { class: "box", "data-layer": layer.layer },
    h("h2", {}, layer.title),
    h("p", { class: yes ? "state yes" : "state" }, t(`layer.${key}`)),
    h("p", {}, layer.text),
    h("p", { class: "ends" }, layer.ends),
    h(
      "div",
      { class: "pair" },
      yes && layer.layer === "papers" && h("a", { class: "wide as-button", href: `/i/papers#${who.id}.${who.token}` }, t("layer.papers")),
      yes
        ? button("wide", t("layer.disagree"), () => refuse(layer))
        : button("wide primary", t("layer.agree"), () => set(layer, true)),
      layer.given === null && button("wide", t("layer.disagree"), () => set(layer, false)),
    ),
  );
}

function refuse(layer) {
  if (FOUNDATION.has(layer.layer) && !window.confirm(t("layer.sure_end"))) return;
  set(layer, false);
}

const set = (layer, yes) =>
  act(() => choose(who, layer.layer, yes, shown.version), yes ? "done.given" : "done.withdrawn");

function drawPhoto() {
  if (!given("video")) return fill(byId("photo"), []);
  const pick = h("input", { type: "file", id: "pick", accept: "image/jpeg,image/png,image/webp", class: "hidden-pick" });
  pick.addEventListener("change", () => {
    if (pick.files.length) act(() => putPhoto(who, pick.files[0]), "done.photo");
  });
  fill(
    byId("photo"),
    h(
      "section",
      { class: "box" },
      h("h2", {}, t("photo.title")),
      h("p", {}, t("photo.text")),
      picture && h("img", { class: "own", src: URL.createObjectURL(picture), alt: t("photo.alt"), width: 160, height: 160 }),
      h("label", { class: "wide as-button", for: "pick" }, t("photo.pick")),
      pick,
      picture && button("wide", t("photo.remove"), () => act(() => removePhoto(who), "done.photo_gone")),
    ),
  );
}

function drawMine() {
  fill(
    byId("mine"),
    h(
      "section",
      { class: "box" },
      h("h2", {}, t("mine.title")),
      button("wide", t("mine.copy"), () => save(() => copy(who), "ayi.zip")),
      sureButton("mine.delete", "mine.sure", "mine.yes", "mine.no", remove),
    ),
  );
}

async function save(fetching, name) {
  say(t("page.loading"));
  try {
    const address = URL.createObjectURL(await fetching());
    const link = h("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    say("");
  } catch (problem) {
    say(wrongWords(problem));
  }
}

async function remove() {
  try {
    await erase(who);
  } catch (problem) {
    if (!problem.gone) return say(wrongWords(problem));
  }
  const current = small.get("current");
  if (current && current.id === who.id) small.remove("current");
  who = null;
  closed("mine.gone");
  focusOn(byId("layers"));
  return undefined;
}

frame((reworded) => {
  if (!reworded) return;
  say("");
  load();
});
window.addEventListener("hashchange", open);

open();
