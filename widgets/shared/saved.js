// @ts-check
// What a saved notebook keeps of the explorers. Jupyter writes the state of every live widget into the file, each with
// its program and its styles, and drops those whose kernel has gone. Here the file gets what its outputs show, live or
// not. What our models hold lies on one shelf: every long text once, all of them compressed together, and what is short
// together as well. The functions below travel to that shelf as text too (see `loader`): each may use nothing but its
// arguments and the others of the list there.

/** Models of ours whose program comes from the shelf: the first to wake takes everything off it. */
const WAKE = `export default{async initialize({model}){
const shelf=await model.widget_manager.get_model("seoul-dilemma-shelf");
const url=URL.createObjectURL(new Blob([shelf.get("loader")],{type:"text/javascript"}));
const {unpackModel}=await import(url);URL.revokeObjectURL(url);
await unpackModel(model.widget_manager,model,shelf)}}`;

/**
 * Let the notebook of a widget manager be saved small. Managers that save no notebook are left alone.
 * @param {any} manager
 */
export function saveSmall(manager) {
  if (!manager?.get_state_sync || !manager.context?.model?.cells || !manager._modelsSync || manager.sdPressed) return;
  /** @type {Map<string, string>} */
  const pressed = new Map(); // a text of the shelf -> the same, compressed
  const grids = new WeakMap(); // a solved map, or plain bytes -> the same, compressed
  const watched = new WeakSet();
  manager.sdPressed = { pressed, grids };
  let waiting = 0;
  /** @type {any} */
  let asked = { drop_defaults: true }; // as Jupyter asks when it saves
  const shelf = (/** @type {any} */ options) => {
    const whole = wholeState(manager, plain, options);
    return { ...whole, state: packState(manager, shownState(manager, whole.state)) };
  };
  const press = async () => {
    waiting = 0;
    for (const model of manager._modelsSync.values()) {
      if (!isOurs(model)) continue;
      if (!watched.has(model)) {
        watched.add(model);
        model.on("change", later);
      }
      for (const value of Object.values(model.attributes)) {
        if (isGrid(value) && !grids.has(value)) grids.set(value, await packGrid(value));
        else if (isBytes(value) && !grids.has(value)) grids.set(value, { bytes: await deflateText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) });
      }
    }
    const { library, models } = shelf(asked).state["seoul-dilemma-shelf"]?.state ?? {};
    const wanted = [library?.plain, models?.plain].filter((text) => text !== undefined);
    for (const text of wanted) pressed.set(text, await deflateText(new TextEncoder().encode(text)));
    while (pressed.size > 8) pressed.delete(pressed.keys().next().value); // of moments that have gone
  };
  const later = () => {
    if (!waiting && typeof CompressionStream === "function") waiting = window.setTimeout(() => press().catch((error) => console.warn("The notebook is saved larger:", error)), 200);
  };
  const plain = manager.get_state_sync.bind(manager);
  manager.get_state_sync = (/** @type {any} */ options) => {
    asked = options;
    later(); // what is new by now is ready for the next time
    try {
      return shelf(options);
    } catch (error) {
      console.warn("The notebook is saved as it is:", error);
      return plain(options);
    }
  };
  later();
}

/** @param {any} model */
function isOurs(model) {
  return String(model.get("_anywidget_id") ?? "").startsWith("seoul_dilemma.");
}

/** @param {any} value */
function isGrid(value) {
  return Boolean(value?.n && value.fields && value.data && value.row_data);
}

/** @param {any} value */
function isBytes(value) {
  return value instanceof DataView && value.byteLength > 600;
}

/**
 * The parts of a long value as text: programs and styles fall apart where `front_end.py` joined them, so that what they
 * share is kept once. None of a short value, or of bytes.
 * @param {any} value
 * @returns {string[]}
 */
function pieces(value) {
  if (typeof value === "string") return value.length > 600 ? value.split(/(?<=\/\*~\*\/\n)/) : [];
  if (typeof value !== "object" || value === null || isGrid(value) || value.widget_manager || value.buffer || value instanceof ArrayBuffer) return [];
  const text = JSON.stringify(value) ?? "";
  return text.length > 600 ? [text] : [];
}

/**
 * The state of all models, those whose kernel has gone too.
 * @param {any} manager
 * @param {(options: any) => any} plain
 * @param {any} options
 */
function wholeState(manager, plain, options) {
  const models = [...manager._modelsSync.values()];
  const live = models.map((model) => model._comm_live);
  try {
    for (const model of models) model._comm_live = true; // the field behind the property: nobody is told
    return plain(options);
  } finally {
    models.forEach((model, i) => (model._comm_live = live[i]));
  }
}

/**
 * Of these, what the notebook's outputs show, with all that it refers to.
 * @param {any} manager
 * @param {Record<string, any>} all
 */
function shownState(manager, all) {
  const wanted = new Set();
  /** @type {string[]} */
  const open = [];
  for (const cell of manager.context.model.cells) {
    for (let i = 0; i < (cell.outputs?.length ?? 0); i++) {
      const shown = cell.outputs.get(i).data?.["application/vnd.jupyter.widget-view+json"]?.model_id;
      if (shown) open.push(shown);
    }
  }
  // Links between widgets are in no output, and hold those that they link.
  for (const id in all) if (/LinkModel$/.test(all[id].model_name)) open.push(id);
  while (open.length) {
    const id = /** @type {string} */ (open.pop());
    if (wanted.has(id) || !all[id]) continue;
    wanted.add(id);
    open.push(...references(all[id]));
    if (all[id].state._packed) open.push("seoul-dilemma-shelf");
  }
  return Object.fromEntries(Object.entries(all).filter(([id]) => wanted.has(id)));
}

/**
 * The models that a saved state refers to.
 * @param {any} entry
 */
function references(entry) {
  return Array.from(JSON.stringify(entry.state).matchAll(/"(?:IPY_MODEL_|anywidget:)([\w-]+)"/g), (found) => found[1]);
}

/**
 * Put on the shelf what our models hold: each long text once, and all that is short and refers to no other model.
 * @param {any} manager
 * @param {Record<string, any>} state
 */
function packState(manager, state) {
  const { pressed, grids } = manager.sdPressed;
  const asleep = Object.values(state).some((entry) => entry.state._packed);
  if (asleep) return state; // opened a moment ago and not awake yet: what was saved stays
  // What is not compressed yet lies there as it is: an explorer outside the shelf would draw at once, before the others
  // that it looks into are awake.
  const small = (/** @type {string} */ text) => pressed.get(text) ?? { plain: text };
  /** @type {Map<string, number>} */
  const library = new Map();
  /** @type {Map<string, any>} */
  const data = new Map(); // by content: two explorers of the same game have one map
  /** @type {Record<string, any>} */
  const models = {};
  for (const [id, entry] of Object.entries(state)) {
    const model = manager._modelsSync.get(id);
    if (!model || !isOurs(model)) continue;
    /** @type {Record<string, any[]>} */
    const texts = {};
    for (const [name, value] of Object.entries(model.attributes)) {
      if (isGrid(value) || isBytes(value)) {
        const packed = grids.get(value);
        if (!packed) continue;
        const key = JSON.stringify(packed);
        data.set(key, packed);
        texts[name] = ["bytes", [...data.keys()].indexOf(key)];
        continue;
      }
      const parts = pieces(value);
      for (const part of parts) if (!library.has(part)) library.set(part, library.size);
      if (parts.length) texts[name] = [typeof value === "string" ? "text" : "data", ...parts.map((part) => library.get(part))];
    }
    if (!texts._esm) continue; // too short for the shelf: as Jupyter has it
    for (const name in texts) delete entry.state[name];
    entry.buffers = entry.buffers?.filter((/** @type {any} */ part) => !(part.path[0] in texts));
    if (!entry.buffers?.length) delete entry.buffers;
    const needs = references(entry).filter((each) => state[each]?.model_name !== "LayoutModel"); // of those, one is kept
    /** @type {Record<string, any>} */
    const short = {};
    for (const [name, value] of Object.entries(entry.state)) {
      if (/^(_model_|_view_|_dom_classes$|layout$)/.test(name) || references({ state: { value } }).length || entry.buffers?.some((/** @type {any} */ part) => part.path[0] === name)) continue;
      short[name] = value;
      delete entry.state[name];
    }
    models[id] = { texts, needs, short };
    entry.state._packed = id; // a program is not told which model it runs for
    entry.state._esm = WAKE;
  }
  if (!library.size) return state;
  return {
    ...oneLayout(state),
    "seoul-dilemma-shelf": {
      model_name: "WidgetModel",
      model_module: "@jupyter-widgets/base",
      model_module_version: "2.0.0",
      state: { library: small(JSON.stringify([...library.keys()])), models: small(JSON.stringify(models)), data: [...data.values()], loader: loader() },
    },
  };
}

/**
 * Of layouts that say the same keep one.
 * @param {Record<string, any>} state
 */
function oneLayout(state) {
  /** @type {Map<string, string>} */
  const first = new Map();
  /** @type {Record<string, string>} */
  const same = {};
  for (const [id, entry] of Object.entries(state)) {
    if (entry.model_name !== "LayoutModel") continue;
    const said = JSON.stringify(entry);
    if (first.has(said)) same[id] = /** @type {string} */ (first.get(said));
    else first.set(said, id);
  }
  for (const entry of Object.values(state)) {
    const id = String(entry.state.layout).replace("IPY_MODEL_", "");
    if (id in same) entry.state.layout = `IPY_MODEL_${same[id]}`;
  }
  return Object.fromEntries(Object.entries(state).filter(([id]) => !(id in same)));
}

/**
 * Wake a model that came from a saved notebook: give it back what lies on the shelf, first of all its program.
 * @param {any} manager
 * @param {any} model
 * @param {any} shelf
 */
async function unpackModel(manager, model, shelf) {
  saveSmall(manager);
  if (!model.get("_packed")) return;
  const read = async (/** @type {any} */ small) => JSON.parse(small.plain ?? new TextDecoder().decode(await inflateText(small)));
  shelf.sdRead ??= Promise.all([read(shelf.get("library")), read(shelf.get("models"))]);
  const [library, models] = await shelf.sdRead;
  const { texts, needs, short } = models[model.get("_packed")];
  /** @type {Record<string, any>} */
  const values = { ...short, _packed: null };
  for (const name in texts) {
    const [kind, ...keys] = texts[name];
    if (kind === "bytes") {
      const small = shelf.get("data")[keys[0]];
      values[name] = small.bytes ? new DataView((await inflateText(small.bytes)).buffer) : await unpackGrid(small);
    } else {
      const text = keys.map((/** @type {number} */ key) => library[key]).join("");
      values[name] = kind === "text" ? text : JSON.parse(text);
    }
  }
  for (const id of needs) await unpackModel(manager, await manager.get_model(id), shelf); // it may look there
  model.set(values);
}

/**
 * A solved map in a tenth of its size: ten bits a value are enough for a picture; neighbours differ by little, so that
 * their differences are small numbers, whose lower and upper bytes lie together.
 * @param {any} map
 */
async function packGrid({ n, fields, rows, error, data, row_data }) {
  const at = (/** @type {any} */ part) => (part instanceof ArrayBuffer ? part : part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
  const shares = new Uint16Array(at(data));
  const bytes = new Uint8Array(2 * shares.length);
  const level = (/** @type {number} */ k) => shares[k] >> 6;
  for (let k = 0; k < shares.length; k++) {
    const i = k % n;
    const j = Math.floor(k / n) % n;
    const step = level(k) - (i ? level(k - 1) : 0) - (j ? level(k - n) : 0) + (i && j ? level(k - n - 1) : 0);
    const folded = step < 0 ? -2 * step - 1 : 2 * step;
    bytes[k] = folded & 255;
    bytes[shares.length + k] = folded >> 8;
  }
  return { n, fields, rows, error, data: await deflateText(bytes), row_data: await deflateText(new Uint8Array(at(row_data))) };
}

/** @param {any} small */
async function unpackGrid(small) {
  const { n } = small;
  const bytes = await inflateText(small.data);
  const shares = new Uint16Array(bytes.length / 2);
  const level = (/** @type {number} */ k) => shares[k] >> 6;
  for (let k = 0; k < shares.length; k++) {
    const i = k % n;
    const j = Math.floor(k / n) % n;
    const folded = bytes[k] + 256 * bytes[shares.length + k];
    const step = folded % 2 ? -(folded + 1) / 2 : folded / 2;
    const value = step + (i ? level(k - 1) : 0) + (j ? level(k - n) : 0) - (i && j ? level(k - n - 1) : 0);
    shares[k] = (value << 6) + 32; // the middle of the step; its ends are exact
    if (value === 0) shares[k] = 0;
    if (value === 1023) shares[k] = 65535;
  }
  return { ...small, data: shares.buffer, row_data: (await inflateText(small.row_data)).buffer };
}

/** @param {Uint8Array} bytes */
async function deflateText(bytes) {
  const stream = new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(new CompressionStream("deflate"));
  const small = new Uint8Array(await new Response(stream).arrayBuffer());
  let letters = "";
  for (let i = 0; i < small.length; i += 8192) letters += String.fromCharCode(...small.subarray(i, i + 8192));
  return btoa(letters);
}

/** @param {string} text */
async function inflateText(text) {
  const small = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([small]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The program that wakes saved models, as text. */
function loader() {
  const parts = [saveSmall, isOurs, isGrid, isBytes, pieces, wholeState, shownState, references, packState, oneLayout, packGrid, unpackGrid, deflateText, inflateText, loader];
  const text = [`const WAKE = ${JSON.stringify(WAKE)};`, ...parts.map(String), `export ${unpackModel}`].join("\n");
  return text.replace(/\/\*\* @type.*?\*\/ ?/g, "").replace(/^ +/gm, "");
}
