/**
 * The front end of ExportExplorer. All sums come from Python, for every window and every growth rate; here they are
 * looked up, divided by the world, put in order and drawn.
 */

import { fill, h, svg, write } from "../shared/dom.js";
import { dial } from "../shared/dial.js";
import { keepLegible } from "../shared/legible.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { watchConnection } from "../shared/connection.js";

const YEARS = { width: 560, height: 366, left: 60, bottom: 34, top: 32, right: 16 };

/** The numbers behind a binary trait. */
function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** A round number at or above the highest bar, and the step between lines. */
function scale(highest) {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000].find((each) => highest / each <= 5) ?? 50000;
  return { step, top: Math.ceil(highest / step) * step };
}

function render({ model, el }) {
  const words = Object.fromEntries(Object.entries(model.get("_words")).map(([key, text]) => [key.replace(/^exports\./, ""), text]));
  const facts = model.get("_facts");
  const sums = floats(model.get("_sums"));
  const yearly = floats(model.get("_yearly"));
  const stop = new AbortController();
  const final = facts.last + facts.ahead;
  const years = final - facts.first + 1;
  const windows = years - facts.window + 1;
  const columns = facts.suppliers.length + 1;
  const live = liveSentence(stop.signal);
  const twin = tableTwin(words.table);

  const now = () => ({ end: model.get("end"), growth: model.get("growth"), measure: model.get("measure") });

  function set(name, value) {
    if (model.get(name) === value) return;
    model.set(name, value);
    model.save_changes();
  }

  const volumes = ({ end, growth }) => {
    const row = (growth - facts.growth[0]) * windows + (end - facts.window + 1 - facts.first);
    return sums.subarray(row * columns, (row + 1) * columns);
  };
  const deliveries = (growth, year) => yearly[(growth - facts.growth[0]) * years + (year - facts.first)];

  const span = (end) => `${end - facts.window + 1}–${end}`;
  const slide = dial({
    label: words.window, meaning: words.window_meaning, low: facts.first + facts.window - 1, high: final, step: 1,
    value: model.get("end"), show: (end) => fill(words.window_value, { span: span(end) }), moved: (end) => set("end", end),
  });
  const grow = dial({
    label: words.growth, meaning: words.growth_meaning, low: facts.growth[0], high: facts.growth[1], step: 1,
    value: model.get("growth"), show: (rate) => fill(words.growth_value, { rate: `${rate > 0 ? "+" : ""}${rate}` }),
    moved: (rate) => set("growth", rate),
  });
  const picker = h("select", { onchange: () => set("measure", picker.value) },
    h("option", { value: "TIV" }, words.tiv), h("option", { value: "contracts" }, words.contracts));
  const again = h("button", { type: "button", onclick: () => {
    for (const [name, value] of [["end", facts.last], ["growth", 0], ["measure", "TIV"]]) model.set(name, value);
    model.save_changes();
  } }, words.reset);

  // ---- the years, with a window to drag
  const left = keepLegible(svg("svg", { viewBox: `0 0 ${YEARS.width} ${YEARS.height}`, class: "sx-years", role: "img" }), stop.signal);
  const caption = h("figcaption");
  const step = (YEARS.width - YEARS.left - YEARS.right) / years;
  const x = (year) => YEARS.left + (year - facts.first) * step;
  const band = svg("rect", { class: "sx-band", y: YEARS.top - 4, height: YEARS.height - YEARS.bottom - YEARS.top + 4, width: facts.window * step, rx: 4 });
  const grid = svg("g");
  const bars = svg("g");
  const axis = svg("g", { class: "sx-axis" });
  for (let year = facts.first; year <= final; year += 1) {
    if ((year - facts.first) % 3 === 0) axis.append(svg("text", { x: x(year) + step / 2, y: YEARS.height - 8, "text-anchor": "middle" }, String(year)));
  }
  // Above the plot, where neither a grid line nor a bar runs through it.
  const ahead = svg("text", { x: x(facts.last + 1) + 4, y: YEARS.top - 11 }, words.future);
  left.append(grid, svg("line", { class: "sx-now", x1: x(facts.last + 1), x2: x(facts.last + 1), y1: YEARS.top - 26, y2: YEARS.height - YEARS.bottom }), ahead, band, bars, axis);
  let grip = null;
  const yearAt = (event) => facts.first + ((event.clientX - left.getBoundingClientRect().left) * (YEARS.width / left.getBoundingClientRect().width) - YEARS.left) / step;
  left.addEventListener("pointerdown", (event) => {
    const year = yearAt(event);
    const start = model.get("end") - facts.window + 1;
    grip = year >= start && year <= start + facts.window ? year - start : facts.window / 2;
    left.setPointerCapture(event.pointerId);
    drag(event);
  });
  const drag = (event) => {
    if (grip === null) return;
    const end = Math.round(yearAt(event) - grip) + facts.window - 1;
    set("end", Math.min(final, Math.max(facts.first + facts.window - 1, end)));
  };
  left.addEventListener("pointermove", drag);
  for (const name of ["pointerup", "pointercancel"]) left.addEventListener(name, () => (grip = null));

  function drawYears({ end, growth, measure }) {
    const value = (year) => (measure === "TIV" ? deliveries(growth, year) : (facts.contracts[year] ?? 0));
    const all = Array.from({ length: years }, (_, i) => [facts.first + i, value(facts.first + i)]);
    const { step: line, top } = scale(Math.max(...all.map(([, height]) => height), 1));
    const y = (height) => YEARS.height - YEARS.bottom - (height / top) * (YEARS.height - YEARS.bottom - YEARS.top);
    grid.replaceChildren();
    for (let tick = 0; tick <= top; tick += line) {
      grid.append(
        svg("line", { class: "sx-grid", x1: YEARS.left, x2: YEARS.width - YEARS.right, y1: y(tick), y2: y(tick) }),
        svg("text", { x: YEARS.left - 5, y: y(tick) + 4, "text-anchor": "end" }, tick.toLocaleString("en")),
      );
    }
    bars.replaceChildren(
      ...all.filter(([, height]) => height > 0).map(([year, height]) =>
        svg("rect", {
          class: `sx-year${year > end - facts.window && year <= end ? " sx-in" : ""}${year > facts.last ? " sx-guess" : ""}`,
          x: x(year) + 2, width: step - 4, y: y(height), height: YEARS.height - YEARS.bottom - y(height), rx: 1.5,
        }),
      ),
    );
    band.setAttribute("x", String(x(end - facts.window + 1)));
    write(caption, measure === "TIV" ? words.bars_tiv : words.bars_contracts);
    const inside = all.filter(([year]) => year > end - facts.window && year <= end);
    left.setAttribute("aria-label", `${caption.textContent} ${inside.map(([year, height]) => `${year}: ${height.toFixed(measure === "TIV" ? 0 : 1)}`).join(", ")}`);
  }

  // ---- the ranking of the window
  const list = h("ol", { class: "sx-ranking", "aria-label": words.ranking });
  const places = facts.suppliers.map((name, i) => {
    const bar = h("span", { class: "sx-bar" });
    const number = h("span", { class: "sx-number" });
    const place = h("span", { class: "sx-place" });
    const row = h("li", { class: i ? "sx-row" : "sx-row sx-korea" }, place, h("span", { class: "sx-name" }, name), h("span", { class: "sx-track" }, bar, number));
    list.append(row);
    return { row, bar, number, place };
  });
  const goal = h("p", { class: "sd-meaning" });
  const releases = h("p", { class: "sd-meaning" });
  const source = h("p", { class: "sd-meaning" });

  function drawRanking(state) {
    const volume = volumes(state);
    const world = volume.reduce((sum, each) => sum + each, 0);
    const shares = facts.suppliers.map((name, i) => ({ i, name, share: (100 * volume[i]) / world, volume: volume[i] }));
    shares.sort((one, other) => other.share - one.share || one.i - other.i);
    const widest = shares[0].share;
    shares.forEach(({ i, share }, place) => {
      const { row, bar, number, place: where } = places[i];
      row.style.transform = `translateY(${place * 25}px)`;
      row.classList.toggle("sx-fourth", place === 3);
      bar.style.width = `${(78 * share) / widest}%`;
      write(where, place + 1);
      write(number, `${share.toFixed(1)} %`);
    });
    list.style.height = `${places.length * 25}px`;
    // Read in order by screen readers: the rows move in the tree only when no bar is in motion on screen.
    const order = shares.map(({ i }) => places[i].row);
    if (order.some((row, place) => list.children[place] !== row)) list.append(...order);
    write(goal, fill(words.goal, { goal: facts.goal }));
    const said = facts.releases[state.end] ?? [];
    write(releases, said.length ? fill(words.releases, { list: said.join("; ") }) : "");
    twin.show(
      fill(words.row, { span: span(state.end) }),
      [words.supplier, words.rank, words.share, words.volume],
      shares.map(({ name, share, volume: sum }, place) => [name, place + 1, share.toFixed(2), sum.toFixed(0)]),
    );
  }

  /** The same sentence as _sentence in explorer.py; a test compares the two. */
  function sentence({ end, growth }) {
    const volume = volumes({ end, growth });
    const world = volume.reduce((sum, each) => sum + each, 0);
    const order = facts.suppliers.map((_, i) => i).sort((one, other) => volume[other] - volume[one] || one - other);
    const place = order.indexOf(0) + 1;
    const said = fill(end <= facts.last ? words.say_past : words.say_future, {
      start: end - facts.window + 1, end, growth, share: ((100 * volume[0]) / world).toFixed(1), rank: place,
    });
    if (place <= 4) return said;
    const gap = { fourth: facts.suppliers[order[3]], times: (volume[order[3]] / volume[0]).toFixed(1) };
    return `${said} ${fill(words.say_gap, gap)}`;
  }

  function paint() {
    const state = now();
    slide.set(state.end);
    grow.set(state.growth);
    picker.value = state.measure;
    drawYears(state);
    drawRanking(state);
    let said = sentence(state);
    if (state.measure === "contracts") {
      const inside = Array.from({ length: facts.window }, (_, i) => facts.contracts[state.end - i]);
      const known = inside.filter((each) => each !== undefined);
      said += ` ${known.length === facts.window ? fill(words.contracts_sum, { sum: known.reduce((a, b) => a + b, 0).toFixed(1) }) : words.contracts_none}`;
    }
    live.say(said);
    const cited = [...new Set([facts.sources.TIV, facts.sources[state.measure]])].map((each) => each.replace(/\.$/, ""));
    write(source, `${cited.join("; ")}. ${words.others}`);
  }

  const root = h("div", { class: "sd-root sd-exports", lang: model.get("_language"), role: "group", "aria-label": words.name },
    watchConnection(model, words["shared.disconnected.dials"]),
    h("div", { class: "sx-dials" }, slide.node, grow.node),
    ...live.nodes,
    h("div", { class: "sx-choose" }, h("label", {}, words.measure, picker), again),
    h("div", { class: "sx-stage" },
      h("figure", {}, caption, left),
      h("figure", {}, h("figcaption", {}, words.ranking), list, goal, releases)),
    twin.node,
    source);
  el.append(root);
  const changes = ["change:end", "change:growth", "change:measure"];
  for (const name of changes) model.on(name, paint);
  paint();
  return () => {
    stop.abort();
    for (const name of changes) model.off(name, paint);
    root.remove(); // Jupyter keeps the emptied element; what we put into it goes
  };
}

export default { render };
