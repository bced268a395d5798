/**
 * The front end of ArgumentMap: cards for claims, arrows for reasons, a panel with the evidence.
 *
 * @typedef {{id: string, label: string, text: string, lines: {label: string,
 *   text: string}[], later: {label: string, text: string}[], kind: string, objection: boolean,
 *   sources: {title: string, url: string}[]}} Node
 * @typedef {{from: string, to: string, relation: "supports"|"assumes"|"attacks", strength: number}} Arrow
 */

import { fill, h, svg, write } from "../shared/dom.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { watchConnection } from "../shared/connection.js";

const CARD = { height: 62, gapX: 22, gapY: 8, min: 92, max: 176 };

/**
 * The same rule as what_stands in fall.py; a test compares the two.
 * @param {Node[]} nodes  each after what it leans on
 * @param {Arrow[]} arrows
 * @param {string[]} off
 * @param {string[]} accepted
 * @returns {Set<string>} the ids of what stands
 */
function whatStands(nodes, arrows, off, accepted) {
  const standing = new Set();
  const objections = new Set(nodes.filter((node) => node.objection).map((node) => node.id));
  const stands = (arrow) => standing.has(arrow.from);
  for (const { id, objection } of nodes) {
    const into = (relation) => arrows.filter((arrow) => arrow.to === id && arrow.relation === relation && arrow.strength >= 2);
    const reasons = into("supports").filter(({ from }) => !objections.has(from) || accepted.includes(from));
    if (
      (objection ? accepted.includes(id) : !off.includes(id)) &&
      into("assumes").every(stands) &&
      (!reasons.length || reasons.some(stands)) &&
      !into("attacks").some((arrow) => objections.has(arrow.from) && stands(arrow))
    ) standing.add(id);
  }
  return standing;
}

/**
 * A line from one card to another that runs between the cards on its way, and behind none.
 * @param {[number, number][]} ends  where it leaves and where it arrives
 * @param {number} from  column of the one card
 * @param {number} to  column of the other
 * @param {{width: number, x: (column: number) => number, tops: (column: number) => number[]}} board
 */
function route([start, end], from, to, { width, x, tops }) {
  const stops = [start];
  for (let column = from + 1; column < to; column += 1) {
    const share = (column - from) / (to - from);
    const straight = start[1] + share * (end[1] - start[1]);
    const cards = [...tops(column)].sort((one, other) => one - other);
    const gaps = [cards[0] - CARD.gapY / 2, ...cards.map((top) => top + CARD.height + CARD.gapY / 2)];
    const free = cards.every((top) => straight < top - 2 || straight > top + CARD.height + 2);
    const height = free ? straight : gaps.reduce((best, gap) => (Math.abs(gap - straight) < Math.abs(best - straight) ? gap : best));
    stops.push([x(column) - 3, height], [x(column) + width + 3, height]);
  }
  stops.push(end);
  return stops.slice(1).reduce((path, [c, d], i) => {
    const [a, b] = stops[i];
    const bend = Math.max(8, (c - a) / 2);
    return `${path}${b === d ? `L${c} ${d}` : `C${a + bend} ${b} ${c - bend} ${d} ${c} ${d}`}`;
  }, `M${start[0]} ${start[1]}`);
}

function render({ model, el }) {
  const words = Object.fromEntries(Object.entries(model.get("_words")).map(([key, text]) => [key.replace(/^argument\./, ""), text]));
  const marker = `sd-argument-${Math.random().toString(36).slice(2)}`;
  const scroller = h("div", { class: "sa-scroll" });
  const signal = new AbortController();
  const live = liveSentence(signal.signal);
  const twin = tableTwin(words.table);
  const panel = h("section", { class: "sa-panel", "aria-label": words.evidence });
  const picker = h("select", { onchange: () => set("focus", picker.value) });
  const root = h(
    "div",
    { class: "sd-root sd-argument", lang: model.get("_language") },
    watchConnection(model, words.disconnected),
    h(
      "div",
      { class: "sa-bar" },
      h("label", {}, words.show, picker),
      h("button", { type: "button", onclick: reset }, words.reset),
      h(
        "span",
        { class: "sa-legend" },
        ...["supports", "assumes", "attacks", "hint"].map((key) =>
          h("span", { class: `sa-key sa-key-${key}` }, words[key]),
        ),
      ),
    ),
    scroller,
    ...live.nodes,
    panel,
    h("p", { class: "sd-meaning sa-rule" }, words.rule),
    twin.node,
  );
  for (const { value, text } of model.get("_choices")) picker.append(h("option", { value }, text));
  el.append(root);

  /** @type {Map<string, {card: HTMLElement, button: HTMLElement, box: HTMLInputElement, tag: HTMLElement}>} */
  let cards = new Map();
  /** @type {{path: SVGElement, arrow: Arrow}[]} */
  let paths = [];
  let picture = null;
  let laterShown = false;
  let standing = new Set();

  /** @returns {"on"|"off"|"fallen"|"idle"} what a node is, in words of the style sheet */
  function stateOf(node) {
    if (node.objection && !model.get("accepted").includes(node.id)) return "idle";
    if (model.get("off").includes(node.id)) return "off";
    return standing.has(node.id) ? "on" : "fallen";
  }

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
  }

  function reset() {
    model.set("off", []);
    model.set("accepted", []);
    model.save_changes();
  }

  function toggle(id) {
    const node = find(id);
    const name = node.objection ? "accepted" : "off";
    const now = model.get(name);
    set(name, now.includes(id) ? now.filter((other) => other !== id) : [...now, id].sort());
  }

  const nodes = () => /** @type {Node[]} */ (model.get("_nodes"));
  const arrows = () => /** @type {Arrow[]} */ (model.get("_arrows"));
  const find = (id) => nodes().find((node) => node.id === id);
  const isOn = (node) => ["on", "fallen"].includes(stateOf(node));
  const places = () => model.get("_places")[model.get("focus")];
  const isShown = (node) => node.id in places();

  /** Lay the cards out anew: another part of the argument, or another width. */
  function build() {
    const place = places();
    const shown = nodes().filter(isShown);
    const columns = Math.max(...shown.map(({ id }) => place[id][0])) + 1;
    const rows = shown.map(({ id }) => place[id][1]);
    const top = Math.min(...rows);
    const space = scroller.clientWidth || 900;
    const width = Math.min(CARD.max, Math.max(CARD.min, (space - 8 - CARD.gapX * (columns - 1)) / columns));
    const x = ({ id }) => 4 + place[id][0] * (width + CARD.gapX);
    const y = ({ id }) => 6 + (place[id][1] - top) * (CARD.height + CARD.gapY);
    const size = [
      8 + columns * width + (columns - 1) * CARD.gapX,
      14 + (Math.max(...rows) - top + 1) * (CARD.height + CARD.gapY),
    ];
    picture = svg("svg", { width: size[0], height: size[1], "aria-hidden": "true" });
    const defs = svg("defs", {});
    for (const kind of ["supports", "assumes", "attacks"]) {
      const head = svg("marker", {
        id: `${marker}-${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse",
        orient: "auto-start-reverse", class: `sa-head-${kind}`,
      });
      head.append(kind === "attacks" ? svg("path", { d: "M5 0V8", "stroke-width": 2.5 }) : svg("path", { d: "M0 0L8 4L0 8z" }));
      defs.append(head);
    }
    picture.append(defs);
    const inColumn = new Map();
    for (const node of shown) inColumn.set(place[node.id][0], [...(inColumn.get(place[node.id][0]) ?? []), node]);
    const at = new Map(shown.map((node) => [node.id, [x(node), y(node)]]));
    paths = arrows()
      .filter(({ from, to }) => at.has(from) && at.has(to))
      .map((arrow) => {
        const [x1, y1] = at.get(arrow.from);
        const [x2, y2] = at.get(arrow.to);
        const ends = [[x1 + width, y1 + CARD.height / 2], [x2 - 2, y2 + CARD.height / 2]];
        const path = svg("path", {
          d: route(ends, place[arrow.from][0], place[arrow.to][0], { width, x: (column) => x(inColumn.get(column)[0]), tops: (column) => inColumn.get(column).map(y) }),
          class: `sa-arrow sa-${arrow.relation} sa-strength-${arrow.strength}`,
          "marker-end": `url(#${marker}-${arrow.relation})`,
        });
        picture.append(path);
        return { path, arrow };
      });
    cards = new Map();
    const board = h("div", { class: "sa-board", role: "group", "aria-label": words.board, onkeydown: keys });
    board.style.width = `${size[0]}px`;
    board.style.height = `${size[1]}px`;
    board.append(picture);
    const ordered = [...shown].sort((one, other) => place[one.id][0] - place[other.id][0] || place[one.id][1] - place[other.id][1]);
    for (const node of ordered) {
      const tag = h("span", { class: "sa-tag" });
      const button = h(
        "button",
        // JupyterLab looks for this mark on the element that has the focus, and would cut the cell on x.
        { type: "button", class: "sa-pick", "data-lm-suppress-shortcuts": "true", onclick: () => set("selected", node.id), title: node.text },
        h("b", {}, node.id), " ", tag, h("span", { class: "sa-label" }, node.label),
      );
      const box = h("input", { type: "checkbox", tabindex: -1, onchange: () => toggle(node.id) });
      const card = h("div", { class: `sa-card sa-kind-${node.kind}`, "data-id": node.id }, button, box);
      card.style.cssText = `left:${at.get(node.id)[0]}px;top:${at.get(node.id)[1]}px;width:${width}px;height:${CARD.height}px`;
      cards.set(node.id, { card, button, box, tag });
      board.append(card);
    }
    const held = /** @type {HTMLElement | null} */ (scroller.querySelector(":focus"));
    const [id, part] = [held?.closest("[data-id]")?.getAttribute("data-id"), held?.tagName === "INPUT" ? "box" : "button"];
    scroller.replaceChildren(board);
    paint();
    // Keys would go to the notebook, which cuts the cell on x, if new cards took the focus from the old ones.
    if (id) (cards.get(id) ?? cards.values().next().value)[part].focus({ preventScroll: true });
  }

  /** Arrow keys walk the map, x switches a card. */
  function keys(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "x") return toggle(id), event.preventDefault();
    const place = places();
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!steps) return undefined;
    event.preventDefault();
    event.stopPropagation();
    const away = (other) => [place[other][0] - place[id][0], place[other][1] - place[id][1]];
    const ahead = Object.keys(place).filter((other) => {
      const [across, down] = away(other);
      return steps[0] ? Math.sign(across) === steps[0] : across === 0 && Math.sign(down) === steps[1];
    });
    const far = (other) => Math.abs(away(other)[0]) * 100 + Math.abs(away(other)[1]);
    const next = ahead.sort((one, other) => far(one) - far(other))[0];
    if (next) {
      set("selected", next);
      cards.get(next).button.focus();
    }
    return undefined;
  }

  /** Show the present state on cards, arrows, sentence, panel and table. */
  function paint() {
    const selected = model.get("selected");
    standing = whatStands(nodes(), arrows(), model.get("off"), model.get("accepted"));
    picker.value = model.get("focus");
    const entry = cards.has(selected) ? selected : cards.keys().next().value;
    for (const [id, { card, button, box, tag }] of cards) {
      const node = find(id);
      const state = stateOf(node);
      card.dataset.state = state;
      card.classList.toggle("sa-selected", id === selected);
      button.setAttribute("aria-pressed", String(id === selected));
      button.tabIndex = id === entry ? 0 : -1;
      button.setAttribute("aria-label", `${id} ${node.label}: ${words[`state_${state}`]}`);
      write(tag, state === "off" || state === "fallen" ? words[`state_${state}`] : "");
      box.checked = isOn(node);
      box.setAttribute("aria-label", `${words[node.objection ? "accept" : "keep"]} ${id}`);
    }
    for (const { path, arrow } of paths) {
      path.classList.toggle("sa-dead", stateOf(find(arrow.from)) !== "on");
      path.classList.toggle("sa-lit", arrow.from === selected || arrow.to === selected);
    }
    live.say(sentence());
    describe(find(selected));
    twin.show(
      words.board,
      [words.claim, words.state, words.reasons, words.leaning],
      nodes()
        .filter(isShown)
        .map((node) => [`${node.id} ${node.label}`, words[`state_${stateOf(node)}`], list(node.id, "to"), list(node.id, "from")]),
    );
  }

  /** The same sentence as _sentence in map.py; a test compares the two. */
  function sentence() {
    const [off, accepted] = [model.get("off"), model.get("accepted")];
    const whole = whatStands(nodes(), arrows(), [], []);
    const falls = nodes().map((node) => node.id).filter((id) => (whole.has(id) || accepted.includes(id)) && !standing.has(id) && !off.includes(id));
    const claims = nodes().filter((node) => !node.objection);
    const say = (key, ids) => (ids.length ? [fill(words[key], { ids: [...ids].sort().map((id) => `${id} (${find(id).label})`).join(", ") })] : []);
    return [
      ...say("say_off", off), ...say("say_accepted", accepted), ...say("say_falls", falls),
      ...(off.length + accepted.length && !falls.length ? [words.say_nothing_falls] : []),
      fill(words.say_left, { left: claims.filter((node) => standing.has(node.id)).length, all: claims.length }),
      standing.has("C05") ? words.say_conclusion_stands : words.say_conclusion_falls,
    ].join(" ");
  }

  /** The arrows into or out of a node, in words. */
  function list(id, end) {
    const other = end === "to" ? "from" : "to";
    const found = arrows().filter((arrow) => arrow[end] === id);
    return found.map((arrow) => `${arrow[other]} (${words[arrow.strength === 1 ? "hint" : arrow.relation]})`).join(", ") || "–";
  }

  function chips(id, end, relation) {
    const other = end === "to" ? "from" : "to";
    const found = arrows().filter((arrow) => arrow[end] === id && arrow.relation === relation);
    return found.map((arrow) => {
      const node = find(arrow[other]);
      return h(
        "button",
        {
          type: "button", class: "sd-chip sa-chip", "data-state": stateOf(node), title: node.text,
          onclick: () => set("selected", node.id),
        },
        `${node.id} ${node.label}${arrow.strength === 1 ? ` (${words.hint})` : ""}`,
      );
    });
  }

  /** The panel: what a claim says, the evidence, what it rests on, what rests on it. */
  function describe(node) {
    const rows = [
      ["reasons", chips(node.id, "to", "supports")],
      ["assumed", chips(node.id, "to", "assumes")],
      ["attackers", chips(node.id, "to", "attacks")],
      ["supporting", chips(node.id, "from", "supports")],
      ["assuming", chips(node.id, "from", "assumes")],
      ["attacking", chips(node.id, "from", "attacks")],
    ].filter(([, found]) => found.length);
    const verb = node.objection ? (isOn(node) ? "drop" : "accept") : isOn(node) ? "switch_off" : "switch_on";
    const line = ({ label, text }) => h("p", {}, h("b", {}, `${label}: `), text);
    const later = h("details", { ontoggle: () => (laterShown = later.open), open: laterShown });
    later.append(h("summary", {}, words.later), ...node.later.map(line));
    const content = [
      h("h4", {}, `${node.id} · ${node.label}`),
      h("p", { class: "sa-text" }, node.text),
      h("button", { type: "button", class: "sd-primary sa-switch", onclick: () => toggle(node.id) }, `${words[verb]} ${node.id}`),
      ...node.lines.map(line),
      node.later.length ? later : null,
      ...rows.map(([key, found]) => h("div", { class: "sa-row" }, h("b", {}, words[key]), ...found)),
      node.sources.length
        ? h(
            "details",
            { class: "sa-sources" },
            h("summary", {}, `${words.sources} (${node.sources.length})`),
            h("ul", {}, ...node.sources.map(({ title, url }) => h("li", {}, h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title)))),
          )
        : null,
    ];
    panel.replaceChildren(...content.filter((part) => part));
  }

  const repaint = () => paint();
  const rebuild = () => build();
  const state = ["change:selected", "change:off", "change:accepted"];
  for (const event of state) model.on(event, repaint);
  model.on("change:focus", rebuild);
  let width = 0;
  const watcher = new ResizeObserver(() => {
    if (Math.abs(scroller.clientWidth - width) > 2) {
      width = scroller.clientWidth;
      build();
    }
  });
  watcher.observe(scroller);
  build();
  return () => {
    signal.abort();
    watcher.disconnect();
    for (const event of state) model.off(event, repaint);
    model.off("change:focus", rebuild);
    root.remove(); // Jupyter keeps the emptied element; what we put into it goes
  };
}

export default { render };
