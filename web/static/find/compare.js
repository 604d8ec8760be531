// Up to three people side by side: the same rows for all, her words in the cells, and a picture of what they can do.

import { button, h } from "../dom.js";
import { t } from "../text.js";
import { wrongWords } from "../shared/frame.js";
import { openPanel } from "./panel.js";
import { markWords } from "./people.js";
import { picture } from "./picture.js";
import { compare } from "./wire.js";

/** Open the table for these people. */
export async function openComparison(chat, people, on) {
  const panel = openPanel(t("compare.title"), [h("p", { role: "status", class: "looking" }, t("person.loading"))], "broad");
  try {
    const found = await compare(chat, people.map((each) => each.worker_id));
    if (panel.open()) panel.fill([comparison(found), h("div", { class: "person-foot" }, button("send-card", t("card.request"), () => on.request(found.people)))]);
  } catch (problem) {
    if (panel.open()) panel.fill([h("p", { role: "alert" }, wrongWords(problem)), button("quiet", t("find.again"), () => openComparison(chat, people, on))]);
  }
}

/** The table and the picture. */
export function comparison(found) {
  const names = found.people.map((each) => each.display_name);
  const head = h("tr", {}, h("th", { scope: "col" }, h("span", { class: "hidden-words" }, t("compare.what"))), names.map((name, n) => h("th", { scope: "col", class: `series-${n}` }, name)));
  const rows = found.rows.map((row) =>
    h("tr", { class: row.asked ? "asked-for" : null },
      h("th", { scope: "row" }, row.label, row.asked && h("span", { class: "asked-mark" }, t("compare.asked"))),
      row.cells.map((cell) => h("td", { class: cell.said ? null : "unsaid" },
        h("p", {}, cell.text),
        cell.quote && h("p", { class: "her-words" }, h("q", {}, cell.quote)),
        cell.marks.map((mark) => h("p", { class: "mark" }, markWords(mark))),
      )),
    ),
  );
  return h("div", { class: "comparison" },
    h("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": t("compare.title") }, h("table", {}, h("thead", {}, head), h("tbody", {}, rows))),
    picture(found.skills, names),
  );
}
