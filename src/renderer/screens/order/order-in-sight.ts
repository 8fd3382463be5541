/** Edges are looked at in their middle, where nothing is rounded off, and a little inside. */
const INSET_PX = 4;

/**
 * True if what Enter would do is wholly on the screen and nothing lies over it. Where it is not, it is scrolled into
 * sight and the key does nothing else: nobody confirms a total that could not be read.
 */
export function isOrderInSight(): boolean {
  const bar = document.querySelector('[data-commit]');
  if (bar === null) return false;
  // A field has text that is no figure, so the total is not what the clerk means.
  if (bar.closest('[data-order]')?.querySelector('[aria-invalid="true"]') != null) return false;
  const parts = [bar, ...bar.querySelectorAll('[data-what], [data-total], [data-enter]')];
  if (parts.every((part) => isWhole(part, bar))) return true;
  bar.scrollIntoView({ block: 'end' });
  return false;
}

function isWhole(part: Element, bar: Element): boolean {
  const { left, top, right, bottom } = part.getBoundingClientRect();
  const points = [
    [left + INSET_PX, (top + bottom) / 2],
    [right - INSET_PX, (top + bottom) / 2],
    [(left + right) / 2, top + INSET_PX],
    [(left + right) / 2, bottom - INSET_PX],
  ] as const;
  return points.every(([x, y]) => {
    const painted = document.elementFromPoint(x, y);
    return painted !== null && bar.contains(painted);
  });
}
