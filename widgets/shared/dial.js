// @ts-check
import { h, write } from "./dom.js";

let dials = 0;

/**
 * A labelled range input with its value and its meaning.
 * @param {{label: string, meaning?: string, note?: string, ends?: string, low: number, high: number, step: number,
 *   value: number, show: (value: number) => string, moved: (value: number) => void}} options
 */
export function dial({ label, meaning, note, ends, low, high, step, value, show, moved }) {
  const id = `sd-dial-${(dials += 1)}-${Math.random().toString(36).slice(2, 7)}`;
  const output = h("output", { for: id, class: "sd-value" });
  const input = h("input", {
    type: "range",
    id,
    min: low,
    max: high,
    step,
    "data-lm-suppress-shortcuts": "true", // the arrow keys move the dial, and nothing else in JupyterLab
    "aria-describedby": meaning ? `${id}-meaning` : undefined,
    oninput: () => {
      write(output, show(input.valueAsNumber));
      input.style.setProperty("--sd-fill", String((input.valueAsNumber - low) / (high - low)));
      moved(input.valueAsNumber);
    },
  });
  const node = h("div", { class: "sd-range" }, h("label", { for: id }, label), output, input);
  if (ends) node.append(h("p", { class: "sd-ends" }, ...ends.split(" … ").map((end) => h("span", {}, end))));
  if (meaning) node.append(h("p", { id: `${id}-meaning`, class: "sd-meaning" }, meaning, note ? h("span", { class: "sd-note" }, note) : ""));
  const control = {
    node,
    input,
    /** @param {number} next */
    set(next) {
      // A hand on the dial is ahead of an echo from the kernel.
      if (input.matches(":active")) return;
      input.value = String(next);
      input.style.setProperty("--sd-fill", String((next - low) / (high - low)));
      write(output, show(next));
    },
  };
  control.set(value);
  return control;
}

/**
 * A button that sets dials back to where they stood when they were first shown.
 * @param {Record<string, {input: HTMLInputElement}>} all
 * @param {string} text
 */
export function undoDials(all, text) {
  const first = Object.values(all).map(({ input }) => [input, input.value]);
  const back = () => {
    for (const [input, value] of [...first, ...first]) { // twice: one dial may stand in another one's way
      if (input.value === value) continue;
      input.value = value;
      input.dispatchEvent(new Event("input"));
    }
  };
  return h("button", { type: "button", class: "sd-undo", onclick: back }, text);
}
