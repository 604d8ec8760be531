// The end: the résumé to look at, to change its look, and to take away.

import { api } from "../api.js";
import { button, fill, h } from "../dom.js";
import { copy, hand } from "../share.js";
import { currentLanguage, page, t } from "../text.js";

export class DoneView {
  /** `act`: notes(). */
  constructor(act) {
    this.act = act;
    this.theme = (this.themes()[0] || {}).id || "warm";
    this.language = currentLanguage();
    this.frame = h("div", { class: "preview" });
    this.message = h("p", { class: "message", role: "status" });
    this.picture = h("div", { class: "picture" });
    this.root = h(
      "div",
      { class: "done" },
      h("h1", { tabindex: "-1" }, t("done.title")),
      h("p", {}, t("done.lead")),
      this.frame,
      this.choices(),
      h("h2", {}, t("done.tools")),
      h(
        "div",
        { class: "stack" },
        button("wide primary", t("done.picture"), () => this.take("png")),
        button("wide", t("done.picture_view"), () => this.showPicture()),
        button("wide", t("done.pdf"), () => this.take("pdf")),
        button("wide", t("done.words"), () => this.copyWords()),
      ),
      this.message,
      this.picture,
      h("div", { class: "stack" }, button("wide", t("done.fix"), () => this.act.notes())),
    );
  }

  themes() {
    return page.themes || [];
  }

  choices() {
    const group = (name, title, options, current, pick) =>
      h(
        "fieldset",
        { class: "choice" },
        h("legend", {}, title),
        options.map(([id, words]) => [
          h("input", { type: "radio", name, id: `${name}-${id}`, value: id, checked: id === current, onchange: () => pick(id) }),
          h("label", { for: `${name}-${id}` }, words),
        ]),
      );
    const themes = this.themes().map((theme) => [theme.id, theme.label[currentLanguage()] || theme.id]);
    const languages = Object.keys(page.text).map((id) => [id, page.text[id].name]);
    return h(
      "div",
      {},
      themes.length > 1 ? group("theme", t("done.look"), themes, this.theme, (id) => this.choose({ theme: id })) : null,
      group("resume-language", t("done.language"), languages, this.language, (id) => this.choose({ language: id })),
    );
  }

  choose(what) {
    Object.assign(this, what);
    fill(this.picture, []);
    this.load();
  }

  /** Show the interview's résumé as it is now. */
  update(model) {
    const stamp = JSON.stringify(model.facts);
    if (this.who === model.who && this.stamp === stamp) return;
    this.who = model.who;
    this.stamp = stamp;
    this.load();
  }

  async load() {
    const turn = (this.turn = {});
    fill(this.frame, h("p", { class: "message" }, t("done.loading")));
    try {
      const blob = await this.fetch("html");
      if (turn === this.turn) this.preview(await blob.text());
    } catch (problem) {
      if (turn !== this.turn) return;
      const words = t("done.failed", { detail: problem.detail || t("problem.network") });
      fill(this.frame, [h("p", { class: "message" }, words), button("wide", t("done.retry"), () => this.load())]);
    }
  }

  fetch(suffix) {
    return api.resume(this.who, suffix, this.theme, this.language);
  }

  preview(html) {
    const address = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" }));
    // No scripts in there; same origin only so that the styles can be handed over.
    const frame = h("iframe", { class: "paper", title: t("done.preview"), sandbox: "allow-same-origin", src: address });
    frame.addEventListener("load", () => {
      URL.revokeObjectURL(address);
      dress(frame);
    });
    fill(this.frame, frame);
  }

  async take(suffix) {
    await this.busy(async () => {
      const how = await hand(await this.fetch(suffix), `${t("done.file")}.${suffix}`);
      return how === "saved" ? t("done.saved") : "";
    });
  }

  async showPicture() {
    await this.busy(async () => {
      const address = URL.createObjectURL(await this.fetch("png"));
      const image = h("img", { src: address, alt: t("done.alt") });
      fill(this.picture, [h("p", {}, t("done.hold")), image]);
      return "";
    });
    this.picture.scrollIntoView({ block: "start" });
  }

  async copyWords() {
    await this.busy(async () => {
      const blob = await this.fetch("txt");
      return (await copy(await blob.text())) ? t("done.words_copied") : t("problem.other");
    });
  }

  async busy(work) {
    this.message.textContent = t("done.making");
    try {
      this.message.textContent = await work();
    } catch (problem) {
      this.message.textContent = t("done.failed", { detail: problem.detail || t("problem.network") });
    }
  }
}

// A frame made from a blob inherits this page's policy, which allows no inline styles in markup. Styles set by script
// are allowed, so the résumé's own styles are handed over that way; nothing else in the policy has to be loosened.
function dress(frame) {
  const inside = frame.contentDocument;
  const Sheet = frame.contentWindow && frame.contentWindow.CSSStyleSheet;
  if (!inside || !Sheet || !("adoptedStyleSheets" in inside)) return;
  inside.adoptedStyleSheets = Array.from(inside.querySelectorAll("style"), (style) => {
    const sheet = new Sheet();
    sheet.replaceSync(style.textContent);
    return sheet;
  });
  inside.querySelectorAll("[style]").forEach((element) => {
    element.style.cssText = element.getAttribute("style");
  });
  const grow = () => {
    frame.style.height = `${inside.documentElement.scrollHeight + 8}px`;
  };
  grow();
  window.addEventListener("resize", grow);
}
