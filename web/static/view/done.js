// The end: the résumé to look at, to change its look, and to take away.

import { api } from "../api.js";
import { button, fill, h } from "../dom.js";
import { copy, hand } from "../share.js";
import { currentLanguage, page, t } from "../text.js";

export class DoneView {
  constructor(act) {
    this.act = act;
    this.theme = page.themes[0].id;
    this.language = currentLanguage();
    this.frame = h("div", { class: "preview folded" });
    this.whole = button("quiet", t("done.whole"), () => {
      this.frame.classList.remove("folded");
      this.whole.hidden = true;
    });
    this.message = h("p", { class: "message", role: "status" });
    this.picture = h("div", { class: "picture" });
    this.root = h(
      "div",
      { class: "done" },
      h("h1", { tabindex: "-1" }, t("done.title")),
      h("p", {}, t("done.lead")),
      h("div", { class: "stack" }, button("wide primary", t("done.picture"), () => this.take("png"))),
      this.message,
      this.frame,
      this.whole,
      this.choices(),
      h("h2", {}, t("done.tools")),
      h(
        "div",
        { class: "stack" },
        button("wide", t("done.picture_view"), () => this.showPicture()),
        button("wide", t("done.pdf"), () => this.take("pdf")),
        button("wide", t("done.words"), () => this.copyWords()),
      ),
      this.picture,
      h(
        "div",
        { class: "stack" },
        button("wide", t("done.fix"), () => this.act.notes()),
        h("a", { class: "wide", href: "/i/requests" }, t("done.requests")),
        h("a", { class: "wide", href: "/i/papers" }, t("done.papers")),
        h("a", { class: "wide", href: "/i/consents" }, t("done.consents")),
      ),
    );
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
    const themes = page.themes.map((theme) => [theme.id, theme.name[currentLanguage()] || theme.id]);
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
      // A browser that cannot be handed styles gets the picture.
      const dressed = "adoptedStyleSheets" in document;
      const blob = await this.fetch(dressed ? "html" : "png");
      if (turn !== this.turn) return;
      if (dressed) this.preview(await blob.text());
      else fill(this.frame, this.image(blob));
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
    const { markup, css } = undressed(html);
    const address = URL.createObjectURL(new Blob([markup], { type: "text/html;charset=utf-8" }));
    // No scripts run in there; it has our origin only so that the styles can be handed over.
    const frame = h("iframe", { class: "paper", title: t("done.preview"), sandbox: "allow-same-origin", src: address });
    frame.addEventListener("load", () => {
      URL.revokeObjectURL(address);
      dress(frame, css);
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
      fill(this.picture, [h("p", {}, t("done.hold")), this.image(await this.fetch("png"))]);
      return "";
    });
    this.picture.scrollIntoView({ block: "start" });
  }

  image(blob) {
    return h("img", { src: URL.createObjectURL(blob), alt: t("done.alt") });
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

// A frame made from a blob inherits this page's policy, which allows no styles in markup but styles set by script. So
// the résumé's styles are taken out of its markup and handed over, and the policy stays as strict as it is.
function undressed(html) {
  const css = [];
  const plain = html
    .replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (whole, text) => css.push(text) && "")
    .replace(/(<[a-z][^<>]*?)\sstyle="([^"]*)"/gi, '$1 data-style="$2"');
  return { markup: plain, css: css.join("\n") };
}

function dress(frame, css) {
  const inside = frame.contentDocument;
  const sheet = new frame.contentWindow.CSSStyleSheet();
  sheet.replaceSync(css);
  inside.adoptedStyleSheets = [sheet];
  inside.querySelectorAll("[data-style]").forEach((element) => {
    element.style.cssText = element.dataset.style;
  });
  const grow = () => {
    frame.style.height = "0";
    frame.style.height = `${inside.documentElement.scrollHeight + 4}px`;
  };
  grow();
  window.addEventListener("resize", grow);
}
