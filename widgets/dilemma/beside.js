// @ts-check
// What the kernel works out once the dials rest: other equilibria, and a belief along the coded warnings.
import { fill, h, inHundreds, svg, write } from "../shared/dom.js";
import { keepLegible } from "../shared/legible.js";
import { POSTURES } from "./lookup.js";

const BOX = { left: 62, right: 628, top: 14, bottom: 196 };
/** Beliefs with a line of their own. In odds each is about ten times the one before, so that a step can be seen. */
const RULES = [0.0001, 0.001, 0.01, 0.1, 0.5, 0.9];
const LOW = 0.00005;
const HIGH = 0.95;

const logOdds = (/** @type {number} */ belief) => Math.log(belief / (1 - belief));
const level = (/** @type {number} */ belief) => {
  const kept = Math.min(HIGH, Math.max(LOW, belief));
  return BOX.bottom - ((logOdds(kept) - logOdds(LOW)) / (logOdds(HIGH) - logOdds(LOW))) * (BOX.bottom - BOX.top);
};

/**
 * A belief in 100, with as many digits as a small one needs.
 * @param {number} belief
 */
export function inHundredFine(belief) {
  return belief >= 0.095 ? String(Math.round(100 * belief)) : String(Number((100 * belief).toPrecision(1)));
}

/**
 * Equilibria beside the one shown, as bars.
 * @param {Record<string, string>} words
 */
function createOthers(words) {
  const told = h("p", { class: "sd-meaning" });
  const list = h("div", { class: "sd-others" });
  const row = (/** @type {string} */ name, /** @type {number[]} */ shares) => {
    const rounded = inHundreds(shares);
    const said = POSTURES.map((posture, k) => `${words[`dilemma.posture.${posture}`]} ${rounded[k]}`).join(", ");
    const parts = POSTURES.map((posture, k) => h("div", { class: `sd-part sd-fill-${posture}`, style: `width:${100 * shares[k]}%` }, shares[k] >= 0.055 ? String(rounded[k]) : ""));
    return h("div", { class: "sd-row" }, h("span", { class: "sd-label" }, name), h("div", { class: "sd-stack", role: "img", "aria-label": `${name}: ${said}` }, ...parts));
  };
  return {
    node: h("section", { class: "sd-section sd-at-rest" }, h("h4", {}, words["dilemma.others"]), told, list),
    /** @param {any} found */
    show({ chosen, others }) {
      write(told, others.length ? fill(words["dilemma.others.some"], { n: others.length }) : words["dilemma.others.none"]);
      list.replaceChildren(...(others.length ? [row(words["dilemma.others.shown"], chosen), ...others.map((/** @type {number[]} */ shares) => row(words["dilemma.others.other"], shares))] : []));
    },
  };
}

/**
 * The belief that Moscow is hard before the coded warnings and after each, as a line.
 * @param {Record<string, string>} words
 * @param {AbortSignal} signal
 */
function createPath(words, signal) {
  const plain = svg("polyline", { class: "sd-path sd-path-plain" });
  const line = svg("polyline", { class: "sd-path" });
  const dots = svg("g");
  const ticks = svg("g");
  const rules = RULES.map((belief) =>
    svg("g", {}, svg("line", { class: "sd-path-rule", x1: BOX.left, x2: BOX.right, y1: level(belief), y2: level(belief) }), svg("text", { class: "sd-path-tick", x: BOX.left - 8, y: level(belief) + 4, "text-anchor": "end" }, String(Number((100 * belief).toPrecision(2))))),
  );
  const picture = keepLegible(svg("svg", { viewBox: "0 0 640 236", role: "img", class: "sd-path-picture" }, ...rules, plain, line, dots, ticks, svg("text", { class: "sd-path-tick", x: (BOX.left + BOX.right) / 2, y: 232, "text-anchor": "middle" }, words["dilemma.path.axis"])), signal);
  const said = h("p", {});
  const unsure = h("p", { class: "sd-problem", hidden: true }, words["dilemma.path.unsure"]);
  const key = ["shadow", "plain", "armed", "held"].map((name) => h("li", {}, h("i", { class: `sd-mark sd-mark-${name}` }), h("span", {})));
  const node = h("section", { class: "sd-section sd-at-rest" }, h("h4", {}, words["dilemma.path"]), said, h("p", { class: "sd-meaning" }, words["dilemma.path.scale"]), picture, h("ul", { class: "sd-key" }, ...key), unsure, h("p", { class: "sd-meaning" }, words["dilemma.path.source"]));
  return {
    node,
    /**
     * @param {any} found
     * @param {number} shadow
     */
    show({ path, plain: without, armed, warnings, sure }, shadow) {
      const across = (/** @type {number} */ k) => BOX.left + 14 + (k / (path.length - 1)) * (BOX.right - BOX.left - 28);
      const points = (/** @type {number[]} */ beliefs) => beliefs.map((belief, k) => `${across(k)},${level(belief)}`).join(" ");
      line.setAttribute("points", points(path));
      plain.setAttribute("points", points(without));
      dots.replaceChildren(
        ...path.map((/** @type {number} */ belief, /** @type {number} */ k) =>
          svg("circle", { cx: across(k), cy: level(belief), r: 5, class: k && armed[k - 1] ? "sd-dot sd-dot-armed" : "sd-dot" }, svg("title", {}, `${k ? warnings[k - 1] : words["dilemma.path.start"]}: ${inHundredFine(belief)}`)),
        ),
      );
      ticks.replaceChildren(...path.map((/** @type {number} */ _, /** @type {number} */ k) => svg("text", { class: "sd-path-tick", x: across(k), y: BOX.bottom + 16, "text-anchor": "middle" }, String(k))));
      const last = path.length - 1;
      const sentence = fill(words["dilemma.path.said"], { a: inHundredFine(path[0]), b: inHundredFine(path[1]), c: inHundredFine(path[last]), d: inHundredFine(without[last]), n: last });
      write(said, sentence);
      picture.setAttribute("aria-label", `${words["dilemma.path"]}. ${sentence}`);
      const names = [fill(words["dilemma.path.shadow"], { shadow }), fill(words["dilemma.path.shadow"], { shadow: 0 }), words["dilemma.path.armed"], words["dilemma.path.held"]];
      key.forEach((each, k) => write(each.lastChild, names[k]));
      unsure.hidden = sure;
    },
  };
}

/**
 * The part below the map that follows the dials once they rest.
 * @param {{words: Record<string, string>, twice: boolean, signal: AbortSignal}} options
 */
export function createBeside({ words, twice, signal }) {
  const part = twice ? createPath(words, signal) : createOthers(words);
  part.node.hidden = true;
  return {
    node: part.node,
    /**
     * @param {any} found  what the kernel sent last
     * @param {number} shadow
     * @param {boolean} old  whether a dial has moved since
     */
    show(found, shadow, old) {
      part.node.hidden = !found.at;
      part.node.classList.toggle("sd-old", old);
      if (found.at) part.show(found, shadow);
    },
    /**
     * Rows for the table of numbers.
     * @param {any} found
     * @returns {[string, number][]}
     */
    rows(found) {
      if (!found.path) return [];
      return found.path.slice(1).map((/** @type {number} */ belief, /** @type {number} */ k) => [fill(words["dilemma.path.row"], { who: found.warnings[k] }), belief]);
    },
  };
}
