// Verification: what stands, what a person checks, and the proof documents.

import { button, fill, h } from "../dom.js";
import { currentLanguage, label, page, t } from "../text.js";
import { choicesOf, copyButton, day, field, markName, problemWords, select, tell } from "./parts.js";
import { wire } from "./wire.js";

const CARDS = ["identity", "health", "record_check", "certificate"];
const OUTCOMES = { passed: "passed_outcome" };
const UNASKED = new Set(["record_check_no_consent", "record_check_old_consent"]);

/** The parts of the tab. `again()` is called after something was written down. */
export function papersTab(file, again) {
  const editable = file.consented && !["declined", "withdrawn"].includes(file.status);
  return [
    h("div", { class: "cards" }, CARDS.map((what) => card(file, what, editable, again))),
    h(
      "section",
      { class: "kept" },
      h("h3", {}, t("papers.kept")),
      h("p", { class: "note" }, t("papers.sealed")),
      h("ul", { class: "plain" }, file.papers.map((paper) => paperRow(file, paper, again))),
      editable ? upload(file, again) : null,
    ),
  ];
}

function card(file, what, editable, again) {
  const known = file.checks.filter((check) => check.what === what || check.what.startsWith(`${what}:`));
  const current = known.filter((check) => check.current);
  const body = h("div", {});
  const say = h("p", { class: "wrong", role: "alert" });
  const send = async (given) => {
    try {
      await wire.check(file.id, Object.assign({ version: file.version, what }, given));
      tell(t("did.check"));
      await again();
    } catch (problem) {
      fill(say, [problemWords(problem), UNASKED.has(problem.code) ? askFor(file, "background_check") : null]);
    }
  };
  const forms = { identity, health, record_check: record, certificate };
  if (editable) {
    const where = h("p", { class: "note" });
    const details = h(
      "details",
      { open: current.length === 0 && what !== "certificate" && (what !== "record_check" || file.near_children) },
      h("summary", {}, t(`papers.check_${what === "record_check" ? "record" : what}`)),
      where,
      forms[what](send, file),
      say,
    );
    fill(body, details);
    details.addEventListener("toggle", () => details.open && tellWhere(what, where));
    if (details.open) tellWhere(what, where);
  }
  const needed = what === "record_check" && file.near_children && !current.length;
  return h(
    "section",
    { class: current.some(good) ? "check-card good" : "check-card", "data-check": what },
    h("h3", {}, t(`papers.${what}`)),
    current.length
      ? h("ul", { class: "plain" }, current.map(checkRow))
      : h("p", { class: needed ? "blocked" : "small" }, needed ? t("gate.record_check") : t("papers.none")),
    body,
    known.length > current.length
      ? h("details", {}, h("summary", {}, t("papers.earlier")), h("ul", { class: "plain" }, known.filter((check) => !check.current).map(checkRow)))
      : null,
  );
}

// A link to her own page, where she can agree; the staff cannot do it for her.
function askFor(file, layer) {
  const place = h("span", {});
  const make = async () => {
    try {
      const made = await wire.askFor(file.id, layer);
      const whole = made.link.startsWith("/") ? window.location.origin + made.link : made.link;
      const box = h("input", { class: "link", type: "text", readonly: true, value: whole, "aria-label": t("papers.ask_link") });
      fill(place, [h("span", { class: "small" }, t("papers.ask_once", { days: made.days })), box, copyButton(() => box.value)]);
      box.select();
    } catch (problem) {
      fill(place, problemWords(problem));
    }
  };
  fill(place, button("small-button", t("papers.ask_her"), make));
  return place;
}

const good = (check) => ["passed", "seen", "checked", "clear"].includes(check.outcome) && !check.ended;

async function tellWhere(what, element) {
  if (element.textContent) return;
  const place = await wire.places(what === "certificate" ? "certificate:maternity_care" : what).catch(() => null);
  if (!place || !place.name) return;
  fill(element, [h("b", {}, t("desk.pair", { name: t("papers.where"), value: place.name })), " ", place.how, place.url ? [" ", h("span", { class: "address" }, place.url)] : null]);
}

function checkRow(check) {
  const { detail } = check;
  const facts = [
    detail.last_four ? t("papers.last_four", { digits: detail.last_four }) : null,
    detail.year_differs ? t("papers.year_differs") : null,
    detail.check_class ? nameOf("check_classes", detail.check_class) : null,
    detail.issuer_type ? nameOf("issuer_types", detail.issuer_type) : null,
    detail.asked_by ? t(`papers.${detail.asked_by}`) : null,
    check.valid_until ? t("papers.until", { date: check.valid_until }) : check.what === "identity" ? t("papers.long_term") : null,
    check.ended ? t("papers.ended") : null,
  ];
  const outcome = t(`papers.${OUTCOMES[check.outcome] || check.outcome}`);
  return h(
    "li",
    { class: "check-row" },
    h("b", { class: good(check) ? "good-word" : "bad-word" }, check.what.startsWith("certificate:") ? `${markName(check.what)} ${outcome}` : outcome),
    h("span", { class: "small" }, facts.filter(Boolean).join(" · ")),
    h("span", { class: "small" }, t("papers.by", { by: check.by, date: check.checked_on })),
  );
}

const nameOf = (kind, code) => (page.choices[kind][code] || {})[currentLanguage()] || code;

function form(parts, read, send) {
  const submit = async (event) => {
    event.preventDefault();
    const save = event.target.querySelector(".primary");
    save.disabled = true;
    await send(read());
    save.disabled = false;
  };
  return h("form", { onsubmit: submit, autocomplete: "off" }, parts, h("button", { class: "primary" }, t("papers.save")));
}

const tick = (id, words) => {
  const box = h("input", { type: "checkbox", id });
  return { box, part: h("label", { class: "tick" }, box, words) };
};
const date = (id, value, required) => h("input", { type: "date", id, value: value || "", required });
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

function identity(send) {
  const document_ = select("id-document", [["resident_id", t("papers.resident_id")], ["other", t("papers.other_id")]], "resident_id", null);
  const number = h("input", { type: "text", id: "id-number", maxlength: "40", required: true, inputmode: "text", autocomplete: "off", spellcheck: "false" });
  const name = tick("id-name", t("papers.name_matches"));
  const face = tick("id-face", t("papers.face_matches"));
  const until = date("id-until");
  const read = () => {
    const given = { document: document_.value, number: number.value, name_matches: name.box.checked, face_matches: face.box.checked };
    if (until.value) given.expires_on = until.value;
    number.value = "";
    return given;
  };
  return form(
    [field(t("papers.document"), document_), field(t("papers.number"), number, t("papers.number_note")), name.part, face.part, field(t("papers.expires_on"), until)],
    read,
    send,
  );
}

function health(send) {
  const kind = select("health-class", choicesOf("check_classes"), null, null);
  const passed = tick("health-passed", t("papers.passed"));
  passed.box.checked = true;
  const exam = date("health-exam", today(), true);
  const until = date("health-until", "", true);
  const read = () => ({ check_class: kind.value, passed: passed.box.checked, exam_date: exam.value, valid_until: until.value });
  return form(
    [h("p", { class: "note" }, t("papers.health_note")), field(t("papers.class"), kind), passed.part, field(t("papers.exam_date"), exam), field(t("papers.valid_until"), until)],
    read,
    send,
  );
}

function record(send) {
  const outcome = select("record-outcome", ["pending", "clear", "not_cleared"].map((each) => [each, t(`papers.${each}`)]), "pending", null);
  const who = select("record-who", ["agency", "herself"].map((each) => [each, t(`papers.${each}`)]), "agency", null);
  const when = date("record-when", today(), true);
  const read = () => ({ outcome: outcome.value, asked_by: who.value, checked_on: when.value });
  return form(
    [h("p", { class: "note" }, t("papers.record_note")), field(t("papers.outcome"), outcome), field(t("papers.asked_by"), who), field(t("papers.checked_on"), when)],
    read,
    send,
  );
}

function certificate(send, file) {
  const told = (file.profile.certificates || []).map((each) => each.kind);
  const kinds = Object.entries(page.labels[currentLanguage()].certificates).sort((a, b) => told.includes(b[0]) - told.includes(a[0]));
  const kind = select("cert-kind", kinds, told[0], null);
  const outcome = select("cert-outcome", ["seen", "checked", "rejected"].map((each) => [each, t(`papers.${each}`)]), "seen", null);
  const issuer = select("cert-issuer", [["", "—"], ...choicesOf("issuer_types")], "", null);
  const url = h("input", { type: "url", id: "cert-url", maxlength: "300" });
  const until = date("cert-until");
  const read = () => {
    const given = { kind: kind.value, outcome: outcome.value };
    if (issuer.value) given.issuer_type = issuer.value;
    if (url.value) given.register_url = url.value.trim();
    if (until.value) given.valid_until = until.value;
    return given;
  };
  return form(
    [
      field(t("papers.kind"), kind),
      field(t("papers.outcome"), outcome),
      field(t("papers.issuer_type"), issuer),
      field(t("papers.register_url"), url),
      field(t("papers.valid_until"), until),
    ],
    read,
    send,
  );
}

function paperName(what) {
  const [kind, certificate_] = what.split(":");
  return certificate_ ? label("certificates", certificate_) || certificate_ : t(`papers.${kind}`);
}

function paperRow(file, paper, again) {
  const remove = async () => {
    await wire.removePaper(file.id, paper.id).catch((problem) => tell(problemWords(problem)));
    tell(t("did.paper_gone"));
    await again();
  };
  return h(
    "li",
    { class: "paper-row" },
    h("span", {}, [paperName(paper.what), day(paper.added_at), paper.by_her ? t("papers.by_her") : null].filter(Boolean).join(" · ")),
    paper.url && paper.by_her && !paper.seen_at ? h("b", { class: "new" }, t("papers.new")) : null,
    paper.url
      ? [h("a", { href: paper.url, target: "_blank", rel: "noopener", class: "small-button" }, t("papers.open")), button("small-button", t("papers.remove"), remove)]
      : h("span", { class: "small" }, t("papers.removed")),
  );
}

function upload(file, again) {
  const certificates = Object.entries(page.labels[currentLanguage()].certificates).map(([id, words]) => [`certificate:${id}`, words]);
  const what = select("paper-what", [...["identity", "health", "record_check", "other"].map((each) => [each, t(`papers.${each}`)]), ...certificates], "identity", null);
  const chosen = h("input", { type: "file", id: "paper-file", accept: "image/jpeg,image/png,image/webp,application/pdf", required: true });
  const say = h("p", { class: "wrong", role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    const save = event.target.querySelector(".primary");
    save.disabled = true;
    try {
      await wire.addPaper(file.id, what.value, chosen.files[0]);
      tell(t("did.paper"));
      await again();
    } catch (problem) {
      say.textContent = problemWords(problem);
      save.disabled = false;
    }
  };
  return h("form", { class: "upload", onsubmit: submit }, field(t("papers.what"), what), field(t("papers.file"), chosen), say, h("button", { class: "primary" }, t("papers.add")));
}
