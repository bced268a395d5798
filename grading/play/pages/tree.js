// The tree of the game as a picture: what is known to the player, where it stands, and what each end pays.

import { word } from "./words.js";

const SIGNALS = ["quiet", "threat"], POSTURES = ["refuse", "indirect", "direct"], ANSWERS = ["hold", "arm"];
const X = { root: 12, signal: 74, posture: 150, answer: 214, pay: 224 };
const ROW = 26, TOP = 34, WIDTH = 358;
const SVG = "http://www.w3.org/2000/svg";

function node(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// The moves that lead to where the first question that is due is asked; null when nothing is due.
export function standing(view) {
  const due = (view.due || [])[0];
  if (!due) return null;
  const made = Object.fromEntries(Object.entries(view.made || {}).map(([name, [value]]) => [name, value]));
  if (due === "signal") return [];
  if (due === "posture") return [made.signal];
  if (due === "answer") return [made.signal, made.posture];
  const condition = due.slice(3);
  return SIGNALS.includes(condition) ? [condition] : [made.signal, condition];
}

export function tree(view) {
  const here = standing(view);
  const role = view.role || "seoul";
  const type = view.type || (view.shown && view.shown.type);
  const pays = new Map(view.payoffs.map(([t, s, p, a, m, k]) => [`${t} ${s} ${p} ${a}`, [m, k]]));
  const height = TOP + 12 * ROW + 4;
  const svg = node("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "tree", role: "img" });
  const gone = new Set();
  const path = view.shown ? [view.shown.signal, view.shown.posture, view.shown.answer] : here || [];
  path.forEach((_, i) => gone.add(path.slice(0, i + 1).join(" ")));

  const said = here === null ? word("tree.none")
    : word("tree.here", { where: here.length ? here.map((move) => word(`t.${move}`)).join(", ") : word("tree.start") });
  const heads = role === "moscow" || view.shown ? [word("t.moscow"), word("t.seoul")] : [word("t.seoul"), `${word("t.moscow")}, ${word("t.softhard")}`];
  const you = role === "moscow" || !view.shown ? 0 : 1;
  const ends = [];

  const edges = node("g", {}), labels = node("g", {});
  const y = (row) => TOP + row * ROW + ROW / 2;
  const middle = (from, to) => (y(from) + y(to)) / 2;
  const link = (x1, y1, x2, y2, key) => edges.append(node("path", {
    d: `M${x1} ${y1} C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`, class: gone.has(key) ? "gone" : "edge",
  }));
  const spot = (x, at, key, moves) => labels.append(node("circle", {
    cx: x, cy: at, r: here !== null && here.join(" ") === key && !view.shown ? 7 : 3.5,
    class: here !== null && here.join(" ") === key && !view.shown ? "here" : moves,
  }));
  const label = (x, at, text, key, anchor = "middle") => labels.append(node("text", {
    x, y: at, "text-anchor": anchor, class: gone.has(key) ? "gone" : "",
  }, text));

  const top = middle(0, 11);
  spot(X.root, top, "", "moscow");
  label(X.root - 6, top - 14, type ? word(`t.${type}`) : "?", "-", "start");
  SIGNALS.forEach((signal, i) => {
    const at = middle(6 * i, 6 * i + 5);
    link(X.root, top, X.signal, at, signal);
    spot(X.signal, at, signal, "seoul");
    label(X.signal - 4, at - 13, word(`t.${signal}`), signal);
    POSTURES.forEach((posture, j) => {
      const row = 6 * i + 2 * j, key = `${signal} ${posture}`, level = middle(row, row + 1);
      link(X.signal, at, X.posture, level, key);
      spot(X.posture, level, key, "moscow");
      label(X.posture - 4, level - 11, word(`t.${posture}`), key);
      ANSWERS.forEach((answer, k) => {
        const end = `${key} ${answer}`, line = y(row + k);
        link(X.posture, level, X.answer - 30, line, end);
        label(X.answer, line + 4, word(`t.${answer}`), end, "end");
        const by = (t) => pays.get(`${t} ${end}`);
        const numbers = type ? by(type) : [by("soft")[1], `${by("soft")[0]} / ${by("hard")[0]}`];
        label(X.pay + 42, line + 4, String(numbers[0]), end, "end");
        label(WIDTH - 4, line + 4, String(numbers[1]), end, "end");
        if (here !== null && end.startsWith(here.join(" "))) {
          ends.push(`${[signal, posture, answer].map((move) => word(`t.${move}`)).join(", ")}: ${heads[0]} ${numbers[0]}, ${heads[1]} ${numbers[1]}`);
        }
      });
    });
  });
  labels.append(node("text", { x: X.pay + 42, y: 14, "text-anchor": "end", class: `head ${you === 0 ? "you" : ""}` }, heads[0]));
  const [second, below] = type ? [heads[1], ""] : [word("t.moscow"), word("t.softhard")];
  labels.append(node("text", { x: WIDTH - 4, y: 14, "text-anchor": "end", class: `head ${you === 1 ? "you" : ""}` }, second));
  labels.append(node("text", { x: WIDTH - 4, y: 29, "text-anchor": "end", class: "head" }, below));
  svg.append(edges, labels);
  svg.setAttribute("aria-label", word("tree", { where: [said, ...ends].join(" ") }));
  return svg;
}
