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
 * Run a function once Jupyter has put a view into its box, beside its sliders.
 * @param {HTMLElement} view
 * @param {(box: HTMLElement) => void} run
 * @param {AbortSignal} signal
 */
function whenBoxed(view, run, signal) {
  let tries = 0;
  const look = () => {
    const box = /** @type {HTMLElement | null} */ (view.closest(".sd-box"));
    if (box?.querySelector(".noUi-handle")) run(box);
    else if ((tries += 1) < 100 && !signal.aborted) setTimeout(look, 50);
  };
  look();
}

/**
 * ipywidgets sliders have a handle and a box to type in without a name of their own: give them that of their label.
 * @param {HTMLElement} view
 * @param {AbortSignal} signal
 * @param {Record<string, string>} [ends]  the slider's class -> what its two ends mean, such as "none … all"
 */
export function nameSliders(view, signal, ends = {}) {
  const name = (/** @type {HTMLElement} */ box) => {
    for (const slider of box.querySelectorAll(".widget-slider")) {
      const label = slider.querySelector("label")?.textContent ?? "";
      const readout = slider.querySelector(".widget-readout");
      const handle = slider.querySelector(".noUi-handle");
      handle?.setAttribute("aria-label", label);
      if (handle) shorten(handle, signal);
      readout?.setAttribute("aria-label", label);
      readout?.setAttribute("role", "textbox");
    }
    for (const [name, text] of Object.entries(ends)) {
      const [low, high] = text.split(" … ");
      const track = /** @type {HTMLElement | null} */ (box.querySelector(`.${name} .slider-container`));
      if (track) Object.assign(track.dataset, { low, high }); // the style sheet writes them below the track
    }
  };
  whenBoxed(view, name, signal);
}

/**
 * noUiSlider speaks a value with all its binary digits, such as 0.8880000000000001: keep three decimals.
 * @param {Element} handle
 * @param {AbortSignal} signal
 */
function shorten(handle, signal) {
  const tidy = () => {
    const spoken = handle.getAttribute("aria-valuetext") ?? "";
    const short = String(Math.round(1000 * Number(spoken)) / 1000);
    if (spoken && short !== "NaN" && short !== spoken) handle.setAttribute("aria-valuetext", short);
  };
  const observer = new MutationObserver(tidy);
  observer.observe(handle, { attributes: true, attributeFilter: ["aria-valuetext"] });
  signal.addEventListener("abort", () => observer.disconnect());
  tidy();
}

const KEYS = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };

/**
 * Let keys move dials in steps of a hundredth of their range (with Shift a tenth), finer as they are by mouse.
 * @param {HTMLElement} view
 * @param {Record<string, any>} dials  the slider's class -> its model
 * @param {AbortSignal} signal
 */
export function steerDials(view, dials, signal) {
  const steer = (/** @type {any} */ event) => {
    const found = Object.keys(dials).find((name) => event.target.closest?.(`.${name}`));
    const move = KEYS[event.key];
    if (!found || !move || !event.target.classList.contains("noUi-handle")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const model = dials[found];
    const high = model.get("max") ?? 1;
    const next = model.get("value") + high * (event.shiftKey && Math.abs(move) < 0.1 ? 10 * move : move);
    model.set("value", Math.min(high, Math.max(0, Math.round(1000 * next) / 1000)));
    model.save_changes();
    event.preventDefault();
    event.stopPropagation();
  };
  whenBoxed(view, (box) => box.addEventListener("keydown", steer, { capture: true, signal }), signal);
}
