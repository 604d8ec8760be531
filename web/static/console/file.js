// One file on one screen: lines on the left, words on the right; a line lights up its words and lets them be heard.

import { button, fill, h } from "../dom.js";
import { label, t } from "../text.js";
import { bar, reasonDialog, returnDialog } from "./decide.js";
import { editDialog } from "./edit.js";
import { Player } from "./player.js";
import { day, problemWords, tell } from "./parts.js";
import { papersTab } from "./papers.js";
import { recordTab, resumeTab } from "./record.js";
import { rivals, scenarios } from "./said.js";
import { Words } from "./words.js";
import { wire } from "./wire.js";

const TABS = ["file", "papers", "resume", "record"];
const LEAVES = new Set(["approve", "decline", "second"]);

export class FileView {
  /** `go(step)` opens the next file, `back()` the list; `changed()` after anything that shows in the queue. */
  constructor(root, { go, back, changed, failed }) {
    this.root = root;
    this.go = go;
    this.back = back;
    this.changed = changed;
    this.failed = failed;
    this.player = new Player(() => this.drawPlaying());
    this.file = null;
    this.tab = "file";
    this.line = -1;
    this.asked = 0;
  }

  /** Show a file; that somebody looks at it is told to the server. */
  async show(id) {
    const asked = ++this.asked;
    this.player.stop();
    this.tab = "file";
    this.line = -1;
    this.file = null;
    fill(this.root, h("p", { class: "empty" }, t("desk.loading")));
    try {
      await wire.open(id);
      const file = await wire.file(id);
      if (asked !== this.asked) return;
      this.file = file;
      this.draw();
      this.root.focus({ preventScroll: true });
      this.root.scrollTop = 0;
      // What has to be looked at first lies open, its words lit, so that one key settles it.
      if (this.urgent) this.pick(0, false);
    } catch (problem) {
      if (asked === this.asked) this.trouble(problem);
    }
  }

  hide() {
    this.asked += 1;
    this.player.stop();
    this.file = null;
  }

  /** Fetch the file again; `looked` when what changed was not one's own doing and has to be looked at. */
  async refresh(looked) {
    const { id } = this.file;
    if (looked) await wire.open(id);
    const file = await wire.file(id);
    if (!this.file || this.file.id !== id) return;
    this.file = file;
    this.draw();
    this.changed();
  }

  trouble(problem) {
    if ([401, 403].includes(problem.status)) {
      this.failed(problem);
      return;
    }
    fill(this.root, [
      h("p", { class: "empty" }, problem.status === 404 ? t("file.gone") : problemWords(problem)),
      button("quiet", t("desk.back"), this.back),
    ]);
  }

  draw() {
    const { file } = this;
    this.words = new Words(file, this.player, (fact) => this.chooseFact(fact));
    this.lines = h("div", { class: "lines" });
    this.body = h("div", { class: "file-body" });
    fill(this.root, [this.head(), this.tabs(), this.body, h("div", { class: "bar" }, bar(file, (name) => this.act(name)))]);
    this.drawTab();
  }

  head() {
    const { file } = this;
    const facts = [
      label("jobs", file.job) || t("queue.no_job"),
      t(file.channel === "text" ? "file.typed" : "file.voice"),
      t("file.percent", { percent: file.percent }),
      file.assignee_name,
      t("file.until", { date: day(file.expires_at) }),
    ];
    return h(
      "div",
      { class: "file-head" },
      button("quiet back", t("desk.back"), this.back),
      h("h2", { tabindex: "-1" }, file.name || t("queue.unnamed")),
      h("span", { class: `state ${file.status}` }, t(`status.${file.status}`)),
      h("span", { class: "small" }, facts.filter(Boolean).join(" · ")),
    );
  }

  tabs() {
    const tab = (name, at) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${name}`,
          "aria-selected": String(name === this.tab),
          tabindex: name === this.tab ? "0" : "-1",
          onclick: () => this.choose(name),
          onkeydown: (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!step) return;
            this.choose(TABS[(at + step + TABS.length) % TABS.length]);
            document.getElementById(`tab-${this.tab}`).focus();
          },
        },
        t(`file.tab_${name}`),
      );
    return h("div", { class: "file-tabs", role: "tablist", "aria-label": t("file.tabs") }, TABS.map(tab));
  }

  choose(name) {
    this.tab = name;
    this.root.querySelectorAll("[role=tab]").forEach((tab) => {
      const mine = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(mine));
      tab.tabIndex = mine ? 0 : -1;
    });
    this.drawTab();
  }

  /** To the papers, with the hand on the first check that is still to be done. */
  verify() {
    this.choose("papers");
    const first = this.body.querySelector("details[open] form select, details[open] form input");
    if (first) first.focus();
  }

  drawTab() {
    this.body.className = `file-body tab-${this.tab}`;
    this.body.setAttribute("role", "tabpanel");
    this.body.setAttribute("aria-labelledby", `tab-${this.tab}`);
    const again = () => this.refresh(false).catch((problem) => this.trouble(problem));
    if (this.tab === "papers") fill(this.body, papersTab(this.file, again));
    else if (this.tab === "resume") fill(this.body, resumeTab(this.file));
    else if (this.tab === "record") fill(this.body, recordTab(this.file, again));
    else {
      fill(this.body, [this.lines, this.words.root]);
      this.drawLines();
    }
  }

  drawLines() {
    const { file } = this;
    const urgent = file.lines.filter((line) => line.attention.some((why) => !["staff", "unconfirmed"].includes(why)));
    const rest = file.lines.filter((line) => !urgent.includes(line));
    this.order = [...urgent, ...rest];
    this.urgent = urgent.length;
    // Where she has confirmed nothing, that is said once; where some, beside each line.
    this.some = file.lines.some((line) => line.confirmed);
    const editable = ["interviewing", "finished", "in_review", "returned"].includes(file.status);
    fill(this.lines, [
      h("h3", { class: urgent.length ? "first" : "first none" }, t(urgent.length ? "file.check_first" : "file.nothing_first")),
      urgent.length ? h("ul", { class: "line-list urgent" }, urgent.map((line) => this.lineParts(line))) : null,
      scenarios(file.scenarios),
      h("h3", {}, t("file.rest")),
      this.some || !rest.length ? null : h("p", { class: "note" }, t("file.none_confirmed")),
      h("ul", { class: "line-list" }, rest.map((line) => this.lineParts(line))),
      editable ? button("quiet", t("act.add"), () => this.edit(null)) : null,
      this.missing(),
      file.parked.length ? [h("h3", {}, t("file.parked")), h("ul", { class: "plain" }, file.parked.map((text) => h("li", {}, t("file.quote", { quote: text }))))] : null,
    ]);
    this.mark();
  }

  lineParts(line) {
    const { file } = this;
    const at = this.order.indexOf(line);
    const fact = file.facts[line.facts[line.facts.length - 1]];
    const editable = ["interviewing", "finished", "in_review", "returned"].includes(this.file.status);
    const own = fact.flags.includes("staff_words");
    const why = line.attention.filter((each) => each !== "unconfirmed");
    return h(
      "li",
      { class: "line", "data-line": String(at) },
      h(
        "button",
        { type: "button", class: "line-main", onclick: () => this.pick(at, true) },
        h("span", { class: "line-name" }, t(`field.${line.negative ? `declined_${line.field}` : line.field}`)),
        h(
          "span",
          { class: "line-said" },
          h("span", { class: "line-value" }, line.words),
          why.map((each) => h("span", { class: `tag ${each}` }, t(`attention.${each}`))),
          line.verified ? h("span", { class: "tag mark" }, t("file.seen")) : null,
          !line.verified && line.confirmed ? h("span", { class: "tag quiet-tag" }, t("file.confirmed")) : null,
          this.some && line.attention.includes("unconfirmed") ? h("span", { class: "tag quiet-tag" }, t("attention.unconfirmed")) : null,
          line.private ? h("span", { class: "tag quiet-tag" }, t("file.private")) : null,
        ),
        h(
          "span",
          { class: "line-quote" },
          own ? t("file.staff_quote", { by: fact.by || "", reason: fact.reason || fact.quote }) : t("file.quote", { quote: fact.quote }),
        ),
        rivals(file, line),
      ),
      h(
        "span",
        { class: "line-acts" },
        this.words.canPlay(fact) ? button("small-button play", t("file.play"), () => this.play(at)) : null,
        line.field === "phone" ? button("small-button", t("file.number"), (event) => this.uncover(event.currentTarget)) : null,
        editable ? button("small-button", t("act.edit"), () => this.edit(line)) : null,
        editable && line.attention.includes("conflict") ? button("small-button", t("act.settle"), () => this.settle(line)) : null,
        this.file.actions.includes("return") && why.length ? button("small-button", t("act.ask"), () => this.askAbout(line)) : null,
      ),
    );
  }

  // Her number is covered until somebody needs it; that she looked is written down.
  async uncover(asked) {
    await this.tried(async () => {
      const { phone } = await wire.phone(this.file.id);
      asked.replaceWith(h("b", {}, phone || ""));
    });
  }

  missing() {
    if (!this.file.missing.length) return null;
    const may = this.file.actions.includes("return");
    const item = (row) =>
      h(
        "li",
        { class: "missing" },
        h("span", {}, row.label),
        h("span", { class: "small" }, t(`file.${row.why}`)),
        may && row.why !== "refused"
          ? button("small-button", t("act.ask"), () => this.returnWith({ text: t("ask_her.missing", { topic: row.label }) }))
          : null,
      );
    return [h("h3", {}, t("file.missing")), h("ul", { class: "plain" }, this.file.missing.map(item))];
  }

  /** Choose a line: its words light up, and, if wished, are heard. */
  pick(at, loud) {
    if (!this.order || at < 0 || at >= this.order.length) return;
    this.line = at;
    this.mark();
    const facts = this.order[at].facts.map((n) => this.file.facts[n]);
    this.words.light(facts);
    if (loud) this.play(at);
  }

  chooseFact(fact) {
    const at = this.order.findIndex((line) => line.facts.includes(fact.n));
    if (at >= 0) this.pick(at, false);
    const row = this.lines.querySelector(`[data-line="${at}"]`);
    if (row) row.scrollIntoView({ block: "nearest" });
  }

  mark() {
    this.lines.querySelectorAll(".line").forEach((row) => {
      const here = Number(row.dataset.line) === this.line;
      row.classList.toggle("here", here);
      row.querySelector(".line-main").setAttribute("aria-current", here ? "true" : "false");
    });
  }

  move(step) {
    if (this.tab !== "file" || !this.order.length) return;
    this.pick(Math.max(0, Math.min(this.order.length - 1, this.line + step)), false);
    const row = this.lines.querySelector(`[data-line="${this.line}"]`);
    row.scrollIntoView({ block: "nearest" });
    row.querySelector(".line-main").focus({ preventScroll: true });
  }

  play(at = this.line) {
    const line = this.order && this.order[at];
    if (line) this.words.play(this.file.facts[line.facts[line.facts.length - 1]]);
  }

  drawPlaying() {
    if (this.words) this.words.drawPlaying();
  }

  edit(line = this.order[this.line]) {
    editDialog(this.file, line, this.words.selected(), async (edit) => {
      await wire.edit(this.file.id, { version: this.file.version, edits: [edit] });
      await this.refresh(false);
      tell(t("did.edit"));
    });
  }

  async settle(line = this.order[this.line]) {
    if (!line || !line.attention.includes("conflict")) return;
    const fact = this.file.facts[line.facts[line.facts.length - 1]];
    const edit = { field: line.field, value: line.value, reason_code: "settled" };
    if (fact.flags.includes("staff_words")) edit.reason = fact.quote;
    else edit.words = { turn_id: fact.turn_id, start: fact.start, end: fact.end };
    await this.tried(async () => {
      await wire.edit(this.file.id, { version: this.file.version, edits: [edit] });
      await this.refresh(false);
      tell(t("did.edit"));
    });
  }

  askAbout(line) {
    const facts = this.file.conflicts.filter((conflict) => conflict.field === line.field).flatMap((conflict) => conflict.facts);
    const said = Array.from(new Set(facts.map((n) => this.file.facts[n].quote)));
    const last = this.file.facts[line.facts[line.facts.length - 1]];
    const text =
      said.length > 1
        ? t("ask_her.conflict", { first: said[0], second: said[said.length - 1] })
        : t("ask_her.unclear", { quote: last.quote });
    this.returnWith({ text, field: line.field });
  }

  /** Ask her: of the line that is chosen, where something is open about it, else whatever is written. */
  returnAbout() {
    const line = this.tab === "file" && this.line >= 0 && this.line < this.urgent ? this.order[this.line] : null;
    if (line) this.askAbout(line);
    else this.returnWith();
  }

  returnWith(first) {
    returnDialog({
      first,
      send: async (questions) => {
        const done = await wire.act(this.file.id, "return", { version: this.file.version, questions });
        tell(t("did.return"));
        await this.refresh(false);
        return done.link;
      },
    });
  }

  async act(name) {
    if (!this.file) return;
    const { file } = this;
    const may = new Set(file.actions);
    const blocks = file.obstacles.filter((obstacle) => obstacle.weight === "block").map((obstacle) => obstacle.gate);
    const warned = file.obstacles.filter((obstacle) => obstacle.weight === "warn").map((obstacle) => obstacle.gate);
    const version = () => ({ version: this.file.version });
    const send = (action, said) => async (given) => {
      await wire.act(this.file.id, action, Object.assign(version(), given));
      await this.after(name, said);
    };
    if (name === "take" && may.has("take")) await this.tried(() => send("take", "take")({}));
    else if (name === "return" && may.has("return")) this.returnAbout();
    else if (name === "approve" && may.has("approve")) {
      if (blocks.length) tell(`${t("act.blocked")} ${blocks.map((gate) => t(`gate.${gate}`)).join(" · ")}`);
      else if (warned.length) reasonDialog(t("reason.title_approve"), { warned, send: send("approve", "approve") });
      else await this.tried(() => send("approve", "approve")({}));
    } else if (name === "decline" && may.has("propose_decline") && !file.decline_by) {
      reasonDialog(t("reason.title_decline"), { codes: "decline", note: t("reason.two_people"), send: send("decline", "propose_decline") });
    } else if (name === "second" && file.decline_by) {
      const first = file.decisions.filter((each) => each.action === "propose_decline").pop();
      const note = first ? t("reason.second_person", { reason: first.reason || "" }) : null;
      reasonDialog(t("reason.title_second"), { codes: "decline", note, send: send("decline", "decline") });
    } else if (name === "publish" && may.has("publish")) await this.tried(() => send("publish", "publish")({}));
    else if (name === "withdraw") reasonDialog(t("reason.title_withdraw"), { codes: "withdraw", needed: false, send: send("withdraw", "withdraw") });
    else if (name === "recall" && may.has("recall")) await this.tried(() => send("recall", "recall")({}));
    else if (["keep", "reopen", "appeal"].includes(name)) reasonDialog(t(`reason.title_${name}`), { send: send(name, name) });
  }

  /** Do something, and say what went wrong; a file that changed meanwhile is fetched again. */
  async tried(work) {
    try {
      await work();
    } catch (problem) {
      if (problem.code === "file_changed") {
        await this.refresh(true);
        tell(t("file.changed_here"));
      } else if (problem.status === 401) this.failed(problem);
      else tell(problemWords(problem));
    }
  }

  async after(name, said) {
    tell(t(`did.${said}`));
    this.changed();
    if (LEAVES.has(name)) this.go(1, true);
    else await this.refresh(false);
  }
}
