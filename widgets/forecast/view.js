// @ts-check
import { fill, h, write } from "../shared/dom.js";
import { watchConnection } from "../shared/connection.js";

/**
 * Draw a pad into an element.
 * @param {{model: any, el: HTMLElement}} context
 */
function render({ model, el }) {
  const words = model.get("_words");
  const id = `sd-bet-${Math.random().toString(36).slice(2, 9)}`;

  const shown = h("output", { class: "sd-bet-value", for: id });
  const input = h("input", {
    type: "range",
    id,
    min: 0,
    max: 100,
    step: 1,
    "data-lm-suppress-shortcuts": "true", // the arrow keys move the dial, and nothing else in JupyterLab
    "aria-label": words["forecast.probability"],
    oninput: () => {
      model.set("_percent", input.valueAsNumber);
      model.save_changes();
    },
  });
  const save = h("button", { type: "button", class: "sd-primary", onclick: () => model.send({ kind: "save", percent: input.valueAsNumber }) }, words["forecast.save"]);
  const status = h("p", { class: "sd-meaning", role: "status" });
  const problem = h("p", { class: "sd-problem", role: "alert", hidden: true });
  const title = h("h3", { class: "sd-eyebrow" });
  const question = h("p", { class: "sd-sentence" });
  const form = h(
    "div",
    { class: "sd-bet" },
    h("div", { class: "sd-range" }, h("span", { class: "sd-ends", "aria-hidden": "true" }, h("span", {}, words["forecast.low"]), h("span", {}, words["forecast.high"])), input),
    shown,
    save,
  );
  const asked = h("p", { class: "sd-meaning" });
  const show = h("button", { type: "button", onclick: () => model.send({ kind: "reveal" }) });
  const ask = h("div", { class: "sd-reveal", role: "status", hidden: true }, asked, show);
  const answer = h("div", { class: "sd-answer", role: "status" });
  const root = h("div", { class: "sd-root", lang: model.get("_language"), role: "group", "aria-label": words["forecast.name"] }, title, question, form, status, problem, ask, answer);
  root.prepend(
    watchConnection(model, words["shared.disconnected.plain"], (live) => {
      save.disabled = input.disabled = show.disabled = !live;
    }),
  );

  const draw = () => {
    const percent = model.get("_percent");
    write(question, model.get("_question"));
    if (!input.matches(":active")) input.value = String(percent);
    input.style.setProperty("--sd-fill", String(percent / 100));
    input.setAttribute("aria-valuetext", fill(words["forecast.percent"], { p: percent }));
    write(shown, fill(words["forecast.percent"], { p: percent }));
    write(status, model.get("_status"));
    problem.hidden = !model.get("_problem");
    write(problem, model.get("_problem"));
    const waits = model.get("_ask");
    ask.hidden = !waits;
    write(asked, words[waits === "placed" ? "forecast.placed" : "forecast.ask"]);
    write(show, words[waits === "placed" ? "forecast.show" : "forecast.anyway"]);
    drawAnswer(model.get("_answer"));
  };

  const drawAnswer = (/** @type {any} */ told) => {
    const known = Boolean(told.answer);
    answer.hidden = !known;
    form.hidden = status.hidden = known;
    write(title, words[known ? "forecast.recall" : "forecast.name"]);
    if (!known) return;
    const scored = told.probability !== undefined && told.outcome !== null;
    answer.replaceChildren(
      ...(scored
        ? [
            h(
              "div",
              { class: "sd-scale", role: "img", "aria-label": fill(words["forecast.scale"], { p: Math.round(100 * told.probability), o: told.outcome ? 100 : 0 }) },
              h("i", { class: "sd-gap", style: `left:${100 * Math.min(told.probability, Number(told.outcome))}%;width:${100 * Math.abs(told.probability - Number(told.outcome))}%` }),
              h("i", { class: "sd-mark", style: `left:${100 * told.probability}%` }),
              h("i", { class: "sd-mark sd-truth", style: `left:${told.outcome ? 100 : 0}%` }),
            ),
          ]
        : []),
      h("p", { class: "sd-verdict" }, h("strong", {}, told.answer), ` ${told.bet}`),
      ...(told.note ? [h("p", {}, told.note)] : []),
      ...(told.score ? [h("p", { class: "sd-meaning" }, told.score)] : []),
    );
  };

  const changes = ["_question", "_percent", "_status", "_problem", "_answer", "_ask"].map((trait) => `change:${trait}`);
  for (const name of changes) model.on(name, draw);
  draw();
  el.append(root);
  return () => {
    for (const name of changes) model.off(name, draw);
    root.remove(); // Jupyter keeps the emptied element; what we put into it goes
  };
}

export default { render };
