// @ts-check
// The front end of BeliefUpdater. The square is dragged, the dials are for the keyboard; both say the same.
import { dial, undoDials } from "../shared/dial.js";
import { fill, h, inHundred, oncePerFrame, svg, write } from "../shared/dom.js";
import { keepLegible } from "../shared/legible.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { watchConnection } from "../shared/connection.js";

const BOX = { left: 40, top: 14, side: 240 };
const NAMES = ["prior", "if_hard", "if_soft", "threats", "overlap"];
const LIMITS = { prior: [0.01, 0.99], if_hard: [0, 1], if_soft: [0, 1], overlap: [0, 1] };
/** Examples of speakers, made up to learn on: how often a hard and a soft Moscow would send such words. */
const SPEAKERS = { always: [0.95, 0.95], careful: [0.6, 0.15], costly: [0.5, 0.02] };

/** The same rule as belief_path in bayes.py; a test compares the two. */
function beliefPath(prior, ifHard, ifSoft, threats, overlap) {
  const path = [prior];
  let odds = Math.log(prior / (1 - prior));
  const step = ifHard === 0 && ifSoft === 0 ? 0 : Math.log(ifHard) - Math.log(ifSoft);
  for (let number = 1; number <= threats; number += 1) {
    const weight = number === 1 ? 1 : 1 - overlap;
    odds += weight === 0 ? 0 : weight * step;
    path.push(1 / (1 + Math.exp(-odds)));
  }
  return path;
}

function render({ model, el }) {
  const stop = new AbortController();
  const words = model.get("_words");
  const say = (key, values = {}) => fill(words[`belief.${key}`], values);
  const now = (name) => model.get(name);
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const limits = LIMITS[name];
      model.set(name, limits ? Math.round(100 * Math.min(limits[1], Math.max(limits[0], value))) / 100 : value);
    }
    model.save_changes();
  };

  const root = h("div", { class: "sd-root sd-belief", lang: model.get("_language") });
  el.replaceChildren(root);

  // The square: width is the belief before, height is how often that Moscow threatens.
  const part = (name) => svg("rect", { class: `sd-belief-${name}` });
  const parts = { hard: part("hard-all"), soft: part("soft-all"), hardThreat: part("hard"), softThreat: part("soft") };
  const handle = (name) => svg("g", { class: `sd-belief-handle sd-belief-handle-${name}`, "data-drags": name },
    svg("line", { class: "sd-belief-grip" }), svg("line", { class: "sd-belief-edge" }), svg("circle", { r: 7 }));
  const handles = { prior: handle("prior"), if_hard: handle("if_hard"), if_soft: handle("if_soft") };
  const under = { hard: svg("text", { class: "sd-belief-name" }), soft: svg("text", { class: "sd-belief-name" }) };
  const square = keepLegible(svg("svg", { viewBox: "0 0 300 300", role: "img", "aria-label": say("square"), class: "sd-belief-square" },
    ...Object.values(parts), ...Object.values(handles), ...Object.values(under),
    svg("text", { class: "sd-belief-axis", x: 14, y: BOX.top + BOX.side / 2, transform: `rotate(-90 14 ${BOX.top + BOX.side / 2})` }, say("axis.threat")),
    svg("text", { class: "sd-belief-axis", x: BOX.left + BOX.side / 2, y: 294 }, say("axis.types"))), stop.signal);

  let dragged = "";
  const drag = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(square.getScreenCTM().inverse());
    const across = (at.x - BOX.left) / BOX.side;
    const up = (BOX.top + BOX.side - at.y) / BOX.side;
    set({ [dragged]: dragged === "prior" ? across : up });
  };
  square.addEventListener("pointerdown", (event) => {
    const group = event.target.closest?.("[data-drags]");
    if (!group) return;
    dragged = group.dataset.drags;
    square.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  square.addEventListener("pointermove", (event) => dragged && drag(event));
  for (const end of ["pointerup", "pointercancel"]) square.addEventListener(end, () => { dragged = ""; });

  // The steps: belief after each threat.
  const line = svg("polyline", { class: "sd-belief-line" });
  const dots = svg("g");
  const ticks = svg("g");
  const level = (belief) => BOX.top + BOX.side * (1 - belief);
  const rules = [0, 0.25, 0.5, 0.75, 1].map((belief) => svg("g", {},
    svg("line", { class: belief === 0.5 ? "sd-belief-half" : "sd-belief-rule", x1: BOX.left, x2: BOX.left + BOX.side, y1: level(belief), y2: level(belief) }),
    svg("text", { class: "sd-belief-tick", x: BOX.left - 6, y: level(belief) + 4, "text-anchor": "end" }, String(100 * belief))));
  const steps = keepLegible(svg("svg", { viewBox: "0 0 300 300", role: "img", "aria-label": say("steps"), class: "sd-belief-steps" },
    ...rules, line, dots, ticks,
    svg("text", { class: "sd-belief-axis", x: 10, y: BOX.top + BOX.side / 2, transform: `rotate(-90 10 ${BOX.top + BOX.side / 2})` }, say("axis.belief")),
    svg("text", { class: "sd-belief-axis", x: BOX.left + BOX.side / 2, y: 294 }, say("axis.heard"))), stop.signal);

  // Of all who threaten, how many are hard: the belief after one threat.
  const among = { hard: h("div", { class: "sd-part sd-belief-part-hard" }), soft: h("div", { class: "sd-part sd-belief-part-soft" }) };
  const amongBar = h("div", { class: "sd-stack", role: "img" }, among.hard, among.soft);
  const amongRow = h("div", { class: "sd-row sd-belief-among" }, h("span", { class: "sd-label" }, say("among")), amongBar);

  // Dials, speakers, sentence, table.
  const share = (value) => `${inHundred(value)} %`;
  const control = (name, low, high, step, show) => dial({
    label: say(`dial.${name}`), meaning: say(`meaning.${name}`), low, high, step, value: now(name), show,
    moved: (value) => set({ [name]: value }),
  });
  const dials = {
    prior: control("prior", 0.01, 0.99, 0.01, share),
    if_hard: control("if_hard", 0, 1, 0.01, share),
    if_soft: control("if_soft", 0, 1, 0.01, share),
    threats: control("threats", 1, now("_most"), 1, String),
    overlap: control("overlap", 0, 1, 0.05, share),
  };
  const speakers = h("div", { class: "sd-belief-speakers", role: "group", "aria-label": say("speakers") },
    h("span", { class: "sd-belief-speakers-name" }, say("speakers")),
    ...Object.entries(SPEAKERS).map(([name, [hard, soft]]) =>
      h("button", { type: "button", class: "sd-chip", onclick: () => set({ if_hard: hard, if_soft: soft }) }, say(`speaker.${name}`))));
  const sentence = liveSentence(stop.signal);
  const table = tableTwin(say("table"));
  const offline = watchConnection(model, words["shared.disconnected.dials"]);
  root.append(
    h("div", { class: "sd-belief-pictures" },
      h("figure", {}, h("figcaption", {}, say("square")), square),
      h("figure", {}, h("figcaption", {}, say("steps")), steps)),
    amongRow, ...sentence.nodes, speakers,
    h("div", { class: "sd-belief-dials" }, ...Object.values(dials).map((each) => each.node), undoDials(dials, words["shared.reset"])),
    table.node);
  root.prepend(offline);

  const place = (rect, x, width, height) => {
    for (const [name, value] of Object.entries({ x, width, height, y: BOX.top + BOX.side - height })) rect.setAttribute(name, value);
  };
  const stretch = (group, x1, y1, x2, y2) => {
    for (const each of group.querySelectorAll("line")) {
      for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) each.setAttribute(name, value);
    }
    group.lastChild.setAttribute("cx", (x1 + x2) / 2);
    group.lastChild.setAttribute("cy", (y1 + y2) / 2);
  };
  const label = (text, x, width, name) => {
    text.setAttribute("x", x + width / 2);
    text.setAttribute("y", BOX.top + BOX.side + 18);
    write(text, width > 34 ? name : "");
  };

  const draw = () => {
    const [prior, ifHard, ifSoft, threats, overlap] = NAMES.map(now);
    const split = BOX.side * prior;
    const foot = BOX.top + BOX.side;
    place(parts.hard, BOX.left, split, BOX.side);
    place(parts.soft, BOX.left + split, BOX.side - split, BOX.side);
    place(parts.hardThreat, BOX.left, split, BOX.side * ifHard);
    place(parts.softThreat, BOX.left + split, BOX.side - split, BOX.side * ifSoft);
    stretch(handles.prior, BOX.left + split, BOX.top, BOX.left + split, foot);
    stretch(handles.if_hard, BOX.left, foot - BOX.side * ifHard, BOX.left + split, foot - BOX.side * ifHard);
    stretch(handles.if_soft, BOX.left + split, foot - BOX.side * ifSoft, BOX.left + BOX.side, foot - BOX.side * ifSoft);
    label(under.hard, BOX.left, split, say("hard"));
    label(under.soft, BOX.left + split, BOX.side - split, say("soft"));

    const path = beliefPath(prior, ifHard, ifSoft, threats, overlap);
    const across = (number) => BOX.left + 12 + ((BOX.side - 24) * number) / Math.max(1, threats);
    line.setAttribute("points", path.map((belief, number) => `${across(number)},${level(belief)}`).join(" "));
    dots.replaceChildren(...path.map((belief, number) => svg("circle", { cx: across(number), cy: level(belief), r: 4.5 })));
    ticks.replaceChildren(...path.map((_, number) => svg("text", { class: "sd-belief-tick", x: across(number), y: foot + 18, "text-anchor": "middle" }, String(number))));
    for (const [name, each] of Object.entries(dials)) each.set(now(name));

    const [hardShare, softShare] = [prior * ifHard, (1 - prior) * ifSoft];
    const hardOf = hardShare + softShare > 0 ? hardShare / (hardShare + softShare) : prior;
    amongRow.hidden = hardShare + softShare === 0;
    const hardIn = inHundred(hardOf);
    for (const [name, part, number] of [["hard", hardOf, hardIn], ["soft", 1 - hardOf, 100 - hardIn]]) {
      among[name].style.width = `${100 * part}%`;
      write(among[name], part > 0.12 ? `${say(name)} ${number}` : "");
    }
    amongBar.setAttribute("aria-label", say("among.label", { hard: inHundred(hardOf), soft: 100 - inHundred(hardOf) }));
    const quiet = prior * (1 - ifHard) + (1 - prior) * (1 - ifSoft);
    const silence = quiet > 0 ? (prior * (1 - ifHard)) / quiet : prior;
    const ratio = ifHard / ifSoft;
    const news = Number.isNaN(ratio) ? say("never") : ratio === Infinity ? say("only_hard") : ratio === 1 ? say("no_news") : Math.abs(ratio - 2) < 1e-9 ? say("twice") : say("ratio", { ratio: String(Number(ratio.toPrecision(2))) });
    sentence.say([
      say("before", { belief: inHundred(prior) }), news,
      say(threats === 1 ? "after_one" : "after_many", { n: threats, belief: inHundred(path[threats]) }),
      say("silence", { belief: inHundred(silence) }),
    ].join(" "));
    table.show(say("table.about"), [say("table.heard"), say("table.belief")], path.map((belief, number) => [number, (100 * belief).toFixed(1)]));
  };
  const soon = oncePerFrame(draw, stop.signal);
  for (const name of NAMES) model.on(`change:${name}`, soon);
  draw();
  return () => {
    stop.abort();
    for (const name of NAMES) model.off(`change:${name}`, soon);
  };
}

export default { render };
