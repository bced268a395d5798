// The projector: how to join, who is there, how far the round is, and after a block what the class did.

import { el, show } from "./dom.js";
import { totalsPage } from "./totals.js";
import { lang, setLang, word } from "./words.js";
import { Wire } from "./wire.js";

const place = document.querySelector("main");
let view = null, welcome = null, problem = "";

new Wire({
  hello: () => ({ do: "projector", token: location.hash.slice(1) || "-" }),
  heard: (message) => { view = message.view || view; welcome = message.welcome || welcome; draw(); },
  state: (state) => { document.body.dataset.wire = state; document.querySelector("#wire").textContent = word(state === "open" ? "connected" : "lost"); },
  refused: () => { problem = word("p.token"); draw(); },
});

function heading() {
  if (view.paused) return word("p.paused");
  if (view.stage === "lobby") return word("p.lobby");
  if (view.stage === "totals") return view.totals && view.totals.counts.length ? word("p.totals") : word("p.practice");
  if (view.stage === "finished") return word("p.finished");
  if (view.blocks[0] === "practice") return word("p.practice");
  return word(view.blocks.length > 1 ? "p.blocks" : "p.block", { block: view.blocks.join(" + ") });
}

function draw() {
  document.querySelector("#lang").textContent = word("lang");
  if (problem) { show(place, el("h1", {}, problem)); return; }
  if (!view || !welcome) return;
  const door = el("aside", { class: "door" },
    el("img", { src: welcome.qr, alt: `QR: ${welcome.address}`, width: 320, height: 320 }),
    el("p", { class: "quiet" }, word("p.open")), el("p", { class: "address" }, welcome.address),
    el("p", { class: "quiet" }, word("p.code")), el("p", { class: "roomcode" }, welcome.room));
  const here = el("p", { class: "counts" }, el("strong", {}, String(view.joined)), ` ${word("p.joined")} · `, el("strong", {}, String(view.passed)), ` ${word("p.ready")}`);
  const parts = [el("h1", {}, heading()), here];
  if (view.stage === "round" || view.stage === "shown") {
    const meter = el("progress", { max: view.tables, value: view.done, "aria-label": word("p.tables", { done: view.done, of: view.tables }) });
    parts.push(el("p", { class: "figure" }, word("p.round", { n: view.round, of: view.rounds })), meter, el("p", {}, word("p.tables", { done: view.done, of: view.tables })));
  }
  if (view.totals && view.totals.counts.length) parts.push(totalsPage(view.totals));
  document.body.classList.toggle("results", Boolean(view.totals && view.totals.counts.length));
  show(place, door, el("div", { class: "board" }, ...parts));
}

document.querySelector("#lang").addEventListener("click", () => { setLang(lang() === "en" ? "ko" : "en"); draw(); });
