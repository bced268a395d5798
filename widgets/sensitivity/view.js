// @ts-check
// The front end of SensitivityExplorer. The kernel solves; the page shows what it sent last.
import { dial, undoDials } from "../shared/dial.js";
import { fill, h, oncePerFrame, svg, write } from "../shared/dom.js";
import { keepLegible } from "../shared/legible.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { watchConnection } from "../shared/connection.js";

const BARS = 9; // as many as are read at a glance; the table has them all
const PLOT = { width: 320, height: 236, foot: 212 };

function render({ model, el }) {
  const stop = new AbortController();
  const words = model.get("_words");
  const say = (key, values = {}) => fill(words[`sensitivity.${key}`], values);
  const label = (name) => words[`dilemma.label.${name}`];
  const set = (name, value) => {
    model.set(name, value);
    model.save_changes();
  };

  const root = h("div", { class: "sd-root sd-sens", lang: model.get("_language") });
  el.replaceChildren(root);

  const choice = (trait, title, names, text) => {
    const select = h("select", { onchange: () => set(trait, select.value) }, ...names.map((name) => h("option", { value: name }, text(name))));
    return { select, node: h("label", {}, title, select) };
  };
  const outcome = choice("outcome", say("watch"), model.get("_outcomes"), (name) => say(`outcome.${name}`));
  const scenario = choice("scenario", say("centre"), model.get("_scenarios"), (name) => words[`dilemma.scenario.${name}`]);
  const forget = h("button", { type: "button", onclick: () => set("known", []) }, say("forget"));

  const hundredths = (value) => value.toFixed(2).replace("-0.00", "0.00").replace("-", "−");
  const control = (name, low, show) => dial({
    label: say(`dial.${name}`), meaning: say(`meaning.${name}`), low, high: 1, step: 0.05, value: model.get(name), show,
    moved: (value) => set(name, value),
  });
  const dials = {
    spread: control("spread", 0.05, (value) => `± ${Math.round(100 * value)} %`),
    pressure: control("pressure", 0, hundredths),
    capacity: control("capacity", 0, hundredths),
  };

  const bars = Array.from({ length: BARS }, () => {
    const button = h("button", { type: "button" });
    const [low, high, base] = ["low", "high", "base"].map((name) => h("i", { class: `sd-sens-${name}` }));
    const node = h("div", { class: "sd-sens-bar" }, button, h("div", { class: "sd-sens-track", "aria-hidden": "true" }, low, high, base));
    button.addEventListener("click", () => {
      const known = model.get("known");
      const name = button.dataset.name;
      set("known", known.includes(name) ? known.filter((each) => each !== name) : [...known, name]);
    });
    return { node, button, low, high, base };
  });
  const key = (name, token) => h("span", { style: `--sd-swatch: var(${token})` }, say(name));
  const marks = [0, 1, 2].map(() => h("span"));
  const plot = keepLegible(svg("svg", { viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, role: "img", class: "sd-sens-draws" }), stop.signal);
  const axis = h("p", { class: "sd-meaning" });
  const sentence = liveSentence(stop.signal);
  const table = tableTwin(say("table"));
  root.append(
    h("div", { class: "sd-sens-top" }, outcome.node, scenario.node, forget),
    h("div", { class: "sd-sens-dials" }, ...Object.values(dials).map((each) => each.node), undoDials(dials, words["shared.reset"])),
    ...sentence.nodes,
    h("div", { class: "sd-sens-pictures" },
      h("figure", {}, h("figcaption", {}, say("bars")), ...bars.map((bar) => bar.node),
        h("div", { class: "sd-sens-scale", "aria-hidden": "true" }, h("div", {}, ...marks)),
        h("div", { class: "sd-sens-legend" }, key("low", "--sd-backfires"), key("high", "--sd-refuse")),
        h("p", { class: "sd-meaning" }, say("press"))),
      h("figure", {}, h("figcaption", {}, say("draws")), plot, axis)),
    table.node);
  root.prepend(
    watchConnection(model, words["shared.disconnected.plain"], (live) => {
      for (const node of root.querySelectorAll("button, select, input")) node.disabled = !live;
    }));

  const draw = () => {
    const shown = model.get("_shown");
    if (!shown.bars) return;
    const known = model.get("known");
    outcome.select.value = model.get("outcome");
    scenario.select.value = model.get("scenario");
    forget.hidden = !known.length;
    for (const [name, each] of Object.entries(dials)) each.set(model.get(name));

    const ends = shown.bars.flatMap((bar) => bar.outcome);
    const [least, most] = [Math.min(...ends), Math.max(...ends)];
    const at = (value) => (100 * (value - least)) / (most - least || 1);
    bars.forEach(({ node, button, low, high, base }, i) => {
      const bar = shown.bars[i];
      node.hidden = !bar;
      if (!bar) return;
      button.dataset.name = bar.name;
      button.title = bar.name;
      write(button, label(bar.name));
      button.setAttribute("aria-pressed", String(known.includes(bar.name)));
      node.classList.toggle("sd-sens-known", known.includes(bar.name));
      for (const [part, value] of [[low, bar.outcome[0]], [high, bar.outcome[1]]]) {
        part.style.left = `${Math.min(at(bar.base), at(value))}%`;
        part.style.width = `${Math.abs(at(value) - at(bar.base))}%`;
      }
      base.style.left = `${at(bar.base)}%`;
    });

    const middle = at(shown.bars[0].base);
    [least, shown.bars[0].base, most].forEach((value, i) => {
      marks[i].style.left = `${at(value)}%`;
      write(marks[i], hundredths(value));
    });
    marks[1].hidden = middle < 18 || middle > 82; // no room beside an end

    const [from, to] = shown.domain;
    const across = (value) => 8 + ((PLOT.width - 16) * (value - from)) / (to - from || 1);
    const tallest = Math.max(...shown.counts, 1);
    const width = (PLOT.width - 16) / shown.counts.length;
    const columns = shown.counts.map((count, i) => {
      const middle = from + ((i + 0.5) * (to - from)) / shown.counts.length;
      const tall = (PLOT.foot * count) / tallest;
      return svg("rect", { class: middle > shown.level ? "sd-sens-over" : "", x: 8 + i * width + 0.5, y: PLOT.foot - tall, width: width - 1, height: tall });
    });
    const tick = (value) => svg("text", { x: Math.min(PLOT.width - 22, Math.max(22, across(value))), y: PLOT.foot + 17 }, hundredths(value));
    const roomy = [from, to].every((end) => Math.abs(across(shown.level) - across(end)) > 34);
    plot.replaceChildren(
      ...columns,
      svg("line", { x1: 8, x2: PLOT.width - 8, y1: PLOT.foot, y2: PLOT.foot }),
      svg("line", { class: "sd-sens-level", x1: across(shown.level), x2: across(shown.level), y1: 0, y2: PLOT.foot }),
      tick(from), tick(to), ...(roomy ? [tick(shown.level)] : []));
    write(axis, say(`outcome.${model.get("outcome")}`));
    plot.setAttribute("aria-label", `${say("draws")}. ${shown.sentence}`);
    sentence.say(shown.sentence);
    table.show(say("bars"), [say("assumption"), say("low"), say("high"), say("from"), say("to")],
      shown.bars.map((bar) => [`${label(bar.name)} (${bar.name})`, bar.ends[0].toFixed(2), bar.ends[1].toFixed(2), bar.outcome[0].toFixed(3), bar.outcome[1].toFixed(3)]));
  };
  const soon = oncePerFrame(draw, stop.signal);
  model.on("change:_shown", soon);
  draw();
  return () => {
    stop.abort();
    model.off("change:_shown", soon);
  };
}

export default { render };
