// @ts-check
import { fill, h, inHundred, inHundreds } from "../shared/dom.js";
import { calm, colour } from "../shared/theme.js";
import { contour, inside, roomiest } from "./contour.js";
import { POSTURES } from "./lookup.js";

const RASTER = 240;
const SHADES = 256;

/**
 * What a layer shows: values on the grid, their colours, lines and words. Colours are looked up: ``shade`` says
 * which of ``colours`` the values at a place have.
 * @param {import("./lookup.js").Solved} map
 * @param {string} layer
 * @param {HTMLElement} root
 * @param {Record<string, string>} words
 */
function readLayer(map, layer, root, words) {
  const { n, fields } = map;
  const all = n * n;
  const paper = colour(root, "--sd-surface");
  /** From paper to a tint, by a strength that grows with the shade. */
  const ramp = (/** @type {number[]} */ tint, /** @type {(share: number) => number} */ strength) =>
    Array.from({ length: SHADES }, (_, shade) => {
      const t = Math.min(1, strength(shade / (SHADES - 1)));
      const [red, green, blue] = paper.map((base, i) => Math.round(base + t * (tint[i] - base)));
      return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    });
  const shade = (/** @type {number} */ share) => Math.round((SHADES - 1) * Math.min(1, Math.max(0, share)));
  const kind = new Uint8Array(all);
  const percent = (/** @type {number} */ share) => `${inHundred(share)}%`;

  if (layer === "posture") {
    const parts = POSTURES.map(() => new Float32Array(all));
    for (let k = 0; k < all; k++) {
      parts[0][k] = 1 - fields.supply[k];
      parts[1][k] = fields.supply[k] - fields.open_supply[k];
      parts[2][k] = fields.open_supply[k];
      kind[k] = parts[1][k] > parts[0][k] ? (parts[2][k] > parts[1][k] ? 2 : 1) : parts[2][k] > parts[0][k] ? 2 : 0;
    }
    const tints = POSTURES.map((posture) => colour(root, `--sd-${posture}`));
    const leads = parts.map((own, p) => own.map((value, k) => value - Math.max(parts[(p + 1) % 3][k], parts[(p + 2) % 3][k])));
    const wash = Number(getComputedStyle(root).getPropertyValue("--sd-wash"));
    return {
      sheets: parts,
      colours: tints.flatMap((tint) => ramp(tint, (share) => wash + (1 - wash) * Math.max(0, (share - 0.34) / 0.66))),
      shade(/** @type {ArrayLike<number>} */ values) {
        const a = values[0];
        const b = values[1];
        const c = values[2];
        return a >= b && a >= c ? shade(a) : b >= c ? SHADES + shade(b) : 2 * SHADES + shade(c);
      },
      kind,
      names: POSTURES.map((posture) => words[`dilemma.posture.${posture}`]),
      borders: leads.map((values) => ({ values, level: 0 })),
      lines: parts.flatMap((values, p) => [0.5, 0.6, 0.7, 0.8, 0.9].map((level) => ({ values, level, text: percent(level), within: leads[p] }))),
      about(/** @type {number[]} */ shares) {
        const [refuse, indirect, direct] = inHundreds(shares);
        return fill(words["dilemma.map.posture"], { refuse, indirect, direct });
      },
    };
  }

  if (layer === "backfire") {
    const change = new Float32Array(all);
    for (let k = 0; k < all; k++) {
      change[k] = fields.quiet_refuse[k] - fields.threat_refuse[k];
      kind[k] = change[k] >= 0 ? 1 : 0;
    }
    const [down, up] = [colour(root, "--sd-deters"), colour(root, "--sd-backfires")];
    const sign = (/** @type {number} */ level) => (level > 0 ? "+" : "−") + inHundred(Math.abs(level));
    return {
      sheets: [change],
      colours: [down, up].flatMap((tint) => ramp(tint, (share) => 0.08 + share)),
      shade(/** @type {ArrayLike<number>} */ values) {
        return (values[0] >= 0 ? SHADES : 0) + shade(4.5 * Math.abs(values[0]));
      },
      kind,
      names: [words["dilemma.region.deters"], words["dilemma.region.backfires"]],
      borders: [{ values: change, level: 0 }],
      lines: [-0.4, -0.3, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.3].map((level) => ({ values: change, level, text: sign(level) })),
      about(/** @type {number[]} */ shares) {
        return fill(words["dilemma.map.backfire"], { up: inHundred(shares[1]), down: inHundred(shares[0]) });
      },
    };
  }

  const arms = fields.retaliation;
  for (let k = 0; k < all; k++) kind[k] = arms[k] >= 0.5 ? 1 : 0;
  const tint = colour(root, "--sd-moscow");
  return {
    sheets: [arms],
    colours: ramp(tint, (share) => 0.06 + 0.84 * share),
    shade(/** @type {ArrayLike<number>} */ values) {
      return shade(values[0]);
    },
    kind,
    names: [words["dilemma.region.holds"], words["dilemma.region.arms"]],
    borders: [{ values: arms, level: 0.5 }],
    lines: [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9].map((level) => ({ values: arms, level, text: percent(level) })),
    about() {
      const seen = Array.from(arms);
      return fill(words["dilemma.map.retaliation"], { low: inHundred(Math.min(...seen)), high: inHundred(Math.max(...seen)) });
    },
  };
}

const POINT = 14; // half of the point, in pixels

/**
 * A map of the dials, with a point to drag.
 * @param {{words: Record<string, string>, moved: (pressure: number, capacity: number) => void, signal: AbortSignal}} options
 */
export function createMap({ words, moved, signal }) {
  const canvas = h("canvas", { class: "sd-canvas", role: "img" });
  const across = h("div", { class: "sd-cross sd-cross-x" });
  const up = h("div", { class: "sd-cross sd-cross-y" });
  const helpId = `sd-help-${Math.random().toString(36).slice(2, 9)}`;
  const point = h("div", {
    class: "sd-point",
    role: "slider",
    tabindex: "0",
    "aria-label": words["dilemma.point"],
    "aria-describedby": helpId,
    "aria-valuemin": "0",
    "aria-valuemax": "1",
    onkeydown: onKey,
  });
  const plot = h("div", { class: "sd-plot" }, canvas, across, up, point);
  const title = h("figcaption", { class: "sd-caption" });
  const ticks = (/** @type {string} */ axis) =>
    h("div", { class: `sd-ticks sd-ticks-${axis}`, "aria-hidden": "true" }, h("span", {}, "0"), h("span", {}, "0.5"), h("span", {}, "1"));
  const node = h(
    "figure",
    { class: "sd-map" },
    title,
    h("div", { class: "sd-axis sd-axis-y", "aria-hidden": "true" }, `${words["dilemma.capacity"]} →`),
    ticks("y"),
    plot,
    ticks("x"),
    h("div", { class: "sd-axis sd-axis-x", "aria-hidden": "true" }, `${words["dilemma.pressure"]} →`),
    h("span", { id: helpId, class: "sd-hidden" }, words["dilemma.point.help"]),
  );

  let place = [0, 0];
  /** @type {{x: number, y: number}[]} where the small labels of lines are */
  let labels = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const hidden = (/** @type {{x: number, y: number}} */ at) =>
    Math.max(Math.abs(at.x - place[0] * plot.clientWidth), Math.abs(at.y - (1 - place[1]) * plot.clientWidth)) < POINT;
  /** @type {any} */
  let drawn = null;

  const snap = (/** @type {number} */ value) => Math.min(1, Math.max(0, Math.round(value * 100) / 100));
  const go = (/** @type {PointerEvent} */ event) => {
    const box = plot.getBoundingClientRect();
    moved(snap((event.clientX - box.left) / box.width), snap(1 - (event.clientY - box.top) / box.height));
  };
  plot.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    // Touch: dragging on the map scrolls the page, dragging the point moves it, a tap moves the point (below).
    if (event.button || (event.pointerType === "touch" && !point.contains(event.target))) return;
    plot.setPointerCapture(event.pointerId);
    plot.classList.add("sd-dragging");
    go(event);
    point.focus({ preventScroll: true });
    event.preventDefault();
  });
  plot.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (plot.hasPointerCapture(event.pointerId)) go(event);
  });
  for (const end of ["pointerup", "pointercancel"]) plot.addEventListener(end, () => plot.classList.remove("sd-dragging"));
  plot.addEventListener("click", (/** @type {any} */ event) => {
    if (event.pointerType === "touch") go(event);
  });

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const step = event.shiftKey ? 0.1 : 0.01;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowDown: [0, -step], ArrowUp: [0, step], PageDown: [0, -0.1], PageUp: [0, 0.1], Home: [-1, 0], End: [1, 0] };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    moved(snap(place[0] + move[0]), snap(place[1] + move[1]));
    event.preventDefault();
    event.stopPropagation();
  }

  /** Draw what was asked for last, at the size of the plot. */
  function paint() {
    const size = plot.clientWidth;
    if (!drawn || !size) return;
    const { map, layer, root } = drawn;
    const seen = readLayer(map, layer, root, words);
    const scale = Math.min(window.devicePixelRatio || 1, 3);
    canvas.width = canvas.height = Math.round(size * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.drawImage(raster(map.n, seen), 0, 0, canvas.width, canvas.height);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    const ink = getComputedStyle(root).getPropertyValue("--sd-ink");
    const halo = getComputedStyle(root).getPropertyValue("--sd-surface");
    const trace = (/** @type {number[][]} */ line) => {
      pen.beginPath();
      line.forEach(([x, y], k) => (k ? pen.lineTo(x * size, (1 - y) * size) : pen.moveTo(x * size, (1 - y) * size)));
      pen.stroke();
    };
    const font = getComputedStyle(root).fontFamily;
    const write = (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ style, /** @type {number} */ width) => {
      pen.font = `${style} ${font}`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.strokeStyle = halo;
      pen.lineWidth = width;
      pen.globalAlpha = 0.72;
      pen.strokeText(text, x, y);
      pen.globalAlpha = 1;
      pen.fillStyle = ink;
      pen.fillText(text, x, y);
    };

    // Regions first, so that the small labels of lines keep out of their way.
    const regions = seen.names.map((name, k) => ({ name, ...roomiest(seen.kind, map.n, k) }));
    const taken = regions.filter((r) => r.room > 0.03 && r.share >= 0.025).map((r) => ({ x: r.x * size, y: (1 - r.y) * size, dx: 70, dy: 26 }));
    taken.push({ x: place[0] * size, y: (1 - place[1]) * size, dx: POINT, dy: POINT });
    labels = [];
    pen.strokeStyle = ink;
    pen.globalAlpha = 0.38;
    pen.lineWidth = 0.8;
    const tags = [];
    for (const { values, level, text, within } of seen.lines) {
      const whole = contour(values, map.n, level);
      const lines = within ? whole.flatMap((line) => inside(line, within, map.n)) : whole;
      lines.forEach(trace);
      const longest = lines.sort((a, b) => b.length - a.length)[0];
      if (longest && longest.length > map.n / 6) tags.push({ text, line: longest });
    }
    pen.globalAlpha = 1;
    pen.strokeStyle = halo;
    pen.lineWidth = 2.5;
    for (const { values, level } of seen.borders) contour(values, map.n, level).forEach(trace);
    for (const { text, line } of tags) {
      for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
        const [x, y] = line[Math.floor(share * (line.length - 1))];
        const at = { x: x * size, y: (1 - y) * size, dx: 14, dy: 8 };
        const off = at.x < 16 || at.x > size - 16 || at.y < 10 || at.y > size - 10;
        if (off || taken.some((box) => Math.abs(box.x - at.x) < box.dx + at.dx && Math.abs(box.y - at.y) < box.dy + at.dy)) continue;
        taken.push(at);
        labels.push(at);
        write(text, at.x, at.y, "10px", 3);
        break;
      }
    }
    const rounded = inHundreds(regions.map((region) => region.share));
    for (const [k, { name, x, y, room, share }] of regions.entries()) {
      if (room < 0.03 || share < 0.025) continue;
      const large = size > 300;
      const style = large ? "600 15px" : "600 13px";
      pen.font = `${style} ${font}`;
      const half = Math.max(46, pen.measureText(name).width / 2) + 6;
      const px = Math.min(size - half, Math.max(half, x * size));
      const py = Math.min(size - 22, Math.max(22, (1 - y) * size));
      write(name, px, py - 8, style, 4);
      if (size > 200) write(fill(words["dilemma.region.share"], { share: rounded[k] }), px, py + 10, large ? "12px" : "11px", 3);
    }
    canvas.setAttribute("aria-label", seen.about(regions.map((r) => r.share)));
  }

  const sizes = new ResizeObserver(() => {
    if (drawn && Math.abs(plot.clientWidth - drawn.size) > 1) {
      drawn.size = plot.clientWidth;
      paint();
    }
  });
  sizes.observe(plot);
  signal.addEventListener("abort", () => (sizes.disconnect(), clearTimeout(later)));

  // A window that goes to a finer screen keeps its size: be as fine as the screen.
  (function followDensity() {
    const here = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    here.addEventListener("change", () => (paint(), followDensity()), { once: true, signal });
  })();

  return {
    node,
    plot,
    /**
     * @param {import("./lookup.js").Solved} map
     * @param {string} layer
     * @param {HTMLElement} root
     * @param {boolean} fade
     */
    draw(map, layer, root, fade) {
      if (fade && drawn && !calm() && canvas.width) {
        const ghost = h("canvas", { class: "sd-canvas", width: canvas.width, height: canvas.height, "aria-hidden": "true" });
        ghost.getContext("2d").drawImage(canvas, 0, 0);
        canvas.after(ghost);
        ghost.animate([{ opacity: 1 }, { opacity: 0 }], { duration: 220, easing: "ease-out" }).onfinish = () => ghost.remove();
      }
      title.textContent = words[`dilemma.layer.${layer}.title`];
      drawn = { map, layer, root, size: plot.clientWidth };
      paint();
    },
    /**
     * @param {number} pressure
     * @param {number} capacity
     */
    place(pressure, capacity) {
      place = [pressure, capacity];
      clearTimeout(later); // a label that the point hides goes elsewhere, once the point rests
      if (drawn && labels.some(hidden)) later = setTimeout(paint, 150);
      plot.style.setProperty("--sd-x", String(pressure));
      plot.style.setProperty("--sd-y", String(1 - capacity));
      point.setAttribute("aria-valuenow", pressure.toFixed(2));
      point.setAttribute("aria-valuetext", fill(words["dilemma.point.value"], { p: pressure.toFixed(2), c: capacity.toFixed(2) }));
    },
  };
}

/**
 * The coloured ground, smaller than the screen; lines and words are drawn on top at full sharpness.
 * @param {number} n
 * @param {{sheets: Float32Array[], colours: number[], shade: (values: Float32Array) => number}} seen
 */
function raster(n, { sheets, colours, shade }) {
  const ground = document.createElement("canvas");
  ground.width = ground.height = RASTER;
  const pen = /** @type {CanvasRenderingContext2D} */ (ground.getContext("2d"));
  const image = pen.createImageData(RASTER, RASTER);
  const pixels = new Uint32Array(image.data.buffer);
  const values = new Float32Array(3);
  for (let row = 0; row < RASTER; row++) {
    const y = (1 - (row + 0.5) / RASTER) * (n - 1);
    const j = Math.min(Math.floor(y), n - 2);
    const v = y - j;
    for (let column = 0; column < RASTER; column++) {
      const x = ((column + 0.5) / RASTER) * (n - 1);
      const i = Math.min(Math.floor(x), n - 2);
      const u = x - i;
      const at = j * n + i;
      for (let s = 0; s < sheets.length; s++) {
        const f = sheets[s];
        values[s] = (1 - v) * ((1 - u) * f[at] + u * f[at + 1]) + v * ((1 - u) * f[at + n] + u * f[at + n + 1]);
      }
      pixels[row * RASTER + column] = colours[shade(values)];
    }
  }
  pen.putImageData(image, 0, 0);
  return ground;
}
