// What a class did, as bars; after the last block its precision and its bets too.

import { el } from "./dom.js";
import { word } from "./words.js";

const PARTS = { signal: ["threat"], posture: ["refuse", "indirect", "direct"] };

function bar(share, kind, label) {
  const inner = el("span", { class: `fill ${kind}` });
  inner.style.width = `${(100 * share).toFixed(1)}%`;
  return el("div", { class: "bar" }, el("span", { class: "name" }, label), el("span", { class: "track" }, inner), el("span", { class: "n" }, `${Math.round(100 * share)} %`));
}

function block(name, counts) {
  const own = counts.filter(([b]) => b === name);
  const parts = [];
  const signals = own.filter(([, node, , action]) => node === "signal" && action === "threat");
  for (const [, , type, , n, of] of signals) parts.push(bar(n / of, "threat", `${word(`t.${type}`)}: ${word("t.threat")} (${word("p.share", { n, of })})`));
  for (const signal of ["quiet", "threat"]) {
    const here = own.filter(([, node, situation]) => node === "posture" && situation === signal);
    if (!here.length) continue;
    parts.push(el("h3", {}, `${word("t.seoul")}, ${word("p.after", { signal: word(`t.${signal}`) })}`));
    for (const posture of PARTS.posture) {
      const found = here.find(([, , , action]) => action === posture);
      if (found) parts.push(bar(found[4] / found[5], posture, `${word(`t.${posture}`)} (${word("p.share", { n: found[4], of: found[5] })})`));
    }
  }
  return el("section", { class: "card block" }, el("h2", {}, word("p.block", { block: name })), ...parts);
}

function finding(totals) {
  const out = [];
  const { precision, bootstrap, bets, backfire } = totals;
  if (precision === undefined) return out;
  const told = precision === null ? word("p.small")
    : bootstrap[1] === null ? word("p.noupper", { low: bootstrap[0].toFixed(1) })
      : word("p.interval", { low: bootstrap[0].toFixed(1), high: bootstrap[1].toFixed(1) });
  const section = el("section", { class: "card" }, el("h2", {}, word("p.precision")),
    precision === null ? null : el("p", { class: "figure" }, precision.toFixed(1)), el("p", {}, told));
  if (bets && bets.precision) {
    const most = Math.max(1, ...bets.precision);
    section.append(el("h3", {}, word("p.bets")), el("div", { class: "bets" }, ...bets.precision.map((n, at) => {
      const column = el("span", { class: "column" });
      column.style.height = `${(60 * n) / most}px`;
      return el("span", { class: "slot" }, el("span", { class: "n" }, n ? String(n) : ""), column, el("span", { class: "name" }, String(at)));
    })));
  }
  out.push(section);
  for (const [name, node] of [["B", "pride"], ["C", "hands"]]) {
    if (!backfire || !backfire[name]) continue;
    const [value, error] = backfire[name];
    const figure = `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(2)} ± ${(1.96 * error).toFixed(2)}`;
    out.push(el("section", { class: "card" }, el("h2", {}, word("p.backfire", { block: name })), el("p", { class: "figure" }, figure),
      bets && bets[node] ? el("p", {}, `${word("p.bets")}: ${word("bet.less")} ${bets[node][0]}, ${word("bet.more")} ${bets[node][1]}`) : null));
  }
  return out;
}

export function totalsPage(totals) {
  const names = [...new Set(totals.counts.map(([name]) => name))];
  return el("div", { class: "totals" }, ...finding(totals), ...names.map((name) => block(name, totals.counts)));
}
