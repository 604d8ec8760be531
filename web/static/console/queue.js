// The queue: statuses with counts, filters, search, saved views, rows to choose from and to open.

import { button, fill, h } from "../dom.js";
import { small } from "../store.js";
import { label, page, t } from "../text.js";
import { dialog, field, markName, moment, problemWords, select, span, tell } from "./parts.js";
import { reasonDialog, returnDialog } from "./decide.js";
import { wire } from "./wire.js";

const STATUSES = ["finished", "in_review", "returned", "interviewing", "approved", "published", "withdrawn", "expired", "declined"];
const FLAGS = ["handoff", "question", "conflict", "low_confidence", "unsafe", "paper", "record_needed", "unconfirmed", "edited", "no_consent"];
const MARKS = ["identity", "-identity", "health", "-health", "record_check", "-record_check", "health:ended", "record_check:ended", "record_check:pending"];
const SORTS = { "-said": "said_down", said: "said_up", "-opened": "opened_down", status: "status_up", name: "name_up", "-percent": "percent_down" };
const SEARCH_WAIT_MS = 250;
const AT_ONCE = 10;
const EMPTY = { status: ["finished", "in_review"], sort: "-said", q: "", job: "", city: "", flag: "", verification: "", assignee: "", days: "" };

export class Queue {
  /** `open(id)` shows a file; `failed(problem)` is told of what this cannot handle, such as an ended session. */
  constructor(root, { open, failed }) {
    this.root = root;
    this.open = open;
    this.failed = failed;
    this.query = Object.assign({}, EMPTY, small.get("desk.query"));
    this.items = [];
    this.counts = {};
    this.chosen = new Map();
    this.at = -1;
    this.next = null;
    this.asked = 0;
    this.views = [];
    this.facts = { cities: [], city_names: {}, people: {}, median_seconds: null };
    this.links = [];
    this.reminders = [];
  }

  build() {
    this.search = h("input", {
      type: "search",
      id: "search",
      "aria-label": t("queue.search"),
      placeholder: t("queue.search"),
      value: this.query.q,
      autocomplete: "off",
      oninput: () => this.later(),
      onkeydown: (event) => event.key === "Enter" && this.first(event),
    });
    this.statuses = h("div", { class: "statuses", role: "group", "aria-label": t("queue.statuses") });
    this.filters = h("details", { class: "filters", open: window.innerWidth > 1000 && this.filtered() });
    this.filterCount = h("span", { class: "filter-count" });
    this.filterBody = h("div", { class: "filter-body" });
    fill(this.filters, [h("summary", {}, t("queue.filters"), this.filterCount), this.filterBody]);
    this.bulk = h("div", { class: "bulk", hidden: true });
    this.list = h("ul", { class: "rows", "aria-label": t("queue.title") });
    this.foot = h("div", { class: "queue-foot" });
    fill(this.root, [
      h("div", { class: "queue-head" }, h("h1", {}, t("queue.title")), this.search, this.statuses, this.filters, this.bulk),
      this.list,
      this.foot,
    ]);
    this.draw();
  }

  filtered() {
    return ["job", "city", "flag", "verification", "assignee", "days"].some((name) => this.query[name]);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.change({ q: this.search.value.trim() }), SEARCH_WAIT_MS);
  }

  /** From the search to what it found: the one file there is, or the first of the list. */
  async first(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.at = -1;
    await this.change({ q: this.search.value.trim() });
    const row = this.move(1);
    if (row && this.items.length === 1) this.open(row.id);
  }

  change(changes) {
    Object.assign(this.query, changes);
    small.set("desk.query", this.query);
    return this.load();
  }

  address(cursor) {
    const query = new URLSearchParams();
    this.query.status.forEach((status) => query.append("status", status));
    ["job", "city", "flag", "verification", "assignee", "q"].forEach((name) => {
      if (this.query[name]) query.set(name, this.query[name]);
    });
    if (this.query.days) query.set("since", new Date(Date.now() - Number(this.query.days) * 86400000).toISOString());
    query.set("sort", this.query.sort);
    query.set("limit", "50");
    if (cursor) query.set("cursor", cursor);
    return query.toString();
  }

  /** Fetch the list anew; what is chosen stays chosen as long as it is there. */
  async load() {
    const asked = ++this.asked;
    const held = this.current();
    try {
      const found = await wire.queue(this.address());
      if (asked !== this.asked) return;
      this.take(found);
      this.items = found.items;
      this.at = held ? this.items.findIndex((row) => row.id === held.id) : -1;
      const there = new Map(this.items.map((row) => [row.id, row]));
      this.chosen.forEach((row, id) => (there.has(id) ? this.chosen.set(id, there.get(id)) : this.chosen.delete(id)));
      this.draw();
    } catch (problem) {
      if (asked === this.asked) this.failed(problem);
    }
  }

  async loadMore() {
    const found = await wire.queue(this.address(this.next)).catch(this.failed);
    if (!found) return;
    const known = new Set(this.items.map((row) => row.id));
    this.take(found);
    this.items = this.items.concat(found.items.filter((row) => !known.has(row.id)));
    this.draw();
  }

  take(found) {
    this.next = found.next;
    this.counts = found.counts;
    this.facts = found;
  }

  async loadBeside() {
    const quiet = () => [];
    [this.views, this.reminders] = await Promise.all([wire.views().catch(quiet), wire.reminders().catch(quiet)]);
    this.draw();
  }

  draw() {
    if (!this.list) return;
    this.drawStatuses();
    this.drawFilters();
    this.drawBulk();
    fill(this.list, this.items.map((row, at) => this.row(row, at)));
    const total = this.query.status.length
      ? this.query.status.reduce((sum, status) => sum + (this.counts[status] || 0), 0)
      : Object.values(this.counts).reduce((sum, count) => sum + count, 0);
    fill(this.foot, [
      this.items.length ? null : h("p", { class: "empty" }, t("queue.empty")),
      this.next ? button("quiet wide", t("queue.more"), () => this.loadMore()) : null,
      h("p", { class: "small" }, t("queue.count", { count: total })),
      this.reminders.length ? this.endingSoon() : null,
      this.facts.median_seconds >= 1 ? h("p", { class: "small" }, t("queue.median", { time: span(this.facts.median_seconds) })) : null,
      h("p", { class: "small" }, this.links.map(([href, words]) => h("a", { href }, t(words)))),
    ]);
  }

  endingSoon() {
    const item = (row) =>
      h("li", {}, h("a", { href: `#${row.id}` }, `${row.name || t("queue.unnamed")} · ${markName(row.what)} · ${row.valid_until}`));
    return h("details", {}, h("summary", {}, t("queue.reminders", { count: this.reminders.length })), h("ul", { class: "plain" }, this.reminders.map(item)));
  }

  drawStatuses() {
    const chosen = new Set(this.query.status);
    const all = Object.values(this.counts).reduce((sum, count) => sum + count, 0);
    const chip = (words, count, on, onclick) =>
      button("status-chip", [words, h("b", {}, String(count))], onclick, { "aria-pressed": String(on) });
    fill(this.statuses, [
      chip(t("queue.all"), all, chosen.size === 0, () => this.change({ status: [] })),
      STATUSES.map((status) =>
        chip(t(`status.${status}`), this.counts[status] || 0, chosen.has(status), () => this.toggle(status)),
      ),
    ]);
  }

  toggle(status) {
    const chosen = new Set(this.query.status);
    if (chosen.has(status)) chosen.delete(status);
    else chosen.add(status);
    return this.change({ status: [...chosen] });
  }

  drawFilters() {
    if (this.filterBody.contains(document.activeElement) && document.activeElement.matches("select")) return;
    const any = ["", t("queue.any")];
    const jobs = Object.entries(page.labels[document.documentElement.lang === "en" ? "en" : "zh"].jobs);
    const choose = (name, words, options) =>
      field(words, select(`filter-${name}`, options, this.query[name], (event) => this.change({ [name]: event.target.value })));
    const marks = MARKS.map((mark) => [mark, mark.startsWith("-") ? `${markName(mark.slice(1))} ✕` : markName(mark)]);
    const on = ["job", "city", "flag", "verification", "assignee", "days"].filter((name) => this.query[name]).length;
    this.filterCount.textContent = on ? ` ${on}` : "";
    fill(this.filterBody, [
      choose("job", t("queue.job"), [any, ...jobs]),
      choose("city", t("queue.city"), [any, ...this.facts.cities.map((city) => [city, this.cityName(city)])]),
      choose("flag", t("queue.flag"), [any, ...FLAGS.map((flag) => [flag, t(`flag.${flag}`)])]),
      choose("verification", t("queue.papers"), [any, ...marks]),
      choose("assignee", t("queue.person"), [any, ["me", t("queue.me")], ["none", t("queue.nobody")], ...Object.entries(this.facts.people)]),
      choose("days", t("queue.days"), [any, ...["1", "7", "30"].map((n) => [n, t(`queue.day_${n}`)])]),
      choose("sort", t("queue.sort"), Object.entries(SORTS).map(([id, words]) => [id, t(`queue.sort_${words}`)])),
      h(
        "div",
        { class: "views", role: "group", "aria-label": t("queue.views") },
        this.views.map((view) => [
          button("chip", view.name, () => this.useView(view)),
          button("quiet", "✕", () => this.forget(view), { "aria-label": t("queue.forget_view", { name: view.name }) }),
        ]),
        button("quiet", t("queue.keep_view"), () => this.keepView()),
        on || this.query.q ? button("quiet", t("queue.clear"), () => this.clear()) : null,
      ),
    ]);
  }

  clear() {
    this.search.value = "";
    return this.change(Object.assign({}, EMPTY, { status: this.query.status }));
  }

  useView(view) {
    const kept = Object.assign({}, EMPTY, { status: [] }, view.query);
    ["flag", "verification"].forEach((name) => {
      kept[name] = (view.query[name] || [])[0] || "";
    });
    this.search.value = kept.q;
    return this.change(kept);
  }

  keepView() {
    dialog(t("queue.keep_view"), (close) => {
      const name = h("input", { type: "text", maxlength: "40", required: true });
      const say = h("p", { class: "wrong", role: "alert" });
      const save = async (event) => {
        event.preventDefault();
        const { status, sort, q, job, city, assignee, flag, verification } = this.query;
        const query = { status, sort, q };
        Object.entries({ job, city, assignee }).forEach(([key, value]) => value && (query[key] = value));
        if (flag) query.flag = [flag];
        if (verification) query.verification = [verification];
        try {
          await wire.keepView(name.value.trim(), query);
          close();
          await this.loadBeside();
        } catch (problem) {
          say.textContent = problemWords(problem);
        }
      };
      return h("form", { onsubmit: save }, field(t("queue.view_name"), name), say, h("button", { class: "primary" }, t("papers.save")));
    });
  }

  async forget(view) {
    await wire.forgetView(view.id).catch((problem) => tell(problemWords(problem)));
    await this.loadBeside();
  }

  drawBulk() {
    const count = this.chosen.size;
    this.bulk.hidden = count === 0;
    if (!count) return;
    fill(this.bulk, [
      h("span", {}, t("queue.chosen", { count })),
      button("small-button", t("act.take"), () => this.many({ action: "take" })),
      button("small-button", t("act.assign"), () => this.many({ action: "assign" })),
      button("small-button", t("act.release"), () => this.many({ action: "release" })),
      button("small-button", t("act.return"), () => returnDialog({ send: (questions) => this.many({ action: "return", questions }) })),
      button("small-button", t("act.approve"), () =>
        reasonDialog(t("reason.title_approve"), { send: (given) => this.many(Object.assign({ action: "approve" }, given)) }),
      ),
      button("small-button", t("act.withdraw"), () =>
        reasonDialog(t("reason.title_withdraw"), { codes: "withdraw", send: (given) => this.many(Object.assign({ action: "withdraw" }, given)) }),
      ),
      button("quiet", t("desk.cancel"), () => {
        this.chosen.clear();
        this.draw();
      }),
    ]);
  }

  async many(body) {
    const names = new Map(this.items.map((row) => [row.id, row.name || t("queue.unnamed")]));
    const files = [...this.chosen.values()].map((row) => ({ id: row.id, version: row.version }));
    const results = [];
    // Some at a time, so that she sees how far it is; what is done is not done again if the network breaks off.
    for (let at = 0; at < files.length; at += AT_ONCE) {
      if (at) tell(t("queue.working", { done: at, of: files.length }));
      const some = await wire.bulk(Object.assign({}, body, { files: files.slice(at, at + AT_ONCE) }));
      some.filter((result) => result.done).forEach((result) => this.chosen.delete(result.id));
      results.push(...some);
    }
    const failed = results.filter((result) => !result.done);
    tell(t("queue.result", { done: results.length - failed.length, failed: failed.length }));
    this.chosen.clear();
    await this.load();
    if (failed.length) {
      const say = (result) => h("li", {}, h("b", {}, names.get(result.id) || result.id), " ", result.detail);
      dialog(t("queue.failed"), () => h("ul", { class: "failed" }, failed.map(say)));
    }
  }

  row(row, at) {
    const name = row.name || t("queue.unnamed");
    const box = h("input", {
      type: "checkbox",
      checked: this.chosen.has(row.id),
      "aria-label": t("queue.choose", { name }),
      onchange: () => this.mark(at),
    });
    const tags = row.flags.filter((flag) => !["unconfirmed", "edited"].includes(flag));
    const link = h(
      "a",
      { href: `#${row.id}`, class: "row-open", "aria-current": at === this.at ? "true" : null },
      h("span", { class: "row-first" }, h("b", {}, name), h("span", { class: `state ${row.status}` }, t(`status.${row.status}`))),
      h(
        "span",
        { class: "row-second" },
        [label("jobs", row.job) || t("queue.no_job"), this.cityName(row.city), `${row.percent}%`, moment(row.said_at), row.assignee_name].filter(Boolean).join(" · "),
      ),
      h(
        "span",
        { class: "tags" },
        tags.map((flag) => h("span", { class: `tag ${flag}` }, t(`flag.${flag}`))),
        row.verified.map((mark) => h("span", { class: mark.includes(":") && !mark.startsWith("certificate") ? "tag mark-bad" : "tag mark" }, markName(mark))),
      ),
    );
    return h("li", { class: at === this.at ? "row here" : "row" }, h("span", { class: "row-box" }, box), link);
  }

  cityName(city) {
    return this.facts.city_names[city] || city;
  }

  current() {
    return this.items[this.at] || null;
  }

  /** Put the mark on another row. */
  move(step) {
    if (!this.items.length) return null;
    this.at = Math.max(0, Math.min(this.items.length - 1, this.at + step));
    this.draw();
    const element = this.list.children[this.at];
    element.scrollIntoView({ block: "nearest" });
    element.querySelector("a").focus({ preventScroll: true });
    if (this.at > this.items.length - 5 && this.next) this.loadMore();
    return this.current();
  }

  /** Which file comes after this one; the list grows where it ends. */
  async after(id, step) {
    const at = this.items.findIndex((row) => row.id === id);
    const wanted = at < 0 ? 0 : at + step;
    if (wanted >= this.items.length && this.next) await this.loadMore();
    return this.items[wanted] || null;
  }

  point(id) {
    this.at = this.items.findIndex((row) => row.id === id);
    this.draw();
  }

  mark(at = this.at) {
    const row = this.items[at];
    if (!row) return;
    if (this.chosen.has(row.id)) this.chosen.delete(row.id);
    else this.chosen.set(row.id, row);
    this.draw();
  }
}
