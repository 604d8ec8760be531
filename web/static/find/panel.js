// A panel laid over the page: a person in full, people side by side, a request. The phone's back button closes it.

import { button, fill, focusOn, h } from "../dom.js";
import { t } from "../text.js";

const panel = document.getElementById("panel");
let before = null;

/** Show a panel; returns what to call with its later content. */
export function openPanel(title, children, kind) {
  if (panel.hidden) {
    before = document.activeElement;
    window.history.pushState({ panel: true }, "");
  }
  panel.hidden = false;
  panel.className = kind ? `sheet ${kind}` : "sheet";
  document.body.classList.add("under");
  const body = h("div", { class: "sheet-body" }, children);
  fill(panel, [
    h("div", { class: "sheet-head" },
      h("h2", { id: "panel-title" }, title),
      button("quiet", t("person.close"), closePanel, { id: "panel-close" }),
    ),
    body,
  ]);
  focusOn(panel.querySelector("h2"));
  return { body, fill: (content) => fill(body, content), open: () => !panel.hidden && panel.contains(body) };
}

/** Close it, as the back button does. */
export function closePanel() {
  if (!panel.hidden) window.history.back();
}

/** Close it, then do something that needs the page. */
export function closeThen(work) {
  if (panel.hidden) return work();
  window.addEventListener("popstate", () => setTimeout(work, 0), { once: true });
  return window.history.back();
}

window.addEventListener("popstate", () => {
  if (panel.hidden) return;
  panel.hidden = true;
  fill(panel, []);
  document.body.classList.remove("under");
  if (before && document.contains(before)) before.focus({ preventScroll: true });
});

// While it is open the keyboard stays inside.
document.addEventListener("keydown", (event) => {
  if (panel.hidden) return;
  if (event.key === "Escape") closePanel();
  if (event.key !== "Tab") return;
  const stops = Array.from(panel.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")).filter((each) => each.offsetParent);
  const first = stops[0];
  const last = stops[stops.length - 1];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || !stops.includes(at))) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (at === last || !panel.contains(at))) {
    event.preventDefault();
    first.focus();
  }
});
