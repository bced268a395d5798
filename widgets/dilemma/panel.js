// @ts-check
import { h, inHundred, inHundreds, write } from "../shared/dom.js";
import { liveSentence } from "../shared/live.js";
import { POSTURES, SIGNALS, lookUp } from "./lookup.js";
import { createMap } from "./map.js";
import { createDots } from "./dots.js";
import { choiceSentence, histories } from "./sentence.js";

/**
 * A map and what follows at the point: sentence, Seoul's postures as dots, Moscow's answer, Seoul's belief. The bars
 * stand with the table of numbers.
 * @param {{words: Record<string, string>, full: boolean, moved: (p: number, c: number) => void, signal: AbortSignal}} options
 */
export function createPanel({ words, full, moved, signal }) {
  const map = createMap({ words, moved, signal });
  const live = liveSentence(signal);
  const heading = h("h3", { class: "sd-title" });

  const bars = SIGNALS.map((when) => {
    const parts = POSTURES.map((posture) => h("div", { class: `sd-part sd-fill-${posture}`, "data-node": `${when}.${posture}` }));
    const bar = h("div", { class: "sd-stack", role: "img" }, ...parts);
    return { when, parts, bar, node: h("div", { class: "sd-row" }, h("span", { class: "sd-label" }, words[`dilemma.after.${when}`]), bar) };
  });
  const key = h(
    "ul",
    { class: "sd-key" },
    ...POSTURES.map((posture) =>
      h("li", {}, h("i", { class: `sd-swatch sd-fill-${posture}` }), h("span", {}, words[`dilemma.posture.${posture}`])),
    ),
  );

  const answers = SIGNALS.flatMap((when) => POSTURES.map((posture) => meter(`arm_${when}_${posture}`, `${words[`dilemma.after.${when}`]}, ${words[`dilemma.posture.${posture}`]}`)));
  const grid = h(
    "div",
    { class: "sd-answers" },
    h("span", { class: "sd-label" }, words["dilemma.moscow.if"]),
    ...POSTURES.map((posture) => h("span", { class: "sd-head" }, words[`dilemma.posture.${posture}`])),
    ...SIGNALS.flatMap((when, row) => [h("span", { class: "sd-label" }, words[`dilemma.after.${when}`]), ...answers.slice(3 * row, 3 * row + 3).map((a) => a.node)]),
  );
  const beliefs = ["prior", "belief_quiet", "belief_threat"].map((name, i) => meter(name, words[`dilemma.belief.${["prior", "quiet", "threat"][i]}`]));

  const section = (/** @type {string} */ title, /** @type {Node[]} */ ...parts) => h("section", { class: "sd-section" }, h("h4", {}, title), ...parts);
  const dots = createDots(words);
  const reading = h("div", { class: "sd-reading" }, ...live.nodes, dots.node);
  if (full) {
    reading.append(
      section(words["dilemma.moscow"], grid),
      section(words["dilemma.belief"], ...beliefs.map((b) => h("div", { class: "sd-row" }, h("span", { class: "sd-label", "aria-hidden": "true" }, b.label), b.node))),
    );
  }
  const node = h("div", { class: "sd-panel" }, heading, map.node, reading);

  const barsTitle = h("h4", {});
  const stacks = h("section", { class: "sd-section sd-bars" }, barsTitle, ...bars.map((b) => b.node), key);

  return {
    node,
    map,
    reading,
    bars: stacks,
    /** @param {string} name */
    name(name) {
      heading.hidden = !name;
      write(heading, name);
      write(barsTitle, `${words["dilemma.seoul"]}, ${words["dilemma.seoul.unit"]}${name ? `: ${name}` : ""}`);
    },
    /**
     * @param {import("./lookup.js").Solved} solved
     * @param {number} pressure
     * @param {number} capacity
     */
    show(solved, pressure, capacity) {
      const here = lookUp(solved, pressure, capacity);
      map.place(pressure, capacity);
      live.say(choiceSentence(here, words));
      dots.show(histories(here));
      for (const { when, parts, bar } of bars) {
        const shares = POSTURES.map((posture) => here[`${when}_${posture}`]);
        const rounded = inHundreds(shares);
        const said = parts.map((part, k) => {
          part.style.width = `${100 * shares[k]}%`;
          write(part, shares[k] >= (rounded[k] < 10 ? 0.03 : 0.055) ? rounded[k] : "");
          return `${words[`dilemma.posture.${POSTURES[k]}`]} ${rounded[k]}`;
        });
        bar.setAttribute("aria-label", `${words[`dilemma.after.${when}`]}: ${said.join(", ")}`);
      }
      if (full) for (const each of [...answers, ...beliefs]) each.set(here[each.name]);
      return here;
    },
  };
}

/**
 * A probability as a number with a bar.
 * @param {string} name
 * @param {string} label
 */
function meter(name, label) {
  const number = h("span", { class: "sd-number" });
  const bar = h("i", {});
  const node = h("div", { class: "sd-meter", role: "img" }, number, h("span", { class: "sd-track" }, bar));
  return {
    name,
    label,
    node,
    /** @param {number} share */
    set(share) {
      write(number, inHundred(share));
      bar.style.width = `${100 * share}%`;
      node.setAttribute("aria-label", `${label}: ${inHundred(share)} %`);
    },
  };
}
