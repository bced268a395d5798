// @ts-check
// A model for a page without Jupyter, with the few methods that a view uses.

export class PageModel {
  /** @param {Record<string, any>} state */
  constructor(state) {
    this.state = state;
    /** @type {[string, () => void][]} */
    this.listeners = [];
    this.comm_live = true;
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    for (const [event, run] of this.listeners) if (event === `change:${name}`) run();
  }

  on(event, run) {
    this.listeners.push([event, run]);
  }

  off(event, run) {
    this.listeners = this.listeners.filter(([e, r]) => e !== event || r !== run);
  }

  save_changes() {}

  /** @param {any} _ */
  send(_) {}
}

/**
 * Bytes that a page holds as base64.
 * @param {string} text
 * @returns {ArrayBuffer}
 */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
}

/**
 * The model of a view whose state the page holds; bytes reach it as Jupyter sends them.
 * @param {{state: Record<string, any>, bytes: Record<string, string>}} saved
 */
export function savedModel({ state, bytes }) {
  const views = Object.entries(bytes).map(([name, text]) => [name, new DataView(bytesOf(text))]);
  return new PageModel({ ...state, ...Object.fromEntries(views) });
}
