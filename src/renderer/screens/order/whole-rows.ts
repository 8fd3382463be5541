import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

interface RowBox {
  readonly box: () => HTMLElement | null;
  /** Selects its rows, inside the box. */
  readonly rows: string;
  /** Gives all its room away to an order where not even one row fits. */
  readonly isOptional: boolean;
}

/** A row that has the focus draws its ring this far outside. */
const EDGE_PX = 3;

/** A key scrolls by this share of the height that is seen. */
const KEY_SHARE = 0.7;

/** A box while it is fitted, and the scroll position that it gets in the end. */
interface FittedBox extends Omit<RowBox, 'box'> {
  readonly box: HTMLElement;
  scrolled: number;
}

const shown = new Set<RowBox>();

/**
 * Ends a scrolling box between two of its rows, so that none is cut in its middle, and lets it have the focus where
 * there is more to see.
 */
export function useWholeRows<T extends HTMLElement>(options: Omit<RowBox, 'box'>): RefObject<T | null> {
  const { rows, isOptional } = options;
  const ref = useRef<T>(null);
  useEffect(() => {
    const own: RowBox = { box: () => ref.current, rows, isOptional };
    shown.add(own);
    const observer = new ResizeObserver(endBetweenRows);
    const screen = ref.current?.closest('[data-screen]');
    if (screen) observer.observe(screen);
    // Larger text leaves the screen as large as it was.
    for (const told of screen?.querySelectorAll('h1, [data-enter]') ?? []) observer.observe(told);
    return () => {
      observer.disconnect();
      shown.delete(own);
      endBetweenRows();
    };
  }, [rows, isOptional]);
  // A box that is drawn again may have other rows. At first the observer calls, when the layout is known anyway.
  useLayoutEffect(endBetweenRows);
  return ref;
}

/**
 * Boxes are fitted from the top down: room that one box gives up goes to the next. The order's bar must stay visible
 * above all.
 */
function endBetweenRows(): void {
  const boxes = [...shown].flatMap(({ box, ...how }): FittedBox[] => {
    const element = box();
    return element === null ? [] : [{ box: element, scrolled: element.scrollTop, ...how }];
  });
  if (boxes.every(isWhole)) return;
  const downwards = boxes.toSorted(
    (one, other) => one.box.getBoundingClientRect().top - other.box.getBoundingClientRect().top,
  );
  release(boxes);
  for (const one of downwards) endOne(one);
  if (boxes.some(isTooMuch)) {
    release(boxes);
    for (const one of downwards) one.isOptional ? hide(one.box) : endOne(one);
  }
  if (boxes.some(isTooMuch)) release(boxes);
  for (const { box, scrolled } of boxes) box.scrollTop = scrolled;
}

/** True if all rows are visible and the box has its normal height, as on most screens. Then the layout is not computed again. */
function isWhole(one: { readonly box: HTMLElement }): boolean {
  const { style, dataset, scrollHeight, clientHeight } = one.box;
  const isAsDrawn = style.maxHeight === '' && style.visibility === '' && dataset['scrolls'] === undefined;
  return isAsDrawn && scrollHeight <= clientHeight + 1 && !isTooMuch(one);
}

function release(boxes: readonly { readonly box: HTMLElement }[]): void {
  for (const { box } of boxes) {
    box.style.maxHeight = '';
    box.style.minHeight = '';
    box.style.visibility = '';
  }
}

/** Something of the screen lies below its edge, with an order on it. */
function isTooMuch({ box }: { readonly box: HTMLElement }): boolean {
  const screen = box.closest('[data-screen]');
  return hasOrder(box) && screen !== null && screen.scrollHeight > screen.clientHeight + 1;
}

function hasOrder(box: HTMLElement): boolean {
  return box.closest('[data-screen]')?.querySelector('[data-order]') != null;
}

function hide(box: HTMLElement): void {
  box.style.visibility = 'hidden';
  setHeight(box, 0);
}

function endOne(one: FittedBox): void {
  const { box, rows, isOptional } = one;
  const heightMax = box.clientHeight;
  if (box.scrollHeight <= heightMax + 1) {
    box.removeAttribute('tabindex');
    delete box.dataset['scrolls'];
    return;
  }
  box.tabIndex = 0;
  box.dataset['scrolls'] = '';
  const above = box.getBoundingClientRect().top + box.clientTop - box.scrollTop;
  const found = [...box.querySelectorAll(rows)];
  const places = found
    .map((row) => row.getBoundingClientRect())
    .map(({ top, bottom }) => ({ top: top - above, bottom: bottom - above }));
  // A list begins with the row of the chosen item: rows differ in height, and their number with the width.
  const chosen = places[found.findIndex((row) => row.querySelector('[aria-pressed="true"]') !== null)];
  const from = isOptional && chosen !== undefined ? Math.max(0, chosen.top - EDGE_PX) : 0;
  const ends = places.map(({ bottom }) => bottom - from).filter((end) => end > 0 && end <= heightMax);
  if (ends.length === 0) {
    if (isOptional && hasOrder(box)) hide(box);
    return;
  }
  const end = Math.max(...ends);
  const nexts = places.map(({ top }) => top - from).filter((top) => top >= end - 1);
  const padding = Number.parseFloat(getComputedStyle(box).paddingBottom);
  const rest = Math.max(0, Math.min(padding, ...nexts.map((top) => top - end)));
  setHeight(box, Math.floor(end + rest) + box.offsetHeight - heightMax);
  if (isOptional && chosen !== undefined) one.scrolled = from;
}

/**
 * The box gets at most this height. If its least height in the style sheet is larger, that is lowered too, since the
 * bar must be visible.
 */
function setHeight(box: HTMLElement, pixels: number): void {
  box.style.maxHeight = `${pixels}px`;
  if (pixels < Number.parseFloat(getComputedStyle(box).minHeight)) box.style.minHeight = `${pixels}px`;
}

/** Up and down: an order's details, and the list of items before there is one. True if something scrolls. */
export function scrollByKey(by: 1 | -1): boolean {
  const boxes = [...document.querySelectorAll<HTMLElement>('[data-scrolls]')];
  const box = boxes.find((one) => one.closest('[data-order]') !== null) ?? boxes[0];
  if (box === undefined) return false;
  box.scrollBy({ top: by * Math.max(1, box.clientHeight * KEY_SHARE) });
  return true;
}
