// @ts-check
// Other widgets of the same explorer: their models, and names for their handles.

/**
 * The model of a widget that a trait refers to. A page without Jupyter hands the model itself.
 * @param {any} model
 * @param {string} trait
 * @returns {Promise<any>}
 */
export async function childModel(model, trait) {
  const reference = model.get(trait);
  return typeof reference === "string" ? model.widget_manager.get_model(reference.replace(/^(IPY_MODEL_|anywidget:)/, "")) : reference;
}

/**
 * ipywidgets sliders have a handle and a box to type in without a name of their own: give them that of their
 * label, here and in every explorer box that appears later.
 * @param {HTMLElement} view
 * @param {AbortSignal} signal
 */
export function nameSliders(view, signal) {
  const name = () => {
    const box = view.closest(".sd-box");
    for (const slider of box?.querySelectorAll(".widget-slider") ?? []) {
      const label = slider.querySelector("label")?.textContent ?? "";
      const handle = slider.querySelector(".noUi-handle");
      const readout = slider.querySelector(".widget-readout");
      handle?.setAttribute("aria-label", label);
      readout?.setAttribute("aria-label", label);
      readout?.setAttribute("role", "textbox");
    }
    return Boolean(box?.querySelector(".noUi-handle"));
  };
  // The sliders are siblings that Jupyter attaches when it gets to them.
  let tries = 0;
  const again = () => {
    if (!name() && (tries += 1) < 100 && !signal.aborted) setTimeout(again, 50);
  };
  again();
}
