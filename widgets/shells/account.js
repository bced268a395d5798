// @ts-check
// The account of a depot, twin of ledger.py; a test compares the two on random loans.

/** What a loan brings in, or takes out again, month by month. */
export function loanFlow({ loan, kind, due }, months, parts) {
  return Array.from({ length: months }, (_, i) =>
    (i === 0 ? loan : 0) - (kind === "lend" && i + 1 >= due && i + 1 < due + parts ? loan / parts : 0));
}

/** As run_ledger: a repayment comes first, and takes no more than is there. */
export function account({ start, made, wanted, floor }, incoming) {
  const rows = [];
  let stock = start;
  for (const extra of incoming) {
    const due = Math.max(-extra, 0);
    const repaid = Math.min(due, stock + made);
    const pool = stock + made + Math.max(extra, 0) - repaid;
    const sent = Math.min(wanted, Math.max(0, pool - floor));
    stock = pool - sent;
    rows.push({ pool, sent, stock, short: wanted - sent, unpaid: due - repaid });
  }
  return rows;
}

/** As follow_loan: whatever leaves the pool carries lent shells in proportion. */
export function followLoan(rows, incoming) {
  let [kyiv, repaid, left] = [0, 0, 0];
  rows.forEach(({ pool, sent, unpaid }, month) => {
    const back = Math.max(-incoming[month], 0) - unpaid;
    const home = pool + back > 0 ? (left * back) / (pool + back) : 0;
    left += Math.max(incoming[month], 0) - home;
    const gone = pool > 0 ? (left * sent) / pool : 0;
    [kyiv, repaid, left] = [kyiv + gone, repaid + home, left - gone];
  });
  return { kyiv, repaid, left };
}

/** With the loan, without it, extra shells so far, and the share by each rule. */
export function compareAccounts(values, incoming) {
  const more = account(values, incoming);
  const less = account(values, incoming.map(() => 0));
  let total = 0;
  const extra = more.map((row, month) => (total += row.sent - less[month].sent));
  const mixing = followLoan(more, incoming).kyiv / values.loan;
  return { more, less, extra, shares: { label: 0, mixing, difference: total / values.loan } };
}

/** Shares of the amounts in question to try: from one end of what is unknown to the other. */
export function shiftsOf(unknown, tried) {
  return unknown > 0 ? Array.from({ length: tried }, (_, i) => 1 - unknown + (2 * unknown * i) / (tried - 1)) : [1];
}
