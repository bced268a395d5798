// @ts-check
// Look the solved map up. Nothing here knows the game: it only interpolates.

/**
 * @typedef {{n: number, fields: Record<string, Float32Array>, rows: Record<string, Float32Array>, error: number | null}} Solved
 */

export const SIGNALS = ["quiet", "threat"];
export const POSTURES = ["refuse", "indirect", "direct"];

/** @type {WeakMap<object, Solved>} */
const opened = new WeakMap();

/**
 * Unpack what the kernel sent; once for each map, whoever asks.
 * @param {any} raw
 * @returns {Solved}
 */
export function openMap(raw) {
  const known = opened.get(raw);
  if (known) return known;
  const n = raw.n;
  const shares = new Uint16Array(bytes(raw.data));
  const strips = new Float32Array(bytes(raw.row_data));
  /** @type {Solved} */
  const map = { n, fields: {}, rows: {}, error: raw.error };
  raw.fields.forEach(([name, low, high], i) => {
    const field = new Float32Array(n * n);
    for (let k = 0; k < n * n; k++) field[k] = low + (shares[i * n * n + k] / 65535) * (high - low);
    map.fields[name] = field;
  });
  raw.rows.forEach((name, i) => {
    map.rows[name] = strips.subarray(i * n, (i + 1) * n);
  });
  opened.set(raw, map);
  return map;
}

/** @param {DataView | ArrayBuffer} part */
function bytes(part) {
  return part instanceof ArrayBuffer ? part : part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength);
}

/**
 * Everything at one point of the map.
 * @param {Solved} map
 * @param {number} pressure
 * @param {number} capacity
 * @returns {Record<string, number>}
 */
export function lookUp({ n, fields, rows }, pressure, capacity) {
  const x = pressure * (n - 1);
  const y = capacity * (n - 1);
  const i = Math.min(Math.floor(x), n - 2);
  const j = Math.min(Math.floor(y), n - 2);
  const u = x - i;
  const v = y - j;
  const at = j * n + i;
  /** @type {Record<string, number>} */
  const here = {};
  for (const name in fields) {
    const f = fields[name];
    here[name] = (1 - v) * ((1 - u) * f[at] + u * f[at + 1]) + v * ((1 - u) * f[at + n] + u * f[at + n + 1]);
  }
  for (const name in rows) here[name] = (1 - v) * rows[name][j] + v * rows[name][j + 1];
  here.quiet_indirect = 1 - here.quiet_refuse - here.quiet_direct;
  here.threat_indirect = 1 - here.threat_refuse - here.threat_direct;
  here.refuse = 1 - here.supply;
  here.indirect = here.supply - here.open_supply;
  here.direct = here.open_supply;
  here.backfire = here.quiet_refuse - here.threat_refuse;
  here.open_backfire = here.threat_direct - here.quiet_direct;
  for (const signal of SIGNALS) {
    for (const posture of POSTURES) {
      const hard = here[`belief_${signal}`];
      here[`arm_${signal}_${posture}`] = (1 - hard) * here[`arm_soft_${signal}_${posture}`] + hard * here[`arm_hard_${signal}_${posture}`];
    }
  }
  return here;
}
