// Her papers: one tap to agree, one to take a photo; what is held, what came of it, and one tap to be rid of it.

import { choose, consents, ownPaper, ownPapers, removePaper } from "../consents/wire.js";
import { button, fill, focusOn, h } from "../dom.js";
import { frame, takeUpLanguage, wrongWords } from "../shared/frame.js";
import { actor, arrived, gate, say, sureButton } from "../shared/hers.js";
import { currentLanguage, label, t } from "../text.js";
import { shrink } from "./shrink.js";
import { upload } from "./upload.js";

const byId = (id) => document.getElementById(id);
const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf";

let who = null;
let held = null;
let layer = null;

takeUpLanguage();

const act = actor(load, () => closed("gate.gone"));

function nameOf(what) {
  const [kind, certificate] = what.split(":");
  return certificate ? t("add.certificate", { name: label("certificates", certificate) || certificate }) : t(`add.${kind}`);
}

function open() {
  who = arrived();
  load();
}

async function load() {
  if (!who) return closed("gate.none");
  try {
    const [papers, layers] = await Promise.all([ownPapers(who), consents(who)]);
    held = papers;
    layer = Object.assign({ version: layers.version }, layers.layers.find((each) => each.layer === "papers"));
    draw();
  } catch (problem) {
    if (problem.gone) return closed("gate.gone");
    fill(byId("add"), [h("p", {}, wrongWords(problem)), button("wide", t("wrong.again"), load)]);
  }
  return undefined;
}

const closed = (key) => gate(key, "add", ["agree", "sending", "held"]);

function draw() {
  drawAgree();
  drawAdd();
  drawHeld();
}

function drawAgree() {
  if (held.agreed) return fill(byId("agree"), []);
  return fill(
    byId("agree"),
    h(
      "section",
      { class: "box", id: "layer" },
      h("h2", {}, layer.title),
      h("p", {}, layer.text),
      h("p", { class: "ends" }, layer.ends),
      button("wide primary", t("agree.yes"), () => act(() => choose(who, "papers", true, layer.version), "done.agreed")),
      h("a", { class: "wide as-button", href: `/i/consents#${who.id}.${who.token}` }, t("agree.all")),
    ),
  );
}

function kinds() {
  const certificates = held.certificates.map((kind) => `certificate:${kind}`);
  return ["identity", "health", ...certificates, ...(held.record_agreed ? ["record_check"] : []), "other"];
}

function drawAdd() {
  if (!held.agreed) return fill(byId("add"), []);
  const kept = held.papers.filter((paper) => paper.kept).length;
  const full = kept >= held.most;
  return fill(
    byId("add"),
    h(
      "section",
      { class: "box" },
      h("h2", {}, t("add.title")),
      h("p", {}, full ? t("add.full", { most: held.most }) : t("add.how")),
      full ? null : kinds().map(picker),
    ),
  );
}

function picker(what) {
  const id = `pick-${what.replace(":", "-")}`;
  const pick = h("input", { type: "file", id, accept: ACCEPTED, class: "hidden-pick" });
  pick.addEventListener("change", () => {
    if (pick.files.length) send(what, pick.files[0]);
    pick.value = "";
  });
  return [pick, h("label", { class: "wide as-button", for: id }, nameOf(what))];
}

async function send(what, file) {
  say("");
  const bar = h("progress", { max: "1", value: "0", "aria-label": nameOf(what) });
  const state = h("p", { role: "status" }, t("sending.ready"));
  let going = null;
  let stopped = false;
  const stop = button("wide", t("sending.stop"), () => {
    stopped = true;
    if (going) going.stop();
  });
  fill(byId("sending"), h("section", { class: "box open" }, h("h2", {}, nameOf(what)), state, bar, stop));
  focusOn(byId("sending"));
  const ready = await shrink(file);
  if (ready.size > held.most_bytes) return ended(t("wrong.too_large"));
  if (stopped) return ended(t("sending.stopped"));
  going = upload(who, what, ready, (share) => {
    bar.value = share;
    state.textContent = share < 1 ? t("sending.percent", { percent: Math.round(share * 100) }) : t("sending.kept");
  });
  try {
    const now = await going.done;
    if (now === null) return ended(t("sending.stopped"));
    held = now;
    draw();
    return ended(t("done.added"));
  } catch (problem) {
    return notSent(what, ready, problem);
  }
}

function ended(words) {
  fill(byId("sending"), []);
  say(words);
  focusOn(byId("message"));
}

// What did not arrive stays here, to be sent again by one tap.
function notSent(what, file, problem) {
  const words = problem.status === 0 ? t("sending.failed") : wrongWords(problem);
  const lasting = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
  fill(
    byId("sending"),
    h(
      "section",
      { class: "box" },
      h("h2", {}, nameOf(what)),
      h("p", { role: "alert" }, words),
      lasting ? null : button("wide primary", t("sending.again"), () => send(what, file)),
      button("wide", t("sending.stop"), () => ended(t("sending.stopped"))),
    ),
  );
  focusOn(byId("sending"));
}

function drawHeld() {
  fill(
    byId("held"),
    h(
      "section",
      { class: "box" },
      h("h2", {}, t("held.title")),
      held.papers.length ? held.papers.map(heldPaper) : h("p", {}, t("held.none")),
    ),
  );
}

function heldPaper(paper) {
  const place = h("div", {});
  const facts = [
    new Date(paper.added_at).toLocaleDateString(currentLanguage()),
    paper.pages > 1 ? t("held.pages", { pages: paper.pages }) : null,
    paper.by_her ? null : t("held.by_staff"),
  ];
  return h(
    "div",
    { class: "kept-paper", "data-paper": paper.what },
    h("h3", {}, nameOf(paper.what)),
    h("p", { class: paper.state === "checked" ? "state yes" : "state" }, t(`held.${paper.state}`)),
    h("p", { class: "ends" }, facts.filter(Boolean).join(" · ")),
    paper.kept
      ? [button("wide", t("held.look"), (event) => look(paper, place, event.target)), place, remover(paper)]
      : h("p", {}, t("held.picture_gone")),
  );
}

async function look(paper, place, control) {
  if (place.firstChild) {
    fill(place, []);
    control.textContent = t("held.look");
    return;
  }
  try {
    const address = URL.createObjectURL(await ownPaper(who, paper.id));
    control.textContent = t("held.hide");
    const name = t("held.alt", { name: nameOf(paper.what) });
    fill(
      place,
      paper.media_type === "application/pdf"
        ? h("a", { class: "wide as-button", href: address, target: "_blank", rel: "noopener" }, t("held.file"))
        : h("img", { class: "shown", src: address, alt: name }),
    );
  } catch (problem) {
    say(wrongWords(problem));
  }
}

function remover(paper) {
  const remove = () => act(() => removePaper(who, paper.id), "done.removed");
  return sureButton("held.remove", "held.sure", "held.yes", "held.no", remove);
}

frame((reworded) => {
  if (!reworded) return;
  say("");
  load();
});
window.addEventListener("hashchange", open);

open();
