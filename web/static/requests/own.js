// A link that went through other hands shows her requests; before she answers, a code to her own phone shows that it is she.

import { button, fill, focusOn, h } from "../dom.js";
import { t } from "../text.js";
import { ownCode, ownProof } from "./wire.js";

/** Ask for the code in `place`; `done(token)` gets the token with which she answers for herself. */
export function askOwn(who, place, wrongWords, done) {
  const state = h("p", { class: "message", role: "alert" });
  const box = h("input", { id: "own-code", type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 10 });
  const tried = async (work) => {
    try {
      await work();
    } catch (problem) {
      state.textContent = wrongWords(problem);
    }
  };
  const send = () => tried(async () => {
    const { phone } = await ownCode(who);
    state.textContent = t("own.sent", { phone });
    box.focus();
  });
  const confirm = (event) => {
    event.preventDefault();
    return tried(async () => {
      const { token } = await ownProof(who, box.value.trim());
      fill(place, []);
      await done(token);
    });
  };
  fill(place, [
    h("form", { class: "order own", novalidate: true, onsubmit: confirm },
      h("h2", { tabindex: "-1" }, t("own.title")),
      h("p", { class: "next" }, t("own.lead")),
      state,
      h("label", { for: "own-code" }, t("own.code")),
      box,
      h("button", { type: "submit", class: "wide primary" }, t("own.confirm")),
      button("wide quiet", t("own.again"), send),
    ),
  ]);
  focusOn(place.querySelector("h2"));
  window.scrollTo(0, 0);
  return send();
}
