// @ts-check
import { h } from "./dom.js";
import { saveSmall } from "./saved.js";

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
 * @param {string} text
 * @param {(live: boolean) => void} [changed]
 * @returns {HTMLElement}
 */
export function watchConnection(model, text, changed = () => {}) {
  // Of its own model a view sees only a part; the layout is a whole one and knows whether the kernel is there. A page
  // without Jupyter has neither.
  const whole = model.get("layout") ?? model;
  ownKeys();
  saveSmall(model.widget_manager);
  const node = h("p", { class: "sd-banner", role: "status" });
  const look = () => {
    const live = whole.comm_live !== false;
    node.hidden = live;
    node.textContent = live ? "" : text;
    changed(live);
  };
  model.on("comm_live_update", () => setTimeout(look));
  look();
  return node;
}
