// @ts-check
// The page around a widget: the application that shows the notebook. It offers widgets nothing, so what is done here
// is what a reader's hands would do: press keys, type into a cell.

/** The notebook's file name where the page's address or its tabs tell it; an empty text elsewhere. */
export function shownFile() {
  const path = decodeURIComponent(location.pathname).match(/\/([^/]+\.ipynb)$/);
  const tab = document.querySelector("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current .lm-TabBar-tabLabel");
  const title = tab?.textContent ?? "";
  return title.endsWith(".ipynb") ? title : (path?.[1] ?? "");
}

/**
 * Ask the application to save the notebook. It does not say when it has.
 * @param {HTMLElement} from  something in the notebook
 */
export function pressSave(from) {
  const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
  const keys = { key: "s", code: "KeyS", keyCode: 83, bubbles: true, cancelable: true, ctrlKey: !mac, metaKey: mac };
  from.dispatchEvent(new KeyboardEvent("keydown", keys));
  from.dispatchEvent(new KeyboardEvent("keyup", keys));
}

/**
 * The text cursor of CodeMirror 6 in an editor; it is found where CodeMirror leaves it on its own element.
 * @param {Element | null | undefined} editor
 */
function codeMirror(editor) {
  const content = /** @type {any} */ (editor?.querySelector(".cm-content"));
  const tile = content?.cmTile ?? content?.cmView; // as versions of CodeMirror call it
  return tile?.view ?? tile?.root?.view ?? tile?.rootView?.view;
}

/**
 * Put another text into the cell of an answer: the last cell before a widget whose text is not that of its check.
 * @param {HTMLElement} from  something in the output of the cell below the check
 * @param {string} text
 * @param {(now: string) => boolean} isAnswer
 * @returns {boolean}  whether it was done
 */
export function rewriteCell(from, text, isAnswer) {
  for (let cell = from.closest(".jp-Cell")?.previousElementSibling, steps = 0; cell && steps < 4; cell = cell.previousElementSibling, steps++) {
    const view = codeMirror(cell.querySelector(".jp-InputArea-editor"));
    if (!view || !isAnswer(view.state.doc.toString())) continue;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    return true;
  }
  return false;
}

/**
 * What makes an element lead to another notebook in the folder of this one: JupyterLab opens it in a tab of its own,
 * Notebook in one of the browser's. Nothing where the page's address does not tell how.
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function lessonLink(file) {
  const [, before, folder] = location.pathname.match(/^(.*\/(?:tree|notebooks|edit)\/)(.*\/)?[^/]+\.ipynb$/) ?? [];
  if (!before) return {};
  const path = decodeURIComponent(folder ?? "") + file;
  const href = before + (folder ?? "") + encodeURIComponent(file);
  if (before.endsWith("/notebooks/")) return { href, target: "_blank" };
  return { href, "data-commandlinker-command": "docmanager:open", "data-commandlinker-args": JSON.stringify({ path }) };
}
