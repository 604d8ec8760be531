// People kept for later, with the chat.

import { button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { wrongWords } from "../shared/frame.js";
import { below } from "./wire.js";

const at = (workerId) => `/shortlist/${encodeURIComponent(workerId)}`;

/** A button that keeps somebody, or lets her go again. */
export function keepButton(chat, match) {
  let kept = false;
  const made = button("quiet", t("kept.keep"), async () => {
    made.disabled = true;
    try {
      const list = await below(chat, kept ? "DELETE" : "PUT", at(match.worker_id));
      draw(list);
    } catch (problem) {
      made.textContent = wrongWords(problem);
    } finally {
      made.disabled = false;
    }
  }, { "aria-pressed": "false" });
  const draw = (list) => {
    kept = list.some((each) => each.worker_id === match.worker_id);
    made.textContent = t(kept ? "kept.kept" : "kept.keep");
    made.setAttribute("aria-pressed", String(kept));
  };
  below(chat, "GET", "/shortlist").then(draw, () => undefined);
  return made;
}

/** Everybody kept with the chat; `open(match)` shows her in full. */
export function keptList(chat, list, open) {
  const place = h("div", {});
  const draw = (kept) => fill(place, kept.length ? [h("h3", {}, t("kept.title")), h("ul", { class: "kept" }, kept.map(row))] : []);
  const row = (each) => h("li", {},
    h("span", {}, each.gone ? t("kept.gone") : each.display_name),
    !each.gone && button("quiet", t("card.open"), () => open(each)),
    button("quiet", t("kept.drop"), async () => draw(await below(chat, "DELETE", at(each.worker_id)).catch(() => list)), { "aria-label": `${t("kept.drop")} ${each.display_name || ""}` }),
  );
  draw(list);
  return place;
}
