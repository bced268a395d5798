// @ts-check
import { fill, h, write } from "../shared/dom.js";
import { watchConnection } from "../shared/connection.js";
import { lessonLink } from "../shared/page.js";

/**
 * Draw a ribbon into an element.
 * @param {{model: any, el: HTMLElement}} context
 */
function render({ model, el }) {
  const words = model.get("_words");
  const stops = h("ol", { class: "sd-stops" });
  const onward = h("p", { class: "sd-onward", role: "status" });
  const problem = h("p", { class: "sd-problem", role: "alert", hidden: true });
  const root = h("nav", { class: "sd-root", lang: model.get("_language"), "aria-label": words["ribbon.name"] }, stops, onward, problem);
  root.prepend(watchConnection(model, words["ribbon.disconnected"], (live) => live && model.send({ kind: "look" })));

  const stop = (/** @type {any} */ row) => {
    const here = row.lesson === model.get("_here");
    const all = row.right + row.waiting === row.exercises;
    const begun = row.state === "begun" || row.state === "changed";
    const count = row.state === "unreadable" ? words["ribbon.unreadable"] : row.state === "not-here" ? words["ribbon.absent"] : fill(words["ribbon.count"], { right: row.right, exercises: row.exercises });
    const inside = [
      h("b", {}, row.lesson.slice(0, 2), all ? h("span", { class: "sd-done", "aria-hidden": "true" }, " ✓") : ""),
      h("span", {}, row.title),
      h("span", { class: "sd-track", "aria-hidden": "true" }, h("i", { style: `width:${(100 * (row.right + row.waiting)) / row.exercises}%` })),
      h("span", { class: "sd-count" }, begun || all || row.state.startsWith("un") || row.state === "not-here" ? count : words["ribbon.new"]),
    ];
    const link = here || row.state === "not-here" ? {} : lessonLink(row.file);
    return h("li", {}, h(link.href ? "a" : "span", { class: "sd-stop", "aria-current": here && "page", ...link }, ...inside));
  };

  const draw = () => {
    problem.hidden = !model.get("_problem");
    write(problem, model.get("_problem"));
    stops.replaceChildren(...model.get("_stops").map(stop));
    const total = model.get("_total");
    const ahead = model.get("_go_on");
    if (total.exercises === undefined) {
      write(onward, words["ribbon.looking"]);
      return;
    }
    const said = [fill(words["ribbon.total"], total), " "];
    const row = model.get("_stops").find((/** @type {any} */ each) => each.lesson === ahead.lesson);
    const link = row ? lessonLink(row.file) : {};
    if (!row) said.push(words["ribbon.finished"]);
    else if (row.lesson === model.get("_here")) said.push(fill(words["ribbon.here"], { exercise: ahead.exercise }));
    else {
      const where = fill(words["ribbon.go"], { lesson: row.lesson.slice(0, 2), title: row.title });
      said.push(link.href ? h("a", link, where) : where);
    }
    onward.replaceChildren(...said);
  };

  const changes = "change:_stops change:_total change:_go_on change:_problem";
  model.on(changes, draw);
  draw();
  el.append(root);
  return () => {
    model.off(changes, draw);
    root.remove();
  };
}

export default { render };
