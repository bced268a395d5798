// @ts-check
import { h, write } from "./dom.js";

/**
 * A sentence on screen that follows every step, and a hidden copy that a screen reader announces once the
 * sentence has settled.
 * @param {AbortSignal} signal
 */
export function liveSentence(signal) {
  const shown = h("p", { class: "sd-sentence" });
  const said = h("div", { class: "sd-hidden", role: "status", "aria-live": "polite" });
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    nodes: [shown, said],
    /** @param {string} sentence */
    say(sentence) {
      if (shown.textContent === sentence) return;
      write(shown, sentence);
      clearTimeout(timer);
      timer = setTimeout(() => write(said, sentence), 500);
    },
  };
}
