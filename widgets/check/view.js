// @ts-check
import { fill, h, write } from "../shared/dom.js";
import { watchConnection } from "../shared/connection.js";
import { pressSave, rewriteCell, shownFile } from "../shared/page.js";

const PATIENCE = 20_000; // milliseconds without an answer, until the reader is told what may be wrong
const MARKS = { right: "✓", partly: "◐", wrong: "✗", "does-not-run": "✗", "needs-a-person": "✎", untouched: "·" };
const WARM = 4; // warm lines to choose from

/**
 * A text with its `code` as such.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function withCode(text) {
  return text.split("`").map((part, i) => (i % 2 ? h("code", {}, part) : part));
}

/**
 * Draw a check into an element.
 * @param {{model: any, el: HTMLElement}} context
 */
function render({ model, el }) {
  const words = model.get("_words");
  let wanted = ""; // what is to be done once the notebook is saved
  let turn = ""; // which press of a button that was: an answer to an earlier one is no answer to this
  let hints = 1;
  let timer = 0;
  let late = false; // the reader has been told what may be wrong

  const begin = (/** @type {string} */ what) => {
    wanted = what;
    turn = String(Math.random());
    question.hidden = true;
    ask.disabled = true;
    note("");
    write(status, words[what === "check" ? "check.checking" : "check.setting"]);
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      late = true;
      note(words["check.waiting"]);
      ask.disabled = !there;
    }, PATIENCE);
    model.send({ kind: "begin", turn, shown: shownFile() });
  };
  const note = (/** @type {string} */ text) => {
    problem.hidden = !text;
    write(problem, text);
  };

  const ask = h("button", { type: "button", class: "sd-primary", onclick: () => begin("check") }, words["check.check"]);
  const back = h(
    "button",
    {
      type: "button",
      class: "sd-quiet",
      onclick: () => {
        question.hidden = false;
        question.querySelector("button")?.focus();
      },
    },
    words["check.back"],
  );
  const leave = () => {
    question.hidden = true;
    back.focus();
  };
  const question = h(
    "div",
    { class: "sd-ask", role: "group", "aria-label": words["check.sure"], hidden: true },
    h("p", {}, words["check.sure"]),
    h("button", { type: "button", onclick: () => begin("reset") }, words["check.sure.yes"]),
    h("button", { type: "button", onclick: leave }, words["check.sure.no"]),
  );
  const status = h("span", { class: "sd-meaning", role: "status" });
  const problem = h("p", { class: "sd-problem", role: "alert", hidden: true });
  const card = h("div", { class: "sd-card", role: "status", hidden: true });
  const name = fill(words["check.name"], { exercise: model.get("_exercise") });
  const root = h(
    "div",
    { class: "sd-root", lang: model.get("_language"), role: "group", "aria-label": name },
    h("div", { class: "sd-ask" }, ask, status, back),
    question,
    problem,
    card,
  );
  let there = true;
  root.prepend(
    watchConnection(model, words["check.disconnected"], (live) => {
      there = live;
      ask.disabled = back.disabled = !live;
      if (!live && wanted) finish();
    }),
  );

  const finish = () => {
    clearTimeout(timer);
    if (late) note("");
    late = false;
    wanted = "";
    ask.disabled = !there;
    write(status, "");
  };

  const draw = () => {
    const told = model.get("_result");
    if (model.get("_problem")) note(model.get("_problem"));
    card.hidden = !told.state;
    if (!told.state) return;
    card.dataset.state = told.state;
    const shown = told.hints.slice(0, hints);
    const right = told.state === "right";
    const points = fill(words["check.points"], { n: told.points, most: told.most });
    const lines = right
      ? [h("p", { class: "sd-said" }, `${words["check.right"]} ${points}`), ...(told.hidden === "passed" ? [h("p", {}, words["check.hidden"])] : []), h("p", {}, words[`check.warm.${[...model.get("_exercise")].length % WARM}`])]
      : [h("p", { class: "sd-said" }, told.state === "partly" ? `${told.message}` : told.message), ...shown.map((/** @type {string} */ hint) => h("p", {}, ...withCode(hint)))];
    if (right && told.hidden === "absent") lines.push(h("p", { class: "sd-meaning" }, words["check.absent"]));
    if (!told.saved) lines.push(h("p", { class: "sd-meaning" }, words["check.unsaved"]));
    if (!right && told.hints.length > hints) lines.push(h("button", { type: "button", onclick: another }, words["check.hint"]));
    card.replaceChildren(h("span", { class: "sd-tick", "aria-hidden": "true" }, MARKS[told.state] ?? "·"), h("div", {}, ...lines));
  };
  const another = () => {
    hints += 1;
    draw();
  };
  const fresh = () => {
    hints = 1;
    draw();
  };

  const receive = async (/** @type {any} */ message) => {
    if (!wanted || message.turn !== turn) return; // another view of the same check asked, or this one, before
    if (message.kind === "ready") {
      pressSave(root);
      model.send({ kind: wanted, turn, shown: shownFile() });
    } else if (message.kind === "back") {
      const done = rewriteCell(root, message.source, (now) => now.trim() === message.before.trim());
      if (done) pressSave(root);
      else model.send({ kind: "write", turn, shown: shownFile() });
      write(status, "");
      note([words[done ? "check.isback" : "check.isback.file"], message.kept && fill(words["check.kept"], { file: message.kept })].filter(Boolean).join(" "));
    } else if (message.kind === "done") {
      finish();
    }
  };

  model.on("change:_result", fresh);
  model.on("change:_problem", draw);
  model.on("msg:custom", receive);
  draw();
  el.append(root);
  return () => {
    clearTimeout(timer);
    model.off("change:_result", fresh);
    model.off("change:_problem", draw);
    model.off("msg:custom", receive);
    root.remove();
  };
}

export default { render };
