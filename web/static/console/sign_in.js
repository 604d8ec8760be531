// Signing in: a password or the organisation, then the second step where there is one, or its setting up for owners.

import { button, h } from "../dom.js";
import { page, t } from "../text.js";
import { attempt, codeField, enrol, field, form, present, say, speakOf } from "./entry.js";
import { call } from "./http.js";

let ways = { organisation: null };
let again = () => undefined;
const hash = new URLSearchParams(window.location.hash.slice(1));
const wanted = hash.get("next") || new URLSearchParams(window.location.search).get("next");
// Back to where she was, but only to pages of ours that the server names: an address is anybody's to write.
const next = page.pages.includes(wanted) ? wanted : page.next;
// The token of a link must not stay in the address, where the next person at this desk could read it.
if (window.location.hash) window.history.replaceState(null, "", window.location.pathname + window.location.search);

function go(show) {
  again = show;
  show();
}

function enter(session) {
  if (session.state === "signed_in") window.location.replace(next);
  else go(session.state === "enrol" ? () => enrol(call, {}, () => window.location.replace(next)) : second);
}

function first() {
  present(
    h("h1", {}, t("entry.sign_in")),
    form(
      [
        field("email", t("entry.email"), { type: "email", autocomplete: "username" }),
        field("password", t("entry.password"), { type: "password", autocomplete: "current-password", maxlength: 1000 }),
      ],
      t("entry.go"),
      async (values) => enter(await call("POST", "/session", values)),
    ),
    ways.organisation &&
      h("a", { class: "wide", href: "/api/v1/session/organisation" }, t("entry.with", { name: ways.organisation })),
    h("p", { class: "small-words" }, t("entry.forgot")),
  );
}

function second() {
  present(
    h("h1", {}, t("entry.second")),
    h("p", {}, t("entry.second_why")),
    form(codeField(), t("entry.confirm"), async (values) => enter(await call("POST", "/session/second-factor", values))),
    button("wide", t("entry.other"), () =>
      attempt(async () => {
        await call("DELETE", "/session");
        go(first);
      }),
    ),
  );
}

function setPassword(link) {
  present(
    h("h1", {}, t("entry.set")),
    h("p", {}, t("entry.rules")),
    form(
      field("password", t("entry.new"), { type: "password", autocomplete: "new-password", maxlength: 1000 }),
      t("entry.go"),
      async (values) => enter(await call("POST", "/password-links", { link, password: values.password })),
    ),
  );
}

async function begin() {
  if (hash.get("link")) {
    go(() => setPassword(hash.get("link")));
    return;
  }
  ways = await call("GET", "/session/ways").catch(() => ways);
  try {
    enter(await call("GET", "/session"));
  } catch (error) {
    go(first);
    const problem = hash.get("problem");
    if (problem) say(t(problem === "oidc_unknown" ? "entry.uninvited" : "entry.organisation_failed"));
  }
}

speakOf(() => again());
begin();
