import { useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Paper } from '../../../domain/print/paper.ts';
import type { SheetName } from '../../../host-api/print-api.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import css from './paper-sheet.module.css';

const MICRONS_PER_PIXEL = 25_400 / 96;
/** Both margins of a roll, and a line more than the sheet is long. */
const ROLL_MARGIN_MICRONS = 14_000;

/** What the system's dialog prints: the paper that was asked for last, and nothing else of the window. */
export function PaperSheet() {
  const printing = useDesk((desk) => desk.printing);
  const { printer } = useKiosk();
  const chosen = useStore(printer, ({ state }) => state?.printer);
  const sheet = useRef<HTMLElement>(null);
  const isForDialog = printing?.outcome === 'dialog';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same paper asked for again is another printing
  useLayoutEffect(() => {
    if (!isForDialog || sheet.current === null) return;
    const length = lengthOf(sheet.current) * MICRONS_PER_PIXEL + ROLL_MARGIN_MICRONS;
    // The preload of a window that fills the screen reads it.
    document.documentElement.dataset['paperMicrons'] = String(Math.ceil(length));
    window.print();
    // What the page prints next may be no receipt.
    delete document.documentElement.dataset['paperMicrons'];
  }, [printing, isForDialog]);
  if (printing === null || !isForDialog) return null;
  const paper = chosen?.kind === 'dialog' ? chosen.paper : '80mm';
  return (
    <section
      ref={sheet}
      className={`${css['sheet']} ${sheetClass(paper)} print-only`}
      data-slip={printing.seq}
      data-sheet={paper}
    >
      <PaperLines paper={printing.paper} />
    </section>
  );
}

/** The class that makes a sheet as wide as the printer prints on that paper. */
export function sheetClass(paper: SheetName): string {
  return `${css['lines']} ${css[paper === 'A4' ? 'a4' : `roll${paper}`]}`;
}

/** The lines of a paper. They are as wide as the element around them. */
export function PaperLines({ paper: { title, isReprint, rows, notes } }: { readonly paper: Paper }) {
  return (
    <>
      <h1>{title}</h1>
      {isReprint && <p>补打 REPRINT</p>}
      <dl>
        {rows.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never move, and two members may have one name
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div data-notes>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </>
  );
}

/** The screen does not show the sheet, so it is laid out for a moment. */
function lengthOf(sheet: HTMLElement): number {
  const { style } = sheet;
  style.setProperty('display', 'block');
  style.setProperty('visibility', 'hidden');
  style.setProperty('position', 'absolute');
  const { height } = sheet.getBoundingClientRect();
  for (const name of ['display', 'visibility', 'position']) style.removeProperty(name);
  return height;
}
