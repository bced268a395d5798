// @ts-check
import { fill, inHundreds } from "../shared/dom.js";
import { POSTURES } from "./lookup.js";

/** Fewer histories in 100 than this are hardly anything: as NOTICED in sentence.py. */
const NOTICED = 3;

/**
 * Seoul's choice in 100 histories: on the path of play, after silence, after a threat, and what a threat adds.
 * @param {Record<string, number>} here
 */
export function histories(here) {
  const count = (/** @type {string} */ start) => inHundreds(POSTURES.map((posture) => here[start + posture]));
  const [whole, quiet, threat] = [count(""), count("quiet_"), count("threat_")];
  return { whole, quiet, threat, push: threat.map((n, k) => n - quiet[k]) };
}

/**
 * What Seoul does, and what a threat changes, in words: the same rules as sentence.py.
 * @param {Record<string, number>} here
 * @param {Record<string, string>} words
 */
export function choiceSentence(here, words) {
  const { whole, quiet, threat, push } = histories(here);
  const [first, second] = [0, 1, 2].sort((a, b) => whole[b] - whole[a] || a - b);
  const name = (/** @type {number} */ k) => words[`dilemma.posture.${POSTURES[k]}`];
  const close = whole[first] - whole[second] < NOTICED;
  const does = close ? fill(words["dilemma.does.close"], { a: name(first), n: whole[first], b: name(second), m: whole[second] }) : fill(words[`dilemma.does.${POSTURES[first]}`], { n: whole[first] });
  if (push.every((change) => Math.abs(change) < NOTICED)) return `${does} ${words["dilemma.threat.little"]}`;
  const [supply, openly] = [-push[0], push[2]];
  const kind = supply >= 0 && openly >= 0 ? "backfires" : supply <= 0 && openly <= 0 ? "works" : "both";
  const said = [
    fill(words[`dilemma.supply.${way(supply)}`], { a: 100 - quiet[0], b: 100 - threat[0] }),
    fill(words[`dilemma.open.${way(openly)}`], { a: quiet[2], b: threat[2] }),
  ];
  return `${does} ${fill(words[`dilemma.threat.${kind}`], { supply: said[0], open: said[1] })}`;
}

/** @param {number} change */
function way(change) {
  return change > 0 ? "up" : change < 0 ? "down" : "flat";
}
