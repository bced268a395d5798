// @ts-check
import { h } from "./dom.js";

/**
 * A line that appears when the kernel is gone: the view keeps its last picture.
 * @param {any} model  the view's own model
 * @param {any} child  the model of one of its controls, which knows whether its line to the kernel is open
 * @param {string} text
 * @param {(live: boolean) => void} changed
 * @returns {HTMLElement}
 */
export function watchConnection(model, child, text, changed) {
  const node = h("p", { class: "sd-banner", role: "status" });
  const look = () => {
    const live = child.comm_live !== false;
    node.hidden = live;
    node.textContent = live ? "" : text;
    changed(live);
  };
  model.on("comm_live_update", () => setTimeout(look));
  look();
  return node;
}
