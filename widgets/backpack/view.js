// @ts-check
import { h, write } from "../shared/dom.js";
import { watchConnection } from "../shared/connection.js";
import { pressSave } from "../shared/page.js";

/**
 * Save what is open, so that what is taken away is what is on screen. JupyterLab and Notebook listen for these keys;
 * where the application can be asked, it is.
 * @param {HTMLElement} from
 */
async function saveAll(from) {
  const app = /** @type {any} */ (window).jupyterapp;
  if (app?.commands?.hasCommand("docmanager:save-all")) {
    await app.commands.execute("docmanager:save-all").catch(() => {});
    return;
  }
  pressSave(from);
  await new Promise((resolve) => setTimeout(resolve, 1500)); // the application says nothing when it has saved
}

/**
 * @param {string} name
 * @param {DataView} content
 */
function download(name, content) {
  const address = URL.createObjectURL(new Blob([/** @type {any} */ (content)], { type: "application/zip" }));
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Draw a backpack into an element.
 * @param {{model: any, el: HTMLElement}} context
 */
function render({ model, el }) {
  const words = model.get("_words");
  const problem = h("p", { class: "sd-problem", role: "alert", hidden: true });
  const status = h("p", { class: "sd-meaning", role: "status" });
  let asked = false;

  const away = h(
    "button",
    {
      type: "button",
      class: "sd-primary",
      onclick: async () => {
        away.disabled = true;
        write(status, words["backpack.saving"]);
        await saveAll(root);
        asked = true; // two views of one backpack: only the one that was clicked hands out a file
        model.send({ kind: "pack" });
        away.disabled = false;
      },
    },
    words["backpack.away"],
  );
  const file = h("input", {
    type: "file",
    accept: ".zip,application/zip",
    "aria-label": words["backpack.bring"],
    onchange: async () => {
      const chosen = file.files[0];
      if (chosen) {
        write(status, words["backpack.unpacking"]);
        model.send({ kind: "unpack" }, undefined, [await chosen.arrayBuffer()]);
      }
      file.value = ""; // the same file can be chosen again
    },
  });
  const bring = h("button", { type: "button", onclick: () => file.click() }, words["backpack.bring"]);
  const root = h(
    "div",
    { class: "sd-root", lang: model.get("_language"), role: "group", "aria-label": words["backpack.name"] },
    h("h3", { class: "sd-eyebrow" }, words["backpack.name"]),
    h("p", {}, words["backpack.about"]),
    h("div", { class: "sd-pack" }, away, bring, file),
    status,
    problem,
  );
  root.prepend(
    watchConnection(model, words["shared.disconnected.plain"], (live) => {
      away.disabled = bring.disabled = !live;
    }),
  );

  const draw = () => {
    write(status, model.get("_status"));
    problem.hidden = !model.get("_problem");
    write(problem, model.get("_problem"));
  };
  const receive = (/** @type {any} */ message, /** @type {DataView[]} */ buffers) => {
    if (message.kind !== "packed" || !asked) return;
    asked = false;
    download(message.name, buffers[0]);
    draw();
  };
  model.on("change:_status change:_problem", draw);
  model.on("msg:custom", receive);
  draw();
  el.append(root);
  return () => {
    model.off("change:_status change:_problem", draw);
    model.off("msg:custom", receive);
    root.remove();
  };
}

export default { render };
