// @ts-check
// Light or dark, calm or moving: what the reader asked for.

/**
 * Run a function now, and again when the page turns light or dark. JupyterLab and Notebook say so on the body;
 * a plain page follows the system. Colours themselves are tokens of style.css.
 * @param {() => void} draw
 * @param {AbortSignal} signal
 */
export function followTheme(draw, signal) {
  // JupyterLab hides the page while it changes the theme: draw once there is something to draw on again.
  const observer = new MutationObserver(() => requestAnimationFrame(draw));
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
  draw();
}

/**
 * The colour behind a token such as "--sd-direct", as [red, green, blue].
 * @param {Element} root
 * @param {string} token
 * @returns {[number, number, number]}
 */
export function colour(root, token) {
  const hex = getComputedStyle(root).getPropertyValue(token).trim().slice(1);
  return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** Does the reader want no motion? */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
