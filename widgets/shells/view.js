// @ts-check
// The front end of ShellLedger: two pictures of one account, three shares of one loan.
import { dial, undoDials } from "../shared/dial.js";
import { fill, h, inHundred, oncePerFrame, svg, write } from "../shared/dom.js";
import { keepLegible } from "../shared/legible.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { watchConnection } from "../shared/connection.js";
import { compareAccounts, loanFlow, shiftsOf } from "./account.js";

const PLOT = { left: 52, top: 12, width: 236, height: 210 };
const NAMES = ["start", "made", "wanted", "floor", "loan", "kind", "due", "unknown"];
const RULES = ["label", "mixing", "difference"];

/** A round number at or above a value, for the top of an axis. */
function roundUp(value) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map((step) => step * unit).find((top) => top >= value) ?? 10 * unit;
}

function render({ model, el }) {
  const stop = new AbortController();
  const words = model.get("_words");
  const months = model.get("_months");
  const limits = model.get("_limits");
  const say = (key, values = {}) => fill(words[`shells.${key}`], values);
  const now = (name) => model.get(name);
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
  };
  const across = (month) => PLOT.left + (PLOT.width * month) / months;
  const foot = PLOT.top + PLOT.height;

  const root = h("div", { class: "sd-root sd-shells", lang: model.get("_language") });
  el.replaceChildren(root);

  // One picture: axes, a band, lines. `top` may grow and shrink with the numbers.
  const chart = (name, extras) => {
    const ticks = svg("g");
    const band = svg("path", { class: "sd-shells-band" });
    const lines = Object.fromEntries(extras.map((each) => [each, svg("polyline", { class: `sd-shells-${each}` })]));
    const level = svg("line", { class: "sd-shells-level", x1: PLOT.left, x2: PLOT.left + PLOT.width });
    const named = svg("text", { class: "sd-shells-named", x: PLOT.left + PLOT.width - 10, "text-anchor": "end" });
    const below = [0, 6, 12, 18, 24].map((month) =>
      svg("text", { class: "sd-shells-tick", x: across(month), y: foot + 16, "text-anchor": "middle" }, String(month)));
    const picture = keepLegible(svg("svg", { viewBox: "0 0 300 262", role: "img", "aria-label": say(name), class: "sd-shells-picture" },
      ticks, band, level, ...Object.values(lines), named, ...below,
      svg("text", { class: "sd-shells-axis", x: PLOT.left + PLOT.width / 2, y: foot + 34 }, say("axis.month")),
      svg("text", { class: "sd-shells-axis", x: 9, y: PLOT.top + PLOT.height / 2, transform: `rotate(-90 9 ${PLOT.top + PLOT.height / 2})` }, say("axis.thousand"))), stop.signal);
    let top = 1;
    const height = (value) => foot - (PLOT.height * value) / top;
    return {
      picture, level, height,
      amount: (y) => (top * (foot - y)) / PLOT.height,
      scale(/** @type {number} */ highest) {
        top = roundUp(highest);
        ticks.replaceChildren(...[0, 0.5, 1].flatMap((part) => [
          svg("line", { class: "sd-shells-rule", x1: PLOT.left, x2: PLOT.left + PLOT.width, y1: height(part * top), y2: height(part * top) }),
          svg("text", { class: "sd-shells-tick", x: PLOT.left - 6, y: height(part * top) + 4, "text-anchor": "end" }, (part * top).toLocaleString("en"))]));
      },
      draw(/** @type {string} */ line, /** @type {number[]} */ values) {
        lines[line].setAttribute("points", values.map((value, month) => `${across(month)},${height(value)}`).join(" "));
      },
      shade(/** @type {number[]} */ low, /** @type {number[]} */ high) {
        const there = high.map((value, month) => `${across(month)},${height(value)}`);
        const back = low.map((value, month) => `${across(month)},${height(value)}`).reverse();
        band.setAttribute("d", `M${[...there, ...back].join("L")}Z`);
      },
      mark(/** @type {number} */ value, /** @type {string} */ text) {
        level.setAttribute("y1", String(height(value)));
        level.setAttribute("y2", String(height(value)));
        named.setAttribute("y", String(height(value) - 5));
        write(named, text);
      },
    };
  };
  const stock = chart("stock", ["without", "with"]);
  const extra = chart("extra", ["with"]);

  // The floor can be dragged in the picture of the stock.
  const grip = svg("line", { class: "sd-shells-grip", x1: PLOT.left, x2: PLOT.left + PLOT.width });
  const knob = svg("circle", { r: 6, cx: PLOT.left + PLOT.width });
  const hold = svg("g", { class: "sd-shells-hold" }, grip, knob);
  stock.picture.append(hold);
  let held = false;
  hold.addEventListener("pointerdown", (event) => {
    held = true;
    hold.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  hold.addEventListener("pointermove", (event) => {
    if (!held) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(stock.picture.getScreenCTM().inverse());
    set({ floor: Math.min(limits.floor, Math.max(0, Math.round(stock.amount(at.y) / 10) * 10)) });
  });
  for (const end of ["pointerup", "pointercancel"]) hold.addEventListener(end, () => { held = false; });

  // Three shares, each with its range.
  const bars = Object.fromEntries(RULES.map((rule) => {
    const bar = h("i", { class: `sd-shells-bar sd-shells-bar-${rule}` });
    const range = h("i", { class: "sd-shells-range" });
    const number = h("span", { class: "sd-shells-number" });
    return [rule, { bar, range, number, node: h("div", { class: "sd-shells-share" },
      h("span", { class: "sd-shells-rule-name" }, say(`rule.${rule}`)), h("span", { class: "sd-shells-track", "aria-hidden": "true" }, bar, range), number) }];
  }));

  const thousand = (value) => value.toLocaleString("en");
  const control = (name, low, high, step, show) => dial({
    label: say(`dial.${name}`), meaning: say(`meaning.${name}`), low, high, step, value: now(name), show,
    moved: (value) => set({ [name]: value }),
  });
  const dials = {
    start: control("start", 0, limits.start, 10, thousand),
    made: control("made", 0, limits.made, 1, thousand),
    wanted: control("wanted", 0, limits.wanted, 1, thousand),
    floor: control("floor", 0, limits.floor, 10, thousand),
    loan: control("loan", 0, limits.loan, 10, thousand),
    due: control("due", 2, months, 1, String),
    unknown: control("unknown", 0, 0.5, 0.05, (value) => `± ${inHundred(value)} %`),
  };
  const kinds = ["give", "lend"].map((kind) => {
    const button = h("button", { type: "button", class: "sd-chip", onclick: () => set({ kind }) }, say(`kind.${kind}`));
    return { kind, button };
  });
  const sentence = liveSentence(stop.signal);
  const table = tableTwin(say("table"));
  const offline = watchConnection(model, words["shared.disconnected.dials"]);
  root.append(
    h("div", { class: "sd-shells-kinds", role: "group", "aria-label": say("kind") }, h("span", {}, say("kind")), ...kinds.map((each) => each.button)),
    h("div", { class: "sd-shells-pictures" },
      h("figure", {}, h("figcaption", {}, say("stock")), stock.picture,
        h("div", { class: "sd-shells-key", "aria-hidden": "true" },
          h("span", {}, h("i", { class: "sd-shells-swatch-with" }), say("with")), h("span", {}, h("i", { class: "sd-shells-swatch-without" }), say("without")))),
      h("figure", {}, h("figcaption", {}, say("extra")), extra.picture)),
    h("div", { class: "sd-shells-shares", role: "group", "aria-label": say("shares") }, h("span", { class: "sd-shells-heading" }, say("shares")), ...RULES.map((rule) => bars[rule].node)),
    ...sentence.nodes,
    h("div", { class: "sd-shells-dials" }, ...Object.values(dials).map((each) => each.node), undoDials(dials, words["shared.reset"])),
    table.node);
  root.prepend(offline);

  const draw = () => {
    const values = Object.fromEntries(NAMES.map((name) => [name, now(name)]));
    const incoming = loanFlow(values, months, now("_parts"));
    const best = compareAccounts(values, incoming);
    const shifts = shiftsOf(values.unknown, now("_tried"));
    // Lowest and highest over the grid, kept as it is walked: month by month for the bands, and of each share.
    const span = (size) => ({ low: Array(size).fill(Infinity), high: Array(size).fill(-Infinity) });
    const reach = { stock: span(months), extra: span(months), shares: span(RULES.length) };
    const widen = (ends, each, read) => each.forEach((item, i) => {
      ends.low[i] = Math.min(ends.low[i], read(item));
      ends.high[i] = Math.max(ends.high[i], read(item));
    });
    for (const a of shifts) {
      for (const b of shifts) {
        const one = compareAccounts({ ...values, start: a * values.start, wanted: b * values.wanted }, incoming);
        widen(reach.stock, one.more, (row) => row.stock);
        widen(reach.extra, one.extra, (value) => value);
        widen(reach.shares, RULES, (rule) => (values.loan > 0 ? one.shares[rule] : 0));
      }
    }
    const stocks = (rows) => [values.start, ...rows.map((row) => row.stock)];

    const { low: stockLow, high: stockHigh } = reach.stock;
    if (!held) stock.scale(Math.max(values.floor * 1.15, ...stocks(best.more), ...stockHigh, values.start * Math.max(...shifts)));
    stock.draw("with", stocks(best.more));
    stock.draw("without", stocks(best.less));
    stock.shade([values.start * Math.min(...shifts), ...stockLow], [values.start * Math.max(...shifts), ...stockHigh]);
    stock.mark(values.floor, say("floor"));
    for (const side of ["y1", "y2"]) grip.setAttribute(side, stock.level.getAttribute("y1"));
    knob.setAttribute("cy", stock.level.getAttribute("y1"));
    extra.scale(Math.max(values.loan * 1.1, 10));
    extra.draw("with", [0, ...best.extra]);
    extra.shade([0, ...reach.extra.low], [0, ...reach.extra.high]);
    extra.mark(values.loan, values.loan > 0 ? say("whole") : "");

    for (const rule of RULES) {
      const share = values.loan > 0 ? best.shares[rule] : 0;
      const [low, high] = [reach.shares.low, reach.shares.high].map((ends) => ends[RULES.indexOf(rule)]);
      bars[rule].bar.style.width = `${100 * share}%`;
      bars[rule].range.style.left = `${100 * low}%`;
      bars[rule].range.style.width = `${100 * (high - low)}%`;
      write(bars[rule].number, high - low > 0.005 ? say("share.range", { share: inHundred(share), low: inHundred(low), high: inHundred(high) }) : say("share", { share: inHundred(share) }));
    }
    for (const { kind, button } of kinds) button.setAttribute("aria-pressed", String(kind === values.kind));
    dials.due.node.hidden = values.kind !== "lend";
    for (const [name, each] of Object.entries(dials)) each.set(now(name));

    const first = [best.less, best.more].map((rows) => rows.findIndex((row) => row.short > 1e-9) + 1);
    const short = say(`short.${first[0] + first[1] === 0 ? "none" : first[0] && first[1] ? "both" : "without"}`, { without: first[0], with_loan: first[1] });
    const ends = [reach.shares.low, reach.shares.high].map((all) => inHundred(all[RULES.indexOf("difference")]));
    const unpaid = best.more.reduce((sum, row) => sum + row.unpaid, 0);
    sentence.say(values.loan === 0 ? say("no_loan") : [
      say("result", { months, extra: Math.floor(best.extra[months - 1] + 0.5), difference: inHundred(best.shares.difference), mixing: inHundred(best.shares.mixing) }),
      ends[0] < ends[1] ? say("range", { low: ends[0], high: ends[1] }) : "",
      short,
      unpaid > 1e-9 ? say("unpaid", { unpaid: unpaid.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 }) }) : "",
    ].filter(Boolean).join(" "));
    table.show(say("table.about"), ["month", "with", "without", "extra"].map((name) => say(`table.${name}`)),
      best.more.map((row, month) => [month + 1, row.stock.toFixed(0), best.less[month].stock.toFixed(0), best.extra[month].toFixed(0)]));
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
