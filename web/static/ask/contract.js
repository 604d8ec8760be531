// A contract, pasted or uploaded, read clause by clause.

import { button, fill, focusOn, h, show } from "../dom.js";
import { t } from "../text.js";
import { citeCards, citeName, copyButton } from "./parts.js";
import { wrongWords } from "../shared/frame.js";
import { review, reviewFile } from "./wire.js";

const LEVELS = ["void", "unusual", "note"];
const SLOW_MS = 2000;
const KINDS = ".pdf,.docx,.html,.htm,.md,.txt";

export class ContractView {
  constructor(root) {
    this.root = root;
    this.text = "";
    this.file = null;
    this.draw();
  }

  /** Draw the form, keeping what was put into it. */
  draw() {
    if (this.box) this.text = this.box.value;
    this.box = h("textarea", { id: "contract-box", class: "paper-box", rows: 8, placeholder: t("contract.placeholder") });
    this.box.value = this.text;
    this.chooser = h("input", { id: "contract-file", type: "file", accept: KINDS, onchange: () => this.choose(this.chooser.files[0]) });
    this.chosen = h("p", { class: "chosen", role: "status" });
    this.state = h("div", { role: "alert" });
    this.result = h("div", { class: "result" });
    fill(this.root, [
      h("h1", {}, t("contract.title")),
      h("p", {}, t("contract.lead")),
      h("form", { class: "contract-form", onsubmit: (event) => this.submit(event) },
        h("label", { for: "contract-box" }, t("contract.box")),
        this.box,
        h("p", { class: "choose-file" }, this.chooser, h("label", { for: "contract-file" }, t("contract.file"))),
        this.chosen,
        h("p", { class: "small-words" }, t("contract.file_help")),
        h("button", { type: "submit", class: "wide primary" }, t("contract.go")),
      ),
      this.state,
      this.result,
    ]);
    this.choose(this.file);
  }

  choose(file) {
    this.file = file || null;
    if (!file) this.chooser.value = "";
    this.box.disabled = Boolean(file);
    fill(this.chosen, file ? [
      h("span", {}, t("contract.chosen", { name: file.name })),
      button("quiet", t("contract.drop"), () => this.choose(null)),
    ] : []);
  }

  async submit(event) {
    if (event) event.preventDefault();
    if (this.busy) return;
    const text = this.box.value.trim();
    if (!this.file && !text) {
      fill(this.state, [h("p", { class: "message" }, t("contract.empty"))]);
      this.box.focus();
      return;
    }
    this.busy = true;
    fill(this.result, []);
    fill(this.state, [h("p", { class: "looking" }, t("contract.busy"))]);
    const slow = setTimeout(() => fill(this.state, [h("p", { class: "looking" }, t("contract.slow"))]), SLOW_MS);
    try {
      this.finish(await (this.file ? reviewFile(this.file) : review(text)));
    } catch (problem) {
      fill(this.state, [h("p", { class: "message" }, wrongWords(problem)), button("again", t("contract.again"), () => this.submit())]);
    } finally {
      clearTimeout(slow);
      this.busy = false;
    }
  }

  finish(found) {
    fill(this.state, []);
    fill(this.result, reviewed(found));
    const title = this.result.querySelector("h2");
    show(title);
    focusOn(title);
  }
}

function reviewed(found) {
  const list = h("ol", { class: "terms" }, found.clauses.map(term));
  const only = button("quiet", t("contract.only"), () => {
    const pressed = list.classList.toggle("only");
    only.setAttribute("aria-pressed", String(pressed));
  }, { "aria-pressed": "false" });
  const marked = found.clauses.some((clause) => clause.findings.length);
  return [
    h("h2", {}, t("contract.result")),
    counts(found),
    h("p", { class: "disclaimer" }, found.disclaimer),
    h("div", { class: "reply-foot" }, copyButton(t("contract.copy"), () => plain(found)), marked && only),
    h("h3", {}, t("contract.terms")),
    list,
    found.missing.length > 0 && h("section", { class: "missing" },
      h("h3", {}, t("contract.missing")),
      h("ul", {}, found.missing.map((item) => h("li", {}, badge("missing"), h("p", {}, item.text), citeCards(item.citations, true)))),
    ),
    h("p", { class: "disclaimer" }, found.disclaimer),
  ];
}

function numbers(found) {
  const findings = [].concat(...found.clauses.map((clause) => clause.findings));
  const each = LEVELS.map((level) => [level, findings.filter((finding) => finding.level === level).length]);
  return each.concat([["missing", found.missing.length]]).filter(([, n]) => n > 0);
}

function counts(found) {
  const lines = numbers(found).map(([level, n]) => h("li", { class: `count ${level}` }, t(`contract.count_${level}`, { n })));
  return [
    h("p", {}, t("contract.summary", { clauses: found.clauses.length })),
    lines.length ? h("ul", { class: "counts" }, lines) : h("p", {}, t("contract.clean")),
  ];
}

const badge = (level) => h("span", { class: `badge ${level}` }, t(`mark.${level}`));

function term(clause, at) {
  const worst = LEVELS.find((level) => clause.findings.some((finding) => finding.level === level));
  return h(
    "li",
    { class: worst ? `term ${worst}` : "term" },
    h("h4", {}, clause.locator || t("contract.part", { n: at + 1 })),
    h("p", { class: "term-words" }, quoted(clause)),
    clause.findings.map((finding) =>
      h("div", { class: "finding" }, badge(finding.level), h("p", {}, finding.text), citeCards(finding.citations, true)),
    ),
  );
}

// The words a finding is about are marked where they stand.
function quoted(clause) {
  const text = clause.text.trim();
  const spans = clause.findings
    .map(({ quote }) => [text.indexOf(quote), quote.length])
    .filter(([start, length]) => start >= 0 && length > 0)
    .sort((a, b) => a[0] - b[0]);
  const parts = [];
  let at = 0;
  spans.forEach(([start, length]) => {
    if (start < at) return;
    parts.push(text.slice(at, start), h("mark", {}, text.slice(start, start + length)));
    at = start + length;
  });
  return parts.concat(text.slice(at));
}

function plain(found) {
  const findings = [].concat(...found.clauses.map((clause, at) => clause.findings.map((finding) => [
    `${clause.locator || t("contract.part", { n: at + 1 })} ${t(`mark.${finding.level}`)}: ${finding.text}`,
    ...finding.citations.map(citeName),
  ].join("\n"))));
  const missing = found.missing.map((item) => `${t("mark.missing")}: ${item.text}`);
  return [...findings, ...missing, found.disclaimer].join("\n");
}
