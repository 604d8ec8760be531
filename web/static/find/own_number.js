// A phone number shown to be one's own by the code sent to it: the boxes, and what was shown on this page so far.

import { button, h } from "../dom.js";
import { t } from "../text.js";
import { wrongWords } from "../shared/frame.js";
import { code, proof } from "./wire.js";

const PHONE = /^1\d{10}$/;
const AGAIN_MS = 60000;

let proven = null;

/** Forget it, once it no longer opens anything. */
export const forgetNumber = () => {
  proven = null;
};

/** The boxes for a number and its code; `say(words)` tells what is wrong. */
export class OwnNumber {
  constructor(name, say) {
    this.say = say;
    this.phone = h("input", { id: `${name}-phone`, type: "tel", inputmode: "numeric", autocomplete: "tel-national", maxlength: 20, value: proven ? proven.phone : null });
    this.code = h("input", { id: `${name}-code`, type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 10 });
    this.codePlace = h("p", { hidden: true }, h("label", { for: `${name}-code` }, t("request.code")), this.code);
    this.sendCode = button("quiet", t("request.send_code"), () => this.ask());
    this.sendCode.hidden = Boolean(proven);
    this.phone.addEventListener("input", () => {
      this.sendCode.hidden = this.isProven();
    });
  }

  drawn(help) {
    return [
      h("p", {}, h("label", { for: this.phone.id }, t("request.phone")), this.phone, h("span", { class: "small-words" }, help)),
      this.sendCode,
      this.codePlace,
    ];
  }

  number() {
    return this.phone.value.replace(/\D/g, "").replace(/^86(?=1\d{10}$)/, "");
  }

  isProven() {
    return Boolean(proven) && proven.phone === this.number();
  }

  async ask() {
    if (!PHONE.test(this.number())) {
      this.say(t("request.wrong_phone"));
      this.phone.focus();
      return;
    }
    this.sendCode.disabled = true;
    setTimeout(() => {
      this.sendCode.disabled = false;
    }, AGAIN_MS);
    try {
      await code(this.number());
      this.codePlace.hidden = false;
      this.say(t("request.code_sent"));
      this.code.focus();
    } catch (problem) {
      this.sendCode.disabled = false;
      this.say(wrongWords(problem));
    }
  }

  /** What is missing, as [key of the words, where]; null when nothing is. */
  trouble() {
    if (!PHONE.test(this.number())) return ["request.wrong_phone", this.phone];
    if (!this.isProven() && !this.code.value.trim()) return ["request.wrong_code", this.codePlace.hidden ? this.sendCode : this.code];
    return null;
  }

  /** The number with its token; the code is used up the first time. */
  async proven() {
    if (!this.isProven()) proven = { phone: this.number(), token: (await proof(this.number(), this.code.value.trim())).token };
    return proven;
  }
}
