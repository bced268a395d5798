// @ts-check
import { h, write } from "../shared/dom.js";
import { POSTURES } from "./lookup.js";

/**
 * What the reader is asked to make Seoul do: a goal is ticked once the dials have been where Seoul most likely does it.
 * @param {string[]} goals  postures
 * @param {Record<string, string>} words
 */
export function createGoals(goals, words) {
  const items = goals.map((goal) => h("li", { "data-goal": goal }, h("span", { class: "sd-tick", "aria-hidden": "true" }), h("span", {}, words[`dilemma.goal.${goal}`]), h("span", { class: "sd-hidden" })));
  const after = h("p", { class: "sd-goals-after", hidden: true }, words["dilemma.goals.after"]);
  const node = h("section", { class: "sd-goals", role: "status" }, h("p", {}, words["dilemma.goals"]), h("ul", {}, ...items), after);
  node.hidden = !goals.length;
  const reached = new Set();
  return {
    node,
    /** @param {Record<string, number>} here */
    show(here) {
      const likeliest = POSTURES.reduce((best, posture) => (here[posture] > here[best] ? posture : best));
      if (goals.includes(likeliest)) reached.add(likeliest);
      for (const item of items) {
        const done = reached.has(item.dataset.goal);
        item.classList.toggle("sd-reached", done);
        write(item.lastChild, done ? words["dilemma.goals.reached"] : "");
      }
      after.hidden = reached.size < goals.length;
    },
  };
}
