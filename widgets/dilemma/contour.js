// @ts-check
// Lines of equal value on a square grid (marching squares), joined end to end.

/**
 * @param {ArrayLike<number>} values  n x n, row by row
 * @param {number} n
 * @param {number} level
 * @returns {number[][][]} lines of [x, y], each from 0 to 1
 */
export function contour(values, n, level) {
  /** @type {Map<number, number[]>} where a line leaves an edge of the grid: edge -> the edges it leads to */
  const links = new Map();
  /** @type {Map<number, number[]>} */
  const places = new Map();
  const step = 1 / (n - 1);

  /** The crossing on the edge from one point to its neighbour on the right (0) or above (1). */
  const cross = (/** @type {number} */ i, /** @type {number} */ j, /** @type {0 | 1} */ side) => {
    const edge = 2 * (j * n + i) + side;
    if (!places.has(edge)) {
      const a = values[j * n + i] - level;
      const b = values[side ? (j + 1) * n + i : j * n + i + 1] - level;
      const t = a / (a - b);
      places.set(edge, side ? [i * step, (j + t) * step] : [(i + t) * step, j * step]);
    }
    return edge;
  };
  const join = (/** @type {number} */ a, /** @type {number} */ b) => {
    for (const [from, to] of [[a, b], [b, a]]) {
      const list = links.get(from);
      if (list) list.push(to);
      else links.set(from, [to]);
    }
  };

  for (let j = 0; j < n - 1; j++) {
    for (let i = 0; i < n - 1; i++) {
      const at = j * n + i;
      const a = values[at] >= level;
      const b = values[at + 1] >= level;
      const c = values[at + n + 1] >= level;
      const d = values[at + n] >= level;
      if (a === b && b === c && c === d) continue;
      const edges = [];
      if (a !== b) edges.push(cross(i, j, 0));
      if (b !== c) edges.push(cross(i + 1, j, 1));
      if (c !== d) edges.push(cross(i, j + 1, 0));
      if (d !== a) edges.push(cross(i, j, 1));
      if (edges.length === 2) join(edges[0], edges[1]);
      else if (edges.length === 4) {
        const middle = (values[at] + values[at + 1] + values[at + n] + values[at + n + 1]) / 4 >= level;
        const turn = middle === a ? 0 : 1;
        join(edges[turn], edges[turn + 1]);
        join(edges[turn + 2], edges[(turn + 3) % 4]);
      }
    }
  }

  const lines = [];
  const walk = (/** @type {number} */ start) => {
    const line = [];
    let here = start;
    for (;;) {
      line.push(places.get(here));
      const next = links.get(here)?.pop();
      if (next === undefined) break;
      const back = links.get(next) ?? [];
      back.splice(back.indexOf(here), 1);
      here = next;
    }
    if (line.length > 1) lines.push(line);
  };
  for (const [edge, to] of links) if (to.length === 1) walk(edge);
  for (const [edge, to] of links) if (to.length) walk(edge);
  return lines;
}

/**
 * The runs of a line where another grid of values is positive.
 * @param {number[][]} line
 * @param {ArrayLike<number>} values
 * @param {number} n
 */
export function inside(line, values, n) {
  /** @type {number[][][]} */
  const runs = [];
  let open = false;
  for (const [x, y] of line) {
    const here = values[Math.round(y * (n - 1)) * n + Math.round(x * (n - 1))] > 0;
    if (here && !open) runs.push([]);
    if (here) runs[runs.length - 1].push([x, y]);
    open = here;
  }
  return runs.filter((run) => run.length > 1);
}

/**
 * The roomiest place in a region: far from its borders, more so to the sides, since words are wide.
 * @param {Uint8Array} kind  the region of each grid point, n x n
 * @param {number} n
 * @param {number} wanted
 * @returns {{x: number, y: number, room: number, share: number}}
 */
export function roomiest(kind, n, wanted) {
  const side = 0.45;
  const far = new Float32Array(n * n);
  let count = 0;
  let best = 0;
  let at = 0;
  const get = (/** @type {number} */ i, /** @type {number} */ j) => (i < 0 || j < 0 || i >= n || j >= n ? 0 : far[j * n + i]);
  for (let k = 0; k < n * n; k++) {
    if (kind[k] !== wanted) continue;
    count += 1;
    const i = k % n;
    const j = (k - i) / n;
    far[k] = Math.min(get(i - 1, j) + side, get(i, j - 1) + 1, get(i - 1, j - 1) + 1, get(i + 1, j - 1) + 1);
  }
  for (let k = n * n - 1; k >= 0; k--) {
    if (kind[k] !== wanted) continue;
    const i = k % n;
    const j = (k - i) / n;
    far[k] = Math.min(far[k], get(i + 1, j) + side, get(i, j + 1) + 1, get(i + 1, j + 1) + 1, get(i - 1, j + 1) + 1);
    if (far[k] > best) [best, at] = [far[k], k];
  }
  return { x: (at % n) / (n - 1), y: Math.floor(at / n) / (n - 1), room: best / n, share: count / (n * n) };
}
