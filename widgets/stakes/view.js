// @ts-check
// The front end of StakesExplorer. The corners of the block are dragged, the dials are for the keyboard; both say the same.
import { dial, undoDials } from "../shared/dial.js";
import { fill, h, oncePerFrame, svg, write } from "../shared/dom.js";
import { keepLegible } from "../shared/legible.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { watchConnection } from "../shared/connection.js";

const BOX = { left: 44, top: 10, side: 240 };
const RULER = { left: 8, width: 424, top: 6, row: 36 };
const NAMES = ["base", "lost", "months", "rerouted"];

/** The same rule as loss_interval in loss.py; a test compares the two. */
function lossInterval(exports, lost, months, rerouted) {
  const whole = (exports * months) / 12;
  return [whole * lost[0] * (1 - rerouted[1]), whole * lost[1] * (1 - rerouted[0])];
}

function render({ model, el }) {
  const stop = new AbortController();
  const words = model.get("_words");
  const facts = model.get("_facts");
  const say = (key, values = {}) => fill(words[`stakes.${key}`], values);
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const within = (value, low, high) => Math.round(100 * Math.min(high, Math.max(low, value))) / 100;
  /** Move one end of a pair; it stops at the other end. */
  const end = (name, which, value) => {
    const pair = model.get(name);
    return which === 0 ? [within(value, 0, pair[1]), pair[1]] : [pair[0], within(value, pair[0], 1)];
  };

  // The block: width is the share lost, height the part of it that finds no other buyer, area the loss.
  const rect = (name) => svg("rect", { class: `sd-stakes-${name}`, x: BOX.left });
  const whole = svg("rect", { class: "sd-stakes-whole", x: BOX.left, y: BOX.top, width: BOX.side, height: BOX.side });
  const [most, least] = [rect("most"), rect("least")];
  const handle = (name) => svg("g", { class: "sd-stakes-handle", "data-drags": name },
    svg("circle", { class: "sd-stakes-grip", r: 16 }), svg("circle", { class: "sd-stakes-dot", r: 7 }));
  const handles = [handle("0"), handle("1")];
  const middle = BOX.top + BOX.side / 2;
  const block = keepLegible(svg("svg", { viewBox: "0 0 296 296", role: "img", class: "sd-stakes-block" },
    whole, most, least, ...[...handles].reverse(),
    ...[0, 0.5, 1].flatMap((share) => [
      svg("text", { class: "sd-stakes-tick", x: BOX.left + share * BOX.side, y: BOX.top + BOX.side + 16, "text-anchor": "middle" }, String(100 * share)),
      svg("text", { class: "sd-stakes-tick", x: BOX.left - 6, y: BOX.top + (1 - share) * BOX.side + 4, "text-anchor": "end" }, String(100 * share)),
    ]),
    svg("text", { class: "sd-stakes-axis", x: 12, y: middle, transform: `rotate(-90 12 ${middle})` }, say("axis.kept")),
    svg("text", { class: "sd-stakes-axis", x: BOX.left + BOX.side / 2, y: 290 }, say("axis.lost"))), stop.signal);
  let dragged = -1;
  block.addEventListener("pointerdown", (event) => {
    const group = event.target.closest?.("[data-drags]");
    if (!group) return;
    dragged = Number(group.dataset.drags);
    block.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  block.addEventListener("pointermove", (event) => {
    if (dragged < 0) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(block.getScreenCTM().inverse());
    const across = (at.x - BOX.left) / BOX.side;
    const down = (at.y - BOX.top) / BOX.side;
    set({ lost: end("lost", dragged, across), rerouted: end("rerouted", 1 - dragged, down) });
  });
  for (const name of ["pointerup", "pointercancel"]) block.addEventListener(name, () => { dragged = -1; });

  // The ruler: known amounts in rows, the loss as a band across them.
  const height = RULER.top + facts.amounts.length * RULER.row;
  const x = (value) => RULER.left + (RULER.width * value) / facts.most;
  const scale = Array.from({ length: facts.most / 5 + 1 }, (_, i) => 5 * i);
  const band = svg("rect", { class: "sd-stakes-band", y: 0, height });
  const ends = [0, 1].map(() => svg("line", { class: "sd-stakes-end", y1: 0, y2: height }));
  const short = (value) => String(Number(value.toFixed(2)));
  const amount = (low, high) => (low === high ? short(low) : say("between", { low: short(low), high: short(high) }));
  const rows = facts.amounts.map(([key, low, high], i) => {
    const y = RULER.top + i * RULER.row;
    return svg("g", {},
      svg("text", { class: "sd-stakes-label", x: RULER.left + 2, y: y + 12 }, `${say(`known.${key}`)}: ${amount(low, high)}`),
      svg("rect", { class: "sd-stakes-known", x: x(0), y: y + 17, width: x(low) - x(0), height: 11 }),
      svg("rect", { class: "sd-stakes-between", x: x(low), y: y + 17, width: x(high) - x(low), height: 11 }));
  });
  const ruler = keepLegible(svg("svg", { viewBox: `0 0 444 ${height + 42}`, role: "img", class: "sd-stakes-ruler" },
    ...scale.map((value) => svg("line", { class: "sd-stakes-rule", x1: x(value), x2: x(value), y1: 0, y2: height })),
    band, ...ends, ...rows,
    ...scale.map((value) => svg("text", { class: "sd-stakes-tick", x: x(value), y: height + 15, "text-anchor": "middle" }, String(value))),
    svg("text", { class: "sd-stakes-axis", x: x(facts.most / 2), y: height + 35 }, say("axis.money"))), stop.signal);

  // Year to start from, dials, sentence, table.
  const years = Object.keys(facts.exports).map((year) => h("button", {
    type: "button", class: "sd-chip", onclick: () => set({ base: Number(year) }),
  }, say("base.year", { year, exports: short(facts.exports[year]) })));
  const percent = (value) => `${Math.round(100 * value)} %`;
  const share = (name, which) => dial({
    label: say(`dial.${name}.${which}`), meaning: say(`meaning.${name}.${which}`), low: 0, high: 1, step: 0.01,
    value: model.get(name)[which], show: percent,
    moved: (value) => {
      const pair = end(name, which, value);
      set({ [name]: pair });
      if (pair[which] !== value) dials[`${name}${which}`].input.value = String(pair[which]);
    },
  });
  const dials = {
    lost0: share("lost", 0), lost1: share("lost", 1),
    months: dial({ label: say("dial.months"), meaning: say("meaning.months"), low: 1, high: facts.months, step: 1,
      value: model.get("months"), show: String, moved: (value) => set({ months: value }) }),
    rerouted0: share("rerouted", 0), rerouted1: share("rerouted", 1),
  };
  const sentence = liveSentence(stop.signal);
  const table = tableTwin(say("table"));
  const caption = h("figcaption", {});
  const offline = watchConnection(model, words["shared.disconnected.dials"]);
  el.replaceChildren(h("div", { class: "sd-root sd-stakes", lang: model.get("_language"), role: "group", "aria-label": say("name") },
    offline,
    h("div", { class: "sd-stakes-base", role: "group", "aria-label": say("base") }, h("span", { class: "sd-stakes-base-name" }, say("base")), ...years),
    h("div", { class: "sd-stakes-pictures" },
      h("figure", {}, caption, block),
      h("figure", {}, h("figcaption", {}, say("ruler")), ruler)),
    ...sentence.nodes,
    h("div", { class: "sd-stakes-dials" }, ...Object.values(dials).map((each) => each.node), undoDials(dials, words["shared.reset"])),
    table.node, h("p", { class: "sd-stakes-source" }, `${say("source")} ${facts.source}`)));

  const draw = () => {
    const [base, lost, months, rerouted] = NAMES.map((name) => model.get(name));
    const exports = facts.exports[base];
    const [low, high] = lossInterval(exports, lost, months, rerouted);
    [[least, 0], [most, 1]].forEach(([node, which]) => {
      const up = BOX.side * (1 - rerouted[1 - which]);
      const across = BOX.side * lost[which];
      for (const [name, value] of Object.entries({ width: across, height: up, y: BOX.top + BOX.side - up })) node.setAttribute(name, String(value));
      handles[which].setAttribute("transform", `translate(${BOX.left + across} ${BOX.top + BOX.side - up})`);
    });
    write(caption, say("block", { whole: short((exports * months) / 12) }));
    block.setAttribute("aria-label", `${caption.textContent}. ${say("scenario")}: ${amount(low, high)}`);
    band.setAttribute("x", String(x(low)));
    band.setAttribute("width", String(x(high) - x(low)));
    ends.forEach((node, which) => ["x1", "x2"].forEach((name) => node.setAttribute(name, String(x([low, high][which])))));
    ruler.setAttribute("aria-label", `${say("ruler")}. ${say("scenario")}: ${amount(low, high)}`);
    years.forEach((node, i) => node.setAttribute("aria-pressed", String(Object.keys(facts.exports)[i] === String(base))));
    dials.lost0.set(lost[0]);
    dials.lost1.set(lost[1]);
    dials.rerouted0.set(rerouted[0]);
    dials.rerouted1.set(rerouted[1]);
    dials.months.set(months);
    const [, thaadLow, thaadHigh] = facts.amounts.find(([key]) => key === "thaad");
    const beside = high < thaadLow ? "below" : low > thaadHigh ? "above" : "overlap";
    sentence.say([
      say("result", { months, low: low.toFixed(1), high: high.toFixed(1) }),
      say(`thaad.${beside}`, { low: thaadLow, high: thaadHigh }),
    ].join(" "));
    table.show(say("table.about"), [say("table.what"), say("table.low"), say("table.high")],
      [[say("scenario"), low.toFixed(2), high.toFixed(2)], ...facts.amounts.map(([key, least, most]) => [say(`known.${key}`), least.toFixed(2), most.toFixed(2)])]);
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
