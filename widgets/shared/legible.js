// @ts-check

/**
 * Keep the letters of a picture legible as it shrinks: tell the style sheet how many units of the drawing one pixel
 * on screen is. Letters of `max(1, var(--sd-unit))` times 10 units are never smaller than 10 pixels.
 * @template {Element} Picture
 * @param {Picture} picture  an svg element with a viewBox, scaled to fit
 * @param {AbortSignal} signal
 * @returns {Picture}
 */
export function keepLegible(picture, signal) {
  picture.classList.add("sd-legible");
  const sizes = new ResizeObserver(() => {
    const { width } = picture.getBoundingClientRect();
    const drawn = Number(picture.getAttribute("viewBox")?.split(" ")[2]);
    if (width) /** @type {any} */ (picture).style.setProperty("--sd-unit", String(drawn / width));
  });
  sizes.observe(picture);
  signal.addEventListener("abort", () => sizes.disconnect());
  return picture;
}
