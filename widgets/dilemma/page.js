// @ts-check
// A page without Jupyter: the same view on models that live in the page.
import { dial } from "../shared/dial.js";
import { PageModel, bytesOf } from "../shared/page_model.js";
import { render } from "./render.js";

/**
 * Show the explorer in the page.
 * @param {any} saved
 */
export function showPage(saved) {
  for (const map of Object.values(saved.maps)) {
    map.data = bytesOf(map.data);
    map.row_data = bytesOf(map.row_data);
  }
  const sliders = document.querySelector(".sd-dials");
  if (window.parent !== window) sliders?.parentElement?.classList.add("sd-framed");
  const [pressure, capacity] = ["pressure", "capacity"].map((name) => {
    const model = new PageModel({ value: saved[name] });
    const made = dial({
      label: saved.state._words[`dilemma.${name}`],
      ends: saved.state._words[`dilemma.${name}.ends`],
      low: 0,
      high: 1,
      step: 0.01,
      value: saved[name],
      show: (value) => value.toFixed(2),
      moved: (value) => model.set("value", value),
    });
    model.on("change:value", () => made.set(model.get("value")));
    sliders?.append(made.node);
    return model;
  });
  const scenario = (/** @type {string} */ key) => saved.state._scenarios.find((/** @type {any} */ s) => s.key === key);
  const model = new PageModel({ ...saved.state, _pressure: pressure, _capacity: capacity, _map: saved.maps[saved.state._scenario], _other: saved.maps[saved.state._compared] ?? {} });
  model.on("change:_scenario", () => {
    const key = model.get("_scenario");
    model.set("_assumptions", scenario(key).assumptions);
    model.set("_map", saved.maps[key]);
  });
  model.on("change:_compared", () => model.set("_other", saved.maps[model.get("_compared")] ?? {}));
  model.send = ({ kind }) => {
    if (kind !== "reset") return;
    pressure.set("value", saved.pressure);
    capacity.set("value", saved.capacity);
    model.set("_compared", "");
    model.set("_scenario", saved.state._scenario);
  };
  return render({ model, el: document.querySelector(".sd-view") });
}
