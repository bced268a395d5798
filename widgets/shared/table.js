// @ts-check
import { h, write } from "./dom.js";

/**
 * The numbers of a picture as a table, behind a disclosure.
 * @param {string} title
 */
export function tableTwin(title) {
  const caption = h("caption");
  const head = h("tr");
  const body = h("tbody");
  const table = h("table", { class: "sd-table" }, caption, h("thead", {}, head), body);
  const details = h("details", { class: "sd-disclosure sd-twin" }, h("summary", {}, title), h("div", { class: "sd-scroll", tabindex: "0", role: "region", "aria-label": title }, table));
  let shape = "";
  return {
    node: details,
    /**
     * @param {string} about  what the table holds now
     * @param {string[]} columns
     * @param {(string | number)[][]} rows  the first cell of each heads its row
     */
    show(about, columns, rows) {
      write(caption, about);
      const wanted = JSON.stringify([columns, rows.map((row) => row[0])]);
      if (wanted !== shape) {
        shape = wanted;
        head.replaceChildren(...columns.map((name) => h("th", { scope: "col" }, name)));
        body.replaceChildren(...rows.map((row) => h("tr", {}, ...row.map((cell, i) => (i ? h("td", {}, String(cell)) : h("th", { scope: "row" }, String(cell)))))));
        return;
      }
      rows.forEach((row, i) => row.forEach((cell, j) => j && write(body.rows[i].cells[j], cell)));
    },
  };
}
