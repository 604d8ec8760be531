// A few helpers to build the page. Words are always set as text, never as HTML.

/** An element: h("button", {class: "chip", onclick: f}, "words", child). */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => {
    if (value === null || value === undefined || value === false) return;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  });
  fill(element, children);
  return element;
}

/** Replace what is inside an element. */
export function fill(element, children) {
  element.textContent = "";
  element.append(...[children].flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that never submits anything. */
export function button(kind, words, onclick, more) {
  return h("button", Object.assign({ type: "button", class: kind, onclick }, more), words);
}

/** Put the focus on something that does not take it by itself, such as a heading. */
export function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}

/** Bring an element into view, gently unless the person asked for less motion. */
export function show(element) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
