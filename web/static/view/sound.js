// The choice of a voice: the server's, the phone's own, or none. It is this phone's, not the interview's.

import { h } from "../dom.js";
import { t } from "../text.js";
import { phoneVoice, whenVoices } from "../voice/phone.js";
import { chooseSound, soundChoice } from "../voice/speech.js";

/** The part of 更多 that sets the sound. `changed(choice)` after each change. */
export function soundPart(changed) {
  const options = h("fieldset", { class: "choice" }, h("legend", { class: "hidden-words" }, t("sound.title")));
  const draw = () => {
    const known = ["on", ...(phoneVoice() ? ["phone"] : []), "off"];
    while (options.children.length > 1) options.lastChild.remove();
    known.forEach((choice) => options.append(...option(choice, changed)));
  };
  draw();
  whenVoices(draw);
  return h("section", { class: "part" }, h("h2", {}, t("sound.title")), h("p", { class: "small-words" }, t("sound.how")), options);
}

function option(choice, changed) {
  const pick = () => {
    chooseSound(choice);
    changed(choice);
  };
  const id = `sound-${choice}`;
  const words = { on: t("sound.on"), phone: t("sound.phone"), off: t("sound.off") }[choice];
  return [
    h("input", { type: "radio", name: "sound", id, value: choice, checked: choice === soundChoice(), onchange: pick }),
    h("label", { for: id }, words),
  ];
}
