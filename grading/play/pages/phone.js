// The phone: one seat, its questions, the tree, and large buttons.

import { el, show } from "./dom.js";
import { tree } from "./tree.js";
import { lang, setLang, word } from "./words.js";
import { Wire } from "./wire.js";

const OPTIONS = {
  signal: ["quiet", "threat"], posture: ["refuse", "indirect", "direct"], answer: ["hold", "arm"],
  if_quiet: ["refuse", "indirect", "direct"], if_threat: ["refuse", "indirect", "direct"],
  if_refuse: ["hold", "arm"], if_indirect: ["hold", "arm"], if_direct: ["hold", "arm"],
};
const place = document.querySelector("main"), news = document.querySelector("#news");
const room = () => location.hash.slice(1).toUpperCase();
let view = null, problem = "", question = 0, wrong = false, comingBack = false, arrived = 0, sending = "";
// Seats by room, so that a link that is opened again leads back to the same seat.
const kept = (code) => localStorage.getItem(`seoul-play-${code}`);

const wire = new Wire({
  hello: () => (kept(room()) ? { do: "back", room: room(), key: kept(room()) } : null),
  heard: (message) => {
    if (!message.view) return;
    view = message.view;
    arrived = performance.now();
    sending = "";
    draw();
  },
  state: (state) => {
    document.body.dataset.wire = state;
    document.querySelector("#wire").textContent = word(state === "open" ? "connected" : "lost");
  },
  refused: (text, first) => {
    // A seat of another day, or of a room that was opened anew.
    if (first.key) localStorage.removeItem(`seoul-play-${room()}`);
    problem = text;
    draw();
  },
});

function random() {
  return Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => byte.toString(36).padStart(2, "0")).join("");
}

async function ask(message) {
  problem = "";
  try {
    await wire.ask(message);
    return true;
  } catch (error) {
    problem = error.message;
    sending = "";
    draw();
    return false;
  }
}

async function join(event) {
  event.preventDefault();
  const code = document.querySelector("#room").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  history.replaceState(null, "", `#${code}`);
  const seat = document.querySelector("#seat")?.value;
  if (comingBack) {
    await ask({ do: "back", room: code, code: seat || "-" });
    return;
  }
  const key = random();
  if (await ask({ do: "join", room: code, key })) localStorage.setItem(`seoul-play-${code}`, key);
}

function choice(key, text, run, more = {}) {
  return el("button", { type: "button", class: "big", "data-key": key, onclick: run, ...more }, text);
}

function move(node, value) {
  if (sending) return;
  sending = `${view.turn} ${node}`;
  draw();
  ask({ do: "move", turn: view.turn, node, value });
}

function moveWord(name) { return word(name === "direct" ? "direct.do" : name); }

// ---- what is on the screen

function joinPage() {
  return [
    el("h1", {}, word("title")),
    el("form", { onsubmit: join, class: "card" },
      el("label", { for: "room" }, word("join.code")),
      el("input", { id: "room", value: room(), autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 12, required: true, "data-key": "room" }),
      comingBack ? el("label", { for: "seat" }, word("join.seat")) : null,
      comingBack ? el("input", { id: "seat", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 4, required: true, "data-key": "seat" }) : null,
      el("button", { class: "big go", "data-key": "join" }, word(comingBack ? "join.back.go" : "join")),
      el("p", { class: "quiet" }, word("join.why"))),
    el("button", { type: "button", class: "link", "data-key": "back", onclick: () => { comingBack = !comingBack; draw(); } },
      word(comingBack ? "join.new" : "join.back")),
  ];
}

function questions() {
  const paid = (signal, posture, answer) => view.payoffs.find(([t, s, p, a]) => t === "soft" && s === signal && p === posture && a === answer)[5];
  const right = paid("quiet", "indirect", "hold");
  const amounts = [...new Set([right, paid("quiet", "direct", "hold"), paid("quiet", "indirect", "arm")])].sort((a, b) => a - b);
  const asked = [
    [word("ask.1"), [["yes", word("yes")], ["no", word("no")]], "no"],
    [word("ask.2"), amounts.map((n) => [String(n), String(n)]), String(right)],
    [word("ask.3"), [["less", word("less")], ["same", word("same")], ["more", word("more")]], "same"],
  ];
  const [text, options, answer] = asked[question];
  const pick = (value) => {
    wrong = value !== answer;
    if (!wrong) question += 1;
    if (question < asked.length) draw();
    else { question = 0; ask({ do: "pass" }).then((ok) => { if (!ok) draw(); }); }
  };
  return [
    el("h1", {}, word("rules.title")),
    el("p", { class: "rules" }, word("rules")),
    el("section", { class: "card" },
      el("p", { class: "quiet" }, word("ask.left", { n: question + 1 })),
      el("h2", {}, text),
      wrong ? el("p", { class: "problem", role: "alert" }, word("ask.wrong")) : null,
      el("div", { class: "choices" }, ...options.map(([value, label]) => choice(`q${question}${value}`, label, () => pick(value))))),
    question === 1 ? tree({ payoffs: view.payoffs, role: "seoul", due: ["if_quiet"], made: {} }) : null,
  ];
}

function bets() {
  if (!view.bets_open) return [];
  const way = (node) => el("div", { class: "choices two" }, ...["less", "more"].map((value) => choice(`bet${node}${value}`, word(`bet.${value}`),
    () => ask({ do: "bet", node, value }), { "aria-pressed": String(view.bets[node] === value) })));
  const level = view.bets.precision ?? "5";
  return [el("section", { class: "card" },
    el("h2", {}, word("bets")),
    el("label", { for: "precision" }, word("bet.precision")),
    el("div", { class: "slide" },
      el("input", { id: "precision", type: "range", min: 0, max: 10, step: 1, value: level, "data-key": "precision",
        onchange: (event) => ask({ do: "bet", node: "precision", value: event.target.value }) }),
      el("output", { for: "precision" }, view.bets.precision ?? "–")),
    el("p", {}, word("bet.pride")), way("pride"),
    el("p", {}, word("bet.hands")), way("hands"),
    Object.keys(view.bets).length ? el("p", { class: "quiet" }, word("bet.kept")) : null)];
}

function head() {
  return el("div", { class: "head" },
    el("p", { class: "quiet" }, view.block === "practice" ? word("round.practice") : word("round", { block: view.block, n: view.round, of: view.rounds })),
    el("h1", {}, word(`role.${view.role}`)),
    el("p", { class: `type ${view.type || ""}` }, view.type ? word(`card.${view.type}`) : word("card.unknown")),
    view.direct && !view.shown ? el("p", { class: "quiet" }, word("direct")) : null);
}

function playing() {
  const due = view.paused ? undefined : view.due[0];
  const bots = Object.entries(view.made).filter(([name, [, bot]]) => bot && OPTIONS[name] && own(name)).map(([, [value]]) => moveWord(value));
  let below;
  if (view.paused) below = el("p", { class: "card wait" }, word("wait.paused"));
  else if (!due) below = el("p", { class: "card wait" }, word("wait.other"), bots.length ? el("br") : null, bots.length ? word("made.bot", { what: bots.join(", ") }) : null);
  else {
    const key = due === "posture" ? `q.posture.${view.made.signal[0]}` : due === "answer" ? `q.answer.${view.made.posture[0]}` : `q.${due}`;
    below = el("section", { class: "ask" },
      el("h2", { id: "question" }, word(key)),
      el("div", { class: "choices", role: "group", "aria-labelledby": "question" },
        ...OPTIONS[due].map((value, i) => choice(`${view.turn}${due}${value}`, moveWord(value), () => move(due, value),
          { class: `big ${value}`, "data-number": i + 1, "aria-disabled": String(Boolean(sending)) }))));
  }
  return [head(), tree(view), below];
}

function own(name) {
  return (view.role === "seoul") === ["posture", "if_quiet", "if_threat"].includes(name);
}

function shownPage() {
  const { shown, role } = view, other = role === "moscow" ? "seoul" : "moscow";
  const words = Object.fromEntries(["type", "signal", "posture", "answer"].map((part) => [part, word(`t.${shown[part]}`)]));
  return [head(), tree({ ...view, type: shown.type }),
    el("section", { class: "card" },
      el("h2", {}, word("shown")),
      el("p", {}, word("shown.path", words)),
      el("p", { class: "tokens" }, el("strong", {}, word("shown.you", { n: shown.tokens[role] })), ` · ${word("shown.other", { n: shown.tokens[other] })}`),
      shown.computer.includes(other) ? el("p", { class: "quiet" }, word("shown.computer")) : null,
      view.gone_on || sending === "on" ? el("p", { class: "quiet" }, word("on.wait"))
        : choice(`on${view.turn}`, word("on"), () => { sending = "on"; view.gone_on = true; draw(); ask({ do: "on" }); }, { class: "big go", "data-number": 1 }))];
}

function results() {
  return el("section", { class: "card" }, el("h2", {}, word("won")), ...["moscow", "seoul"].filter((role) => view.rank && view.rank[role]).map((role) => el("p", {},
    `${word(`won.${role}`)}: `, el("strong", {}, String(view.won[role])),
    ` (${word("rank", { place: view.rank[role][0], of: view.rank[role][1] })})`)));
}

function draw() {
  document.title = word("title");
  document.querySelector("#lang").textContent = word("lang");
  document.querySelector("#code").textContent = view ? word("seat", { code: view.code }) : "";
  let page;
  if (!view) page = joinPage();
  else if (view.stage === "finished") page = [el("h1", {}, word("finished")), view.rank ? results() : null, el("p", {}, word("finished.kept"))];
  else if (!view.passed) page = questions();
  else if (view.stage === "shown" && view.shown) page = shownPage();
  else if (view.stage === "round" && view.role) page = playing();
  else if (view.stage === "totals") page = [el("h1", {}, word("totals")), view.rank ? results() : null, ...bets()];
  else {
    page = [el("h1", {}, word(view.stage === "lobby" ? "wait.start" : "wait.next")),
      el("p", { class: "quiet" }, word("wait.joined", { n: view.seats })),
      el("p", {}, word("seat.keep")), ...bets()];
  }
  const stage = view ? `${view.stage} ${view.turn} ${(view.due || [])[0]}` : "join";
  const fresh = draw.stage !== stage;
  draw.stage = stage;
  show(place, problem ? el("p", { class: "problem", role: "alert" }, problem) : null, ...page);
  if (fresh && view) {
    news.textContent = place.querySelector("h2, h1")?.textContent || "";
    const first = place.querySelector("[data-number]");
    if (first && document.activeElement === document.body) first.focus({ preventScroll: true });
  }
  clock();
}

// Seconds left, counted here from when the room told; the room alone decides.
function clock() {
  const out = document.querySelector("#clock");
  const running = view && view.stage === "round" && !view.paused && view.left !== null && view.left !== undefined;
  if (!running) { out.textContent = ""; return; }
  const left = Math.max(0, Math.ceil(view.left - (performance.now() - arrived) / 1000));
  out.textContent = word("time", { n: left });
  out.classList.toggle("hurry", left <= 10);
}

document.querySelector("#lang").addEventListener("click", () => { setLang(lang() === "en" ? "ko" : "en"); draw(); });
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = place.querySelector(`[data-number="${CSS.escape(event.key)}"]`);
  if (button) { event.preventDefault(); button.click(); }
});
window.addEventListener("hashchange", () => location.reload());
setInterval(clock, 250);
draw();
