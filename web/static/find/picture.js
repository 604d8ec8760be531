// Skills of up to three people laid over each other: one axis a kind of skill, one outline a person. SVG, with its words.

import { h } from "../dom.js";
import { t } from "../text.js";

const NS = "http://www.w3.org/2000/svg";
const SIZE = 360;
const CENTRE = SIZE / 2;
const RADIUS = 104;
const RINGS = 3;
const LEAST_AXES = 3;

function drawn(tag, attributes, children) {
  const element = document.createElementNS(NS, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  (children || []).forEach((child) => element.append(child));
  return element;
}

const spot = (at, axes, share) => {
  const angle = (2 * Math.PI * at) / axes - Math.PI / 2;
  return [CENTRE + Math.cos(angle) * RADIUS * share, CENTRE + Math.sin(angle) * RADIUS * share];
};
const outline = (shares) => shares.map((share, at) => spot(at, shares.length, share).map((n) => n.toFixed(1)).join(",")).join(" ");

/** The picture of `skills` ({axes, labels, counts, most}) for `names`; bars where there are too few kinds for a shape. */
export function picture(skills, names) {
  if (!skills.axes.length) return null;
  const items = (n) => skills.labels.map((label, at) => t("compare.item", { label, n: skills.counts[n][at] })).join(t("find.join"));
  const words = names.map((name, n) => t("compare.count", { name, items: items(n) }));
  const figure = skills.axes.length < LEAST_AXES ? null : radar(skills, words.join("; "));
  const legend = h("ul", { class: "legend" }, names.map((name, n) => h("li", { class: `series-${n}` }, h("span", { class: "swatch", "aria-hidden": "true" }), words[n])));
  return h("figure", { class: "skills" }, h("h3", {}, t("compare.picture")), figure, legend);
}

function radar(skills, words) {
  const axes = skills.axes.length;
  const most = Math.max(skills.most, 1);
  const rings = Array.from({ length: RINGS }, (_, n) => drawn("polygon", { class: "ring", points: outline(new Array(axes).fill((n + 1) / RINGS)) }));
  const spokes = skills.axes.map((_, at) => {
    const [x, y] = spot(at, axes, 1);
    return drawn("line", { class: "ring", x1: CENTRE, y1: CENTRE, x2: x, y2: y });
  });
  const names = skills.labels.map((label, at) => {
    const [x, y] = spot(at, axes, 1.16);
    const anchor = Math.abs(x - CENTRE) < 12 ? "middle" : x < CENTRE ? "end" : "start";
    return drawn("text", { x, y: y + 5, "text-anchor": anchor }, [label]);
  });
  const shapes = skills.counts.map((counts, n) => drawn("polygon", { class: `shape series-${n}`, points: outline(counts.map((count) => count / most)) }));
  const dots = skills.counts.flatMap((counts, n) => counts.map((count, at) => {
    const [x, y] = spot(at, axes, count / most);
    return drawn("circle", { class: `dot series-${n}`, cx: x, cy: y, r: 4 });
  }));
  return drawn("svg", { viewBox: `-70 0 ${SIZE + 140} ${SIZE}`, class: "radar", role: "img", "aria-label": words }, [...rings, ...spokes, ...shapes, ...dots, ...names]);
}
