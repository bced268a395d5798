// @ts-check
import { childModel, nameSliders, steerDials } from "../shared/children.js";
import { watchConnection } from "../shared/connection.js";
import { dial } from "../shared/dial.js";
import { fill, h, inHundred, oncePerFrame, write } from "../shared/dom.js";
import { tableTwin } from "../shared/table.js";
import { calm, followTheme } from "../shared/theme.js";
import { createBeside } from "./beside.js";
import { signed } from "./dots.js";
import { createGoals } from "./goals.js";
import { POSTURES, SIGNALS, lookUp, openMap } from "./lookup.js";
import { createPanel } from "./panel.js";
import { createPins } from "./pins.js";

const TOLERANCE = 0.01;
const LAYERS = ["posture", "backfire", "retaliation"];
const TOTALS = [
  ["supply", "supply"],
  ["open_supply", "open"],
  ["retaliation", "retaliation"],
  ["threat_rate", "threat"],
];

/**
 * Draw an explorer into an element.
 * @param {{model: any, el: HTMLElement}} context
 * @returns {Promise<() => void>}
 */
export async function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const words = model.get("_words");
  const full = model.get("_form") === "full";
  const alone = Boolean(model.get("_page")); // a page without a kernel
  const [pressure, capacity] = await Promise.all([childModel(model, "_pressure"), childModel(model, "_capacity")]);

  const twice = Boolean(model.get("_shadow")) || model.get("_shadow_at") !== undefined; // a page keeps its shadow
  const shadow = model.get("_shadow") ? await childModel(model, "_shadow") : null;

  // ---- what a reader does

  const moved = (/** @type {number} */ p, /** @type {number} */ c) => {
    for (const [child, value] of [[pressure, p], [capacity, c]]) {
      if (child.get("value") !== value) {
        child.set("value", value);
        child.save_changes();
      }
    }
  };
  const ask = (/** @type {string} */ trait, /** @type {any} */ value) => {
    if (model.get(trait) === value) return;
    if (trait !== "_layer") wait();
    model.set(trait, value);
    model.save_changes();
  };
  const tell = (/** @type {string} */ kind) => {
    wait();
    model.send({ kind });
  };
  let patience = 0;
  const wait = () => {
    if (alone) return;
    clearTimeout(patience);
    patience = setTimeout(() => (waiting.hidden = false), 600);
  };
  const answered = () => {
    clearTimeout(patience);
    waiting.hidden = true;
  };
  signal.addEventListener("abort", () => clearTimeout(patience));

  // ---- what is on screen

  const panels = [0, 1].map(() => createPanel({ words, full, moved, signal }));
  const stage = h("div", { class: "sd-panels" }, panels[0].node);
  const goals = createGoals(model.get("_goals") ?? [], words);
  panels[0].reading.prepend(goals.node);
  const pins = createPins({ pins: model.get("_pins") ?? [], words, plot: panels[0].map.plot, moved });
  panels[0].node.append(pins.node);
  const chips = h("div", { class: "sd-chips", role: "group", "aria-label": words["dilemma.scenarios"] });
  const about = h("p", { class: "sd-about" });
  const compare = h("select", { "aria-label": words["dilemma.compare"], onchange: () => ask("_compared", compare.value) });
  const keep = h("button", { type: "button", onclick: () => tell("keep") }, words["dilemma.keep"]);
  const reset = h("button", { type: "button", onclick: () => tell("reset") }, words["dilemma.reset"]);
  const waiting = h("span", { class: "sd-waiting", role: "status", hidden: true }, words["dilemma.waiting"]);
  const jump = h("p", { class: "sd-problem", hidden: true });
  const problem = h("p", { class: "sd-problem", role: "alert", hidden: true });
  const layers = h(
    "div",
    { class: "sd-segments", role: "group", "aria-label": words["dilemma.layers"] },
    ...LAYERS.map((layer) => h("button", { type: "button", "data-layer": layer, onclick: () => ask("_layer", layer) }, words[`dilemma.layer.${layer}`])),
  );
  const totals = TOTALS.map(([name, word]) => {
    const number = h("dd", {});
    return { name, number, node: h("div", {}, h("dt", {}, words[`dilemma.whole.${word}`]), number) };
  });
  const strip = h("dl", { class: "sd-totals", "aria-label": words["dilemma.whole"] }, ...totals.map((t) => t.node));
  const changed = h("section", { class: "sd-changed", hidden: true });
  const parameters = model.get("_parameters");
  const dials = new Map();
  const disclosure = h("details", { class: "sd-disclosure" }, h("summary", {}, words["dilemma.assumptions"]));
  disclosure.append(h("p", { class: "sd-meaning" }, words["dilemma.assumptions.origin"], alone ? ` ${words["dilemma.assumptions.kernel"]}` : ""), ...groups());
  // Capacity enters the game three ways; each can be kept as it is while the dial moves the others.
  const switches = model.get("_channels").map((/** @type {string} */ name) => {
    const box = h("input", { type: "checkbox", onchange: () => ask("_held", switches.filter((/** @type {any} */ each) => !each.box.checked).map((/** @type {any} */ each) => each.name)) });
    return { name, box, node: h("label", {}, box, ` ${words[`dilemma.channel.${name}`]} `) };
  });
  if (!alone) disclosure.append(h("fieldset", { class: "sd-group" }, h("legend", {}, words["dilemma.channels"]), ...switches.map((/** @type {any} */ each) => each.node)));
  const twin = tableTwin(words["shared.table"]);
  twin.node.append(...panels.map((panel) => panel.bars));
  const beside = createBeside({ words, twice, signal });

  const root = h("div", { class: "sd-root", lang: model.get("_language"), role: "group", "aria-label": words["dilemma.name"] });
  if (full) {
    root.append(
      h("div", { class: "sd-needs-kernel" }, chips),
      about,
      problem,
      h(
        "div",
        { class: "sd-toolbar" },
        layers,
        h("div", { class: "sd-tools sd-needs-kernel" }, waiting, h("label", { class: "sd-compare" }, `${words["dilemma.compare"]} `, compare), ...(alone ? [] : [keep]), reset),
      ),
    );
  }
  if (twice) root.append(h("p", { class: "sd-about" }, words["dilemma.shadow.about"], shadow ? "" : ` ${fill(words["dilemma.shadow.fixed"], { shadow: model.get("_shadow_at") })}`));
  root.append(jump, stage);
  if (full) root.append(strip, changed);
  if (full || twice) root.append(beside.node);
  if (full && parameters.length) root.append(h("div", { class: "sd-needs-kernel" }, disclosure));
  root.append(twin.node);
  root.prepend(
    watchConnection(model, words["shared.disconnected"], (live) => {
      root.classList.toggle("sd-offline", !live);
      for (const control of root.querySelectorAll(".sd-needs-kernel :is(button, select, input)")) control.disabled = !live || (alone && control.type === "range");
    }),
  );

  function groups() {
    return ["Seoul", "Moscow", "both"].flatMap((player) => {
      const own = parameters.filter((/** @type {any} */ each) => each.player === player);
      if (!own.length) return [];
      return [
        h(
          "fieldset",
          { class: "sd-group" },
          h("legend", {}, words[`dilemma.player.${player}`]),
          ...own.map((/** @type {any} */ each) => {
            const made = dial({
              ...each,
              note: each.claims.length ? fill(words["shared.claims"], { claims: each.claims.join(", ") }) : "",
              value: model.get("_assumptions")[each.name],
              show: short,
              moved: (/** @type {number} */ value) => {
                model.set("_assumptions", { ...model.get("_assumptions"), [each.name]: value });
                model.save_changes();
              },
            });
            dials.set(each.name, made);
            return made.node;
          }),
        ),
      ];
    });
  }

  // ---- following the state

  const nameOf = (/** @type {string} */ key) => model.get("_scenarios").find((/** @type {any} */ s) => s.key === key)?.name ?? words["dilemma.custom"];
  /** The state before the last change of scenario: what "what changed" looks back to. */
  let base = null;
  let last = { key: model.get("_scenario"), raw: model.get("_map"), assumptions: model.get("_assumptions") };

  const drawStep = () => {
    const raw = model.get("_map");
    const p = pressure.get("value");
    const c = capacity.get("value");
    const here = panels[0].show(openMap(raw), p, c);
    goals.show(here);
    const other = model.get("_compared") && model.get("_other").n ? model.get("_other") : null;
    const there = other ? panels[1].show(openMap(other), p, c) : null;
    if (full) {
      for (const { name, number } of totals) write(number, there ? `${inHundred(here[name])} · ${inHundred(there[name])}` : inHundred(here[name]));
      drawChange(here, p, c);
    }
    const found = model.get("_beside") ?? {};
    const moved = rest.late() || found.at?.[0] !== p || found.at?.[1] !== c;
    beside.show(found, shadow ? shadow.get("value") : model.get("_shadow_at"), moved && !alone);
    drawTable(here, there, p, c);
  };

  /** What the maps on screen have been drawn from: a change of anything else leaves them as they are. */
  let drawn = [null, null, ""];
  const drawMaps = (/** @type {boolean} */ fade, again = true) => {
    const layer = model.get("_layer");
    const other = stage.childElementCount > 1 ? model.get("_other") : null;
    const wanted = [model.get("_map"), other, layer];
    if (again || drawn[0] !== wanted[0] || drawn[2] !== layer) panels[0].map.draw(openMap(wanted[0]), layer, root, fade);
    if (other && (again || drawn[1] !== other || drawn[2] !== layer)) panels[1].map.draw(openMap(other), layer, root, fade);
    drawn = wanted;
  };

  const drawFrame = () => {
    const key = model.get("_scenario");
    for (const chip of chips.children) chip.setAttribute("aria-pressed", String(chip.dataset.key === key));
    write(about, model.get("_scenarios").find((/** @type {any} */ s) => s.key === key)?.description ?? "");
    for (const segment of layers.children) segment.setAttribute("aria-pressed", String(segment.dataset.layer === model.get("_layer")));
    for (const [name, made] of dials) made.set(model.get("_assumptions")[name]);
    for (const { name, box } of switches) box.checked = !model.get("_held").includes(name);
    const other = model.get("_compared") && model.get("_other").n;
    compare.value = model.get("_compared");
    stage.classList.toggle("sd-two", Boolean(other));
    if (other && stage.childElementCount === 1) stage.append(panels[1].node);
    if (!other && stage.childElementCount > 1) panels[1].node.remove();
    panels[0].name(other ? nameOf(key) : "");
    panels[1].bars.hidden = !other;
    panels[1].name(other ? nameOf(model.get("_compared")) : "");
    const { error } = openMap(model.get("_map"));
    if (error !== null) {
      jump.hidden = error <= TOLERANCE;
      write(jump, words["dilemma.jump"]);
    }
    problem.hidden = !model.get("_problem");
    write(problem, model.get("_problem") ? fill(words["dilemma.problem"], { problem: model.get("_problem") }) : "");
  };

  const listScenarios = () => {
    const all = model.get("_scenarios");
    chips.replaceChildren(...all.map((/** @type {any} */ s) => h("button", { type: "button", class: "sd-chip", "data-key": s.key, title: s.description, onclick: () => ask("_scenario", s.key) }, s.name)));
    compare.replaceChildren(h("option", { value: "" }, words["dilemma.compare.none"]), ...all.map((/** @type {any} */ s) => h("option", { value: s.key }, s.name)));
  };

  const changedLine = h("p", {});
  const changedNumbers = h("ul", { class: "sd-deltas" });
  const changedTitle = h("h4", {});
  changed.append(changedTitle, changedLine, changedNumbers);
  function drawChange(/** @type {Record<string, number>} */ here, /** @type {number} */ p, /** @type {number} */ c) {
    changed.hidden = !base;
    if (!base) return;
    const before = lookUp(openMap(base.raw), p, c);
    write(changedTitle, fill(words["dilemma.changed"], { name: base.name }));
    const now = model.get("_assumptions");
    const moves = Object.keys(now).filter((name) => now[name] !== base.assumptions[name]);
    write(
      changedLine,
      moves.length
        ? moves.map((name) => fill(words["dilemma.changed.assumption"], { name: words[`dilemma.label.${name}`], a: short(base.assumptions[name]), b: short(now[name]) })).join(" · ")
        : words["dilemma.changed.same"],
    );
    const items = TOTALS.map(([name, word]) => {
      const [a, b] = [inHundred(before[name]), inHundred(here[name])];
      return `${words[`dilemma.whole.${word}`]}: ${a} → ${b} (${signed(b - a)})`;
    });
    if (changedNumbers.childElementCount !== items.length) changedNumbers.replaceChildren(...items.map(() => h("li", {})));
    items.forEach((item, i) => write(changedNumbers.children[i], item));
  }

  function drawTable(/** @type {Record<string, number>} */ here, /** @type {Record<string, number> | null} */ there, /** @type {number} */ p, /** @type {number} */ c) {
    if (!twin.node.open) return;
    const lines = [];
    const add = (/** @type {string} */ label, /** @type {string} */ name, show = (/** @type {number} */ x) => x.toFixed(3)) =>
      lines.push([label, show(here[name]), ...(there ? [show(there[name])] : [])]);
    for (const when of SIGNALS) {
      for (const posture of POSTURES) add(`${words[`dilemma.after.${when}`]}: ${words[`dilemma.posture.${posture}`]}`, `${when}_${posture}`);
    }
    if (full) {
      for (const when of SIGNALS) {
        for (const posture of POSTURES)
          add(`${words["dilemma.whole.retaliation"]} (${words[`dilemma.after.${when}`]}, ${words[`dilemma.posture.${posture}`]})`, `arm_${when}_${posture}`);
      }
      for (const [name, word] of [["prior", "prior"], ["belief_quiet", "quiet"], ["belief_threat", "threat"]]) add(`${words["dilemma.belief"]} ${words[`dilemma.belief.${word}`]}`, name);
      for (const [name, word] of TOTALS) add(words[`dilemma.whole.${word}`], name);
    }
    const points = (/** @type {number} */ x) => (100 * x).toFixed(1);
    add(words["dilemma.whole.b1"], "backfire", points);
    add(words["dilemma.whole.b2"], "open_backfire", points);
    add(words["dilemma.whole.b3"], "threat_payoff");
    for (const [label, belief] of beside.rows(model.get("_beside") ?? {})) lines.push([label, belief.toFixed(4), ...(there ? [""] : [])]);
    const known = openMap(model.get("_map")).error;
    const error = known === null || known > TOLERANCE ? "" : fill(words["dilemma.error"], { error: inPoints(known) });
    const columns = there ? [words["dilemma.column.what"], nameOf(model.get("_scenario")), nameOf(model.get("_compared"))] : [words["dilemma.column.what"], words["dilemma.column.here"]];
    twin.show(`${fill(words["dilemma.here"], { p: p.toFixed(2), c: c.toFixed(2) })}. ${error}`, columns, lines);
  }

  // ---- wiring: a dial redraws the step; anything else redraws the rest, in the same frame

  const step = oncePerFrame(drawStep, signal);
  const whole = oncePerFrame(() => {
    const key = model.get("_scenario");
    const raw = model.get("_map");
    // A button is pressed at once; its map follows when the kernel has solved it.
    const leap = raw !== last.raw && key !== last.key;
    if (leap) base = { name: nameOf(last.key), raw: last.raw, assumptions: last.assumptions };
    if (leap && !calm()) {
      root.classList.add("sd-glide");
      setTimeout(() => root.classList.remove("sd-glide"), 400);
    }
    if (raw !== last.raw) last = { key, raw, assumptions: model.get("_assumptions") };
    drawFrame();
    drawMaps(leap, false);
    drawStep();
    refine();
  }, signal);

  /** Ask for the fine map once the hand that moves an assumption rests: until then glances at it come faster. */
  let resting = 0;
  const refine = () => {
    clearTimeout(resting);
    const coarse = openMap(model.get("_map")).error === null;
    if (coarse && !root.classList.contains("sd-offline")) resting = setTimeout(() => model.send({ kind: "refine" }), 400);
  };
  signal.addEventListener("abort", () => clearTimeout(resting));

  /** What takes the kernel longer is asked for once nothing has moved for a while. */
  const rest = (() => {
    let timer = 0;
    let asked = false;
    signal.addEventListener("abort", () => clearTimeout(timer));
    return {
      late: () => asked,
      start() {
        if (alone || !(full || twice)) return;
        asked = true;
        clearTimeout(timer);
        timer = setTimeout(() => root.classList.contains("sd-offline") || model.send({ kind: "rest" }), 500);
      },
      end() {
        asked = false;
        step();
      },
    };
  })();
  for (const child of shadow ? [pressure, capacity, shadow] : [pressure, capacity]) {
    for (const follow of [step, rest.start]) {
      child.on("change:value", follow);
      signal.addEventListener("abort", () => child.off("change:value", follow));
    }
  }
  for (const trait of ["_assumptions", "_held"]) model.on(`change:${trait}`, rest.start);
  model.on("change:_beside", rest.end);
  for (const trait of ["_map", "_other", "_scenario", "_compared", "_layer", "_held", "_problem"]) {
    model.on(`change:${trait}`, whole);
  }
  model.on("change:_answered", answered);
  model.on("change:_assumptions", whole);
  model.on("change:_scenarios", () => {
    listScenarios();
    whole();
  });
  twin.node.addEventListener("toggle", step);

  // Pointing at a posture lights it up in a linked tree, and the other way round; nothing is saved or sent.
  stage.addEventListener("pointerover", (/** @type {any} */ event) => model.set("_highlight", event.target.closest("[data-node]")?.dataset.node ?? ""));
  stage.addEventListener("pointerleave", () => model.set("_highlight", ""));
  model.on("change:_highlight", () => {
    const told = model.get("_highlight");
    // A heap of dots that holds histories of both signals stands for its posture after either: "*.direct".
    const lit = (/** @type {string} */ node) => node.startsWith(told) || (node.startsWith("*") && told.endsWith(node.slice(1)));
    for (const part of root.querySelectorAll("[data-node]")) part.classList.toggle("sd-lit", Boolean(told) && lit(part.dataset.node));
  });

  el.append(root);
  nameSliders(el, signal, { "sd-dial-pressure": words["dilemma.pressure.ends"], "sd-dial-capacity": words["dilemma.capacity.ends"] });
  steerDials(el, { "sd-dial-pressure": pressure, "sd-dial-capacity": capacity, ...(shadow ? { "sd-dial-shadow": shadow } : {}) }, signal);
  listScenarios();
  drawFrame();
  followTheme(() => drawMaps(false), signal);
  drawStep();
  refine();
  rest.start();
  return () => {
    stop.abort();
    root.remove(); // Jupyter keeps the emptied element; what we put into it goes
  };
}

/** @param {number} value */
function short(value) {
  return String(Math.round(value * 1000) / 1000);
}

/**
 * An error as points of 100, rounded up.
 * @param {number} error
 */
function inPoints(error) {
  return String(Math.max(0.1, Math.ceil(1000 * error) / 10));
}
