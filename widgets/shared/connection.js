// @ts-check
import { h } from "./dom.js";

/**
 * Keys in an explorer are the explorer's: JupyterLab and Notebook would take arrows as moves from cell to cell.
 * They look for this mark on the element that has the focus, so it is put there as the focus comes; one listener
 * for the page, however many explorers it shows.
 */
function ownKeys() {
  if (document.documentElement.dataset.sdKeys) return;
  document.documentElement.dataset.sdKeys = "own";
  document.addEventListener("focusin", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest?.(".sd-box")) target.dataset.lmSuppressShortcuts = "true";
  });
}

/**
 * A line that appears when the kernel is gone: the view keeps its last picture.
 * @param {any} model  the view's own model
 * @param {any} child  the model of one of its controls, which knows whether its line to the kernel is open
 * @param {string} text
 * @param {(live: boolean) => void} changed
 * @returns {HTMLElement}
 */
export function watchConnection(model, child, text, changed) {
  ownKeys();
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
