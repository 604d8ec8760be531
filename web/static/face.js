// The drawn interviewer: blinks, listens, waits, and moves the mouth with the speech. A change of shape switches one
// attribute of two groups; nothing runs between the changes, so a cheap phone has little to do.

const FRAME_MS = 1000 / 30;
const BLINK_MS = 140;
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
const BETWEEN_BLINKS_MS = [2600, 5200];
const BETWEEN_NODS_MS = [2400, 4200];

export class Face {
  /** `svg`: the drawing of face.svg.j2, with one group `mouth-<shape>` for each shape. */
  constructor(svg) {
    this.svg = svg;
    this.shapes = {};
    svg.querySelectorAll('[id^="mouth-"]').forEach((group) => {
      this.shapes[group.id.slice("mouth-".length)] = group;
    });
    this.eyes = svg.querySelector(".face-eyes");
    this.lids = svg.querySelector(".face-lids");
    this.shape = "rest";
    this.rest();
    this.later(BETWEEN_BLINKS_MS, () => this.blink());
  }

  /** Speak: `visemes` [{start, end, shape}] in seconds from `startedAt`, a time of performance.now(). */
  speak(visemes, startedAt) {
    this.become("speak");
    this.visemes = visemes;
    this.startedAt = startedAt;
    this.index = 0;
    if (CALM.matches) this.mouth("i");
    else if (!this.moving) this.move();
  }

  /** Listen: the head a little aside, a nod now and then. */
  listen() {
    this.still();
    if (this.state === "listen") return;
    this.become("listen");
    this.later(BETWEEN_NODS_MS, () => this.nod());
  }

  /** Wait, looking up a little: something is being thought about or sent. */
  wait() {
    this.still();
    this.become("wait");
  }

  /** Do nothing but blink. */
  rest() {
    this.still();
    this.become("rest");
  }

  /** One nod: heard. */
  nod() {
    if (CALM.matches || !this.present()) return;
    this.svg.classList.add("nod");
    setTimeout(() => this.svg.classList.remove("nod"), 320);
    if (this.state === "listen") this.later(BETWEEN_NODS_MS, () => this.state === "listen" && this.nod());
  }

  become(state) {
    this.state = state;
    this.svg.dataset.state = state;
  }

  still() {
    this.visemes = null;
    this.mouth("rest");
  }

  move() {
    const at = performance.now();
    if (!this.visemes) {
      this.moving = false;
      return;
    }
    this.moving = true;
    if (!this.drawn || at - this.drawn >= FRAME_MS - 2) {
      this.drawn = at;
      this.mouth(this.shapeAt((at - this.startedAt) / 1000));
    }
    requestAnimationFrame(() => this.move());
  }

  shapeAt(seconds) {
    const list = this.visemes;
    if (this.index < list.length && seconds < list[this.index].start) this.index = 0;
    while (this.index < list.length && seconds >= list[this.index].end) this.index += 1;
    const now = list[this.index];
    return now && seconds >= now.start ? now.shape : "rest";
  }

  mouth(shape) {
    const next = this.shapes[shape] ? shape : "rest";
    if (next === this.shape) return;
    this.shapes[this.shape].setAttribute("display", "none");
    this.shapes[next].removeAttribute("display");
    this.shape = next;
    this.svg.dataset.mouth = next;
  }

  blink() {
    if (!this.present()) return;
    if (!CALM.matches) {
      this.shut(true);
      setTimeout(() => this.shut(false), BLINK_MS);
    }
    this.later(BETWEEN_BLINKS_MS, () => this.blink());
  }

  shut(closed) {
    const [off, on] = closed ? [this.eyes, this.lids] : [this.lids, this.eyes];
    off.setAttribute("display", "none");
    on.removeAttribute("display");
  }

  // A face that was taken off the page stops by itself, and so does the clock of its eyes.
  present() {
    return this.svg.isConnected;
  }

  later([least, most], work) {
    setTimeout(() => (document.hidden ? this.later([least, most], work) : work()), least + Math.random() * (most - least));
  }
}
