// @ts-check
// A hundred dots, each one history: they walk between what Seoul can do, and a threat pushes them.
import { fill, h, svg, write } from "../shared/dom.js";
import { POSTURES } from "./lookup.js";

const MODES = ["whole", "quiet", "threat"];
const PITCH = 9.2;
const ROW = 10; // dots side by side in a heap
const HEAP = 100; // width of the ground of one heap
const FLOOR = ROW * PITCH;

/** @param {number} change */
export function signed(change) {
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : "±0";
}

/**
 * The heaps of dots. Of two states of a heap, only the dots that change their heap walk.
 */
function createHeaps() {
  /** @type {SVGElement[][]} */
  const heaps = POSTURES.map(() => []);
  const dots = Array.from({ length: 100 }, () => svg("circle", { class: "sd-history", r: 3.7 }));
  let still = true;
  heaps[0].push(...dots);
  const put = (/** @type {SVGElement} */ dot, /** @type {number} */ k, /** @type {number} */ place) => {
    const x = k * HEAP + (HEAP - ROW * PITCH) / 2 + ((place % ROW) + 0.5) * PITCH;
    const y = FLOOR - (Math.floor(place / ROW) + 0.5) * PITCH;
    dot.style.transform = `translate(${x}px, ${y}px)`;
    dot.style.fill = `var(--sd-${POSTURES[k]})`;
  };
  return {
    dots,
    /**
     * @param {number[]} counts  dots in each heap, 100 in all
     * @param {number[]} pushed  of these, those that a threat has brought
     */
    show(counts, pushed) {
      const walking = heaps.flatMap((heap, k) => heap.splice(Math.min(heap.length, counts[k])));
      counts.forEach((wanted, k) => {
        while (heaps[k].length < wanted) {
          const dot = /** @type {SVGElement} */ (walking.pop());
          put(dot, k, heaps[k].length);
          heaps[k].push(dot);
        }
        if (still) heaps[k].forEach((dot, place) => put(dot, k, place));
        heaps[k].forEach((dot, place) => dot.classList.toggle("sd-pushed", place >= wanted - pushed[k]));
      });
      still = false;
    },
  };
}

/**
 * An arrow between two heaps, as thick as many dots go that way.
 */
function createArrow() {
  const line = svg("path", { fill: "none" });
  const head = svg("path", {});
  const count = h("b", {});
  const node = h("span", { class: "sd-push-arrow" }, count, svg("svg", { viewBox: "0 0 44 16", width: 44, height: 16 }, line, head));
  return {
    node,
    /** @param {number} flow  dots to the right; to the left below zero */
    show(flow) {
      const thick = Math.min(9, 1.5 + Math.abs(flow) / 4);
      const tip = 5 + thick / 2;
      write(count, flow ? Math.abs(flow) : "");
      line.setAttribute("d", flow ? `M2 8H${42 - tip}` : "M17 8H27");
      line.setAttribute("stroke-width", String(flow ? thick : 1.5));
      head.setAttribute("d", flow ? `M42 8l${-tip - 2} ${-tip}v${2 * tip}z` : "");
      node.lastChild.style.transform = flow < 0 ? "scaleX(-1)" : "";
    },
  };
}

/**
 * Seoul's choice in a hundred histories: all of them, those after silence, or those after a threat.
 * @param {Record<string, string>} words
 */
export function createDots(words) {
  let mode = MODES[0];
  /** @type {any} */
  let last = null;
  const heaps = createHeaps();
  const picture = svg("svg", { class: "sd-histories", viewBox: `0 0 ${3 * HEAP} ${FLOOR + 2}`, role: "img" }, svg("path", { class: "sd-ground", d: `M4 ${FLOOR + 1}h92M104 ${FLOOR + 1}h92M204 ${FLOOR + 1}h92` }), ...heaps.dots);
  const choose = (/** @type {string} */ wanted) => {
    mode = wanted;
    if (last) show(last);
  };
  const buttons = MODES.map((each) => h("button", { type: "button", "data-mode": each, onclick: () => choose(each) }, words[`dilemma.histories.${each}`]));
  const heads = POSTURES.map((posture) => {
    const number = h("b", {});
    return { number, node: h("div", { class: "sd-heap", "data-posture": posture }, h("i", { class: `sd-swatch sd-fill-${posture}` }), h("span", {}, words[`dilemma.posture.${posture}`]), number) };
  });
  const arrows = [createArrow(), createArrow()];
  const changes = POSTURES.map(() => h("span", { class: "sd-push-change" }));
  const push = h("div", { class: "sd-push", role: "img" }, changes[0], arrows[0].node, changes[1], arrows[1].node, changes[2]);
  const node = h(
    "section",
    { class: "sd-section sd-seoul" },
    h("h4", {}, words["dilemma.histories"]),
    h("div", { class: "sd-segments", role: "group", "aria-label": words["dilemma.histories"] }, ...buttons),
    h("div", { class: "sd-heaps" }, ...heads.map((each) => each.node)),
    picture,
    h("p", { class: "sd-meaning" }, words["dilemma.push"]),
    push,
  );

  /** @param {ReturnType<typeof import("./sentence.js").histories>} found */
  function show(found) {
    last = found;
    const counts = found[mode];
    const gained = found.push.map((change) => (mode === "threat" ? Math.max(0, change) : 0));
    heaps.show(counts, gained);
    heads.forEach(({ number, node: head }, k) => {
      write(number, counts[k]);
      head.dataset.node = `${mode === "whole" ? "*" : mode}.${POSTURES[k]}`;
    });
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    changes.forEach((each, k) => write(each, signed(found.push[k])));
    arrows[0].show(-found.push[0]);
    arrows[1].show(found.push[2]);
    const list = (/** @type {(number | string)[]} */ numbers) => POSTURES.map((posture, k) => `${words[`dilemma.posture.${posture}`]} ${numbers[k]}`).join(", ");
    picture.setAttribute("aria-label", fill(words["dilemma.histories.said"], { mode: words[`dilemma.histories.${mode}`], numbers: list(counts) }));
    push.setAttribute("aria-label", `${words["dilemma.push"]} ${list(found.push.map(signed))}`);
  }
  return { node, show };
}
