// @ts-check
// Make elements, fill words.

/**
 * Make an element. Properties that start with "on" are listeners; the rest are attributes.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function h(tag, properties = {}, ...children) {
  return dress(document.createElement(tag), properties, children);
}

/**
 * The same for a part of an SVG picture.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function svg(tag, properties = {}, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

/**
 * @param {Element} element
 * @param {Record<string, any>} properties
 * @param {(Node | string)[]} children
 */
function dress(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Fill the braces of a template: fill("from {a} to {b}", {a: 1, b: 2}).
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * A probability as a whole number in 100, halves up.
 * @param {number} share
 */
export function inHundred(share) {
  return Math.floor(100 * share + 0.5);
}

/**
 * Shares of one whole as whole numbers that add up to 100 (largest remainder), as in_hundreds of hundred.py.
 * @param {number[]} shares
 * @returns {number[]}
 */
export function inHundreds(shares) {
  const whole = shares.map((share) => Math.floor(100 * share + 1e-9));
  const order = shares.map((share, i) => [100 * share - whole[i], i]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const missing = Math.round(100 * shares.reduce((sum, share) => sum + share, 0)) - whole.reduce((sum, n) => sum + n, 0);
  for (const [, i] of order.slice(0, missing)) whole[i] += 1;
  return whole;
}

/**
 * Write a text only where it differs: an untouched node costs no layout.
 * @param {Node} node
 * @param {string | number} text
 */
export function write(node, text) {
  const value = String(text);
  if (node.textContent !== value) node.textContent = value;
}

/**
 * Run a function at most once a frame, in the frame of the call.
 * @param {() => void} work
 * @param {AbortSignal} signal
 * @returns {() => void}
 */
export function oncePerFrame(work, signal) {
  let wanted = 0;
  signal.addEventListener("abort", () => cancelAnimationFrame(wanted));
  return () => {
    if (!wanted && !signal.aborted) {
      wanted = requestAnimationFrame(() => {
        wanted = 0;
        work();
      });
    }
  };
}
