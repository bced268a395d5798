// @ts-check
// Moments of the record on the map: judgements, each with its reason, that readers may drag.
import { fill, h, write } from "../shared/dom.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const snap = (/** @type {number} */ value) => Math.min(1, Math.max(0, Math.round(value * 100) / 100));

/**
 * @typedef {{id: string, title: string, when: string, reason: string, pressure: number, capacity: number}} Pin
 */

/**
 * Pins on a map, and their list below it.
 * @param {{pins: Pin[], words: Record<string, string>, plot: HTMLElement, moved: (p: number, c: number) => void}} options
 */
export function createPins({ pins, words, plot, moved }) {
  const told = h("p", { class: "sd-pin-told", role: "status" });
  const list = h("div", { class: "sd-pin-list", role: "group", "aria-label": words["dilemma.pins"] });
  const node = h("section", { class: "sd-pins" }, h("p", { class: "sd-meaning" }, words["dilemma.pins"]), list, told);
  node.hidden = !pins.length;

  pins.forEach((pin, k) => {
    const place = { pressure: pin.pressure, capacity: pin.capacity };
    const name = `${pin.title}, ${pin.when}`;
    const tip = h("button", { type: "button", class: "sd-pin", "data-pin": pin.id, title: name, onkeydown: onKey }, h("span", {}, String(k + 1)));
    const item = h("button", { type: "button", class: "sd-chip", "data-pin": pin.id, onclick: () => (moved(place.pressure, place.capacity), tell()) }, h("b", {}, String(k + 1)), ` ${name}`);
    plot.append(tip);
    list.append(item);
    put(pin.pressure, pin.capacity);

    /** Say why it is there, and whose judgement that is. */
    function tell() {
      const where = (/** @type {{pressure: number, capacity: number}} */ at) => `${at.pressure.toFixed(2)}, ${at.capacity.toFixed(2)}`;
      const own = place.pressure !== pin.pressure || place.capacity !== pin.capacity;
      write(told, fill(words[own ? "dilemma.pins.yours" : "dilemma.pins.ours"], { name, reason: pin.reason, here: where(place), ours: where(pin) }));
      for (const each of list.children) each.setAttribute("aria-pressed", String(each === item));
    }
    /**
     * @param {number} pressure
     * @param {number} capacity
     */
    function put(pressure, capacity) {
      place.pressure = snap(pressure);
      place.capacity = snap(capacity);
      tip.style.left = `${100 * place.pressure}%`;
      tip.style.top = `${100 * (1 - place.capacity)}%`;
      tip.setAttribute("aria-label", fill(words["dilemma.pins.label"], { name, p: place.pressure.toFixed(2), c: place.capacity.toFixed(2) }));
    }
    /** @param {KeyboardEvent} event */
    function onKey(event) {
      const [across, up] = STEPS[event.key] ?? (event.key === "Escape" ? [0, 0] : []);
      if (across === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? 0.1 : 0.01;
      if (event.key === "Escape") put(pin.pressure, pin.capacity);
      else put(place.pressure + step * across, place.capacity + step * up);
      tell();
      event.preventDefault();
      event.stopPropagation();
    }
    drag(tip, plot, put, tell, () => moved(place.pressure, place.capacity));
  });
  return { node };
}

/**
 * Drag a pin across the map; a press that moves nothing is a click.
 * @param {HTMLElement} tip
 * @param {HTMLElement} plot
 * @param {(pressure: number, capacity: number) => void} put
 * @param {() => void} tell
 * @param {() => void} clicked
 */
function drag(tip, plot, put, tell, clicked) {
  let [left, top, far] = [0, 0, false];
  tip.addEventListener("pointerdown", (event) => {
    event.stopPropagation(); // the map would move its point
    if (event.button) return;
    tip.setPointerCapture(event.pointerId);
    [left, top, far] = [event.clientX, event.clientY, false];
  });
  tip.addEventListener("pointermove", (event) => {
    if (!tip.hasPointerCapture(event.pointerId)) return;
    far ||= Math.hypot(event.clientX - left, event.clientY - top) > 4;
    if (!far) return;
    const box = plot.getBoundingClientRect();
    put((event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height);
    tell();
  });
  tip.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!far) clicked();
    far = false;
    tell();
  });
}
