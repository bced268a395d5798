// The instructor's console: begin, pause, go on, dials, who is waited for, the data.

import { el, show } from "./dom.js";
import { totalsPage } from "./totals.js";
import { word } from "./words.js";
import { Wire } from "./wire.js";

const place = document.querySelector("main"), news = document.querySelector("#news");
const token = location.hash.slice(1) || "-";
const NAMES = ["practice against the computer", "block A", "blocks B and C", "blocks C and B"];
let view = null, welcome = null, problem = "", said = "", sure = false;

const wire = new Wire({
  hello: () => ({ do: "console", token }),
  heard: (message) => { view = message.view || view; welcome = message.welcome || welcome; draw(); },
  state: (state) => { document.body.dataset.wire = state; document.querySelector("#wire").textContent = state === "open" ? "connected" : "connection lost, trying again"; },
  refused: (text) => { problem = text; draw(); },
});

async function ask(message, done) {
  try {
    await wire.ask(message);
    said = done;
  } catch (error) {
    said = error.message;
  }
  news.textContent = said;
  draw();
}

async function fetchData(name) {
  const answer = await fetch(name, { headers: { Authorization: `token ${token}` } });
  if (!answer.ok) { said = await answer.text(); draw(); return; }
  const link = el("a", { href: URL.createObjectURL(await answer.blob()), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

function button(key, text, run, more = {}) {
  return el("button", { type: "button", "data-key": key, onclick: run, ...more }, text);
}

function steering() {
  const between = view.stage === "lobby" || view.stage === "totals";
  const running = view.stage === "round" || view.stage === "shown";
  const next = NAMES[view.chapter + 1];
  const over = view.stage === "finished";
  return el("section", { class: "card" },
    el("h2", {}, over ? "The class is over" : between ? (view.chapter < 0 ? "Ready to begin" : `Done: ${NAMES[view.chapter]}`)
      : `${NAMES[view.chapter][0].toUpperCase()}${NAMES[view.chapter].slice(1)}: round ${view.round} of ${view.rounds}${view.paused ? ", paused" : ""}`),
    running ? el("p", {}, `${view.done} of ${view.tables} tables are done. ${view.stage === "shown" ? "They look at how it went." : ""}`) : null,
    el("div", { class: "row" },
      between && next ? button("next", `Begin ${next}`, () => ask({ do: "next" }, `${next} has begun`), { class: "go" }) : null,
      running && !view.paused ? button("pause", "Pause", () => ask({ do: "pause" }, "paused")) : null,
      running && view.paused ? button("resume", "Go on", () => ask({ do: "resume" }, "going on"), { class: "go" }) : null,
      !over && !sure ? button("home", "Send the class home", () => { sure = true; draw(); }) : null,
      !over && sure ? button("home", "Yes, send home: nobody can play on", () => { sure = false; ask({ do: "finish" }, "the class is over"); }, { class: "danger" }) : null,
      !over && sure ? button("stay", "No", () => { sure = false; draw(); }) : null),
    said ? el("p", { class: "quiet" }, said) : null);
}

function people() {
  const state = (seat) => !seat.passed ? "at the questions" : seat.due ? (seat.here ? "is choosing" : "away, waited for") : seat.here ? "here" : "away";
  return el("section", { class: "card" },
    el("h2", {}, `${view.joined} seats, ${view.passed} ready`),
    el("table", {}, el("thead", {}, el("tr", {}, ...["Seat", "State", "Role", "Played by the computer"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...view.seats.map((seat) => el("tr", {}, el("td", {}, seat.code), el("td", {}, state(seat)),
        el("td", {}, seat.role ? seat.role[0].toUpperCase() + seat.role.slice(1) : "–"), el("td", {}, seat.away ? "in the last choice" : ""))))));
}

function dials() {
  return el("section", { class: "card" }, el("h2", {}, "Dials and scenario"),
    el("p", { class: "quiet" }, "For blocks that have not begun. Beliefs follow the cards that are drawn, three hard in eight."),
    ...Object.entries(view.dials).map(([name, block]) => {
      const field = (what) => el("label", {}, `${what[0].toUpperCase()}${what.slice(1)} `, el("input", { type: "number", min: 0, max: 1, step: 0.05, value: block[what], id: `${what}${name}`, disabled: !block.open, "data-key": `${what}${name}` }));
      const set = () => ask({ do: "dials", block: name, pressure: Number(document.querySelector(`#pressure${name}`).value), capacity: Number(document.querySelector(`#capacity${name}`).value) }, `block ${name}: dials set`);
      const changes = Object.entries(block.changes).filter(([key]) => !key.startsWith("prior_")).map(([key, value]) => `${key.replaceAll("_", " ")} ${value}`).join(", ");
      return el("fieldset", {}, el("legend", {}, `Block ${name}`), field("pressure"), field("capacity"),
        block.open ? button(`set${name}`, "Set", set) : null,
        block.open ? el("label", {}, "Scenario ", el("select", { "data-key": `scenario${name}`, onchange: (event) => event.target.value && ask({ do: "scenario", block: name, scenario: event.target.value }, `block ${name}: scenario set`) },
          el("option", { value: "" }, "as below"), ...Object.entries(view.scenarios).map(([key, label]) => el("option", { value: key }, label)))) : null,
        el("p", { class: "quiet" }, changes ? `Changed: ${changes}` : "The course's assumptions"));
    }));
}

function draw() {
  if (problem) { show(place, el("h1", {}, "The console"), el("p", { class: "problem", role: "alert" }, `${problem}. The address with the token stands in the terminal where seoul play runs.`)); return; }
  if (!view || !welcome) return;
  const links = el("section", { class: "card" }, el("h2", {}, "The room"),
    el("p", {}, "Phones: ", el("strong", {}, welcome.address), " code ", el("strong", {}, welcome.room)),
    el("p", {}, el("a", { href: `projector#${token}`, target: "_blank" }, "Open the projector page")),
    el("p", { class: "quiet" }, welcome.reach),
    el("div", { class: "row" }, button("csv", "Save class.csv", () => fetchData("class.csv")), button("json", "Save class.json", () => fetchData("class.json"))));
  // Each part by itself: what somebody is typing into the dials stays when a seat changes.
  const parts = { title: el("h1", {}, word("title")), steering: steering(), links, totals: view.totals && view.totals.counts.length ? totalsPage(view.totals) : null, people: people(), dials: dials() };
  for (const [name, part] of Object.entries(parts)) {
    let holder = document.querySelector(`#part-${name}`);
    if (!holder) { holder = el("div", { id: `part-${name}` }); place.append(holder); }
    show(holder, part);
  }
}
