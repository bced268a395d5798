// Small helpers to make a page without a framework.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Puts new content into a page only where it has changed, so that focus and screen readers are left in peace.
export function show(place, ...children) {
  const holder = el("div");
  holder.append(...children.filter(Boolean));
  if (place.dataset.shown === holder.innerHTML) return false;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.dataset.shown = holder.innerHTML;
  place.replaceChildren(...holder.childNodes);
  if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  return true;
}
