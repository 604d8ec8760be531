// One's own account, and for owners the staff of the agency.

import { button, h } from "../dom.js";
import { currentLanguage, t } from "../text.js";
import { attempt, codeField, enrol, field, form, present, recovery, speakOf } from "./entry.js";
import { call as ask } from "./http.js";

const ENDED = new Set(["sign_in_needed", "second_factor_needed"]);
const SIGN_IN = "/sign-in#next=/account";
const ROLES = ["owner", "recruiter", "reviewer", "auditor"];
let again = () => undefined;
document.body.classList.add("broad");

const day = (moment) => (moment ? new Date(moment).toLocaleString(currentLanguage()) : t("entry.never"));

function go(show) {
  again = show;
  return show();
}

// A session that somebody else ended leaves nothing to do here: to the page to sign in, which knows the way back.
async function call(method, path, body) {
  try {
    return await ask(method, path, body);
  } catch (error) {
    if (!ENDED.has(error.code)) throw error;
    window.location.replace(SIGN_IN);
    return new Promise(() => undefined);
  }
}

async function home() {
  const session = await call("GET", "/session").catch(() => null);
  if (!session || session.state !== "signed_in") {
    window.location.replace(SIGN_IN);
    return;
  }
  const account = session.account;
  const sees = account.role === "owner" || account.role === "auditor";
  const [sessions, people, agency] = await Promise.all([call("GET", "/session/all"), sees ? call("GET", "/accounts") : [], call("GET", "/agency")]);
  present(
    h("h1", {}, account.name),
    h("p", { class: "small-words" }, `${account.email} · ${t(`role.${account.role}`)}`),
    h("p", { class: "stack" }, h("a", { class: "wide primary", href: "/console" }, t("entry.console"))),
    button("wide", t("entry.sign_out"), () => attempt(signOut)),
    sees && staff(people, account),
    account.role === "owner" && policy(agency),
    h("h2", {}, t("entry.security")),
    button("wide", t("entry.change_password"), () => go(password)),
    button("wide", t(account.has_second_factor ? "entry.enrol_anew" : "entry.enrol"), () => go(() => authenticator(account))),
    account.has_second_factor && button("wide", t("entry.new_codes"), () => go(codes)),
    account.has_second_factor && account.role !== "owner" && !agency.second_factor && button("wide", t("entry.take_off"), () => go(takeOff)),
    h("h2", {}, t("entry.sessions")),
    ownSessions(sessions),
  );
}

async function signOut() {
  await call("DELETE", "/session");
  window.location.replace("/sign-in");
}

function ownSessions(sessions) {
  const end = (each) => button("plain", t("entry.end"), () => attempt(async () => done(await call("DELETE", `/session/all/${each.id}`))));
  const row = (each) =>
    h("tr", {}, h("td", {}, day(each.created_at)), h("td", {}, day(each.seen_at)), h("td", {}, each.current ? t("entry.this_one") : end(each)));
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("tr", {}, h("th", {}, t("entry.began")), h("th", {}, t("entry.used")), h("th", {}, "")),
      sessions.map(row),
    ),
  );
}

const done = () => go(home);

function staff(people, me) {
  const owner = me.role === "owner";
  const heads = ["name", "email", "role", "second_step", "seen"].map((key) => h("th", {}, t(`column.${key}`)));
  return [
    h("h2", {}, t("entry.staff")),
    h(
      "div",
      { class: "scroll" },
      h("table", { id: "staff", class: "people" }, h("tr", {}, heads, owner && h("th", {}, "")), people.map((each) => person(each, me, owner))),
    ),
    owner && invitation(),
  ];
}

function person(each, me, owner) {
  const change = (body) => attempt(async () => done(await call("PATCH", `/accounts/${each.id}`, body)));
  const mine = each.id === me.id;
  const choice = h(
    "select",
    { "aria-label": t("column.role"), onchange: (event) => change({ role: event.target.value }) },
    ROLES.map((role) => h("option", { value: role, selected: role === each.role }, t(`role.${role}`))),
  );
  const acts = [
    button("plain", t(each.disabled ? "entry.enable" : "entry.disable"), () => change({ disabled: !each.disabled })),
    button("plain", t("entry.sign_her_out"), () => attempt(async () => done(await call("DELETE", `/accounts/${each.id}/sessions`)))),
    button("plain", t("entry.reset"), () => reset(each, false)),
    each.has_second_factor && button("plain", t("entry.reset_all"), () => reset(each, true)),
  ];
  return h(
    "tr",
    { class: each.disabled ? "off" : null },
    h("td", {}, h("b", {}, each.name)),
    h("td", {}, each.email),
    h("td", { "data-head": t("column.role") }, owner && !mine ? choice : t(`role.${each.role}`)),
    h("td", { "data-head": t("column.second_step") }, t(each.has_second_factor ? "entry.yes" : "entry.no")),
    h("td", { "data-head": t("column.seen") }, day(each.last_signed_in_at)),
    owner && h("td", {}, mine ? "" : acts),
  );
}

// Whether everybody of the agency has to have a second step; owners always have.
function policy(agency) {
  const box = h("input", { type: "checkbox", id: "all-second", checked: agency.second_factor });
  box.addEventListener("change", () => attempt(async () => done(await call("PATCH", "/agency", { second_factor: box.checked }))));
  return h("p", { class: "tick" }, h("label", { for: "all-second" }, box, t("entry.all_second")), h("span", { class: "small-words" }, t("entry.all_second_why")));
}

function reset(each, both) {
  return attempt(async () => showLink(await call("POST", `/accounts/${each.id}/reset`, { second_factor: both })));
}

function invitation() {
  const roles = h("select", { id: "role", name: "role" }, ROLES.map((role) => h("option", { value: role, selected: role === "recruiter" }, t(`role.${role}`))));
  return [
    h("h2", {}, t("entry.invite")),
    form(
      [
        field("email", t("entry.email"), { type: "email", autocomplete: "off" }),
        field("name", t("column.name"), { autocomplete: "off", maxlength: 120 }),
        h("label", { for: "role" }, t("column.role")),
        roles,
      ],
      t("entry.invite"),
      async (values) => showLink(await call("POST", "/accounts", values)),
    ),
  ];
}

function showLink(invited) {
  present(
    h("h1", {}, t("entry.link")),
    h("p", {}, t("entry.link_why", { name: invited.account.name })),
    h("p", { class: "secret", id: "link" }, invited.link),
    button("wide primary", t("entry.back"), done),
  );
}

function password() {
  present(
    h("h1", {}, t("entry.change_password")),
    h("p", {}, t("entry.rules")),
    form(
      [
        field("current", t("entry.current"), { type: "password", autocomplete: "current-password", maxlength: 1000 }),
        field("new", t("entry.new"), { type: "password", autocomplete: "new-password", maxlength: 1000 }),
      ],
      t("entry.change_password"),
      async (values) => done(await call("POST", "/session/password", values)),
    ),
    button("wide", t("entry.back"), done),
  );
}

function authenticator(account) {
  if (account.has_second_factor) return asked(t("entry.enrol_anew"), (code) => enrol(call, { code }, done));
  if (!account.has_password) return enrol(call, {}, done);
  return present(
    h("h1", {}, t("entry.enrol")),
    form(
      field("password", t("entry.current"), { type: "password", autocomplete: "current-password", maxlength: 1000 }),
      t("entry.go"),
      (values) => enrol(call, { password: values.password }, done),
    ),
    button("wide", t("entry.back"), done),
  );
}

function codes() {
  return asked(t("entry.new_codes"), async (code) => {
    recovery((await call("POST", "/session/authenticator/recovery-codes", { code })).recovery_codes, done);
  });
}

function takeOff() {
  return asked(t("entry.take_off"), async (code) => done(await call("POST", "/session/authenticator/remove", { code })));
}

// What is done to the second step takes a code of it.
function asked(words, work) {
  present(
    h("h1", {}, words),
    h("p", {}, t("entry.second_why")),
    form(codeField(), t("entry.confirm"), (values) => work(values.code)),
    button("wide", t("entry.back"), done),
  );
}

speakOf(() => again());
go(home);
