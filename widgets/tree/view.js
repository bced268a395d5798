// @ts-check
import { childModel, nameSliders, steerDials } from "../shared/children.js";
import { watchConnection } from "../shared/connection.js";
import { fill, h, inHundred, inHundreds, oncePerFrame, svg, write } from "../shared/dom.js";
import { liveSentence } from "../shared/live.js";
import { tableTwin } from "../shared/table.js";
import { POSTURES, lookUp, openMap } from "../dilemma/lookup.js";

const COLUMNS = [24, 158, 350, 590, 740];
const ROW = 17;
const TOP = 34;
const FULL = 64; // width of a branch that is certain

/**
 * @typedef {{id: string, depth: number, parent: Branch | null, children: Branch[], label: string, node: string,
 *   tint: string, chance: (here: Record<string, number>) => number, y: number,
 *   path: SVGPathElement, hit: SVGPathElement, text: SVGTextElement, share: number, own: number}} Branch
 */

/**
 * Every branch of the game, in the order in which it is drawn: the two nodes after a threat lie next to each
 * other, so that what Seoul cannot tell apart is close together.
 * @param {Record<string, string>} words
 * @returns {Branch[]}
 */
function grow(words) {
  /** @type {any[]} */
  const all = [];
  const add = (/** @type {any} */ branch) => {
    all.push({ children: [], share: 0, own: 0, hundred: 0, y: 0, ...branch });
    const made = all[all.length - 1];
    made.parent?.children.push(made);
    return made;
  };
  let leaf = 0;
  for (const kind of ["soft", "hard"]) {
    const type = add({ id: kind, depth: 0, parent: null, label: words[`tree.${kind}`], node: "", tint: "chance", chance: (h) => (kind === "hard" ? h.prior : 1 - h.prior) });
    for (const signal of kind === "soft" ? ["quiet", "threat"] : ["threat", "quiet"]) {
      const said = add({ id: `${kind}.${signal}`, depth: 1, parent: type, label: words[`tree.${signal}`], node: signal, tint: "moscow", chance: (h) => (signal === "threat" ? h[`threat_${kind}`] : 1 - h[`threat_${kind}`]) });
      for (const posture of POSTURES) {
        const chose = add({ id: `${said.id}.${posture}`, depth: 2, parent: said, label: words[`dilemma.posture.${posture}`], node: `${signal}.${posture}`, tint: posture, chance: (h) => h[`${signal}_${posture}`] });
        for (const answer of ["hold", "arm"]) {
          const arms = `arm_${kind}_${signal}_${posture}`;
          const end = add({ id: `${chose.id}.${answer}`, depth: 3, parent: chose, label: words[`tree.${answer}`], node: `${signal}.${posture}`, tint: posture, chance: (h) => (answer === "arm" ? h[arms] : 1 - h[arms]) });
          end.y = TOP + ROW * (leaf + 0.5);
          leaf += 1;
        }
        leaf += 0.15;
      }
      leaf += 0.5;
    }
  }
  for (const branch of [...all].reverse()) {
    if (branch.children.length) branch.y = branch.children.reduce((/** @type {number} */ sum, /** @type {any} */ c) => sum + c.y, 0) / branch.children.length;
  }
  return all;
}

/**
 * Draw a tree into an element.
 * @param {{model: any, el: HTMLElement}} context
 */
async function render({ model, el }) {
  const stop = new AbortController();
  const { signal } = stop;
  const words = model.get("_words");
  const [pressure, capacity, source] = await Promise.all([childModel(model, "_pressure"), childModel(model, "_capacity"), childModel(model, "_source")]);

  const branches = grow(words);
  // A finger has left as soon as it has tapped: what it pointed at stays until it taps elsewhere.
  const leave = (/** @type {PointerEvent} */ event) => event.pointerType !== "touch" && point(null);
  const height = Math.max(...branches.map((b) => b.y)) + ROW;
  const picture = svg("svg", { class: "sd-tree", viewBox: `0 0 840 ${height}`, role: "img", "aria-label": words["tree.name"] });
  const heads = ["chance", "moscow", "seoul", "answer"].map((key, i) => svg("text", { class: "sd-tree-head", x: COLUMNS[i], y: 14 }, words[`tree.column.${key}`]));
  picture.append(...heads);
  const root0 = (branches[0].y + branches.filter((b) => b.depth === 0)[1].y) / 2;
  const layers = [svg("g"), svg("g"), svg("g")];
  for (const branch of branches) {
    branch.path = svg("path", { class: `sd-branch sd-branch-${branch.tint}`, fill: "none" });
    branch.hit = svg("path", { class: "sd-branch-hit", fill: "none", onpointerenter: () => point(branch), onpointerleave: leave });
    const end = branch.depth === 3;
    branch.text = svg("text", { class: "sd-tree-label", x: end ? COLUMNS[4] + 6 : COLUMNS[branch.depth + 1] - 8, y: branch.y + (end ? 4 : -5), "text-anchor": end ? "start" : "end" });
    layers[0].append(branch.path);
    layers[1].append(branch.text);
    layers[2].append(branch.hit);
  }
  // What Seoul cannot tell apart: the same word from either type.
  const ties = ["quiet", "threat"].map((word) => {
    const [a, b] = branches.filter((x) => x.depth === 1 && x.node === word);
    const bow = word === "quiet" ? 34 : 0;
    return svg("path", { class: "sd-tie", fill: "none", d: `M${COLUMNS[2]} ${a.y} C${COLUMNS[2] + bow} ${a.y + 60} ${COLUMNS[2] + bow} ${b.y - 60} ${COLUMNS[2]} ${b.y}` });
  });
  const dots = branches.filter((b) => b.depth < 3).map((b) => svg("circle", { class: `sd-node sd-node-${b.depth === 1 ? "seoul" : "moscow"}`, cx: COLUMNS[b.depth + 1], cy: b.y, r: b.depth === 2 ? 2.5 : 5 }));
  picture.append(layers[0], ...ties, svg("circle", { class: "sd-node sd-node-chance", cx: COLUMNS[0], cy: root0, r: 5 }), ...dots, layers[1], layers[2]);

  const live = liveSentence(signal);
  const helpId = `sd-help-${Math.random().toString(36).slice(2, 9)}`;
  const frame = h(
    "div",
    { class: "sd-scroll sd-tree-frame", tabindex: "0", role: "group", "aria-label": words["tree.name"], "aria-describedby": helpId, onkeydown: onKey, onblur: () => point(null) },
    picture,
  );
  frame.addEventListener("pointerdown", (/** @type {any} */ event) => event.target.matches(".sd-branch-hit") || point(null));
  const twin = tableTwin(words["shared.table"]);
  const key = h(
    "ul",
    { class: "sd-key" },
    ...POSTURES.map((posture) => h("li", {}, h("i", { class: `sd-swatch sd-fill-${posture}` }), h("span", {}, words[`dilemma.posture.${posture}`]))),
    h("li", {}, h("i", { class: "sd-swatch-tie" }), h("span", {}, words["tree.tie"])),
  );
  const root = h("div", { class: "sd-root", lang: model.get("_language"), role: "group", "aria-label": words["tree.name"] }, h("span", { id: helpId, class: "sd-hidden" }, words["tree.help"]), ...live.nodes, h("p", { class: "sd-meaning sd-tree-swipe", "aria-hidden": "true" }, words["tree.swipe"]), frame, key, twin.node);
  root.prepend(watchConnection(model, words["shared.disconnected"]));

  /** @type {Branch | null} */
  let chosen = null;
  const point = (/** @type {Branch | null} */ branch) => {
    chosen = branch;
    // Only between views in this page: never saved, never sent.
    source.set("_highlight", branch?.node ?? "");
    light();
    say();
  };

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const now = chosen ?? branches[0];
    const among = now.parent ? now.parent.children : branches.filter((b) => b.depth === 0);
    const at = among.indexOf(now);
    const level = branches.filter((b) => b.depth === now.depth);
    const next = {
      ArrowRight: now.children[0],
      ArrowLeft: now.parent,
      ArrowDown: level[level.indexOf(now) + 1],
      ArrowUp: level[level.indexOf(now) - 1],
      Home: among[0],
      End: among[among.length - 1],
      Escape: null,
    };
    if (!(event.key in next) || at < 0) return;
    if (event.key === "Escape") point(null);
    else point(chosen ? (next[event.key] ?? now) : now);
    event.preventDefault();
    event.stopPropagation();
  }

  /** Light up the branch pointed at with all that lead to it, or what another view points at. */
  function light() {
    const lit = new Set();
    for (let b = chosen; b; b = b.parent) lit.add(b);
    const shared = source.get("_highlight");
    if (!chosen && shared) for (const b of branches) if (b.node === shared && b.depth < 3) for (let up = /** @type {Branch | null} */ (b); up; up = up.parent) lit.add(up);
    picture.classList.toggle("sd-pointing", lit.size > 0);
    for (const b of branches) {
      b.path.classList.toggle("sd-lit", lit.has(b));
      b.text.classList.toggle("sd-lit", lit.has(b));
    }
  }

  function say() {
    if (!chosen) {
      const best = branches.filter((b) => b.depth === 3).reduce((a, b) => (b.share > a.share ? b : a));
      live.say(fill(words["tree.likeliest"], { path: trail(best).map((b) => b.label).join(", "), share: inHundred(best.share) }));
      return;
    }
    const path = trail(chosen).map((b) => `${b.label} (${b.hundred})`);
    live.say(fill(words["tree.course"], { path: path.join(" → "), share: inHundred(chosen.share) }));
  }

  function drawStep() {
    const p = pressure.get("value");
    const c = capacity.get("value");
    const here = lookUp(openMap(source.get("_map")), p, c);
    /** @type {Map<Branch | null, number>} how much of a node's width is given out */
    const out = new Map();
    for (const b of branches) {
      b.own = b.chance(here);
      b.share = b.own * (b.parent ? b.parent.share : 1);
      const y0 = b.parent ? b.parent.y : root0;
      const whole = (b.parent ? b.parent.share : 1) * FULL;
      const given = out.get(b.parent) ?? 0;
      const width = b.share * FULL;
      out.set(b.parent, given + width);
      const start = y0 - whole / 2 + given + width / 2;
      const [x0, x1] = [COLUMNS[b.depth], COLUMNS[b.depth + 1]];
      const bend = (x1 - x0) * 0.5;
      const line = `M${x0} ${start.toFixed(1)} C${(x0 + bend).toFixed(1)} ${start.toFixed(1)} ${(x1 - bend).toFixed(1)} ${b.y.toFixed(1)} ${x1} ${b.y.toFixed(1)}`;
      b.path.setAttribute("d", line);
      b.path.setAttribute("stroke-width", Math.max(0.8, width).toFixed(2));
      b.hit.setAttribute("d", line);
      b.hit.setAttribute("stroke-width", String(Math.max(10, width)));
      if (b.depth < 3) b.text.setAttribute("y", (b.y - Math.max(5, width / 2 + 4)).toFixed(1));
    }
    for (const among of [branches.filter((b) => b.depth === 0), ...branches.map((b) => b.children)]) {
      inHundreds(among.map((b) => b.own)).forEach((number, i) => {
        among[i].hundred = number;
        write(among[i].text, `${among[i].label} ${number}`);
      });
    }
    say();
    if (twin.node.open) {
      twin.show(
        fill(words["dilemma.here"], { p: p.toFixed(2), c: c.toFixed(2) }),
        [words["tree.table.course"], words["tree.table.chance"], words["tree.table.all"]],
        branches.map((b) => [trail(b).map((x) => x.label).join(", "), b.own.toFixed(3), b.share.toFixed(3)]),
      );
    }
  }

  const step = oncePerFrame(drawStep, signal);
  for (const [child, event, run] of [
    [pressure, "change:value", step],
    [capacity, "change:value", step],
    [source, "change:_map", step],
    [source, "change:_highlight", light],
  ]) {
    child.on(event, run);
    signal.addEventListener("abort", () => child.off(event, run));
  }
  twin.node.addEventListener("toggle", step);
  el.append(root);
  nameSliders(el, signal);
  steerDials(el, { "sd-dial-pressure": pressure, "sd-dial-capacity": capacity }, signal);
  drawStep();
  return () => {
    stop.abort();
    root.remove(); // Jupyter keeps the emptied element; what we put into it goes
  };
}

/**
 * From the first move to this branch.
 * @param {Branch} branch
 * @returns {Branch[]}
 */
function trail(branch) {
  return branch.parent ? [...trail(branch.parent), branch] : [branch];
}

export default { render };
