// @ts-check
import { fill, inHundred } from "../shared/dom.js";

/**
 * What a threat does, in words: the same rules as sentence.py.
 * @param {Record<string, number>} here
 * @param {Record<string, string>} words
 */
export function threatSentence(here, words) {
  const before = inHundred(1 - here.quiet_refuse);
  const after = inHundred(1 - here.threat_refuse);
  const openly = inHundred(here.quiet_direct);
  const then = inHundred(here.threat_direct);
  const value = Math.round(100 * here.threat_payoff);
  return [
    fill(words[`dilemma.b1.${way(after - before)}`], { a: before, b: after }),
    fill(words[`dilemma.b2.${way(then - openly)}`], { a: openly, b: then }),
    words[`dilemma.b3.${way(value)}`],
  ].join(" ");
}

/** @param {number} change */
function way(change) {
  return change > 0 ? "up" : change < 0 ? "down" : "flat";
}
